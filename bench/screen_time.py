"""How long a page takes until a text stands on it, in a Chromium that has its scripts, styles and fonts in the cache.

python -m bench.screen_time '{"pages": ["http://…", …], "cookies": {}, "text": "…"}'  prints the last page's {"ms": …}
"""

import json
import os
import shutil
import sys
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

# Looks before each picture whether the text is on the page; it is on the screen with the picture after that.
WATCH = """
text => {
  const stands = () => document.body?.innerText.includes(text)
    || [...document.querySelectorAll("textarea, input")].some((field) => field.value.includes(text));
  const look = () => requestAnimationFrame(() => {
    if (stands()) requestAnimationFrame(() => (window.shownAfter = performance.now()));
    else look();
  });
  look();
}
"""
SHOWN = """
async () => {
  while (!window.shownAfter && performance.now() < 10_000) await new Promise((resolve) => setTimeout(resolve, 20));
  return window.shownAfter ?? null;
}
"""
WARM_UPS = 2  # a script that was fetched twice is kept compiled
REST_MS = 500


def main(task: dict[str, Any]) -> None:
    """Show the pages one after the other; the last one counts."""
    *before, last = task["pages"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        context = chromium.new_context()
        here = {"domain": urlsplit(last).hostname or "", "path": "/"}
        context.add_cookies([{"name": name, "value": value, **here} for name, value in task["cookies"].items()])
        page = context.new_page()
        page.add_init_script(f"({WATCH})({json.dumps(task['text'])})")
        for address in [*before * WARM_UPS, last]:
            answer = page.goto(address)
            shown = page.evaluate(SHOWN)
            if shown is None:
                sys.exit(f"The text does not stand on {address}, which answered {answer and answer.status}.")
            page.wait_for_timeout(REST_MS)  # what is fetched after the text is in the cache as well
        print(json.dumps({"ms": shown}))
        chromium.close()


def _chromium() -> str | None:
    there = map(shutil.which, ("chromium", "chromium-browser", "chromium-headless-shell"))
    return os.environ.get("CHROMIUM") or next(filter(None, there), None)


main(json.loads(sys.argv[1]))
