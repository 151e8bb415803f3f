"""Bar 6: no page breaks a rule of axe in either theme, or has to be scrolled sideways at 320 px, in both languages.

The usual run reads only pages on which some kind of element stands that has not been read yet.
"""

import pytest

from tests.browser.axe import violations
from tests.browser.narrow import sideways
from tests.browser.pages import every_page
from tests.browser.pages.long_names import room_of_long_names
from tests.browser.pages.readers import Readers, dialogs_of, kinds_of_elements, open_details
from tests.browser.pages.words import longest

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


EVERY_PAGE = [pytest.param(language, True, marks=pytest.mark.slow) for language in ("id", "en")]


@pytest.mark.parametrize(("language", "reads_all"), [("id", False), *EVERY_PAGE])
def test_no_page_breaks_a_rule_of_axe_or_has_to_be_scrolled_sideways(cast, chromium, server, language, reads_all):
    room = room_of_long_names(cast)
    readers = Readers(chromium, server, room, language)
    found: dict[str, list[str]] = {}
    opened: set[str] = set()
    read: set[str] = set()

    def look(page, where: str, within: str) -> None:
        for complaint in violations(page, within) + sideways(page, within):
            found.setdefault(complaint, []).append(where)

    for shown in every_page(room, server, longest):
        page = readers.open(shown)
        open_details(page)
        kinds = kinds_of_elements(page)
        if reads_all or not kinds <= read:
            look(page, str(shown), "html")
            read |= kinds
        for dialog in dialogs_of(page, opened):
            look(page, f"{shown}, {dialog}", "dialog[open]")
    complaints = [complaint for visitor in readers.visitors.values() for complaint in visitor.complaints]
    readers.close()
    assert not found, "\n\n".join(f"{what}\n  on {len(where)}: {'; '.join(where[:4])}" for what, where in found.items())
    assert complaints == []
