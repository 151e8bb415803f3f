"""GeoReport v2 as XML, in any namespace: read as a stream, without entities, and forgotten request by request."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from webapp.complaints.files.bounds import DEPTH, LOOK_AHEAD, ROWS
from webapp.complaints.files.georeport import columns_of, jurisdiction_of, records_of
from webapp.complaints.files.reasons import Unreadable
from webapp.complaints.files.tables import Table

_REQUESTS = ("request", "service_request")


def table(path: Path, files: ExitStack) -> Table:
    """The requests of the file; their columns are all names in the first ones."""
    file = files.enter_context(path.open("rb"))
    named: dict[str, Any] = {}
    records = records_of(_requests(_steps(file), named))
    head = list(islice(records, LOOK_AHEAD))
    columns = columns_of(head)
    if not columns:
        raise Unreadable("no_requests")
    return Table("open311-xml", columns, chain(head, records), ROWS, jurisdiction_of(head, named))


def _steps(file: Any) -> Iterator[tuple[str, Element]]:
    try:
        yield from iterparse(file, events=("start", "end"), forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable("entities") from None
    except (ParseError, ValueError, LookupError):
        raise Unreadable("broken") from None  # an encoding that nobody knows is a LookupError


def _requests(steps: Iterator[tuple[str, Element]], named: dict[str, Any]) -> Iterator[Any]:
    """Each outermost request; what was read is dropped, so that a long file stays small."""
    above: list[Element] = []
    inside = 0  # levels below a request, with itself
    for event, element in steps:
        if event == "start":
            above.append(element)
            inside += inside > 0 or (_name(element) in _REQUESTS and len(above) > 1)
            if len(above) > DEPTH:
                raise Unreadable("depth", limit=DEPTH)
            continue
        above.pop()
        if inside == 1:
            yield _built(element)
        elif not inside and not len(element):
            named.setdefault(_name(element), element.text)
        inside -= inside > 0
        if not inside and above:
            above[-1].clear()


def _built(element: Element) -> Any:
    """An element as a dictionary of its children, those of one name as a list; a leaf as its text."""
    if not len(element):
        return element.text
    made: dict[str, list[Any]] = {}
    for child in element:
        made.setdefault(_name(child), []).append(_built(child))
    return {name: values[0] if len(values) == 1 else values for name, values in made.items()}


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
