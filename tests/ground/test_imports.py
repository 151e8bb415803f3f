"""Imports point one way, so that a feature can be read without those that build on it."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

# Each may import what stands above it. A workshop's tables come before its people, its verbs after them.
ORDER = (
    ("changes",),
    ("workshops.models",),
    ("live",),
    ("people",),
    ("workshops",),
    ("opening",),
    ("complaints",),
    ("photos",),
    ("problems", "programs"),
    ("cards",),
    ("coediting",),
    ("validation", "discussion", "links", "collaboration"),
    ("plans",),
    ("monitoring",),
    ("search", "moderation", "screens", "reports", "api", "health", "checks", "patterns", "administration"),
    ("demo", "rehearsal"),
)
# Within a feature: what is stored, what may be and is seen, what is done, shown, asked for.
LAYERS = (("models",), ("policy",), ("queries",), ("actions",), ("live",), ("routes",), ("setup",))
# These know the features by name: they put the application together, or are commands.
OUTSIDE = ("application", "serving", "wsgi", "cli", "commands", "__main__")


@pytest.fixture(scope="module")
def imports(repository: Path) -> dict[str, set[str]]:
    """Which modules of the package each module imports, without the package's own name before them."""
    files = {name_of(path, repository): path for path in (repository / "webapp").rglob("*.py")}
    return {name: targets_of(path, set(files)) - {name} for name, path in files.items()}


def test_no_module_imports_in_a_circle(imports):
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        raise AssertionError(f"a circle: {' -> '.join(error.args[1])}") from None


def test_features_import_only_what_comes_before_them(imports):
    wrong = [
        f"{module} imports {target}"
        for module, targets in imports.items()
        for target in targets
        if rank(module) is not None
        and rank(target) is not None
        and feature(module) != feature(target)
        and rank(target) >= rank(module)
    ]
    assert not wrong


def test_within_a_feature_routes_call_actions_and_never_the_other_way(imports):
    wrong = [
        f"{module} imports {target}"
        for module, targets in imports.items()
        for target in targets
        if feature(module) == feature(target)
        and layer(module) is not None
        and layer(target) is not None
        and layer(target) > layer(module)
    ]
    assert not wrong


def test_what_all_share_knows_no_feature(imports):
    shared = {module for module in imports if rank(module) is None and feature(module) not in OUTSIDE}
    known = ("changes", "live")
    wrong = [
        f"{module} imports {target}"
        for module in shared
        for target in imports[module]
        if rank(target) is not None and feature(target) not in known
    ]
    assert not wrong


def name_of(path: Path, repository: Path) -> str:
    parts = path.relative_to(repository / "webapp").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "webapp"


def targets_of(path: Path, modules: set[str]) -> set[str]:
    targets = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "webapp":
            base = ".".join(node.module.split(".")[1:])
            for alias in node.names:
                whole = f"{base}.{alias.name}".strip(".")
                targets.add(whole if whole in modules else base)
    return targets & modules


def feature(module: str) -> str:
    return module.split(".")[0]


def rank(module: str) -> int | None:
    for place, names in enumerate(ORDER):
        if module in names or (feature(module) in names and module != "workshops.models"):
            return place
    return None


def layer(module: str) -> int | None:
    """The layer of a module, or of the folder that it stands in, as `routes/room.py` in `routes`."""
    part = module.split(".")[1] if "." in module else None
    return next((n for n, names in enumerate(LAYERS) if part in names), None)
