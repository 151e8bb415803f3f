"""The lists that people take along: what everybody in the workshop may see, as tables."""

from collections.abc import Callable, Iterator, Sequence
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
from webapp.complaints.queries import extras_after, visible_after
from webapp.problems.models import Problem
from webapp.problems.queries import everything_shown_in, reaction_counts
from webapp.reports.tables import BATCH, Cell, Table, in_batches
from webapp.workshops.models import Workshop

MOST_FURTHER = 400  # with the others no more than an import takes


def problems(workshop: Workshop) -> Table:
    """The problems that are shown, also those that were merged, with what others said of them."""
    at = _local(workshop)
    columns = ["ID", _("Title"), _("What happens"), _("Place"), _("Name"), _("Agency"), _("Written at")]
    columns += [_("My problem too"), _("Important"), _("I can help"), _("Merged into")]
    shown = everything_shown_in(workshop.id)
    titles = {problem.id: problem.title for problem in shown}

    def rows(batch: Sequence[Problem]) -> list[Sequence[Cell]]:
        says = reaction_counts(problem.id for problem in batch)
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
            )
            for problem in batch
        ]

    return Table(_("Problems"), columns, map(rows, in_batches(shown)))


def cards(workshop: Workshop) -> Table:
    """The programme cards: their texts as they have settled, and what was chosen for them."""
    at, offer = _local(workshop), Offer(workshop)
    labels = [str(field.label) for field in FIELDS.values()] + [str(choice.label) for choice in CHOICES.values()]

    def row(chosen: Chosen) -> Sequence[Cell]:
        card = chosen.card
        return (
            str(card.id),
            *(getattr(card, name) for name in FIELDS),
            *(_choice(name, chosen) for name in CHOICES),
            card.seat.name if card.seat else _("Facilitator"),
            card.seat.agency.short_name if card.seat else "",
            at(card.made_at),
        )

    def batches() -> Iterator[list[Sequence[Cell]]]:
        for batch in in_batches(cards_of(workshop.id)):
            yield [row(chosen) for chosen in chosen_for(batch, offer).values()]

    return Table(_("Programme cards"), ["ID", *labels, _("Name"), _("Agency"), _("Made at")], batches())


def _choice(name: str, chosen: Chosen) -> Cell:
    """In words, but a sum of money as a number; nothing where nobody has chosen."""
    value = chosen[name]
    if value is None or value == []:
        return ""
    return value if name == "cost" else words_of(name, value, chosen.offer)


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
