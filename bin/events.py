"""Writes docs/events.md: every event, what it says, and what it redraws in which view.

bin/events            write the page; what stands under "what happened" is kept, and is edited there
bin/events --check    write nothing; say what differs, or has no words yet
"""

from gevent import monkey

monkey.patch_all()

import ast  # noqa: E402
import re  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from pathlib import Path  # noqa: E402

from webapp.application import create_app  # noqa: E402
from webapp.live.registry import REDRAWS, Redraw  # noqa: E402
from webapp.live.views import VIEWS  # noqa: E402

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "events.md"
HEAD = """# Events

Every change of a workshop, of a series or of the installation writes events, in the transaction of the change and with
its number. An event has a name, a *subject* (a row's id), the one who acted, the time, and sometimes facts. The table
is written by `bin/events`; its second column is edited here, and a test compares all else with the source.

An event redraws fragments: templates that are drawn once for each view and language with a listener, and sent to all
of them in one frame. *Own* says whose personal parts are out of date: those of the one who acted, of the subject,
or of those who follow what is discussed.
Of votes no actor is recorded, so that the log cannot tell who voted when.

| Event | What happened | Subject and facts | Redraws |
|---|---|---|---|
"""


def main(arguments: list[str]) -> int:
    """Write or check; 1 when an event has no words, no place in the registry, or nobody who records it."""
    with tempfile.TemporaryDirectory() as instance:
        create_app({"MODE": "development", "INSTANCE": instance, "DATABASE_URL": ""})
    recorded = dict(sorted(recorded_events()))
    words = written_words()
    complaints = [f"recorded, but redraws() does not know it: {name}" for name in recorded if name not in REDRAWS]
    complaints += [f"redraws() knows it, but nothing records it: {name}" for name in REDRAWS if name not in recorded]
    complaints += [f"no words for it in docs/events.md: {name}" for name in recorded if not words.get(name)]
    rows = [
        f"| `{name}` | {words.get(name, '')} | {said} | {redrawn(REDRAWS[name])} |\n"
        for name, said in recorded.items()
        if name in REDRAWS
    ]
    page = HEAD + "".join(rows)
    if "--check" not in arguments:
        PAGE.write_text(page)
    elif not PAGE.is_file() or PAGE.read_text() != page:
        complaints.append("docs/events.md is not up to date, run bin/events")
    print("\n".join(complaints) or f"{len(rows)} events")
    return 1 if complaints else 0


def recorded_events() -> Iterator[tuple[str, str]]:
    """Each `record("card.made", card, before=…)` in the source: its name, and what it says."""
    for path in sorted((ROOT / "webapp").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                for name in names(node.args[0]):
                    yield name, said_by(node)


def names(argument: ast.expr) -> list[str]:
    """The names that the first argument may be."""
    if isinstance(argument, ast.IfExp):
        return [*names(argument.body), *names(argument.orelse)]
    return [argument.value] if isinstance(argument, ast.Constant) else []


def said_by(call: ast.Call) -> str:
    """The subject in one word, and the names of the facts."""
    subject = ast.unparse(call.args[1]) if len(call.args) > 1 else ""
    subject = re.sub(r"_id$|\.id$", "", subject).split(".")[-1].removesuffix("_id")
    facts = [f"`{word.arg}`" for word in call.keywords if word.arg != "secretly"]
    secret = ["no actor" for word in call.keywords if word.arg == "secretly"]
    return ", ".join([*filter(None, [subject]), *facts, *secret]) or "–"


def redrawn(redraw: Redraw) -> str:
    """The fragments by view; what all three views get is said once."""
    by_view = redraw.fragments
    everywhere = [template for template in by_view[VIEWS[0]] if all(template in by_view[view] for view in VIEWS)]
    said = [("everywhere", everywhere)] if everywhere else []
    said += [(view, [template for template in by_view[view] if template not in everywhere]) for view in VIEWS]
    lines = [f"{where}: {', '.join(map(short, templates))}" for where, templates in said if templates]
    if redraw.beside:
        lines.append(f"pages beside: {', '.join(map(short, redraw.beside))}")
    if redraw.own:
        lines.append(f"own: of the {redraw.own}")
    return "<br>".join(lines) or "nothing"


def short(template: str) -> str:
    """A fragment's name without what all of them share."""
    return f"`{template.removesuffix('.html').replace('/_', '/')}`"


def written_words() -> dict[str, str]:
    """What people wrote about each event."""
    text = PAGE.read_text() if PAGE.is_file() else ""
    return {name: words.strip() for name, words in re.findall(r"^\| `([\w.]+)` \|([^|]*)\|", text, re.MULTILINE)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
