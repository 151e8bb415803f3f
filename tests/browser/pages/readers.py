"""A browser for each kind of people, in which one page after another is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Response

from tests.browser.axe import AXE
from tests.browser.visitor import LAPTOP, PHONE, WALL, Visitor
from tests.room import Room
from tests.servers import Server

VIEWPORTS = {"facilitator": LAPTOP, "administrator": LAPTOP, "screen": WALL}


@dataclass(frozen=True)
class Shown:
    """One page as one person sees it; with a form, the page that answers its post."""

    name: str
    who: str
    address: str
    form: dict[str, str] | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.name}, as {self.who}"


@dataclass
class Readers:
    """A browser for each kind of people, which goes from page to page."""

    chromium: Browser
    server: Server
    room: Room
    language: str
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def open(self, shown: Shown) -> Page:
        """Bring the page onto its reader's browser."""
        visitor = self.visitors.get(shown.who) or self._come(shown.who)
        answers: dict[str, int] = {}  # the page before may just be loading itself anew

        def note(response: Response) -> None:
            if response.request.is_navigation_request():
                answers[response.url] = response.status

        visitor.page.on("response", note)
        if shown.form is None:
            visitor.open(shown.address)
        else:
            visitor.open("/check")
            with visitor.page.expect_navigation():
                visitor.page.evaluate(POST, [shown.address, shown.form])
        visitor.page.remove_listener("response", note)
        assert answers[visitor.page.url.split("#")[0]] == shown.status, f"{shown}: {answers}"
        return visitor.page

    def _come(self, who: str) -> Visitor:
        person = self.room.people.get(who) if who not in ("nobody", "screen") else None
        viewport = VIEWPORTS.get(who, PHONE)
        visitor = Visitor(self.chromium, self.server, person, viewport=viewport, reduced_motion="reduce")
        visitor.context.add_cookies([{"name": "language", "value": self.language, "url": visitor.base}])
        visitor.context.add_init_script(AXE)  # once for all of its pages
        self.visitors[who] = visitor
        return visitor

    def close(self) -> None:
        for visitor in self.visitors.values():
            visitor.close()


POST = """([address, fields]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}"""
OPEN_DETAILS = "() => { for (const one of document.querySelectorAll('details')) one.open = true; }"

# What an element is, within what: what it says and whose id it bears is no difference to a reader's rules.
KINDS = """() => {
  const word = /^[a-z-]{1,24}$/;
  const told = ({ name, value }) => name === "class" || word.test(value) ? `${name}=${value}` : name;
  const kind = (one) => [one.tagName, ...[...one.attributes].map(told)].join(" ");
  const all = [...document.body.querySelectorAll("*")];
  return [...new Set(all.map((one) => `${kind(one.parentElement)} > ${kind(one)}`))];
}"""

# One opener of each kind: the sheets of two people are the same sheet.
OPENERS = """() => {
  const kinds = new Map();
  const hasSheets = document.querySelector("side-sheet"); // without it the link leads to a page
  for (const one of document.querySelectorAll(hasSheets ? "[data-opens], a[data-sheet]" : "[data-opens]")) {
    const name = one.dataset.opens ? "data-opens" : "href";
    const kind = one.getAttribute(name).replace(/[0-9a-f-]{36}/g, "");
    if (one.checkVisibility() && !kinds.has(kind)) kinds.set(kind, `[${name}="${one.getAttribute(name)}"]`);
  }
  return [...kinds];
}"""


def open_details(page: Page) -> None:
    """Unfold all that the page keeps folded."""
    page.evaluate(OPEN_DETAILS)


def kinds_of_elements(page: Page) -> set[str]:
    """Every kind of element on the page, each within its parent."""
    return set(page.evaluate(KINDS))


def dialogs_of(page: Page, opened: set[str]) -> Iterator[str]:
    """Open each dialog of the page that has not been looked at yet, one after another; gives its name."""
    for kind, opener in page.evaluate(OPENERS):
        if kind in opened:
            continue
        opened.add(kind)
        page.locator(opener).first.click()
        page.locator("dialog[open]").wait_for()
        yield kind
        page.keyboard.press("Escape")
        page.locator("dialog[open]").wait_for(state="hidden")
