"""What has to be scrolled sideways at 320 px, the width of the smallest phone and of a page at 400 %.

WCAG excepts what needs two dimensions: a table may scroll within its own frame, the page may not.
"""

from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}

# What sticks out, the outermost first; what is cut off by something that scrolls by itself does not.
STICKS_OUT = """(within) => {
  const place = document.querySelector(within);
  const page = document.documentElement;
  const isWider = place.matches("dialog") ? place.scrollWidth > place.clientWidth
    : Math.max(page.scrollWidth, document.body.scrollWidth) > innerWidth;
  const isClipped = (one) => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const out = [...place.querySelectorAll("*")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    const sticksOut = width > 1 && (right > innerWidth + 0.5 || left < -0.5);
    return sticksOut && one.checkVisibility() && !one.closest(".visually-hidden, .skip") && !isClipped(one);
  });
  const name = (one) => `${one.tagName.toLowerCase()}${[...one.classList].map((word) => `.${word}`).join("")}`;
  const names = out.slice(0, 3).map((one) => `${name(one.parentElement)} > ${name(one)}`).join(", ");
  return isWider || out.length ? [`${isWider ? "scrolls: " : ""}${names}`] : [];
}"""

# Text that a box cuts off, without an ellipsis that says so.
CUT_OFF = """(within) => {
  const found = new Set();
  const visible = { opacityProperty: true, visibilityProperty: true };
  const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility(visible)) continue;
    if (parent.closest("script, .visually-hidden, .skip, [aria-hidden=true]")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    for (let up = parent; up && up !== document.documentElement; up = up.parentElement) {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(up);
      if (["auto", "scroll"].includes(overflowX) || textOverflow === "ellipsis" || clipPath !== "none") break;
      const box = up.getBoundingClientRect();
      if (["hidden", "clip"].includes(overflowX) && (text.right > box.right + 1 || text.left < box.left - 1)) {
        found.add(`cut off: "${node.data.trim().slice(0, 30)}" in ${up.tagName.toLowerCase()}.${up.className}`);
        break;
      }
    }
  }
  return [...found];
}"""


def sideways(page: Page, within: str) -> list[str]:
    """What sticks out of the narrow page, or is cut off in it."""
    usual = page.viewport_size
    page.set_viewport_size(NARROW)
    found = page.evaluate(STICKS_OUT, within) + page.evaluate(CUT_OFF, within)
    page.set_viewport_size(usual)
    return [f"at 320 px {complaint}" for complaint in found]


def cut_off(page: Page) -> list[str]:
    """What is cut off in the page as it stands."""
    found: list[str] = page.evaluate(CUT_OFF, "html")
    return found
