"""Somebody at a browser: their page, what it complains about, and whether it is as fresh as a new one."""

import time
from typing import Any

from playwright.sync_api import Browser, Error, Page

from tests.servers import Server

# A name that only the browser knows (see conftest.py): over plain http under a name a page is in no secure context,
# as on a laptop in a room.
LAN_NAME = "ruang.example"

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1440, "height": 900}
WALL = {"width": 1920, "height": 1080}

# What scripts and htmx add to elements is no difference; what they manage alone is left out.
SAMENESS = """
async () => {
  const tidy = (root) => {
    const all = (selector) => root.querySelectorAll(selector);
    // Of a page beside the room, what frames bring.
    const part = "[id^='card-'], [id^='problem-'], [id^='complaint-'], [id^='category-']";
    if (root.querySelector("main[hx-morph-skip]")) {
      root.replaceChildren(...[...all(part)].filter((one) => !one.parentElement.closest(part)));
    }
    for (const element of all("script, template:not([data-gone]), #notices, [data-private]")) element.remove();
    for (const element of all("[hx-morph-skip]")) element.replaceChildren();
    for (const element of all("[hx-morph-skip-children]:not([data-mine]), time-left")) element.replaceChildren();
    // The ballot is the voter's own: no event says what was chosen, so a second device learns it when it is opened.
    root.querySelector("#my-ballot")?.replaceChildren();
    for (const element of root.querySelectorAll("*")) {
      element.classList.remove("arrived", "htmx-request", "htmx-added");
      if (!element.classList.length) element.removeAttribute("class");
      for (const { name, value } of [...element.attributes].sort((a, b) => (a.name < b.name ? -1 : 1))) {
        element.removeAttribute(name); // and put back below: the order of attributes is no difference
        element.setAttribute(name, value);
        if (/^(data-(htmx|state$|over$|shown$|current$|own$)|tabindex$)/.test(name)) element.removeAttribute(name);
        const pressed = element.matches("[data-reaction]") && ["aria-pressed", "disabled"].includes(name);
        const skipped = element.matches("[hx-morph-skip]") && !["id", "hx-morph-skip"].includes(name);
        if (pressed || skipped) element.removeAttribute(name);
      }
    }
    for (const child of [...root.children]) if (!child.id) child.remove();
    return root.innerHTML.replace(/\\s+/g, " ").replaceAll("> <", "><");
  };
  const inert = (html) => new DOMParser().parseFromString(html, "text/html").body; // no element of it comes to life
  const fresh = await (await fetch(location.href)).text();
  return [tidy(inert(document.documentElement.outerHTML)), tidy(inert(fresh))];
}
"""


class Visitor:
    """One person's browser context with one page."""

    def __init__(self, browser: Browser, server: Server, person: Any = None, **options: Any):
        self.server = server
        self.base = f"http://{LAN_NAME}:{server.port}"
        self.complaints: list[str] = []
        options = {"viewport": PHONE, "locale": "id-ID"} | options
        self.context = browser.new_context(**options)
        if person is not None:
            token = person.client.get_cookie("quickwins").value
            self.context.add_cookies([{"name": "quickwins", "value": token, "url": self.base}])
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        # A refused command is no fault of the page, and a server that a test kills is missed on purpose.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        """Go to a path and wait until its scripts have run."""
        try:
            self.page.goto(self.base + path)
        except Error as error:  # the page before had just begun to load itself anew, as it does when the room goes on
            if "ERR_ABORTED" not in error.message:
                raise
            self.page.goto(self.base + path)
        self.page.wait_for_load_state("load")
        return self.page

    @property
    def seen(self) -> int:
        return int(self.page.locator("meta[name=live]").get_attribute("data-seen") or 0)

    def wait_for(self, seq: int) -> None:
        """Wait until the page shows the change `seq`."""
        self.page.wait_for_function(
            "(seq) => Number(document.querySelector('meta[name=live]').dataset.seen) >= seq", arg=seq, timeout=10_000
        )

    def shown_and_fresh(self) -> tuple[str, str]:
        """What the page shows, and what a page fetched now shows, both without what only scripts add."""
        shown, fresh = self.page.evaluate(SAMENESS)
        return shown, fresh

    def shown_and_fresh_when_settled(self, patience_s: float = 3) -> tuple[str, str]:
        """The same once they agree: own parts are fetched after the frame; if they never do, the last difference."""
        end = time.monotonic() + patience_s
        while True:
            shown, fresh = self.shown_and_fresh()
            if shown == fresh or time.monotonic() > end:
                return shown, fresh
            self.page.wait_for_timeout(50)

    def close(self) -> None:
        self.context.close()
