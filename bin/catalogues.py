"""Gathers every sentence of the interface and its Indonesian, and compiles both catalogues.

bin/catalogues            write webapp/translations/{id,en}/LC_MESSAGES/messages.{po,mo}
bin/catalogues --check    write nothing; say what is missing, or not written yet

English is what stands in the source. Indonesian stands in id/messages.po, and is edited there.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "webapp" / "translations"
SOURCES = [("webapp/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None}
BEGAN = datetime(2026, 11, 25, tzinfo=UTC)  # one date for ever: a catalogue changes when its sentences do
Texts = dict[str | tuple[str, ...], tuple[str, ...]]


def main(arguments: list[str]) -> int:
    """Write or check; 1 when a sentence has no good translation, or the files are not up to date."""
    indonesian, complaints = known_indonesian()
    catalogues = {"id": new_catalogue("id"), "en": new_catalogue("en")}
    for msgid, places in extracted().items():
        here = ", ".join(places)
        forms = msgid if isinstance(msgid, tuple) else (msgid,)
        theirs = indonesian.get(msgid) or indonesian.get(forms[0])
        if theirs is None:
            complaints.append(f"not in Indonesian: {forms[0]!r} ({here})")
        add(catalogues["en"], msgid, forms, places)
        message = add(catalogues["id"], msgid, theirs or ("",), places)
        if theirs:
            complaints += [f"{fault}: {forms[0]!r} ({here})" for fault in message.check(catalogues["id"])]
    files = {path: content for language, it in catalogues.items() for path, content in written(language, it)}
    if "--check" in arguments:
        stale = [path for path, content in files.items() if not path.is_file() or path.read_bytes() != content]
        complaints += [f"not up to date, run bin/catalogues: {path.relative_to(ROOT)}" for path in stale]
    else:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    print("\n".join(complaints) or f"{len(catalogues['id'])} sentences in both languages")
    return 1 if complaints else 0


def extracted() -> dict[str | tuple[str, ...], list[str]]:
    """Every sentence in the source, and the files in which it stands."""
    found: dict[str | tuple[str, ...], list[str]] = {}
    for file, _line, msgid, _comments, _context in extract_from_dir(ROOT, SOURCES, keywords=KEYWORDS):
        places = found.setdefault(msgid, [])
        if file not in places:
            places.append(file)
    # A sentence that stands somewhere with a plural serves there where it stands without one, too.
    plurals = {msgid[0]: msgid for msgid in found if isinstance(msgid, tuple)}
    for singular in [msgid for msgid in found if isinstance(msgid, str) and msgid in plurals]:
        found[plurals[singular]] += found.pop(singular)
    return {msgid: sorted(places) for msgid, places in sorted(found.items(), key=lambda item: str(item[0]))}


def known_indonesian() -> tuple[Texts, list[str]]:
    """What is translated already: in parts that were written beside a new feature, else in the catalogue."""
    texts: Texts = {}
    complaints = []
    for file in [*sorted(FOLDER.glob("parts/*.po")), FOLDER / "id" / "LC_MESSAGES" / "messages.po"]:
        for message in messages_in(file):
            theirs = texts_of(message)
            if not any(theirs):
                continue
            before = texts.setdefault(message.id, theirs)
            if before != theirs and file.parent.name == "parts":
                complaints.append(f"{file.name} says {theirs[0]!r} where another part says {before[0]!r}")
    return texts, complaints


def messages_in(file: Path) -> Iterator[Message]:
    """The entries of a PO file, if it is there."""
    if file.is_file():
        with file.open("rb") as source:
            yield from (message for message in read_po(source, locale="id") if message.id)


def texts_of(message: Message) -> tuple[str, ...]:
    """What a message says; Indonesian nouns have one form for any number."""
    string = message.string
    return (string,) if isinstance(string, str) else (next(filter(None, string), ""),)


def new_catalogue(language: str) -> Catalog:
    """An empty catalogue."""
    catalogue = Catalog(
        language,
        project="quickwins",
        version="1",
        msgid_bugs_address="the project's issues",
        copyright_holder="Quick Wins contributors",
        creation_date=BEGAN,
        revision_date=BEGAN,
        last_translator="Quick Wins contributors",
        language_team="Quick Wins contributors",
        fuzzy=False,
        header_comment="# Written by bin/catalogues; translations are kept, all else is not.",
    )
    if language == "id":
        catalogue.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    return catalogue


def add(catalogue: Catalog, msgid: str | tuple[str, ...], texts: tuple[str, ...], places: list[str]) -> Message:
    """Add one sentence with its files."""
    string = texts if isinstance(msgid, tuple) else texts[0]
    return catalogue.add(msgid, string, locations=[(place, 0) for place in places])


def written(language: str, catalogue: Catalog) -> Iterator[tuple[Path, bytes]]:
    """The two files of a language, as they should be."""
    folder = FOLDER / language / "LC_MESSAGES"
    text, binary = io.BytesIO(), io.BytesIO()
    write_po(text, catalogue, width=120, include_lineno=False)
    write_mo(binary, catalogue)
    yield folder / "messages.po", text.getvalue()
    yield folder / "messages.mo", binary.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
