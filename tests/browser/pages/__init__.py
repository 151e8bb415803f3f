"""Every page that somebody can get to see, one after another, with the room brought into each of its states.

The pages are found from the routes and the dialogs from the pages, so that nobody has to remember a new one.
"""

from collections.abc import Iterator

from tests.browser.pages.day import the_day
from tests.browser.pages.elsewhere import answers_to_forms, pages_of_routes, refusals
from tests.browser.pages.guide import Guide
from tests.browser.pages.readers import Shown
from tests.browser.pages.words import Words
from tests.room import Room
from tests.servers import Server


def every_page(room: Room, server: Server, words: Words) -> Iterator[Shown]:
    """All pages; while one is being looked at, the room is in the state that its name says."""
    yield from the_day(Guide(room, server, words))
    yield from pages_of_routes(room)
    yield from answers_to_forms(room, words)
    yield from refusals(room)
