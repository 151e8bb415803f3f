"""Whether an update may go into the log: judged on a copy of the document."""

from collections.abc import Callable
from uuid import UUID

from flask_babel import gettext as _

from webapp.cards.fields import FIELDS
from webapp.changes import Actor
from webapp.coediting import log
from webapp.coediting.documents import CardDoc, document, may_be_shown, plain_text, reading_of, texts_in
from webapp.coediting.effects import (
    Gone,
    beginning_of,
    gone_in,
    is_known,
    jumps_of,
    leaves_a_gap,
    pairs_in,
    pairs_of,
    parts_a_pair,
    with_new_deletions_only,
)
from webapp.coediting.log import State
from webapp.coediting.refusals import Gap, Strange, TooLarge, strange_where_it_fails
from webapp.coediting.wire import NotAnUpdate, Update, read_update, read_vector

LARGEST_UPDATE = 64_000  # bytes
LARGEST_CARD = 256_000
# Looking for the place of a piece among others takes up to 0.3 µs for each of them; a step is one such look. Who is
# honest takes a hundredth of it, but only the document knows.
MOST_STEPS, BYTES_OF_A_PIECE = 120_000, 7
MOST_PIECES = 4_000  # of an update; a browser that was long without a line sends some hundreds
# A browser writes under a new number each time a card is opened there. The numbers of a whole card must fit in a state
# vector that a browser may send: at most 13 bytes for each.
MOST_CLIENTS, MOST_CLIENTS_OF_ONE, MOST_CLIENTS_AT_ONCE = 5_000, 500, 100
LARGEST_CLIENT_OF_A_BROWSER = 2**32 - 1
# Two people who fill a field at the same moment may each be right; only beyond twice its limit one is refused.
SLACK = 2


