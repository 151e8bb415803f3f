"""Bar 12: what the page on which one writes fetches for its editors, compressed."""

import pytest

from tests.browser.coediting.writing import open_editor, write_in
from tests.browser.test_first_load import Scales

pytestmark = [pytest.mark.browser, pytest.mark.appearance]

FIRST_KB, ALL_KB = 35, 105


def test_the_editor_weighs_little_until_the_long_field_is_touched(cast, ani, visit, card):
    seat = visit(ani)
    of_seat = Scales(seat.page)
    with seat.page.expect_websocket():
        seat.open(f"/workshops/{cast.workshop.id}")
    scripts_of_seat = {path_of(address) for address in of_seat.bytes}
    writer = visit(ani)
    scales = Scales(writer.page)
    page = write_in(writer, card)
    first = weight(scales, scripts_of_seat)
    open_editor(page)
    everything = weight(scales, scripts_of_seat)
    print(f"\neditor code: {first / 1000:.1f} KB until the long field is touched, {everything / 1000:.1f} KB after")
    assert not any("yjs" in name or "coedit" in name for name in scripts_of_seat)
    assert 25_000 < first <= FIRST_KB * 1000
    assert 80_000 < everything <= ALL_KB * 1000


def path_of(address: str) -> str:
    return address.split("/static/")[-1].split("/", 1)[-1]


def weight(scales, without) -> int:
    """Scripts that the page fetched and a seat does not."""
    return sum(
        size for address, size in scales.bytes.items() if address.endswith(".js") and path_of(address) not in without
    )
