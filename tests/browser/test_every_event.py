"""P3: for every event and every view, the frames applied to the old page give exactly a fresh page.

Of the pages beside the room, such as a card's own, it holds for what their frames bring.
"""

import pytest
from sqlalchemy import select

from tests.browser.day import Day
from tests.browser.visitor import LAPTOP, WALL
from tests.servers import Remote
from webapp.changes.models import Event
from webapp.extensions import db
from webapp.live.registry import REDRAWS

pytestmark = [pytest.mark.browser, pytest.mark.once]

# Brought about elsewhere: they end the pages that are compared here, or happen to another place than a workshop.
ELSEWHERE = {"facilitator.left", "rescue.used", "screen.renewed"}


def test_the_old_page_with_its_frames_is_a_fresh_page(cast, sari, ani, budi, visit, server):
    for name in ("Siti Aminah", "Sri Wahyuni"):
        cast.roster(name, "Dinkes")
    day = Day(cast, Remote(server, sari), Remote(server, ani), Remote(server, budi), server.url)
    pages = {
        "seat": open_page(visit(ani), f"/workshops/{cast.workshop.id}"),
        "desk": open_page(visit(sari, viewport=LAPTOP), f"/workshops/{cast.workshop.id}/desk"),
        "screen": open_page(visit(None, viewport=WALL), f"/screen/{cast.workshop.screen_token}"),
        "english": open_page(visit(ani, locale="en-GB"), f"/workshops/{cast.workshop.id}"),
    }
    beside = {  # from which event on, for whom
        "category": ("complaints.imported", lambda: f"/workshops/{cast.workshop.id}/complaints?category=Sampah", ani),
        "complaint": ("complaints.imported", day.complaint, sari),
        "problem": ("problems.revealed", lambda: day.first("problem.written"), sari),
        "card": ("card.made", lambda: day.first("card.made"), ani),
    }
    differences = []
    for what, command in day.commands():
        answer = command()
        for one in answer if isinstance(answer, list) else [answer]:
            assert getattr(one, "status_code", 200) < 400, f"{what}: {one.status_code} {one.text[:600]}"
        for view in [view for view, (event, *_) in beside.items() if day.happened(event)]:
            _event, path, reader = beside.pop(view)
            pages[view] = open_page(visit(reader, **({"viewport": LAPTOP} if reader is sari else {})), path())
        for view, visitor in pages.items():
            visitor.wait_for(day.head())
            shown, fresh = visitor.shown_and_fresh_when_settled()
            if shown != fresh:
                differences.append(first_difference(f"{what}, {view}", shown, fresh))
    assert not differences, "\n\n".join(differences)
    assert [complaint for visitor in pages.values() for complaint in visitor.complaints] == []
    db.session.rollback()
    happened = set(db.session.scalars(select(Event.name).distinct()))
    visible = {name for name, redraw in REDRAWS.items() if any(redraw.fragments.values())}
    assert visible - happened - ELSEWHERE == set(), "the day does not bring these about"


def open_page(visitor, path):
    visitor.open(path)
    return visitor


def first_difference(where: str, shown: str, fresh: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(shown, fresh, strict=False)) if a != b), min(len(shown), len(fresh)))
    return f"{where}:\n  shown … {shown[max(0, at - 120) : at + 160]}\n  fresh … {fresh[max(0, at - 120) : at + 160]}"
