"""After the close nobody can say who chose what: not from the rows, the bytes of the files, or the database's log."""

import logging
import os
import random
import subprocess
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import SQLITE_DENY, SQLITE_OK

import pytest
from sqlalchemy import event, select, text

from tests import databases
from webapp.changes import clockwork
from webapp.changes.models import Command, Due
from webapp.extensions import db
from webapp.validation import seal
from webapp.validation.models import Ballot, Receipt

pytestmark = pytest.mark.once


@pytest.fixture
def traces(opened):
    """A full round; the bytes by which a file could tell who chose what."""
    chance = random.Random(7)
    for agency in list(opened.voters):
        opened.seat(agency, 7)
    voters = opened.everybody * 3
    chance.shuffle(voters)
    for n, person in enumerate(voters):
        scores = {
            criterion: chance.choice([0, 1, 2, 3, 4, 5, ""])
            for criterion in ("effect", "effectiveness", "speed", "ease")
        }
        person.post(f"/cards/{opened.card_ids[n % 3]}/vote", key=f"tap {n}", **scores)
    return traces_now()


def traces_now():
    """Ballots as neighbouring ids, and receipts beside their seats."""
    db.session.rollback()
    ids = db.session.execute(select(Ballot.seat_id, Ballot.card_id).distinct()).all()
    receipts = db.session.execute(select(Receipt.seat_id, Receipt.code)).all()
    if db.engine.dialect.name == "sqlite":
        ballots = [(seat.hex + card.hex).encode() for seat, card in ids]
        codes = [(seat.hex + code).encode() for seat, code in receipts]
    else:
        ballots = [seat.bytes + card.bytes for seat, card in ids]
        codes = [seat.bytes + bytes([2 * len(code) + 3]) + code.encode() for seat, code in receipts]  # a short varlena
    return {"ballots": ballots, "receipts": codes}


def contents(paths):
    """The bytes of the files, read by another process.

    Whoever closes a file gives up all locks that their process has on it (POSIX), SQLite's own as well: the next
    process to open the database would then take it for abandoned, and its log for old.
    """
    files = [str(path) for path in paths if path.is_file()]
    return subprocess.run(["cat", *files], stdout=subprocess.PIPE, check=False).stdout


def bytes_of_the_database():
    """Everything that stands in the database's files; of Postgres the heap, not its log."""
    db.session.rollback()  # a checkpoint on a busy disk takes longer than a transaction may stand idle
    if db.engine.dialect.name == "sqlite":
        file = Path(db.engine.url.database)
        return contents(file.parent.glob(f"{file.name}*"))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))  # a busy disk is no failure
        connection.execute(text("CHECKPOINT"))
        connection.execute(text("RESET statement_timeout"))
        oid = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    folder = databases._postgres().pgdata / "base" / str(oid)
    return contents(sorted(folder.iterdir()))


def found(traces):
    whole = bytes_of_the_database()
    return {kind: sum(trace in whole for trace in of_kind) for kind, of_kind in traces.items()}


def log_of_the_database():
    """What the database writes ahead, and what Postgres keeps of it after the close."""
    file = db.engine.url.database
    if db.engine.dialect.name == "sqlite":
        return contents(Path(file).parent.glob(f"{Path(file).name}-*"))
    return contents((databases._postgres().pgdata / "pg_wal").iterdir())


def test_what_a_log_or_a_copy_keeps_of_a_ballot_cannot_be_opened_after_the_close(opened, traces):
    round_id, path = opened.round.id, opened.round.path
    stored = list(db.session.scalars(select(Ballot.score)))
    key = seal.key_of(round_id)
    assert len(set(stored)) == len(stored) > 7  # the same choice never looks alike
    assert {seal.opened(key, score) for score in stored} == {0, 1, 2, 3, 4, 5, None}
    while_open = log_of_the_database() + bytes_of_the_database()
    assert sum(score in while_open or score.hex().encode() in while_open for score in stored) > 0.9 * len(stored)
    assert not any(secret in while_open for secret in (*key, bytes(key.of_ballots[:16]), bytes(key.of_commands[:16])))
    file = Path(opened.cast.app.config["INSTANCE"]) / "rounds" / f"{round_id}.key"
    same_bytes = os.link(file, file.with_suffix(".copy")) or file.with_suffix(".copy")
    assert opened.sari.post(f"{path}/close").status_code == 204
    assert seal.key_of(round_id) is None
    assert same_bytes.read_bytes() == bytes(64)  # overwritten, not only taken out of its folder


