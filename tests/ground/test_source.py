"""Rules that the source itself keeps: each line of a lint that no linter has."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

# Where a commit is allowed, and what may say that a string is HTML already.
COMMITS = {"webapp/changes/change.py": {"transaction", "append"}}
MARKUP = {"webapp/drawing.py", "webapp/live/sheet.py", "webapp/live/frames.py"}
CONSTANTS_IN_SQL = {"webapp/database.py"}  # the pragmas, which take no parameters
IN_OTHERS_HANDS = {"vendor", "node_modules"}
CLASS = re.compile(r"\.([a-z][\w-]*)")
NAMES_WITHOUT_MEANING = {"utils", "helpers", "common", "manager", "misc", "tools"}


def test_only_two_functions_commit(repository):
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in sources(repository)
        for function, node in calls(tree)
        if called(node) == "commit" and function not in COMMITS.get(path, set())
    ]
    assert not wrong, "state is committed by the transaction of change() and by append() alone"


def test_nothing_is_emitted_without_a_room(repository):
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in sources(repository)
        for _, node in calls(tree)
        if called(node) in ("emit", "send_to_all") and not ({"to", "room"} & {word.arg for word in node.keywords})
    ]
    assert not wrong, "a socket is in the namespace before it is let in: emit to a room"


def test_nothing_is_broadcast(repository):
    assert not [
        f"{path}:{node.lineno}"
        for path, tree in sources(repository)
        for _, node in calls(tree)
        if any(word.arg == "broadcast" for word in node.keywords)
    ]


def test_state_is_emitted_by_the_live_package_alone(repository):
    assert not [
        f"{path}:{node.lineno}"
        for path, tree in sources(repository)
        for _, node in calls(tree)
        if called(node) == "emit" and not path.startswith("webapp/live/")
    ]


def test_markup_is_made_where_templates_are_drawn(repository):
    assert not [
        f"{path}:{node.lineno}"
        for path, tree in sources(repository)
        for _, node in calls(tree)
        if called(node) == "Markup" and path not in MARKUP
    ]


def test_no_template_is_made_from_a_string(repository):
    assert not [path for path, text in texts(repository, "webapp", "py") if "render_template_string" in text]


def test_no_sql_is_built_from_strings(repository):
    """Bound parameters only: what is put into the text of a statement is a constant of ours, or nothing."""
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in sources(repository)
        for _, node in calls(tree)
        if called(node) in ("text", "execute", "exec_driver_sql")
        and node.args
        and isinstance(node.args[0], ast.JoinedStr)
        and not all(is_constant(part) for part in node.args[0].values)
        and path not in CONSTANTS_IN_SQL
    ]
    assert not wrong


def test_modules_are_named_by_what_they_are_about(repository):
    assert not [path for path, _ in sources(repository) if Path(path).stem in NAMES_WITHOUT_MEANING]


def test_every_module_opens_with_a_sentence(repository):
    assert not [path for path, tree in sources(repository) if not ast.get_docstring(tree)]


def test_no_template_takes_text_for_html(repository):
    wrong = [f"{path}: {m[0]}" for path, text in templates(repository) if (m := re.search(r"\|\s*safe\b", text))]
    assert not wrong


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an inline script", r"<script(?![^>]*\bsrc=)[^>]*>"),
        ("an inline style", r"""\sstyle\s*=\s*["']"""),
        ("a style element", r"<style\b"),
        ("an event handler in an attribute", r"""\son[a-z]+\s*=\s*["']"""),
        ("a handler of htmx in an attribute", r"\bhx-on\b"),
        ("code in a value", r"""hx-(vals|headers)\s*=\s*["']js:"""),
        ("a filter in a trigger", r"""hx-trigger\s*=\s*["'][^"']*\["""),
        ("something from another host", r"""(?:src|href)\s*=\s*["'](?:https?:)?//"""),
    ],
)
def test_templates_pass_the_content_policy(repository, what, pattern):
    wrong = [f"{path}: {m[0]}" for path, text in templates(repository) if (m := re.search(pattern, text))]
    assert not wrong, f"{what} is refused by every browser here"


