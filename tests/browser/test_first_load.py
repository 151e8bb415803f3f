"""Bar 6: what a phone fetches for its first seat view, compressed and before fonts: at most 100 KB."""

import pytest

from tests.browser.pages.long_names import room_of_long_names

pytestmark = [pytest.mark.browser, pytest.mark.appearance]

MOST_BYTES = 100_000


class Scales:
    """Weighs the bodies of all responses as they come over the wire, also those that page scripts cannot see."""

    def __init__(self, page) -> None:
        self.bytes: dict[str, int] = {}
        self._begun: dict[str, tuple[str, int]] = {}
        devtools = page.context.new_cdp_session(page)
        devtools.on("Network.responseReceived", self._answered)
        devtools.on("Network.loadingFinished", self._finished)
        devtools.send("Network.enable")

    def _answered(self, event) -> None:
        if event["type"] != "Font":
            self._begun[event["requestId"]] = event["response"]["url"], event["response"]["encodedDataLength"]

    def _finished(self, event) -> None:
        if event["requestId"] in self._begun:
            address, of_headers = self._begun[event["requestId"]]
            self.bytes[address] = self.bytes.get(address, 0) + int(event["encodedDataLength"]) - of_headers

    def __str__(self) -> str:
        largest = sorted(self.bytes.items(), key=lambda one: -one[1])[:4]
        names = ", ".join(f"{address.rsplit('/', 1)[-1]} {size / 1000:.1f}" for address, size in largest)
        return f"{sum(self.bytes.values()) / 1000:.1f} KB in {len(self.bytes)} answers (the largest: {names})"


@pytest.mark.parametrize("kind", ["lobby", "opening", "problems", "cards", "validation"])
def test_the_seat_view_weighs_at_most_100_kb_at_its_first_load(cast, visit, kind):
    room = room_of_long_names(cast)
    cast.be_at(kind)
    visitor = visit(room.people["agent"])
    scales = Scales(visitor.page)
    with visitor.page.expect_websocket():  # the last thing that the page asks for
        visitor.open(f"/workshops/{cast.workshop.id}")
    weight = sum(scales.bytes.values())
    print(f"\nseat view at {kind}: {scales}")
    for part in (visitor.page.url, "quickwins-seat.css", "live.js", "icons.svg"):
        assert any(part in address and size > 500 for address, size in scales.bytes.items()), f"{part} was not weighed"
    assert weight <= MOST_BYTES, scales