def test_a_key_that_a_crash_left_behind_is_destroyed_a_little_later(opened):
    round_id = opened.round.id
    assert opened.sari.post(f"{opened.round.path}/close").status_code == 204
    seal.make_key(round_id)  # as if the server had been killed before it came to that
    opened.let_time_pass(60)
    assert seal.key_of(round_id) is None


def test_without_its_key_a_round_takes_no_votes_and_can_still_be_closed(opened, caplog):
    opened.vote(opened.everybody[0], effect=5)
    seal.destroy_key(opened.round.id)
    assert opened.vote(opened.everybody[1], effect=4).status_code == 409
    assert opened.sari.post(f"{opened.round.path}/close").status_code == 204
    assert "cannot be counted" in caplog.text


def test_the_files_forget_who_chose_what(opened, traces, caplog):
    caplog.set_level(logging.DEBUG)
    while_open = found(traces)
    assert while_open["ballots"] > 0.9 * len(traces["ballots"])  # the search finds what is there
    assert while_open["receipts"] > 0.9 * len(traces["receipts"])
    assert opened.sari.post(f"{opened.round.path}/close").status_code == 204
    assert found(traces) == {"ballots": 0, "receipts": 0}
    codes = {receipt[-6:].decode() for receipt in traces["receipts"]}
    assert not any(code in record.getMessage() for record in caplog.records for code in codes)


def test_who_reads_at_the_moment_of_the_close_delays_the_erasure_and_does_not_prevent_it(opened, traces):
    with db.engine.connect() as reader:
        reader.execute(select(Ballot.seat_id)).first()  # holds on to the old rows
        assert opened.sari.post(f"{opened.round.path}/close").status_code == 204
        opened.let_time_pass(13)
        assert erasures_to_do() == 1
        assert clockwork.work_off() > 0  # later, not at once and for ever
    opened.let_time_pass(13)
    assert erasures_to_do() == 0
    assert found(traces) == {"ballots": 0, "receipts": 0}


def test_an_erasure_that_the_database_refuses_breaks_neither_the_close_nor_the_reveal(opened, traces, caplog):
    with erasure_refused():
        assert opened.sari.post(f"{opened.round.path}/reveal").status_code == 204
        assert "could not be overwritten yet" in caplog.text
        opened.let_time_pass(4)
        assert opened.round.is_revealed
    opened.let_time_pass(13)
    assert erasures_to_do() == 0
    assert found(traces) == {"ballots": 0, "receipts": 0}


@contextmanager
def erasure_refused():
    """Postgres: somebody reads what is to be rewritten. SQLite: the driver raises instead of emptying the log."""
    if db.engine.dialect.name != "sqlite":
        with db.engine.connect() as reader:
            reader.execute(select(Ballot.seat_id)).first()
            yield
        return
    refusing = set()

    def refuse(connection, *_):
        refusing.add(connection)
        connection.set_authorizer(lambda _, name, *__: SQLITE_DENY if name == "wal_checkpoint" else SQLITE_OK)

    event.listen(db.engine, "checkout", refuse)
    try:
        yield
    finally:
        event.remove(db.engine, "checkout", refuse)
        for connection in refusing:
            connection.set_authorizer(None)


def erasures_to_do():
    db.session.rollback()
    return len(db.session.scalars(select(Due).where(Due.verb == "round.erase")).all())


def test_the_hashes_of_the_votes_are_gone_with_their_salt(opened, traces):
    hashes = db.session.scalars(select(Command.body_hash).where(Command.key.startswith("tap"))).all()
    assert all(hashes)
    opened.sari.post(f"{opened.round.path}/close")
    db.session.rollback()
    assert set(db.session.scalars(select(Command.body_hash).where(Command.key.startswith("tap")))) == {None}
    if db.engine.dialect.name == "sqlite":  # Postgres keeps them in dead rows; without the salt they mean nothing
        assert not any(value in bytes_of_the_database() for value in hashes)
