"""What can be chosen in a workshop: its pillars, agencies, shown problems; and whether a value is among it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from webapp.cards import queries
from webapp.cards.choices import Value
from webapp.errors import NotFound, Refused
from webapp.people.models import Agency
from webapp.people.queries import agencies_of
from webapp.problems.models import Problem
from webapp.problems.queries import revealed_in
from webapp.workshops.models import Pillar


class Offer:
    """Loaded piece by piece, as each is asked for."""

    def __init__(self, workshop: Any) -> None:
        self._workshop = workshop

    @cached_property
    def pillars(self) -> dict[str, Pillar]:
        return {str(pillar.id): pillar for pillar in self._workshop.series.pillars}

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        return {str(agency.id): agency for agency in agencies_of(self._workshop.series)}

    @cached_property
    def problems(self) -> dict[str, Problem]:
        """Those that are shown: no other is told of."""
        return {str(problem.id): problem for problem in revealed_in(self._workshop.id)}

    @cached_property
    def shown_problems(self) -> dict[str, str]:
        """The ids of all that are shown, each with that of the one into which it was merged, or its own."""
        return {str(id): str(main) for id, main in queries.shown_problems(self._workshop.id).items()}

    @cached_property
    def categories(self) -> list[str]:
        return queries.offered_categories(self._workshop.id)

    def fitting(self, name: str, value: Value, lead_id: UUID | None) -> Value:
        """The value as it is kept; refused with a sentence where it names what cannot be chosen here."""
        if name == "pillar":
            _must_have([value] if value else [], self.pillars, _("This pillar is not one of the series."))
        elif name == "lead":
            _must_have([value] if value else [], self.agencies, _("This agency is not one of the series."))
        elif name == "partners":
            _must_have(value, self.agencies, _("This agency is not one of the series."))
            if str(lead_id) in value:
                raise Refused(_("The lead agency is no partner of its own."))
        elif name == "problems":
            _must_have(value, self.shown_problems, _("This problem is not shown in this workshop."))
        elif name == "resources":
            return [self._with_agency(row) for row in value]
        return value

    def _with_agency(self, row: dict[str, str]) -> dict[str, str | None]:
        """From whom a row's thing comes: an agency where its id or its short name was given, else the words."""
        said = row["from"].casefold()
        its = (id for id, agency in self.agencies.items() if said in (id, agency.short_name.casefold()))
        id = next(its, None)
        if id is None and _is_id(said):
            raise NotFound(_("This agency is not one of the series."))
        return row | {"from": "" if id else row["from"], "agency": id}


def _must_have(wanted: Iterable[str], among: Any, sentence: str) -> None:
    if any(one not in among for one in wanted):
        raise NotFound(sentence)


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