# What htmx 2 had and htmx 4 has not, or understands otherwise.
OLD_HTMX = (
    r"\bhx-(vars|params|ext|request|history|disinherit|inherit|disabled-elt|prompt)\b",
    r"\bhx-disable\b(?!\s*[=:])",  # without a value it meant "not for htmx": now hx-ignore
    r"htmx:(afterSwap|beforeSwap|afterRequest|beforeRequest|configRequest|afterSettle|responseError|sendError|load)\b",
    r"htmx:xhr:",
    r"\bdetail\.xhr\b",
    r"htmx\.(addClass|removeClass|toggleClass|closest|remove|off|values|defineExtension)\(",
    r"selfRequestsOnly|allowEval|responseHandling|globalViewTransitions|historyCacheSize",
    r"HX-Trigger-After-(Swap|Settle)",
    r"""hx-swap(-oob)?\s*=\s*["'](beforebegin|afterbegin|beforeend|afterend)""",
)


@pytest.mark.parametrize("pattern", OLD_HTMX)
def test_htmx_is_spoken_as_version_4_does(repository, pattern):
    everything = [*templates(repository), *texts(repository, "static/js", "js"), *texts(repository, "webapp", "py")]
    assert not [f"{path}: {m[0]}" for path, text in everything if (m := re.search(pattern, text))]


def test_every_class_of_the_stylesheets_is_worn(repository):
    worn = words_of_pages(repository) | {"htmx-request"}
    sheets = [
        (path, re.sub(r"/\*.*?\*/|url\(.*?\)", "", text)) for path, text in texts(repository, "static/css", "css")
    ]
    assert not [f"{path}: .{name}" for path, text in sheets for name in CLASS.findall(text) if name not in worn]


def test_every_icon_is_drawn_somewhere(repository):
    icons = re.findall(r'<symbol id="([^"]+)"', (repository / "static/icons.svg").read_text())
    assert not set(icons) - words_of_pages(repository)


def test_the_project_speaks_of_no_other_workplace(repository):
    """Nothing that only one machine has: a path of it, or a host of a package registry."""
    pattern = re.compile(r"/work/|/root/|pypi\.org|pythonhosted|npmjs")
    lists = ("uv.lock", "tests/ground/test_source.py")
    wrong = []
    for folder in (
        "webapp",
        "templates",
        "static/js",
        "static/css",
        "tests",
        "bench",
        "bin",
        "docs",
        "migrations",
        ".ci",
    ):
        for path, text in texts(repository, folder, "*"):
            if path not in lists and not IN_OTHERS_HANDS & set(Path(path).parts) and (found := pattern.search(text)):
                wrong.append(f"{path}: {found[0]}")
    assert not wrong


def words_of_pages(repository: Path) -> set[str]:
    """All that may name a class or an icon."""
    pages = [*templates(repository), *texts(repository, "static/js", "js"), *texts(repository, "webapp", "py")]
    return {word for _, text in pages for word in re.findall(r"[\w-]+", text)}


def sources(repository: Path) -> Iterator[tuple[str, ast.Module]]:
    for path, text in texts(repository, "webapp", "py"):
        yield path, ast.parse(text)


def templates(repository: Path) -> Iterator[tuple[str, str]]:
    return texts(repository, "templates", "html")


def texts(repository: Path, folder: str, ending: str) -> Iterator[tuple[str, str]]:
    """Every text file below a folder, by its path from the root."""
    for path in sorted((repository / folder).rglob("*" if ending == "*" else f"*.{ending}")):
        if path.is_file() and "__pycache__" not in path.parts:
            try:
                yield path.relative_to(repository).as_posix(), path.read_text()
            except UnicodeDecodeError:
                continue  # a picture


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call, with the name of the function that it stands in."""

    def walk(node: ast.AST, function: str) -> Iterator[tuple[str, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            inside = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
            if isinstance(child, ast.Call):
                yield inside, child
            yield from walk(child, inside)

    return walk(tree, "")


def called(node: ast.Call) -> str:
    """The last word of what is called: `commit` for `db.session.commit()`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_constant(part: ast.expr) -> bool:
    """Text, a name in capitals, or a table's name: nothing that came from outside."""
    if isinstance(part, ast.FormattedValue):
        value = part.value.value if isinstance(part.value, ast.Subscript) else part.value
        name = getattr(value, "attr", None) or getattr(value, "id", "")
        return name.isupper() or name == "__tablename__"
    return isinstance(part, ast.Constant)
