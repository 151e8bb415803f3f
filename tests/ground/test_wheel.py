"""The wheel carries everything that an installation serves, though it lies beside the package in the checkout."""

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.ground.servers import environment, free_port, get

CARRIED = {"templates": "html", "static": "*", "migrations": "*"}


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory) -> Path:
    return build(repository, "wheel", tmp_path_factory.mktemp("wheel"))


def test_it_carries_templates_static_files_migrations_settings_and_catalogues(repository, wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    expected = {"webapp/_site/config.py", *(f"webapp/translations/{x}/LC_MESSAGES/messages.mo" for x in ("id", "en"))}
    for folder, ending in CARRIED.items():
        files = (repository / folder).rglob("*" if ending == "*" else f"*.{ending}")
        expected |= {
            f"webapp/_site/{path.relative_to(repository).as_posix()}"
            for path in files
            if path.is_file() and "__pycache__" not in path.parts
        }
    assert expected - inside == set()


def test_it_carries_nothing_that_only_the_checkout_needs(wheel):
    inside = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in inside if name.endswith((".po", ".pyc")) or name.split("/")[0] in ("tests", "bench")]


def test_a_wheel_from_the_source_archive_is_the_same(repository, wheel, tmp_path):
    archive = build(repository, "sdist", tmp_path)
    subprocess.run(["tar", "-xzf", archive, "-C", tmp_path], check=True)
    again = build(tmp_path / archive.name.removesuffix(".tar.gz"), "wheel", tmp_path)
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


def test_installed_into_an_empty_environment_it_serves_the_demo(wheel, tmp_path):
    """The wheel alone; what it depends on is lent by our own environment, since the bars install that too."""
    python = environment_with(wheel, tmp_path / "environment")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    port = free_port()
    command = [python, "-m", "webapp", "demo", "--host", "127.0.0.1", "--port", str(port), "--json"]
    with subprocess.Popen(command, cwd=elsewhere, env=environment({}), stdout=subprocess.PIPE, text=True) as demo:
        try:
            ready = json.loads(demo.stdout.readline())
            assert ready["url"] == f"http://127.0.0.1:{port}"
            status, page = get(port, f"/join/{ready['join_code']}")
            assert status == 200
            assert b"/static/" in page
            assert (elsewhere / "instance").is_dir()
        finally:
            demo.terminate()
    assert demo.returncode == 0


def build(source: Path, kind: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = folder.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return built


def environment_with(wheel: Path, folder: Path) -> Path:
    """An environment that holds the wheel, and sees the packages of ours without our own checkout."""
    venv.create(folder, with_pip=False)
    packages = next((folder / "lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(packages)
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = folder / "bin" / "python"
    where = subprocess.run(
        [python, "-c", "import webapp; print(webapp.__file__)"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert Path(where.stdout.strip()).is_relative_to(folder)
    return python
