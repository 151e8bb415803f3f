"""The lists that people take along: what everybody in the workshop may see, as tables."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from webapp.cards.fields import FIELDS
from webapp.cards.models import Card
from webapp.cards.queries import cards_of
from webapp.problems.models import Problem
from webapp.problems.queries import reaction_counts, revealed_in
from webapp.reports.tables import Cell, Table, in_batches
from webapp.workshops.models import Workshop


def problems(workshop: Workshop) -> Table:
    """The problems that are shown, with what others said of them."""
    at = _local(workshop)
    columns = ["ID", _("Title"), _("What happens"), _("Place"), _("Name"), _("Agency"), _("Written at")]
    columns += [_("My problem too"), _("Important"), _("I can help")]

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
            )
            for problem in batch
        ]

    return Table(_("Problems"), columns, map(rows, in_batches(revealed_in(workshop.id))))


def cards(workshop: Workshop) -> Table:
    """The programme cards, as their texts have settled."""
    at = _local(workshop)
    columns = [
        "ID",
        *(str(field.label) for field in FIELDS.values()),
        _("Problem"),
        _("Name"),
        _("Agency"),
        _("Made at"),
    ]

    def row(card: Card) -> Sequence[Cell]:
        problem = card.problem if card.problem and card.problem.is_shown else None
        return (
            str(card.id),
            *(getattr(card, name) for name in FIELDS),
            problem.title if problem else "",
            card.seat.name if card.seat else _("Facilitator"),
            card.seat.agency.short_name if card.seat else "",
            at(card.made_at),
        )

    return Table(
        _("Programme cards"), columns, ([row(card) for card in batch] for batch in in_batches(cards_of(workshop.id)))
    )


LISTS: dict[str, Callable[[Workshop], Table]] = {"problems": problems, "cards": cards}


def _local(workshop: Workshop) -> Callable[[datetime | None], datetime | None]:
    """Moments as the clocks of the series showed them; spreadsheet programs know no zones."""
    zone = ZoneInfo(workshop.series.zone_name)
    return lambda moment: moment and moment.astimezone(zone).replace(tzinfo=None, microsecond=0)
