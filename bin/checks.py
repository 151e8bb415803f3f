"""Everything that a change must pass, what fails fastest first; `bin/test` runs it in the right environment."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from time import monotonic
from typing import IO, TextIO

BIN = Path(sys.executable).parent
LINTS = {
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "templates": [BIN / "djlint", "--lint", "--quiet", "templates"],
    "catalogues": [sys.executable, "bin/catalogues.py", "--check"],
    "events": [sys.executable, "bin/events.py", "--check"],
    "types": [BIN / "mypy"],
}
DATABASES = ("sqlite", "postgres")
BROWSERS, TEXTS = ["tests/browser"], ["tests/coediting"]
ALL_ELSE = ["--ignore=tests/browser", "--ignore=tests/coediting"]
Part = tuple[str, list[str]]
# For each core one lane, which takes the next part when it is through with one: the longest parts first.
PARTS: list[Part] = [
    ("sqlite", BROWSERS),
    ("sqlite", ALL_ELSE),
    ("postgres", ALL_ELSE),
    ("postgres", BROWSERS),
    ("postgres", TEXTS),
    ("sqlite", TEXTS),
]
# The first that is there: the shell without a window has the same pages for three quarters of the time.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CLOSING = re.compile(r"\d (passed|failed|errors?|deselected).* in [\d.]+s")
NO_TESTS = 5  # pytest's word for "nothing was collected"


def main(arguments: list[str]) -> int:
    """Run it all and close with one line that adds up all runs of pytest."""
    began = monotonic()
    os.environ["CHROMIUM"] = chromium()
    everything = "--all" in arguments
    chosen = [argument for argument in arguments if argument != "--all"]
    complaints = [] if chosen else lints()
    if not everything:
        print("The fault and load tests (marked slow) are left to bin/test --all.", flush=True)
    runs = suites(everything, chosen)
    counts = sum((counted for _, counted in runs), Counter())
    green = not complaints and all(code in (0, NO_TESTS) for code, _ in runs) and counts["passed"] > 0
    if not green and not (counts["failed"] or counts["error"]):
        counts["error"] += 1  # a linter, or a run that did not get as far as its tests
    print(closing_line(counts, monotonic() - began))
    return 0 if green else 1


def chromium() -> str:
    """Where Chromium is; it is installed if it is nowhere."""
    if found := installed_chromium():
        return found
    print("Installing Chromium for the browser tests …", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        for name in CHROMIUMS[:2]:  # older systems have none but the whole
            subprocess.run(["apt-get", "install", "-y", "-qq", name], check=False, stdout=subprocess.DEVNULL)
            if found := installed_chromium():
                return found
    else:
        subprocess.run([BIN / "playwright", "install", "chromium"], check=False)
    return installed_chromium() or sys.exit("There is no Chromium here, and none could be installed.")


def installed_chromium() -> str | None:
    """The system's Chromium, else the one that Playwright keeps."""
    for name in CHROMIUMS:
        if found := shutil.which(name):
            return found
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as x: print(x.chromium.executable_path)"
    path = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False).stdout.strip()
    return path if path and Path(path).is_file() else None


def lints() -> list[str]:
    """Run all linters at the same time; those that complain."""
    with ThreadPoolExecutor() as pool:
        kept = pool.map(passes, LINTS, LINTS.values())
        return [name for name, is_kept in zip(LINTS, kept, strict=True) if not is_kept]


def passes(name: str, command: list[str | Path]) -> bool:
    """Run one check; it is heard only when it complains."""
    began = monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    verdict = f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({monotonic() - began:.1f} s)"
    print("\n".join([verdict, *([done.stdout] if done.returncode else [])]), flush=True)
    return done.returncode == 0


def suites(everything: bool, chosen: list[str]) -> list[tuple[int, Counter[str]]]:
    """Run pytest on both databases, in two lanes at the same time; the second is shown when both are through."""
    parts = iter([(database, chosen) for database in DATABASES] if chosen else PARTS)  # both take from it
    aside = StringIO()
    with ThreadPoolExecutor() as pool:
        meanwhile = pool.submit(lane_of, parts, everything, aside)
        runs = lane_of(parts, everything, sys.stdout) + meanwhile.result()
    print(aside.getvalue(), end="", flush=True)
    return runs


def lane_of(parts: Iterator[Part], everything: bool, out: TextIO) -> list[tuple[int, Counter[str]]]:
    """Run one part after another, as long as there are any."""
    return [part_of(database, [*marks(database, everything), *which], out) for database, which in parts]


def marks(database: str, everything: bool) -> list[str]:
    """What is left out: the slow tests, and with the second database what touches none.

    Of tests that are long there, or have many parameters, --all runs those on both databases that are left out here.
    """
    if database == DATABASES[0]:
        return [] if everything else ["-m", "not slow"]
    return ["--only-with-database", *([] if everything else ["-m", "not slow and not once", "--one-of-each"])]


def part_of(database: str, options: list[str], out: TextIO) -> tuple[int, Counter[str]]:
    """Run pytest on one database."""
    command = [sys.executable, "-u", "-m", "pytest", "--database", database, *options]
    print(f"\nTests on {database}: {' '.join(options)}", file=out, flush=True)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        closing = passed_on(run.stdout, out)
    return run.returncode, outcomes(closing)


def passed_on(source: IO[str] | None, out: TextIO) -> str:
    """Pass on what comes, dot by dot, and give pytest's closing line."""
    said = ""
    while letter := source.read(1) if source else "":
        print(letter, end="", file=out, flush=True)
        said += letter
    return next((line for line in reversed(said.splitlines()) if CLOSING.search(line)), "")


def outcomes(line: str) -> Counter[str]:
    """What pytest's closing line counts: "3 failed, 40 passed in 7.02s"."""
    counts = re.findall(r"(\d+) (passed|failed|errors?|skipped|deselected|xfailed|xpassed|warnings?)\b", line)
    return Counter({word.removesuffix("s") if word != "passed" else word: int(n) for n, word in counts})


def closing_line(counts: Counter[str], seconds: float) -> str:
    """One line in pytest's own form."""
    words = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warning", "error")
    said = ", ".join(f"{counts[word]} {word}{plural(word, counts[word])}" for word in words if counts[word])
    return f"{said or 'no tests ran'} in {seconds:.2f}s"


def plural(word: str, n: int) -> str:
    """pytest counts "1 error" and "2 errors", but "2 failed"."""
    return "s" if word in ("warning", "error") and n != 1 else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
