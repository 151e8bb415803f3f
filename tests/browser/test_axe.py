"""Bar 6: axe finds nothing to complain of, on any page, in both languages and both themes.

All rules that axe has switched on by itself are asked, best practices included; none is left out.
"""

from pathlib import Path

import pytest

from tests.browser.every_page import Readers, dialogs_of, every_page, room_of_long_names

pytestmark = [pytest.mark.browser, pytest.mark.appearance]

AXE = (Path(__file__).parent.parent / "vendor/axe.min.js").read_text()
# Colours of the other theme pass by transitions, level by level; what is on its way has no colour yet.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition-property: none !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
RUN = """async ([within, rules]) => {
  const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run(within, { ...only, resultTypes: ["violations"] });
  const why = (node) => node.failureSummary.split("\\n").slice(1).map((line) => line.trim()).join("; ");
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}: ${why(node)}`));
}"""
# A theme is another set of colours over the same elements, so the other rules would only say the same again.
OF_COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.mark.parametrize("language", ["id", pytest.param("en", marks=pytest.mark.slow)])
def test_axe_finds_no_violation_on_any_page(cast, chromium, server, language):
    room = room_of_long_names(cast)
    readers = Readers(chromium, server, room, language)
    found: dict[str, list[str]] = {}
    opened: set[str] = set()
    for shown in every_page(room, server):
        page = readers.open(shown)
        page.evaluate(AXE)
        page.evaluate(STILL)
        note(found, str(shown), violations(page))
        for dialog in dialogs_of(page, opened):
            note(found, f"{shown}, {dialog}", violations(page, "dialog[open]"))
    complaints = [complaint for visitor in readers.visitors.values() for complaint in visitor.complaints]
    readers.close()
    assert not found, "\n\n".join(f"{what}\n  on {len(where)}: {'; '.join(where[:4])}" for what, where in found.items())
    assert complaints == []


def violations(page, within: str = "html") -> list[str]:
    page.emulate_media(color_scheme="light")
    in_light = page.evaluate(RUN, [within, None])
    page.emulate_media(color_scheme="dark")
    return in_light + [f"dark: {one}" for one in page.evaluate(RUN, [within, OF_COLOURS])]


def note(found: dict[str, list[str]], where: str, violations: list[str]) -> None:
    for violation in violations:
        found.setdefault(violation, []).append(where)
