"""Bar 1: a fresh clone serves the room within two minutes, its tests are green, and the wheel serves the demo."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import requests

ROOT = Path(__file__).parent.parent.parent
SECONDS = 120


def main() -> int:
    """Measure the demo with uv and with pip, each without any package at hand; once also the tests and the wheel."""
    first = os.environ.get("RUN", "1") == "1"
    with tempfile.TemporaryDirectory(prefix="quickwins-bar-") as name:
        folder = Path(name)
        for tool in ("uv", "pip"):
            serve_from_a_fresh_clone(clone_into(folder / tool), tool)
        if not first:
            return 0
        serve_from_the_wheel(clone_into(folder / "wheel"), folder)
        return run_the_tests_of_a_fresh_clone(clone_into(folder / "tests"))


def clone_into(folder: Path) -> Path:
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    return folder


def serve_from_a_fresh_clone(clone: Path, tool: str) -> None:
    """From `bin/demo` to a room's page in the hands of somebody who joined."""
    if tool == "uv" and not shutil.which("uv"):
        print("There is no uv here; the demo is measured with pip alone.")
        return
    began = monotonic()
    with demo([str(clone / "bin" / "demo")], Path("/"), without_packages(clone, tool)) as ready:
        visit(ready)
        print(f"figure: fresh clone to a served room, with {tool}: {monotonic() - began:.1f} s, at most {SECONDS}")
    began = monotonic()
    with demo([str(clone / "bin" / "demo")], Path("/"), without_packages(clone, tool)) as ready:
        visit(ready)
        print(f"again, with {tool}: {monotonic() - began:.1f} s")


def serve_from_the_wheel(clone: Path, folder: Path) -> None:
    """Build the wheel, install it with what it needs into an empty environment, and serve from an empty folder."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=clone,
        check=True,
        stdout=subprocess.DEVNULL,  # only says where it lies
    )
    (wheel,) = folder.glob("*.whl")
    environment, empty = folder / "environment", folder / "empty"
    empty.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    pip = [environment / "bin" / "python", "-m", "pip", "install", "-qq"]
    subprocess.run([*pip, "--require-hashes", "-r", clone / "requirements.lock"], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    shutil.rmtree(clone)
    with demo([str(environment / "bin" / "quickwins"), "demo"], empty, bare_environment()) as ready:
        visit(ready)
    size, files = wheel.stat().st_size // 1024, len(zipfile.ZipFile(wheel).namelist())
    print(f"the wheel ({size} KiB, {files} files) serves the demo from an empty folder")


def run_the_tests_of_a_fresh_clone(clone: Path) -> int:
    began = monotonic()
    done = subprocess.run(
        [clone / "bin" / "test"],
        cwd="/",
        env=bare_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    print(done.stdout if done.returncode else done.stdout.splitlines()[-1])
    print(f"figure: fresh clone, bin/test: {(monotonic() - began) / 60:.1f} min, at most 15")
    return done.returncode


@contextmanager
def demo(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """A demo that has said that it is ready; told to stop at the end, and it must end well."""
    options = ["--host", "127.0.0.1", "--port", "18761", "--json"]
    with subprocess.Popen(
        [*command, *options], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                sys.exit("The demo did not start.")
            yield json.loads(line)
        finally:
            process.terminate()
    if process.returncode:
        sys.exit(f"The demo ended with {process.returncode}.")


def visit(ready: dict[str, str]) -> None:
    """Join as somebody new, and open the room as a seat, as the facilitator and as the screen."""
    agent, facilitator = requests.Session(), requests.Session()
    code = {"code": ready["join_code"], "name": "Ani", "agency": "DLH"}
    pages = [
        agent.get(f"{ready['url']}/join/{ready['join_code']}"),
        agent.post(f"{ready['url']}/join", data=code, headers={"Accept": "text/html"}),
        facilitator.get(ready["facilitator_url"]),
        requests.get(ready["screen_url"], timeout=30),
    ]
    for page in pages:
        if page.status_code != 200:
            sys.exit(f"{page.url} answered {page.status_code}.")


def bare_environment() -> dict[str, str]:
    """Ours without what would lead to our own environment or database."""
    ours = {"VIRTUAL_ENV", "PYTHONPATH", "DATABASE_URL", "INSTANCE", "SECRET_KEY", "RUN", "MODE"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def without_packages(clone: Path, tool: str) -> dict[str, str]:
    """As on a machine that has installed nothing yet: no cache, and for pip no uv."""
    environment = bare_environment() | {"UV_CACHE_DIR": str(clone / "cache"), "PIP_NO_CACHE_DIR": "1"}
    if tool == "pip":
        environment["PATH"] = path_without_uv(clone)
    return environment


def path_without_uv(clone: Path) -> str:
    """The PATH with each folder that holds uv replaced by links to what else it holds."""
    folders = []
    for n, folder in enumerate(os.environ["PATH"].split(os.pathsep)):
        if not (Path(folder) / "uv").exists():
            folders.append(folder)
            continue
        copy = clone / "programs" / str(n)
        copy.mkdir(parents=True, exist_ok=True)
        for program in Path(folder).iterdir():
            if program.name not in ("uv", "uvx") and not (copy / program.name).exists():
                (copy / program.name).symlink_to(program)
        folders.append(str(copy))
    return os.pathsep.join(folders)


sys.exit(main())
