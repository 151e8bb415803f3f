"""Bar 20: every page and state as a picture, phone, desk and wall, in a room in which people say what they would say.

Looking at them is for people; what a machine can tell is told here: no page complains, and no word is cut off.
"""

import os
import re
from pathlib import Path

import pytest

from tests.browser.narrow import cut_off
from tests.browser.pages import every_page
from tests.browser.pages.readers import Readers
from tests.browser.pages.words import natural
from tests.room import full_room

pytestmark = [pytest.mark.browser, pytest.mark.appearance, pytest.mark.slow]


def test_every_page_and_state_is_a_picture_without_a_word_cut_off(cast, chromium, server, tmp_path):
    folder = Path(os.environ.get("PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    for name, agency in (("Siti Aminah", "Dinkes"), ("Sri Wahyuni", "DPU")):
        cast.roster(name, agency)
    room = full_room(cast)
    room.values["code"] = cast.workshop.join_code
    readers = Readers(chromium, server, room, "id")
    found: dict[str, list[str]] = {}
    for n, shown in enumerate(every_page(room, server, natural), 1):
        page = readers.open(shown)
        page.screenshot(path=folder / f"{n:03} {file_name(str(shown))}.png", animations="disabled")
        for complaint in cut_off(page):
            found.setdefault(complaint, []).append(str(shown))
    complaints = [complaint for visitor in readers.visitors.values() for complaint in visitor.complaints]
    readers.close()
    print(f"{n} pictures in {folder}")
    assert not found, "\n\n".join(f"{what}\n  on {len(where)}: {'; '.join(where[:4])}" for what, where in found.items())
    assert complaints == []


def file_name(said: str) -> str:
    return re.sub(r"[^\w ,-]+", "-", said)[:80]
