"""A pasted list of names becomes lines that can be put on a roster, each with what is wrong with it."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from webapp.errors import Refused
from webapp.people.models import Agency
from webapp.people.names import LONGEST_NAME, plain_name
from webapp.texts import line

MOST_LINES = 600

NEW, KNOWN, TWICE = "new", "known", "twice"
NO_AGENCY, UNKNOWN_AGENCY, UNREADABLE = "no-agency", "unknown-agency", "unreadable"

_HEADS = {"nama", "name", "namalengkap", "opd", "agency", "instansi", "dinas", "unitkerja", "no"}


@dataclass(frozen=True)
class RosterLine:
    """One pasted line: who it names, of which agency, and what becomes of it."""

    number: int
    name: str
    agency_text: str
    agency: Agency | None
    state: str
    sentence: str = ""  # why it cannot be read, where that is so

    @property
    def is_new(self) -> bool:
        return self.state == NEW


def read_roster(text: str, agencies: Iterable[Agency], seated: set[tuple[str, UUID]]) -> list[RosterLine]:
    """Read pasted lines "name; agency"; `seated` are the plain names and agencies that are on the list already."""
    by_name = {_plain(word): agency for agency in agencies for word in (agency.name, agency.short_name)}
    lines, met = [], set(seated)
    if len(text.splitlines()) > MOST_LINES:
        raise Refused(_("A list has at most %(most)s lines. Please paste it in parts.", most=MOST_LINES))
    for number, pasted in enumerate(text.splitlines(), 1):
        cells = _cells(pasted)
        if not cells or {_plain(cell) for cell in cells} <= _HEADS:
            continue
        read = _read_line(number, cells, by_name, met, seated)
        if read.is_new and read.agency:
            met.add((plain_name(read.name), read.agency.id))
        lines.append(read)
    return lines


def _read_line(
    number: int,
    cells: list[str],
    by_name: dict[str, Agency],
    met: set[tuple[str, UUID]],
    seated: set[tuple[str, UUID]],
) -> RosterLine:
    name, agency_text = cells[0], cells[1] if len(cells) > 1 else ""
    agency = by_name.get(_plain(agency_text))
    try:
        name = line(name, LONGEST_NAME, name[:20])
    except Refused as refused:
        return RosterLine(number, name[:LONGEST_NAME], agency_text, agency, UNREADABLE, refused.sentence)
    if not agency_text:
        return RosterLine(number, name, "", None, NO_AGENCY)
    if agency is None:
        return RosterLine(number, name, agency_text[:120], None, UNKNOWN_AGENCY)
    who = (plain_name(name), agency.id)
    state = KNOWN if who in seated else TWICE if who in met else NEW
    return RosterLine(number, name, agency_text, agency, state)


def _cells(pasted: str) -> list[str]:
    """Name and agency of a line, by tab, semicolon, or the last comma: names have commas before their degrees."""
    pasted = pasted.strip()
    if "\t" in pasted or ";" in pasted:
        parts = next(csv.reader([pasted], delimiter="\t" if "\t" in pasted else ";"), [])
    else:
        parts = pasted.rsplit(",", 1)
    parts = [part.strip().strip('"').strip() for part in parts]
    if len(parts) > 2 and re.fullmatch(r"\d{1,4}\.?", parts[0]):
        parts = parts[1:]  # a column of numbers before the names
    return parts if any(parts) else []


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
