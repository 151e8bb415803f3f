"""The server is killed while it reads a file: nothing half is ever seen, and it goes on by itself."""

from random import Random
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.complaints.files_of import complaints
from tests.servers import Remote, Server, wait_until
from webapp.changes.models import Due
from webapp.clock import clock
from webapp.complaints.models import Complaint, ComplaintVersion, Import
from webapp.extensions import db

pytestmark = pytest.mark.once

ROWS = 4000
SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))]


@pytest.fixture
def own_server(app, tmp_path):
    """A server that may be killed."""
    server = Server(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, INSTANCE=app.config["INSTANCE"]).start(90)
    yield server
    server.kill()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_reading_that_was_killed_is_begun_anew_and_ends_right(own_server, cast, sari, ani, seed):
    remote, moment = Remote(own_server, sari), Random(seed).randrange(100, ROWS - 500)
    path = upload(remote, complaints(ROWS))
    wait_until(lambda: its(path).rows_seen >= moment, 120)
    own_server.kill()
    assert its(path).state == "reading"
    own_server.start(90)
    assert Remote(own_server, ani).get("~/complaints.json").json()["total"] == 0
    let_time_pass()
    wait_until(lambda: its(path).state == "read", 120, lambda: own_server.log.read_text())
    told = its(path)
    assert (told.new, told.rejected, told.rows_seen, told.tries) == (ROWS, 0, ROWS, 2)
    assert count(ComplaintVersion) == count(Complaint) == ROWS
    assert remote.post(f"{path}/confirm").status_code == 204
    assert Remote(own_server, ani).get("~/complaints.json").json()["total"] == ROWS
    again = upload(remote, complaints(ROWS))
    wait_until(lambda: its(again).state == "read", 120)
    assert (its(again).new, its(again).updated, its(again).unchanged) == (0, 0, ROWS)


def upload(remote: Remote, content: bytes) -> str:
    answer = remote.session.post(
        remote.address("~/complaints"), files={"file": ("lapor.csv", content)}, timeout=30, allow_redirects=False
    )
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


def its(path: str) -> Import:
    db.session.rollback()
    told = db.session.scalars(select(Import).where(Import.id == UUID(path.split("/")[-1]))).one()
    db.session.expunge(told)
    db.session.rollback()  # while a server starts, no transaction is left open
    return told


def let_time_pass() -> None:
    """The twenty seconds after which somebody looks for silent readings are over."""
    db.session.rollback()
    long_ago = clock.now().replace(year=2020)
    db.session.execute(db.update(Import).values(touched_at=long_ago))
    db.session.execute(db.update(Due).where(Due.verb == "import.watch").values(at=long_ago))
    db.session.commit()


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0
