"""A file is brought in, the server is killed meanwhile and started again: what stands then, and whether it goes on."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic, time
from typing import Any
from uuid import UUID

import gevent
import requests

from bench import complaint_file
from bench.bringing import CONFIRMING, READING, UPLOADING, Bringer
from bench.demo import Demo
from bench.memory import children_of
from webapp.rehearsal.robot import Robot

# By seed: in which part the kill comes, at a random moment of it.
PARTS = (UPLOADING, UPLOADING, READING, READING, READING, READING, READING, CONFIRMING, CONFIRMING, CONFIRMING)
ROWS, MORE_ROWS = 2_000, 10_000
WITH_MORE = (3, 5, 8)
AFTERWARDS = 4  # times as long as a confirmation takes: some kills come just after it
CLEARED_S = 90
SENTENCES = {
    "reading": "The file is being read",
    "read": "Screen and phones then show these complaints",
    "confirmed": "Confirmed: everybody in the room sees these complaints.",
}


@dataclass
class Kept:
    """What the database holds of the room."""

    imports: dict[str, tuple[str, str]]  # by the name of the file: id and state
    imported: int  # events of a confirmation
    confirmed: int  # imports with a number
    seq: int
    numbers: int  # of changes in the event log
    complaints: int
    versions: int
    versions_confirmed: int  # what the confirmed imports say they brought


class Kills:
    """A room in which a facilitator does not give up."""

    def __init__(self, demo: Demo, leader: Robot, folder: Path) -> None:
        self._demo, self._bringer, self._folder = demo, Bringer(leader), folder
        self._usual = {rows: self._undisturbed(rows) for rows in (ROWS, MORE_ROWS)}
        self._readers: list[str] = []

    def _undisturbed(self, rows: int) -> dict[str, Any]:
        return self._bringer.bring(self._file(f"undisturbed-{rows}.csv", rows, first=rows * 1_000))

    def faults(self) -> Iterator[str]:
        """Kill once for each seed, and say what was wrong."""
        for seed, part in enumerate(PARTS):
            yield from (f"seed {seed}: {fault}" for fault in self._kill_once(seed, part))
        yield from self._left_over()

    def _kill_once(self, seed: int, part: str) -> Iterator[str]:
        rows = MORE_ROWS if seed in WITH_MORE else ROWS
        file = self._file(f"seed-{seed}.csv", rows, first=20_000 * (seed + 1))
        before, total = self._kept(), self._bringer.total()
        after_s = Random(seed).uniform(0, self._usual[rows][part] * (AFTERWARDS if part == CONFIRMING else 1))
        self._bring_and_kill(file, part, after_s)
        yield from self._start_again()
        now, more = self._kept(), self._bringer.total() - total
        path, state = _import_of(now, file)
        print(f"seed {seed}: {rows:,} rows, killed {after_s:.3f} s after {part} began; now {state}, {more:,} seen")
        if more != rows * (now.imported - before.imported) or more not in (0, rows):
            yield f"{more} of {rows} complaints are seen, {now.imported - before.imported} confirmations are told"
        if now.imported != now.confirmed or now.seq != now.numbers:
            yield f"the log and the rows differ: {now}"
        if path and SENTENCES[state] not in self._bringer.page(path):
            yield f"the page of an import that is {state} does not say so"
        yield from self._do_it_again(file, rows, path, state, waits=seed % 2 == 0)
        if (seen := self._bringer.total() - total) != rows:
            yield f"in the end {seen} of {rows} complaints are seen"

    def _bring_and_kill(self, file: Path, part: str, after_s: float) -> None:
        timers: list[gevent.Greenlet] = []

        def begins(name: str) -> None:
            if name == part:
                timers.append(gevent.spawn_later(after_s, self._kill))

        with suppress(requests.RequestException):
            self._bringer.bring(file, begins)
        gevent.joinall(timers)

    def _kill(self) -> None:
        self._readers = children_of(self._demo.server.process.pid)
        self._demo.kill()

    def _start_again(self) -> Iterator[str]:
        self._demo.start_again()
        for reader in self._readers:
            with suppress(OSError):
                if b"complaints.files" in Path(f"/proc/{reader}/cmdline").read_bytes():
                    yield "the process that read the file goes on without its server"

    def _do_it_again(self, file: Path, rows: int, path: str, state: str, waits: bool) -> Iterator[str]:
        """Go on with it, or take it away and bring the file once more."""
        if state == "reading" and not waits:
            self._bringer.drop(path)
        if state in ("none", "confirmed") or (state == "reading" and not waits):
            path = self._bringer.upload(file)
        began = monotonic()
        told = self._bringer.outcome(path)
        print(f"        read again {monotonic() - began:.1f} s later: {told['new']:,} new, {told['unchanged']:,} known")
        expected = (0, rows) if state == "confirmed" else (rows, 0)
        if (told["new"], told["unchanged"]) != expected or told["updated"] or told["rejected"]:
            yield f"read again, it says {told}"
        (self._bringer.drop if state == "confirmed" else self._bringer.confirm)(path)

    def _left_over(self) -> Iterator[str]:
        """Nothing of all that is kept but what was confirmed."""
        end = monotonic() + CLEARED_S
        while {state for _, state in self._kept().imports.values()} != {"confirmed"} and monotonic() < end:
            gevent.sleep(1)
        self._let_files_age()
        self._demo.kill()
        self._demo.start_again()
        kept, files = self._kept(), list(self._files())
        states = Counter(state for _, state in kept.imports.values())
        print(f"left in the end: imports {dict(states)}, {kept.complaints:,} complaints, {len(files)} files")
        if set(states) != {"confirmed"} or files:
            yield f"left over: {states}, {files}"
        if kept.complaints != self._bringer.total() or kept.versions != kept.versions_confirmed:
            yield f"rows are left that nobody sees: {kept}"

    def _let_files_age(self) -> None:
        for file in self._files():
            os.utime(file, (time() - 3600, time() - 3600))

    def _files(self) -> Iterator[Path]:
        return (Path(self._demo.folder) / "imports").glob("*")

    def _file(self, name: str, rows: int, first: int) -> Path:
        file = self._folder / name
        complaint_file.write(rows, file, first=first)
        return file

    def _kept(self) -> Kept:
        address = f"file:{self._demo.folder}/quickwins.sqlite?mode=ro"
        room = (UUID(self._demo.workshop).hex,)
        with closing(sqlite3.connect(address, uri=True, timeout=30)) as connection:

            def one(statement: str) -> int:
                return int(connection.execute(statement, room).fetchone()[0] or 0)

            imports = connection.execute(
                "select file_name, id, state from complaint_import where workshop_id = ? order by made_at", room
            )
            return Kept(
                imports={name: (id, state) for name, id, state in imports},
                imported=one("select count(*) from event where name = 'complaints.imported' and place_id = ?"),
                confirmed=one("select count(*) from complaint_import where number is not null and workshop_id = ?"),
                seq=one("select seq from workshop where id = ?"),
                numbers=one("select count(distinct seq) from event where place_id = ?"),
                complaints=one("select count(*) from complaint where workshop_id = ?"),
                versions=one("select count(*) from complaint_version where workshop_id = ?"),
                versions_confirmed=one(
                    "select sum(new + updated) from complaint_import where number is not null and workshop_id = ?"
                ),
            )


def _import_of(kept: Kept, file: Path) -> tuple[str, str]:
    id, state = kept.imports.get(file.name, ("", "none"))
    return f"/imports/{UUID(id)}" if id else "", state
