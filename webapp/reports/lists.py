"""The lists that people take along: what everybody in the workshop may see, as tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import gevent
from flask_babel import gettext as _

from webapp.cards.choices import CHOICES
from webapp.cards.chosen import Chosen, chosen_for
from webapp.cards.fields import FIELDS
from webapp.cards.offer import Offer
from webapp.cards.queries import cards_of
from webapp.cards.wording import words_of
from webapp.complaints.georeport import FIELDS as REQUEST_FIELDS
from webapp.complaints.georeport import request_of
from webapp.complaints.models.complaints import FIRST
from webapp.complaints.queries import complaints_among, extras_after, visible_after
from webapp.links.queries import linked_with_problems
from webapp.problems.models import Problem
from webapp.problems.queries import everything_shown_in, reaction_counts
from webapp.reports.tables import BATCH, Cell, Table, in_batches
from webapp.workshops.models import Workshop

MOST_FURTHER = 400  # with the others no more than an import takes


def problems(workshop: Workshop) -> Table:
    """The problems that are shown, also those that were merged, with what others said of them and what they are linked
    with. Of those that were merged the main one is told.
    """
    at = _local(workshop)
    columns = ["ID", _("Title"), _("What happens"), _("Place"), _("Name"), _("Agency"), _("Written at")]
    columns += [_("My problem too"), _("Important"), _("I can help"), _("Merged into")]
    columns += [_("Categories of complaints"), _("Numbers of complaints")]
    shown = everything_shown_in(workshop.id)
    titles = {problem.id: problem.title for problem in shown}

    def rows(batch: Sequence[Problem]) -> list[Sequence[Cell]]:
        says = reaction_counts(problem.id for problem in batch)
        linked = linked_with_problems(problem.id for problem in batch)
        numbers = _numbers(workshop, (id for those in linked.values() for id in those.complaint_ids))
        return [
            (
                str(problem.id),
                problem.title,
                problem.story,
                problem.location,
                problem.seat.name,
                problem.seat.agency.short_name,
                at(problem.written_at),
                says[problem.id]["same"],
                says[problem.id]["important"],
                says[problem.id]["help"],
                titles.get(problem.merged_into_id, "") if problem.merged_into_id else "",
                ", ".join(linked[problem.id].categories),
                _in_one_cell(linked[problem.id].complaint_ids, numbers),
            )
            for problem in batch
        ]

    return Table(_("Problems"), columns, map(rows, in_batches(shown)))


def cards(workshop: Workshop) -> Table:
    """The programme cards: their texts as they have settled, what was chosen for them, which complaints they answer."""
    at, offer = _local(workshop), Offer(workshop)
    labels = [str(field.label) for field in FIELDS.values()] + [str(choice.label) for choice in CHOICES.values()]

    labels.append(_("Numbers of complaints"))

    def row(chosen: Chosen, numbers: Mapping[UUID, str]) -> Sequence[Cell]:
        card = chosen.card
        return (
            str(card.id),
            *(getattr(card, name) for name in FIELDS),
            *(_choice(name, chosen) for name in CHOICES),
            _in_one_cell(chosen.complaint_ids, numbers),
            card.seat.name if card.seat else _("Facilitator"),
            card.seat.agency.short_name if card.seat else "",
            at(card.made_at),
        )

    def batches() -> Iterator[list[Sequence[Cell]]]:
        for batch in in_batches(cards_of(workshop.id)):
            them = chosen_for(batch, offer).values()
            numbers = _numbers(workshop, (id for chosen in them for id in chosen.complaint_ids))
            yield [row(chosen, numbers) for chosen in them]

    return Table(_("Programme cards"), ["ID", *labels, _("Name"), _("Agency"), _("Made at")], batches())


def _choice(name: str, chosen: Chosen) -> Cell:
    """In words, but a sum of money as a number; nothing where nobody has chosen."""
    value = chosen[name]
    if value is None or value == []:
        return ""
    return value if name == "cost" else words_of(name, value, chosen.offer)


def _numbers(workshop: Workshop, complaint_ids: Iterable[UUID]) -> dict[UUID, str]:
    """By which number the files know each of the complaints that everybody may see."""
    found = complaints_among(workshop.id, set(complaint_ids))
    return {id: one.complaint.request_id for id, one in found.items()}


def _in_one_cell(complaint_ids: Iterable[UUID], numbers: Mapping[UUID, str]) -> str:
    return ", ".join(numbers[id] for id in complaint_ids if id in numbers)


def complaints(workshop: Workshop) -> Table:
    """The complaints as Open311 names their fields, so that they can be imported again; then what else they say."""
    columns = [*REQUEST_FIELDS, *_further_columns(workshop.id)]

    def batches() -> Iterator[list[Sequence[Cell]]]:
        after = FIRST
        while batch := visible_after(workshop.id, after, BATCH):
            after = batch[-1].key
            requests = [request_of(one) for one in batch]
            yield [[request.get(name, "") for name in columns] for request in requests]

    return Table(_("Citizens’ complaints"), columns, batches())


def _further_columns(workshop_id: UUID) -> list[str]:
    """All that their files called something else, by name: a header comes before the first row."""
    names: set[str] = set()
    after = FIRST
    while some := extras_after(workshop_id, after, BATCH):
        after = some[-1][0]
        names.update(*(extra for _key, extra in some))
        gevent.sleep(0)
    return sorted(names - set(REQUEST_FIELDS))[:MOST_FURTHER]


LISTS: dict[str, Callable[[Workshop], Table]] = {"problems": problems, "complaints": complaints, "cards": cards}


def _local(workshop: Workshop) -> Callable[[datetime | None], datetime | None]:
    """Moments as the clocks of the series showed them; spreadsheet programs know no zones."""
    zone = ZoneInfo(workshop.series.zone_name)
    return lambda moment: moment and moment.astimezone(zone).replace(tzinfo=None, microsecond=0)
