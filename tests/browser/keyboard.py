"""Somebody without a mouse: goes by Tab and arrow keys, and complains when they cannot see where they are."""

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 80

# Nothing, or what is wrong with the place of the focus: one must see it, and nothing may lie over it.
COMPLAINT = """async () => {
  await new Promise(requestAnimationFrame);
  const one = document.activeElement;
  if (one === document.body) return "";
  const label = one.closest("label") ?? one;
  const name = one.outerHTML.slice(0, 120);
  const rings = [one, label, one.parentElement].some((marked) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(marked);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  if (!rings) return `no ring around ${name}`;
  const { left, right, top, bottom } = label.getBoundingClientRect();
  const seen = [0.1, 0.3, 0.5, 0.7, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => {
    const there = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
    return there && (label.contains(there) || there.contains(label) && there !== document.body);
  }));
  return seen ? "" : `cannot be seen: ${name}`;
}"""
IS_FOCUSED = "(one) => one === document.activeElement"
IS_NOWHERE = "() => document.activeElement === document.body"


class Keyboard:
    """The keys of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go_to(self, what: Locator) -> None:
        """Press Tab until it is there; each stop on the way must be visible."""
        stops = []
        for _stop in range(MOST_STOPS):
            if what.count() and what.first.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
            assert (complaint := self.page.evaluate(COMPLAINT)) == "", complaint
            stops.append(self.page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
        raise AssertionError(f"no Tab leads to {what}, only to:\n" + "\n".join(dict.fromkeys(stops)))

    def press(self, what: Locator) -> None:
        """Go to a button or link and press it."""
        self.go_to(what)
        self.page.keyboard.press("Enter")

    def write(self, what: Locator, text: str) -> None:
        self.go_to(what)
        self.page.keyboard.type(text)

    def choose(self, what: Locator, first: Locator) -> None:
        """Go to the first of a group of choices, then by arrows to the one meant."""
        self.go_to(first)
        self.page.keyboard.press("Space")
        for _step in range(MOST_STOPS):
            if what.evaluate(IS_FOCUSED):
                return expect(what).to_be_checked()
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {what}")

    def is_somewhere(self) -> None:
        """The focus has not fallen back to the page's beginning."""
        self.page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        assert not self.page.evaluate(IS_NOWHERE), "the focus is lost"
