"""Whether an update may go into the log: judged on a copy of the document, one after the other."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from pycrdt import Doc

from webapp.cards.fields import FIELDS
from webapp.changes import Actor
from webapp.coediting import log
from webapp.coediting.documents import blocks_in, document, plain, plain_text
from webapp.coediting.log import State
from webapp.coediting.refusals import Gap, Strange, TooLarge
from webapp.coediting.wire import NotAnUpdate, Update, read_update, read_vector, with_new_deletions_only

LARGEST_UPDATE = 64_000  # bytes
LARGEST_CARD = 256_000
# Two people who fill a field at the same moment may each be right; only beyond twice its limit one is refused.
SLACK = 2


class Copy:
    """A document made from its log, to which updates are put to the test; those that pass stay in it."""

    def __init__(self, card_id: UUID, state: State) -> None:
        self._card_id = card_id
        self._passed = [state.update]
        self._size = len(state.update)
        self._authors: dict[int, Actor] = {}
        self._begin()

    def _begin(self) -> None:
        self._doc: Doc[Any] = document(self._passed)
        self._vector = read_vector(self._doc.get_state())
        self._lengths = self._measure()

    @property
    def state(self) -> bytes:
        """The document with all that passed, as one update."""
        return self._doc.get_update()

    def has(self, update: Update) -> bool:
        """Whether the document has all of it already: it was sent again because its answer was lost."""
        return update.is_known(self._vector)

    def edit(self, author: Actor, change: Callable[["Doc[Any]"], None]) -> bytes:
        """A change by this author as an update; it is not in the document until it is admitted."""
        writing: Doc[Any] = Doc(client_id=client_of(author))
        before = self._doc.get_update()
        writing.apply_update(before)
        with writing.transaction():
            change(writing)
        return with_new_deletions_only(writing.get_update(self._doc.get_state()), before)

    def admit(self, data: bytes, update: Update, author: Actor) -> None:
        """Take the update in, or refuse it."""
        if len(data) > LARGEST_UPDATE:
            raise TooLarge(_("That is too much at once. It is kept here; please paste less."))
        if update.leaves_a_gap(self._vector):
            raise Gap
        self._must_be_the_authors_own(update, author)
        if self._size + len(data) > LARGEST_CARD:
            raise TooLarge(_("This card is full. What you wrote is kept here."))
        try:
            self._apply(data, update)
        except BaseException:
            self._begin()
            raise
        self._passed.append(data)
        self._size += len(data)

    def _apply(self, data: bytes, update: Update) -> None:
        try:
            self._doc.apply_update(data)
        except BaseException as error:  # Rust's panics are no Exception
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            raise Strange from None
        vector = self._vector | read_vector(self._doc.get_state())
        if any(vector.get(client, 0) < end for client, end in update.ends.items()):
            raise Strange  # some of it waits for what will never come
        lengths = self._measure()
        for name, length in lengths.items():
            if length > SLACK * FIELDS[name].limit and length > self._lengths[name]:
                raise TooLarge(_("“%(field)s” is full. What you wrote is kept here.", field=FIELDS[name].label))
        self._vector, self._lengths = vector, lengths

    def _measure(self) -> dict[str, int]:
        """How long each field is, in characters; the long one only where it can be too long at all."""
        return {
            name: (len(plain(blocks_in(self._doc))) if self._size > field.limit else 0)
            if field.is_long
            else len(plain_text(self._doc, name))
            for name, field in FIELDS.items()
        }

    def _must_be_the_authors_own(self, update: Update, author: Actor) -> None:
        """Two who write under one number would split the document for ever, and one could write in another's name."""
        clients = update.ends.keys()
        if unknown := clients - self._authors.keys():
            self._authors |= log.authors_of(self._card_id, unknown)
        if any(self._authors.get(client, author) != author for client in clients):
            raise Strange
        log.bind_clients(self._card_id, clients - self._authors.keys(), author)
        self._authors |= dict.fromkeys(clients, author)


def read(data: bytes) -> Update:
    """The update that somebody sent, or the refusal of what is none."""
    try:
        return read_update(data)
    except NotAnUpdate:
        raise Strange from None


def client_of(author: Actor) -> int:
    """The number under which the server writes for somebody; beyond those that browsers draw (32 bits)."""
    return 2**32 + author.id.int % (2**53 - 2**32)
