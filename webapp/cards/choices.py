"""What is chosen for a card beside its texts, and how each choice is read from a form."""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from webapp.errors import NotFound, Refused
from webapp.texts import line, optional_line, uuid_or_404, whole_number

Form = MultiDict[str, str]
Value = Any  # as JSON: an id or a word, a number, a list of them, or of rows; None and [] are no answer

HORIZONS = (30, 60, 90)
DPA, APBD_P, CSR, FREE = "dpa", "apbd-p", "csr", "none"
SOURCES = {
    DPA: lazy_gettext("This year's budget"),
    APBD_P: lazy_gettext("Amended budget"),
    CSR: lazy_gettext("Company donations"),
    FREE: lazy_gettext("No cost"),
}
MOST_RUPIAH = 10**13
MOST_ROWS = 12
MOST_PROBLEMS, MOST_CATEGORIES, MOST_PARTNERS = 50, 12, 30
LONGEST_CATEGORY = 120
# 1000000, 1.000.000, Rp 1,000,000: one kind of mark, between groups of three.
_RUPIAH = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:([.,\s])\d{3}(?:\2\d{3})*)?|\d+)", re.IGNORECASE | re.ASCII)


class Choice(NamedTuple):
    """One choice. `read` takes it from a form, without knowing what is on offer in a workshop."""

    name: str
    label: str
    read: Callable[[Form], Value]
    is_many: bool = False


def choice_or_404(name: str) -> Choice:
    """The choice of this name."""
    if name not in CHOICES:
        raise NotFound
    return CHOICES[name]


def version_in(form: Form) -> int:
    """Which version the form was drawn with: 0 where nobody had chosen."""
    return whole_number(form.get("version"), 0, 10**9 - 1, _("Version"))


def as_rupiah(text: str) -> int:
    """A sum in whole rupiah, with or without points between the thousands."""
    found = _RUPIAH.fullmatch(text.strip()) if len(text) <= 40 else None
    sum = int(re.sub(r"\D", "", found[1])) if found else -1
    if not 0 <= sum <= MOST_RUPIAH:
        raise Refused(_("Cost: whole rupiah, at most 10.000.000.000.000. Points between the thousands are fine."))
    return sum


def _ids(most: int) -> Callable[[Form], list[str]]:
    return lambda form: sorted({str(uuid_or_404(one)) for one in _several(form, most)})


def _one_id(form: Form) -> str | None:
    value = form.get("value", "")
    return str(uuid_or_404(value)) if value else None


def _categories(form: Form) -> list[str]:
    label = _("Complaints")
    return sorted({line(one, LONGEST_CATEGORY, label) for one in _several(form, MOST_CATEGORIES)})


def _horizon(form: Form) -> int | None:
    value = form.get("value", "")
    if value and value not in map(str, HORIZONS):
        raise Refused(_("A card shows its effect in 30, 60 or 90 days."))
    return int(value) if value else None


def _source(form: Form) -> str | None:
    value = form.get("value", "")
    if value and value not in SOURCES:
        raise Refused(_("The money comes from: dpa, apbd-p, csr, none."))
    return value or None


def _cost(form: Form) -> int | None:
    value = form.get("value", "").strip()
    return as_rupiah(value) if value else None


def _rows(form: Form) -> list[dict[str, str]]:
    """Rows from repeated `what`, `amount`, `from`, or from `value` as a JSON list of such objects."""
    rows = _rows_in(form["value"]) if form.get("value") else _rows_of(form)
    if len(rows) > MOST_ROWS:
        raise Refused(_("At most %(most)s rows of needs.", most=MOST_ROWS))
    return [
        {
            "what": line(row["what"], 120, _("What is needed")),
            "amount": optional_line(row["amount"], 40, _("How much")),
            "from": optional_line(row["from"], 80, _("From whom")),
        }
        for row in rows
    ]


def _rows_of(form: Form) -> list[dict[str, str]]:
    """A row in which nothing stands is none."""
    columns = [form.getlist(name) for name in ("what", "amount", "from")]
    if len({len(column) for column in columns}) > 1:
        raise _no_rows()
    rows = (dict(zip(("what", "amount", "from"), cells, strict=True)) for cells in zip(*columns, strict=True))
    return [row for row in rows if any(cell.strip() for cell in row.values())]


def _rows_in(text: str) -> list[dict[str, str]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise _no_rows() from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _no_rows()
    cells = [{name: row.get(name, "") for name in ("what", "amount", "from")} for row in rows]
    if any(type(cell) not in (str, int) for row in cells for cell in row.values()):
        raise _no_rows()
    return [{name: str(cell)[:1000] for name, cell in row.items()} for row in cells]


def _no_rows() -> Refused:
    return Refused(_("Needs are rows of what, how much, and from whom."))


def _several(form: Form, most: int) -> list[str]:
    values = [value for value in form.getlist("value") if value]
    if len(values) > most:
        raise Refused(_("At most %(most)s can be chosen here.", most=most))
    return values


CHOICES = {
    choice.name: choice
    for choice in (
        Choice("problems", lazy_gettext("Problems"), _ids(MOST_PROBLEMS), is_many=True),
        Choice("complaints", lazy_gettext("Complaints"), _categories, is_many=True),
        Choice("pillar", lazy_gettext("Pillar"), _one_id),
        Choice("horizon", lazy_gettext("Effect within"), _horizon),
        Choice("lead", lazy_gettext("Lead agency"), _one_id),
        Choice("partners", lazy_gettext("Partners"), _ids(MOST_PARTNERS), is_many=True),
        Choice("resources", lazy_gettext("Needs"), _rows, is_many=True),
        Choice("cost", lazy_gettext("Cost"), _cost),
        Choice("cost_source", lazy_gettext("Paid from"), _source),
    )
}


def no_answer(name: str) -> Value:
    """What a choice reads before anybody has chosen."""
    return [] if CHOICES[name].is_many else None


def id_of(value: str | None) -> UUID | None:
    """An id as it stands in a value."""
    return UUID(value) if value else None
