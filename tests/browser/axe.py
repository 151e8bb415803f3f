"""What axe has to complain of in both themes.

All rules that axe has switched on by itself are asked, best practices included; none is left out.
"""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent.parent / "vendor/axe.min.js").read_text()
# Colours of the other theme pass by transitions, level by level; what is on its way has no colour yet.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition-property: none !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
# Preloading sheets from elsewhere would only cost time: there are none.
RUN = """async ([within, rules]) => {
  const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run(within, { ...only, resultTypes: ["violations"], preload: false });
  const why = (node) => node.failureSummary.split("\\n").slice(1).map((line) => line.trim()).join("; ");
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}: ${why(node)}`));
}"""
# A theme is another set of colours over the same elements, so the other rules would only say the same again.
OF_COLOURS = ["color-contrast", "link-in-text-block"]


def violations(page: Page, within: str) -> list[str]:
    """The rules that are broken within the element, and where."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(STILL)
    page.emulate_media(color_scheme="light")
    in_light = page.evaluate(RUN, [within, None])
    page.emulate_media(color_scheme="dark")
    return in_light + [f"dark: {one}" for one in page.evaluate(RUN, [within, OF_COLOURS])]
