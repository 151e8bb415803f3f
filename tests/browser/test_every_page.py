"""Bar 6: no page breaks a rule of axe in either theme, or has to be scrolled sideways at 320 px, in both languages."""

import pytest

from tests.browser.axe import violations
from tests.browser.every_page import Readers, dialogs_of, every_page, room_of_long_names
from tests.browser.narrow import sideways

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


@pytest.mark.parametrize("language", ["id", pytest.param("en", marks=pytest.mark.slow)])
def test_no_page_breaks_a_rule_of_axe_or_has_to_be_scrolled_sideways(cast, chromium, server, language):
    room = room_of_long_names(cast)
    readers = Readers(chromium, server, room, language)
    found: dict[str, list[str]] = {}
    opened: set[str] = set()

    def look(page, where: str, within: str) -> None:
        for complaint in violations(page, within) + sideways(page, within):
            found.setdefault(complaint, []).append(where)

    for shown in every_page(room, server):
        page = readers.open(shown)
        look(page, str(shown), "html")
        for dialog in dialogs_of(page, opened):
            look(page, f"{shown}, {dialog}", "dialog[open]")
    complaints = [complaint for visitor in readers.visitors.values() for complaint in visitor.complaints]
    readers.close()
    assert not found, "\n\n".join(f"{what}\n  on {len(where)}: {'; '.join(where[:4])}" for what, where in found.items())
    assert complaints == []
