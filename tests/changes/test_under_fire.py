"""P1: fifty writers, a kill at any moment: nothing acknowledged is lost, nothing counts twice, no number is missing."""

import random
import signal
import subprocess
import sys

import gevent
import pytest
from sqlalchemy import func, select

from tests.changes.watch import LEFT_INSIDE, stop_watching, watch_turns
from webapp.changes import change, head
from webapp.changes.models import Command, Event
from webapp.extensions import db
from webapp.workshops.models import Workshop

pytestmark = pytest.mark.once

COMMANDS_EACH = 20
SEEDS = (0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2, 3, 4)))


def start_writers(app, workshop):
    arguments = [app.config["SQLALCHEMY_DATABASE_URI"], app.config["INSTANCE"], str(workshop.id), str(COMMANDS_EACH)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.changes.writers", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ledger_until_killed(process, lines):
    """Read the ledger of a run that is killed after so many lines."""
    ledger = []
    for line in process.stdout:
        ledger.append(line.split())
        if len(ledger) == lines:
            process.send_signal(signal.SIGKILL)
            break
    ledger += [line.split() for line in process.stdout]
    process.wait()
    return [words for words in ledger if len(words) >= 2]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_kill_loses_nothing_that_was_acknowledged(app, cast, seed):
    random.seed(seed)
    workshop = cast.workshop
    process = start_writers(app, workshop)
    ledger = ledger_until_killed(process, lines=random.randint(100, 1200))
    done = {words[1]: int(words[2]) for words in ledger if words[0] == "done" and len(words) == 3}
    again = start_writers(app, workshop)
    out, errors = again.communicate(timeout=60)
    assert again.returncode == 0, errors
    answers = {words[1]: int(words[2]) for words in map(str.split, out.splitlines()) if words[0] == "done"}

    assert {key: answers[key] for key in done} == done  # the same number as before the kill
    db.session.rollback()
    assert head(Workshop, workshop.id) == 50 * COMMANDS_EACH
    assert db.session.scalar(select(func.count()).select_from(Command)) == 50 * COMMANDS_EACH
    numbers = db.session.scalars(select(Event.seq).order_by(Event.seq)).all()
    assert list(numbers) == list(range(1, 50 * COMMANDS_EACH + 1))
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(db.text("PRAGMA integrity_check")).scalar() == "ok"
        assert db.session.execute(db.text("PRAGMA synchronous")).scalar() == 2


def test_leaving_the_greenlet_inside_a_change_is_found_out(app, cast, ani):
    if db.engine.dialect.name != "sqlite":
        return  # on Postgres a writer may wait: its place's lock is its own
    found = []
    watch_turns(ended_by=found.append)
    try:
        with change(cast.workshop, by=ani.seat) as record:
            gevent.sleep(0)
            record("workshop.counted")
    finally:
        stop_watching()
    assert found == [LEFT_INSIDE]
