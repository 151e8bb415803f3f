"""`quickwins import-complaints`: the same road from the command line."""

import pytest

from tests.complaints.files_of import complaints, row, sheet
from tests.conftest import SECRET


@pytest.fixture
def command(app, cast, quickwins, tmp_path):
    """Runs the command with a file of this content."""

    def run(content: bytes, *more: str, name: str = "lapor.csv"):
        file = tmp_path / name
        file.write_bytes(content)
        settings = {"SECRET_KEY": SECRET, "MODE": "development", "INSTANCE": app.config["INSTANCE"]}
        settings["DATABASE_URL"] = app.config["SQLALCHEMY_DATABASE_URI"]
        return quickwins("import-complaints", str(file), "--workshop", str(cast.workshop.id), *more, **settings)

    return run


def test_it_counts_and_confirms(command, ani):
    done = command(sheet([*[row(n) for n in range(1, 9)], row(9, id="")]))
    assert (done.returncode, done.stderr) == (0, "")
    assert "9 rows: 8 new, 0 updated, 0 unchanged, 1 rejected" in done.stdout
    assert "row 10: no number" in done.stdout
    assert ani.get("~/complaints.json").json["total"] == 0
    assert "8 new" in command(complaints(8), "--confirm").stdout
    assert ani.get("~/complaints.json").json["total"] == 8
    assert "0 new, 0 updated, 8 unchanged" in command(complaints(8), "--confirm").stdout


def test_it_says_why_not(command, quickwins, app):
    done = command(b"%PDF-1.4 x")
    assert done.returncode == 1
    assert "PDF" in done.stderr
    done = command(b"")
    assert done.returncode == 1
