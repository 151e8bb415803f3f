"""What a discussion looks like on the page of a card or problem, and what its events redraw."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from webapp.cards.models import Card
from webapp.cards.queries import cards_among
from webapp.discussion import queries
from webapp.discussion.models import Subject
from webapp.discussion.policy import may_discuss
from webapp.discussion.threads import latest_threads
from webapp.errors import NotFound
from webapp.live.registry import WHOSE, each, own_part, redraws, whole
from webapp.live.sheet import Sheet
from webapp.live.views import DESK
from webapp.people.queries import agencies_of, seats_of
from webapp.problems.models import Problem
from webapp.problems.queries import revealed_among

OF_CARD, OF_PROBLEM, JOINERS = "discussion/_of_card.html", "discussion/_of_problem.html", "discussion/_joiners.html"
NAMES = "discussion/_names.html"
NEWS, OWN, JOINING = "my-news", "my-discussion", "my-joining"

WHOSE["followers"] = lambda event: queries.followers_of(event.subject_id)


@each(OF_CARD, element="card-%s-comments", page="card")
def on_cards(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What is said under a card; under one that was joined with another nobody writes any more."""
    return {id: _discussion(sheet, card, is_open=card.is_listed) for id, card in _cards(sheet, ids).items()}


@each(OF_PROBLEM, element="problem-%s-comments", page="problem")
def on_problems(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What is said under a problem that is shown."""
    return {id: _discussion(sheet, problem, is_open=True) for id, problem in _problems(sheet, ids).items()}


@each(JOINERS, element="card-%s-joiners", page="card")
def joiners(sheet: Sheet, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Who would join in a card's programme."""
    found = queries.joiners_of(_cards(sheet, ids))
    return {id: {"card_id": id, "joiners": those} for id, those in found.items()}


@whole(NAMES)
def names(sheet: Sheet) -> dict[str, Any]:
    """Whom one can name in a comment: for the list that helps to type."""
    return {"seats": seats_of(sheet.workshop.id), "agencies": agencies_of(sheet.workshop.series)}


@own_part(OWN, "discussion/_mine.html", is_about=True)
def my_discussion(sheet: Sheet, subject_id: UUID) -> dict[str, Any]:
    """What this person has said here, whether they follow, and up to where they have read."""
    seat, subject = sheet.person, _subject_or_404(sheet, subject_id)
    following, last = queries.following_of(seat.id, subject_id), queries.last_n(subject_id)
    return {
        "own": queries.written_by(seat, subject_id),
        "pressed": queries.pressed_by(seat, subject_id),
        "takes_part": may_discuss(seat),
        "follows": following is not None,
        "unread_to": last if following and following.read_n < last else None,
        "subject": subject,
    }


@own_part(JOINING, "discussion/_my_joining.html", is_about=True)
def my_joining(sheet: Sheet, card_id: UUID) -> dict[str, Any]:
    """Whether this person would join in the card's programme."""
    if card_id not in _cards(sheet, [card_id]):
        raise NotFound
    return {
        "card_id": card_id,
        "would_join": queries.would_join(sheet.person, card_id),
        "takes_part": may_discuss(sheet.person),
    }


@own_part(NEWS, "discussion/_my_news.html")
def my_news(sheet: Sheet) -> dict[str, Any]:
    """What was said of what this person follows, and not read yet."""
    return {"news": queries.news_for(sheet.person)}


def _discussion(sheet: Sheet, subject: Subject, is_open: bool) -> dict[str, Any]:
    threads, has_more = sheet.once(("threads", subject.id), lambda: latest_threads(subject.id))
    count = sheet.once(("comments", subject.id), lambda: queries.comment_counts([subject.id])[subject.id])
    return {"subject": subject, "threads": threads, "has_more": has_more, "count": count, "is_open": is_open}


def _cards(sheet: Sheet, ids: Iterable[UUID]) -> dict[UUID, Card]:
    """Those that may be read in this view; whoever asks for the parts of a page may name any id."""
    found = cards_among(sheet.workshop.id, ids)
    return {id: card for id, card in found.items() if sheet.view == DESK or not card.is_hidden}


def _problems(sheet: Sheet, ids: Iterable[UUID]) -> dict[UUID, Problem]:
    found = revealed_among(ids)
    return {id: problem for id, problem in found.items() if problem.workshop_id == sheet.workshop.id}


def _subject_or_404(sheet: Sheet, id: UUID) -> Subject:
    subject = _cards(sheet, [id]).get(id) or _problems(sheet, [id]).get(id)
    if subject is None:
        raise NotFound
    return subject


redraws("card.commented", "card.comment_changed", seat=[OF_CARD], desk=[OF_CARD], own="followers", parts=[OWN, NEWS])
redraws(
    "problem.commented",
    "problem.comment_changed",
    seat=[OF_PROBLEM],
    desk=[OF_PROBLEM],
    own="followers",
    parts=[OWN, NEWS],
)
redraws("card.comment_reacted", seat=[OF_CARD], desk=[OF_CARD], own="actor", parts=[OWN])
redraws("problem.comment_reacted", seat=[OF_PROBLEM], desk=[OF_PROBLEM], own="actor", parts=[OWN])
redraws("following.changed", "following.read", own="subject", parts=[OWN, NEWS])
redraws("card.joiners_changed", seat=[JOINERS], desk=[JOINERS], own="actor", parts=[JOINING])
redraws("card.joined", "card.parted", "card.hidden", "card.unhidden", seat=[OF_CARD, JOINERS], desk=[OF_CARD, JOINERS])
redraws("seat.renamed", "workshop.edited", beside=[OF_CARD, OF_PROBLEM])  # another name, another day
redraws("seat.removed", "seat.restored", beside=[JOINERS])
redraws("room.undone", beside=[OF_PROBLEM])  # a problem may be hidden again
