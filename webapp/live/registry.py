"""Where features say what their events redraw; `live` looks it up and knows no feature by name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webapp.live.views import VIEWS

Facts = dict[str, Any]


@dataclass(frozen=True)
class Fragment:
    """A piece of page that can be drawn alone: for the whole workshop, or for each of several subjects.

    `load(sheet)` gives the facts of a whole one; `load(sheet, ids)` those of each subject by its id,
    and one that it leaves out is drawn as gone. `element` names the element: "problem-%s".
    `pages` are the kinds of the pages beside the room that alone have it, if there are any.
    """

    template: str
    load: Callable[..., Any]
    element: str | None = None
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnPart:
    """A piece of page that belongs to one person; it never travels in a frame.

    `load(sheet)` gives its facts; where the part is about something on the page, `load(sheet, id)`.
    """

    name: str
    template: str
    load: Callable[..., Facts]
    is_about: bool = False


@dataclass(frozen=True)
class Redraw:
    """What one event means to those who look on."""

    fragments: dict[str, tuple[str, ...]]  # by view: templates
    own: str | None = None  # whose own parts are out of date: one of WHOSE
    parts: frozenset[str] | None = None  # which of them; none: all
    beside: tuple[str, ...] = ()  # templates of pages beside the room: on each such page, whatever its subject


FRAGMENTS: dict[str, Fragment] = {}
OWN_PARTS: dict[str, OwnPart] = {}
REDRAWS: dict[str, Redraw] = {}
WHOSE: dict[str, Callable[[Any], Iterable[UUID | None]]] = {  # by what they are to an event: the seats
    "actor": lambda event: [event.actor_id],
    "subject": lambda event: [event.subject_id],
}
RESHAPED: dict[str, set[str]] = {}  # by event: kinds of pages beside the room that read otherwise as a whole
STAND_IN: dict[str, Any] = {}  # by role: somebody of whom nothing is known but the role
STAGES: dict[str, dict[str, str]] = {}  # by kind of step and view: the template of its stage


def whole(template: str) -> Callable[[Callable[..., Facts]], Callable[..., Facts]]:
    """Register a fragment of the whole workshop; the function gives its facts."""

    def register(load: Callable[..., Facts]) -> Callable[..., Facts]:
        FRAGMENTS[template] = Fragment(template, load)
        return load

    return register


def each(
    template: str, element: str, page: str | tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a fragment that is drawn for each of several subjects; with `page`, only for whoever has it open."""
    pages = (page,) if isinstance(page, str) else page

    def register(load: Callable[..., dict[UUID, Facts]]) -> Callable[..., dict[UUID, Facts]]:
        FRAGMENTS[template] = Fragment(template, load, element, pages)
        return load

    return register


def own_part(
    name: str, template: str, is_about: bool = False
) -> Callable[[Callable[..., Facts]], Callable[..., Facts]]:
    """Register a personal part; the function gives its facts for a sheet with a person, and what it is about."""

    def register(load: Callable[..., Facts]) -> Callable[..., Facts]:
        OWN_PARTS[name] = OwnPart(name, template, load, is_about)
        return load

    return register


def stage(kind: str, **templates: str) -> None:
    """Say which fragment a step of this kind shows in each view."""
    STAGES[kind] = templates


def redraws(
    *events: str,
    seat: Sequence[str] = (),
    desk: Sequence[str] = (),
    screen: Sequence[str] = (),
    everywhere: Sequence[str] = (),
    own: str | None = None,
    parts: Iterable[str] | None = None,
    beside: Sequence[str] = (),
) -> None:
    """Say what the events redraw in each view, whose own parts they outdate, and which of these, if not all.

    `beside` are parts of pages beside the room that are redrawn though the event is not about their subject, as
    somebody's name on every card. Such parts in a view are redrawn only where the event's subject is the page's.
    A feature adds to what others have said: it too may show people, steps or cards. Raises ValueError where
    two of them say whose own parts an event outdates.
    """
    by_view = dict(zip(VIEWS, (seat, desk, screen), strict=True))
    for event in events:
        said = REDRAWS.get(event, Redraw(dict.fromkeys(VIEWS, ())))
        fragments = {view: (*said.fragments[view], *everywhere, *by_view[view]) for view in VIEWS}
        if own and said.own:
            raise ValueError(f"{event} outdates the own parts of the {said.own} already")
        mine = (own, frozenset(parts) if parts else None) if own else (said.own, said.parts)
        others = tuple(dict.fromkeys((*said.beside, *beside)))
        REDRAWS[event] = Redraw({view: tuple(dict.fromkeys(them)) for view, them in fragments.items()}, *mine, others)


def reshapes(*events: str, page: str) -> None:
    """Say that the events change the whole page of their subject: whoever has it open fetches it anew."""
    for event in events:
        RESHAPED.setdefault(event, set()).add(page)


def stages_not_shown(kind: str, view: str) -> set[str]:
    """The stages that nobody in this view sees while the room is at a step of this kind."""
    return {templates[view] for templates in STAGES.values()} - {STAGES[kind][view]}
