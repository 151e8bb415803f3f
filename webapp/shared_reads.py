"""Shared reads: what several requests ask the database at the same moment is asked once for all of them.

A room acts together: thirty people vote in the same second, a hundred phones fetch the same page. Opening a
transaction costs several times as much as the one row that each of them needs (Facebook's DataLoader does the same
within a request: https://github.com/graphql/dataloader).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

import gevent
from gevent.event import AsyncResult
from sqlalchemy import Connection, Engine

from webapp.extensions import db

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class SharedRead(Generic[Key, Found]):
    """One kind of question; `read(connection, keys)` answers it for many keys, and leaves out what there is not.

    It is asked between changes, never inside one: it lets other requests go on.
    """

    def __init__(self, read: Callable[[Connection, Sequence[Key]], Mapping[Key, Found]]) -> None:
        self._read = read
        self._waiting: dict[Engine, tuple[set[Key], AsyncResult[Mapping[Key, Found]]]] = {}

    def find(self, key: Key) -> Found | None:
        """The answer for this key, read after this was called."""
        engine = db.engine
        if waiting := self._waiting.get(engine):
            keys, answer = waiting
            keys.add(key)
        else:
            keys, answer = self._waiting[engine] = {key}, AsyncResult()
            self._answer(engine, keys, answer)
        found: Mapping[Key, Found] = answer.get()
        return found.get(key)

    def _answer(self, engine: Engine, keys: set[Key], answer: "AsyncResult[Mapping[Key, Found]]") -> None:
        try:
            try:
                gevent.sleep(0)  # the requests that have arrived already come along
            finally:
                del self._waiting[engine]  # whoever comes from now on must not get an older answer
            with engine.connect() as connection:
                answer.set(self._read(connection, list(keys)))
        except BaseException as error:
            answer.set_exception(error)
            raise
