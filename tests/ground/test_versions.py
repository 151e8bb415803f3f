"""Versions: pinned exactly where we mend others' faults, locked with hashes everywhere."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

MENDED = ("flask-socketio", "python-socketio", "python-engineio", "gevent", "wsproto")


@pytest.mark.parametrize("name", MENDED)
def test_what_the_transport_mends_is_pinned_and_installed_as_pinned(repository, name):
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    pinned = [line for line in project["dependencies"] if re.match(rf"{name}(\[\w+\])?==", line)]
    assert pinned, f"{name} is not pinned exactly"
    assert {line.split("==")[1] for line in pinned} == {version(name)}


@pytest.mark.parametrize(("file", "extra"), [("requirements.lock", False), ("requirements-dev.lock", True)])
def test_the_lock_for_pip_says_what_the_lock_of_uv_says(repository, file, extra):
    ours = locked_for_pip(repository / file)
    theirs = locked_by_uv(repository / "uv.lock", extra)
    assert ours == theirs


def locked_for_pip(path: Path) -> dict[tuple[str, str], set[str]]:
    """Names and versions with their hashes."""
    found: dict[tuple[str, str], set[str]] = {}
    for entry in re.split(r"\n(?=\w)", path.read_text()):
        name, locked = re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", entry).groups()
        found[name, locked] = set(re.findall(r"--hash=(sha256:\w+)", entry))
    return found


def locked_by_uv(path: Path, with_development: bool) -> dict[tuple[str, str], set[str]]:
    """What the project needs, followed through the lock."""
    packages: dict[str, list[dict]] = {}
    for package in tomllib.loads(path.read_text())["package"]:
        packages.setdefault(package["name"], []).append(package)
    needed: dict[tuple[str, str], set[str]] = {}
    waiting = [(packages["quickwins"][0], ("dev",) if with_development else ())]
    seen = set()
    while waiting:
        package, extras = waiting.pop()
        wanted = list(package.get("dependencies", []))
        wanted += [one for extra in extras for one in package.get("optional-dependencies", {}).get(extra, [])]
        for one in wanted:
            for candidate in packages[one["name"]]:
                key = (candidate["name"], candidate["version"], tuple(one.get("extra", ())))
                if one.get("version", candidate["version"]) == candidate["version"] and key not in seen:
                    seen.add(key)
                    waiting.append((candidate, key[2]))
                    files = [*candidate.get("wheels", []), *filter(None, [candidate.get("sdist")])]
                    needed[key[0], key[1]] = {file["hash"] for file in files}
    return needed
