"""The board of cards: which of them are asked for, and how many stand behind each way of asking."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from flask_babel import gettext as _

from webapp.cards import queries
from webapp.cards.chosen import Chosen, chosen_for
from webapp.cards.completeness import PARTS, filled_parts
from webapp.cards.models import Card
from webapp.cards.offer import Offer

NOBODY = "none"  # as an agency: the facilitator's; as a pillar: not chosen yet


class Filter(NamedTuple):
    """A link that asks for some of the cards. `mark` is an agency or a pillar."""

    words: str
    query: str
    cards: int  # how many its link would show
    is_chosen: bool
    mark: Any = None


class Board(NamedTuple):
    """What the page of all cards shows."""

    ids: list[UUID]
    filters: dict[str, list[Filter]]  # by "state", "pillar", "agency"
    is_whole: bool  # nothing is filtered out: a card that is made now belongs there, too
    hidden: list[Card]  # in place of the lines


def board_of(workshop: Any, leads: bool, asked: Mapping[str, str]) -> Board:
    """The board as somebody asked for it; what is hidden only the facilitator sees."""
    offer = Offer(workshop)
    cards = list(chosen_for(queries.cards_of(workshop.id), offer).values())
    hidden = queries.hidden_cards_of(workshop.id) if leads else []
    ways = {"state": _states(), "pillar": _pillars(offer), "agency": _agencies(offer, cards)}
    wanted = {name: asked[name] for name in ways if asked.get(name) in ways[name]}
    filters = {name: list(_filters(name, way, wanted, cards, ways)) for name, way in ways.items()}
    is_of_hidden = bool(hidden) and asked.get("state") == "hidden"
    if hidden:
        filters["state"].append(Filter(_("Hidden"), "?state=hidden", len(hidden), is_of_hidden))
    ids = [chosen.card.id for chosen in cards if _is_asked_for(chosen, wanted, ways)]
    return Board([] if is_of_hidden else ids, filters, not wanted and not is_of_hidden, hidden if is_of_hidden else [])


class Way(NamedTuple):
    """One value to ask by."""

    words: str
    fits: Callable[[Chosen], bool]
    mark: Any = None


Ways = dict[str, dict[str, Way]]


def _filters(name: str, way: dict[str, Way], wanted: dict[str, str], cards: list[Chosen], ways: Ways) -> Any:
    """Each keeps what else is asked for; the count is of what its link would show."""
    others = {other: value for other, value in wanted.items() if other != name}
    whole = sum(_is_asked_for(chosen, others, ways) for chosen in cards)
    yield Filter(_("All"), f"?{urlencode(others)}", whole, name not in wanted)
    for value, one in way.items():
        asked = others | {name: value}
        count = sum(_is_asked_for(chosen, asked, ways) for chosen in cards)
        yield Filter(one.words, f"?{urlencode(asked)}", count, wanted.get(name) == value, one.mark)


def _is_asked_for(chosen: Chosen, wanted: dict[str, str], ways: Ways) -> bool:
    return all(ways[name][value].fits(chosen) for name, value in wanted.items())


def _states() -> dict[str, Way]:
    return {
        "incomplete": Way(_("Not complete yet"), lambda chosen: not _is_complete(chosen)),
        "complete": Way(_("Complete"), _is_complete),
    }


def _is_complete(chosen: Chosen) -> bool:
    return len(filled_parts(chosen.card, chosen.all(), chosen.complaint_ids)) == len(PARTS)


def _pillars(offer: Offer) -> dict[str, Way]:
    ways = {id: Way(pillar.name, _serves(id), pillar) for id, pillar in offer.pillars.items()}
    return ways | {NOBODY: Way(_("Without a pillar"), lambda chosen: chosen.card.pillar_id is None)}


def _serves(pillar_id: str) -> Callable[[Chosen], bool]:
    return lambda chosen: str(chosen.card.pillar_id) == pillar_id


def _agencies(offer: Offer, cards: list[Chosen]) -> dict[str, Way]:
    """Those that a card belongs to: to its lead agency, before one is chosen to its maker's."""
    owners = {_owner(chosen) for chosen in cards}
    ways = {
        id: Way(agency.short_name, _belongs_to(id), agency) for id, agency in offer.agencies.items() if id in owners
    }
    return ways | ({NOBODY: Way(_("Facilitator"), _belongs_to(NOBODY))} if NOBODY in owners else {})


def _owner(chosen: Chosen) -> str:
    card = chosen.card
    return str(card.lead_id or (card.seat.agency_id if card.seat else NOBODY))


def _belongs_to(id: str) -> Callable[[Chosen], bool]:
    return lambda chosen: _owner(chosen) == id