class Copy:
    """A document made from its log, to which updates are put to the test."""

    def __init__(self, card_id: UUID, state: State) -> None:
        self._card_id = card_id
        self._passed = [state.update]
        self._size = len(state.update)
        self.authors: dict[int, Actor] = {}  # under which numbers, as far as it was asked
        self.new_clients: dict[int, Actor] = {}  # who wrote under which number for the first time
        self.pairs = pairs_of(state.update) if state.pairs is None else state.pairs
        self._begin()

    def _begin(self) -> None:
        self._doc = document(self._passed)
        self._vector = read_vector(self._doc.get_state())

    @property
    def state(self) -> bytes:
        """The document with all that passed, as one update."""
        return self._doc.get_update()

    @property
    def _gone(self) -> Gone:
        """What is deleted; beyond its own state vector a document gives nothing else."""
        return gone_in(self._doc.get_update(self._doc.get_state()))

    def has(self, update: Update) -> bool:
        """Whether the document has all of it already: it was sent again because its answer was lost."""
        return is_known(update, self._vector, self._gone if update.deletions else {})

    def edit(self, author: Actor, change: Callable[[CardDoc], None]) -> bytes:
        """A change by this author as an update; it is not in the document until it is admitted."""
        writing = CardDoc(client_of(author))
        writing.apply_update(self._doc.get_update())
        with writing.doc.transaction():
            change(writing)
        return with_new_deletions_only(writing.get_update(self._doc.get_state()), self._gone)

    def admit_sent(
        self, data: bytes, update: Update, author: Actor, pay: Callable[[int], None], checking: bool
    ) -> bytes:
        """Take in what a browser sent, or refuse it; what of it was taken. `pay` takes the steps from what its author
        may have in a moment.

        Of what was written at very many places, as after long without a line, it is only the beginning: each look for
        a place may take long, and the server does nothing else meanwhile. A browser then sends the rest.
        """
        self._must_fit(data, update)
        looks = self._size // BYTES_OF_A_PIECE + len(update.structs)
        steps = sum(jumps_of(update, self._vector)) * looks
        pay(min(steps, MOST_STEPS))
        if steps > MOST_STEPS:
            data = beginning_of(data, update, self._vector, MOST_STEPS // looks)
            update = read_update(data)
            if not update.structs:
                raise Strange  # its pieces rest on each other in a circle
        self._take_in(data, update, author, checking)
        return data

    def admit(self, data: bytes, update: Update, author: Actor) -> None:
        """Take in what the server wrote for somebody, or refuse it."""
        self._must_fit(data, update)
        self._take_in(data, update, author, checking=True)

    def _must_fit(self, data: bytes, update: Update) -> None:
        if len(data) > LARGEST_UPDATE:
            raise TooLarge(_("That is too much at once. It is kept here; please paste less."))
        if leaves_a_gap(update, self._vector):
            raise Gap
        if self._size + len(data) > LARGEST_CARD:
            raise _card_is_full()

    def _take_in(self, data: bytes, update: Update, author: Actor, checking: bool) -> None:
        """What it makes of the document may be left for `check` to say of many."""
        clients = self._own_clients(update, author)
        pairs = self.pairs | pairs_in(update.structs)
        if parts_a_pair(update, self._vector, pairs):
            raise Strange
        try:
            self._apply(data, update)
            if checking:
                self.check()
        except BaseException:
            self._begin()
            raise
        self._passed.append(data)
        self._size += len(data)
        self.pairs = pairs
        self.authors |= clients
        self.new_clients |= clients

    def _apply(self, data: bytes, update: Update) -> None:
        with strange_where_it_fails():
            self._doc.apply_update(data)
        known = self._vector
        self._vector = known | {client: max(end, known.get(client, 0)) for client, end in update.ends.items()}

    def _own_clients(self, update: Update, author: Actor) -> dict[int, Actor]:
        """The numbers that are new here. Two who write under one would split the document for ever, and one could
        write in another's name, or take the number under which the server writes for somebody else.
        """
        clients = update.ends.keys()
        if len(clients) > MOST_CLIENTS_AT_ONCE:
            raise Strange
        if any(client > LARGEST_CLIENT_OF_A_BROWSER and client != client_of(author) for client in clients):
            raise Strange
        if unknown := clients - self.authors.keys():
            self.authors |= log.authors_of(self._card_id, unknown)
        if any(self.authors.get(client, author) != author for client in clients):
            raise Strange
        new = clients - self.authors.keys()
        if new and (len(self._vector) + len(new) > MOST_CLIENTS or self._has_too_many(author, len(new))):
            raise _card_is_full()
        return dict.fromkeys(new, author)

    def _has_too_many(self, author: Actor, more: int) -> bool:
        """Whether one person would take the numbers that the others need."""
        these = sum(one == author for one in self.new_clients.values())
        return log.count_clients(self._card_id, author) + these + more > MOST_CLIENTS_OF_ONE

    def check(self) -> None:
        """Refuse what has come out: a field or a card that is too long, a node where none may stand."""
        with strange_where_it_fails():
            self._check()

    def _check(self) -> None:
        if read_vector(self._doc.get_state()) != self._vector:
            raise Strange  # some of it waits for what will never come
        if not may_be_shown(self._doc) or reading_of(document([self.state])) != reading_of(self._doc):
            raise Strange  # read anew it would be another text: a piece that lies to the right of its own right side
        for name in _too_long(self._doc, self._size):
            if len(texts_in(self._doc)[name]) > len(texts_in(document(self._passed[:1]))[name]):
                raise TooLarge(_("“%(field)s” is full. What you wrote is kept here.", field=FIELDS[name].label))


def _too_long(doc: CardDoc, size: int) -> list[str]:
    """The fields that hold more than they may; the long one is read only where the document is that large at all."""
    read = [name for name, field in FIELDS.items() if not field.is_long or size > SLACK * field.limit]
    lengths = {name: len(texts_in(doc)[name] if name == "action" else plain_text(doc, name)) for name in read}
    return [name for name, length in lengths.items() if length > SLACK * FIELDS[name].limit]


def _card_is_full() -> TooLarge:
    return TooLarge(_("This card is full. What you wrote is kept here."))


def understood(data: bytes) -> Update | None:
    """What an update says; None where these bytes are none, or where to read them all would hold up the others."""
    try:
        return read_update(data, MOST_PIECES)
    except NotAnUpdate:
        return None


def client_of(author: Actor) -> int:
    """The number under which the server writes for somebody, and nobody else; beyond those that browsers draw."""
    beyond = LARGEST_CLIENT_OF_A_BROWSER + 1
    return beyond + author.id.int % (2**53 - beyond)
