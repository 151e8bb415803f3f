"""A sheet: one drawing of a workshop for one view and language, or for one person's page."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from markupsafe import Markup

from webapp.clock import clock, milliseconds
from webapp.drawing import draw, in_language, path
from webapp.live.registry import FRAGMENTS, OWN_PARTS, STAND_IN, Facts, Fragment, OwnPart
from webapp.live.views import VIEWS


class Sheet:
    """Draws fragments of a workshop; without a `person` it draws what everybody in the view may see.

    `person` is the seat whose page it is. Shared fragments get the same facts either way, so that a
    page and a frame cannot differ; only the places that `mine` marks are filled for the person.
    Sheets that are drawn at the same moment may share what they remember.
    """

    def __init__(
        self, workshop: Any, view: str, language: str, person: Any = None, remembered: dict[Any, Any] | None = None
    ) -> None:
        if view not in VIEWS:
            raise ValueError(view)
        self.workshop = workshop
        self.view = view
        self.language = language
        self.person = person
        self._remembered = {} if remembered is None else remembered

    def once(self, key: Any, load: Any) -> Any:
        """What `load()` gives, asked for once in this drawing: the same for all views, languages and persons."""
        if key not in self._remembered:
            self._remembered[key] = load()
        return self._remembered[key]

    def part(self, template: str, ids: Iterable[UUID] | None = None) -> Markup:
        """A fragment of the whole workshop, or one after another for the subjects `ids`."""
        with in_language(self.language):
            return self._part(FRAGMENTS[template], list(ids or ()))

    def _part(self, fragment: Fragment, wanted: list[UUID]) -> Markup:
        template = fragment.template
        if fragment.element is None:
            return self._draw(template, fragment.load(self))
        found = fragment.load(self, wanted) if wanted else {}
        return Markup("\n").join(
            self._draw(template, found[id]) if id in found else gone(fragment.element % id) for id in wanted
        )

    def mine(
        self, name: str, version: object = "", untouched_by: str | None = None, about: UUID | None = None
    ) -> Markup:
        """The place of a personal part: filled on the person's own page, empty in a frame.

        Where nobody of the role `untouched_by` has done anything yet it is the same for all of them: then a frame
        brings it filled, and a hundred phones need not fetch it at the same moment.
        """
        whose, filled_for = self, None
        if self.person is None and untouched_by:
            stand_in, filled_for = STAND_IN[untouched_by], untouched_by
            whose = Sheet(self.workshop, self.view, self.language, stand_in, self._remembered)
        inside = whose.own(name, about) if whose.person is not None else Markup()
        address = path(
            "workshops.own_part", workshop_id=self.workshop.id, name=name, **({"about": about} if about else {})
        )
        place = {"name": name, "address": address, "version": version, "filled_for": filled_for}
        return draw("shared/_mine.html", inside=inside, **place)

    def own(self, name: str, about: UUID | None = None) -> Markup:
        """What stands inside a personal part, drawn now."""
        own: OwnPart = OWN_PARTS[name]
        with in_language(self.language):
            return self._draw(own.template, own.load(self, about) if own.is_about else own.load(self))

    def page(self, template: str, **facts: Any) -> str:
        """A whole page."""
        of_page = {"now_ms": milliseconds(clock.now()), "person": self.person, "screen": None}
        with in_language(self.language):
            return str(self._draw(template, of_page | facts))

    def _draw(self, template: str, facts: Facts) -> Markup:
        return draw(
            template,
            workshop=self.workshop,
            series=self.workshop.series,
            view=self.view,
            language=self.language,
            part=self.part,
            mine=self.mine,
            **facts,
        )


def gone(element_id: str) -> Markup:
    """Tells the browser to take the element away."""
    return draw("shared/_gone.html", element_id=element_id)
