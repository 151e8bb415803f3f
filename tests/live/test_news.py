"""News: what has happened in a workshop since a number, as the tail and whoever comes back read it."""

from uuid import UUID

import pytest
from sqlalchemy import delete

from webapp.changes import head
from webapp.changes.models import Event
from webapp.errors import NotFound
from webapp.extensions import db
from webapp.live.audience import Audience, Page
from webapp.live.news import read_news
from webapp.workshops.models import Workshop


def news_after(cast, after):
    return read_news(cast.workshop.id, after)


def test_they_tell_in_their_order_what_happened_up_to_the_head(cast, sari, ani, budi):
    before = head(Workshop, cast.workshop.id)
    ani.post("~/hand", up="1")
    budi.post("~/hand", up="1")
    news = news_after(cast, before)
    assert (news.after, news.to, news.is_whole) == (before, before + 2, True)
    assert [(event.name, event.subject_id) for event in news.events] == [
        ("hand.raised", ani.seat_id),
        ("hand.raised", budi.seat_id),
    ]
    assert news.fragments(Audience("desk", "en")) == {"workshops/_hands.html": []}
    assert news.fragments(Audience("seat", "en")) == {}
    assert news.outdated_parts() == {ani.seat_id: {"my-hand"}, budi.seat_id: {"my-hand"}}


def test_nothing_has_happened_after_the_head(cast, ani):
    now = head(Workshop, cast.workshop.id)
    news = news_after(cast, now)
    assert (news.to, news.events, news.is_whole) == (now, (), True)


def test_they_are_not_whole_for_a_browser_from_the_future_or_where_events_are_missing(cast, ani):
    ani.post("~/hand", up="1")
    now = head(Workshop, cast.workshop.id)
    assert not news_after(cast, now + 1).is_whole
    db.session.execute(delete(Event).where(Event.place_id == cast.workshop.id, Event.seq == now))
    db.session.commit()
    assert not news_after(cast, now - 1).is_whole
    assert news_after(cast, now).is_whole


def test_there_are_none_of_a_workshop_that_is_not_there(app):
    with pytest.raises(NotFound):
        read_news(UUID(int=7), 0)


def test_a_page_beside_the_room_hears_of_names_whatever_it_is_about(cast, sari, ani, card):
    before = head(Workshop, cast.workshop.id)
    sari.post(f"/seats/{ani.seat_id}/name", name="Ani Lestari")
    news = news_after(cast, before)
    on_page = news.fragments(Audience("seat", "en", Page("card", card.id)))
    assert on_page["cards/_head.html"] == [card.id]
    assert "discussion/_of_problem.html" not in on_page
    assert "cards/_head.html" not in news.fragments(Audience("seat", "en"))
