"""Whatever happens on the way, everybody ends up with the same texts, and nobody's words are missing.

Several devices write through the real rounds into the real log: they are cut off, hear things late, twice or not at
all, lose answers and send again, while the server forgets what it had in memory and makes snapshots.
"""

from typing import Any

import gevent
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from pycrdt import merge_updates

from tests.coediting.scribbles import PLAIN, copy_of, do, steps, words
from tests.coediting.sending import send
from tests.roots import action_of, text_of
from webapp.cards.fields import FIELDS
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.coediting import log
from webapp.coediting.actions.fields import write_field
from webapp.coediting.documents import CardDoc, blocks_in, document, merged, texts_in
from webapp.coediting.models import Document
from webapp.coediting.opening import lacking, opened
from webapp.coediting.reading import plain
from webapp.coediting.refusals import Gap
from webapp.extensions import db
from webapp.workshops.models import Workshop

NOTHING = b"\0\0"
TOKENS = "needs"  # the field in which nobody deletes


class Device:
    """What a browser does with a card: its document, what it has not got acknowledged, and how far it has heard."""

    def __init__(self, app: Any, card_id: Any, person: Any, number: int) -> None:
        self.app, self.card_id, self.person, self.number = app, card_id, person, number
        self.author = person.seat.actor
        self.doc = CardDoc(client_id=1000 + number)
        self.n = 0
        self.waiting: list[bytes] = []
        self.tokens: list[str] = []
        self.open()

    def open(self) -> None:
        """Take what is missing here, and send what is missing there."""
        db.session.rollback()  # what was read so far is of another moment
        state = opened(self.card)
        self.doc.apply_update(lacking(state, self.doc.get_state()))
        self.n = state.n
        missing = self.doc.get_update(log.vector_of(state))
        self.waiting = []
        if missing != NOTHING:
            self.give(missing)

    @property
    def card(self) -> Card:
        return db.session.get_one(Card, self.card_id)

    def write(self, step: Any) -> None:
        """Do something in any field but that of the tokens."""
        if PLAIN[step.where % len(PLAIN)] == TOKENS:
            step = step._replace(where=step.where + 1)
        if (update := do(self.doc, step)) != NOTHING:
            self.waiting.append(update)

    def type_token(self, words: str, place: int) -> None:
        """The next of one's numbered tokens, anywhere behind the one before."""
        text = text_of(self.doc, TOKENS)
        now = str(text)
        least = now.index(self.tokens[-1]) + len(self.tokens[-1]) if self.tokens else 0
        token = f"[{self.number}:{len(self.tokens)}{words.replace('[', '').replace(']', '')}]"
        ends = [at for at in range(least, len(now) + 1) if not now[:at].count("[") - now[:at].count("]")]
        at = ends[place % len(ends)]
        before = self.doc.get_state()
        text.insert(len(now[:at].encode()), token)
        self.waiting.append(self.doc.get_update(before))
        self.tokens.append(token)

    def send(self, how_many: int = 1000) -> None:
        """Send the first of what waits as one update."""
        if sending := self.waiting[:how_many]:
            self.give(sending[0] if len(sending) == 1 else merge_updates(*sending))
            self.waiting = self.waiting[len(sending) :]

    def give(self, update: bytes) -> int:
        return send(self.app, self.card_id, self.author, update)

    def hear(self, to: int) -> None:
        """The rows up to `to`, as the relay says them."""
        if to > self.n:
            self.doc.apply_update(merged([row.update for row in log.rows_after(self.card_id, self.n, to)]))
            self.n = to


class Room(RuleBasedStateMachine):
    """Two to five devices at one card; `app` and `people` are set by the test."""

    app: Any
    people: list[Any]

    def __init__(self) -> None:
        super().__init__()
        log.forget()
        db.session.rollback()  # what the last case has read is of another moment
        card = Card(workshop_id=self.people[0].workshop_id, title="Pantau 😀 Banjir", made_at=clock.now())
        db.session.add(card)
        db.session.commit()
        self.card_id = card.id
        self.devices: list[Device] = []

    @initialize(count=st.integers(2, 5))
    def come_in(self, count: int) -> None:
        for number in range(count):
            self.devices.append(Device(self.app, self.card_id, self.people[number % len(self.people)], number))

    @property
    def card(self) -> Card:
        return db.session.get_one(Card, self.card_id)

    @property
    def head(self) -> int:
        db.session.rollback()
        return log.state_of(self.card).n

    def chosen(self, who: int) -> Device:
        return self.devices[who % len(self.devices)]

    @rule(who=st.integers(0, 4), chosen=st.lists(steps, min_size=1, max_size=4))
    def write(self, who: int, chosen: list[Any]) -> None:
        for step in chosen:
            self.chosen(who).write(step)

    @rule(who=st.integers(0, 4), letters=words, place=st.integers(0, 9))
    def type_a_token(self, who: int, letters: str, place: int) -> None:
        self.chosen(who).type_token(letters, place)

    @rule(who=st.integers(0, 4), how_many=st.integers(1, 5))
    def send(self, who: int, how_many: int) -> None:
        self.chosen(who).send(how_many)

    @rule(who=st.sets(st.integers(0, 4), min_size=2, max_size=5))
    def send_at_the_same_moment(self, who: set[int]) -> None:
        sending = [gevent.spawn(device.send) for device in {self.chosen(one) for one in who}]
        gevent.joinall(sending, raise_error=True)

    @rule(who=st.integers(0, 4), how_many=st.integers(1, 5))
    def send_and_lose_the_answer(self, who: int, how_many: int) -> None:
        device = self.chosen(who)
        waiting = list(device.waiting)
        device.send(how_many)
        device.waiting = waiting

    @precondition(lambda self: any(len(device.waiting) > 1 for device in self.devices))
    @rule(who=st.integers(0, 4))
    def send_the_last_first(self, who: int) -> None:
        """What rests on something that has not come is refused, and then all that is missing is sent."""
        device = self.chosen(who)
        if device.waiting:
            try:
                device.give(device.waiting[-1])
            except Gap:
                device.open()

    @rule(who=st.integers(0, 4), back=st.integers(0, 6))
    def send_again_what_others_wrote_long_ago(self, who: int, back: int) -> None:
        """A row that is there already makes no second one, whoever sends it."""
        before = self.head
        row = log.rows_after(self.card_id, 0, before)[max(0, before - 1 - back)]
        self.chosen(who).give(row.update)
        assert self.head == before

    @rule(who=st.integers(0, 4), rows=st.integers(1, 6))
    def hear(self, who: int, rows: int) -> None:
        device = self.chosen(who)
        device.hear(min(self.head, device.n + rows))

    @rule(who=st.integers(0, 4), back=st.integers(1, 4))
    def hear_twice(self, who: int, back: int) -> None:
        device = self.chosen(who)
        device.n = max(1, device.n - back)
        device.hear(self.head)

    @rule(who=st.integers(0, 4))
    def come_back(self, who: int) -> None:
        """After a cut: nothing was heard meanwhile, and nobody knows which answers were lost."""
        self.chosen(who).open()

    @rule()
    def the_server_starts_again(self) -> None:
        log.forget()

    @rule(who=st.integers(0, 4), base=words, value=words, field=st.sampled_from(["title", "action", "first_effect"]))
    def fill_in_a_form(self, who: int, base: str, value: str, field: str) -> None:
        member, n = self.chosen(who).person.seat, self.head
        now = texts_in(document([log.state_at(self.card_id, n).update]))[field]
        workshop, drawn_with = db.session.get_one(Workshop, member.workshop_id), now[: len(now) // 2] + base
        write_field(member, workshop, self.card, FIELDS[field], drawn_with, drawn_with + value)

    def teardown(self) -> None:
        if not self.devices:
            return
        for device in self.devices:
            device.open()
        head = self.head
        for device in self.devices:
            device.hear(head)
        self.all_must_read_the_same(head)
        self.every_token_must_be_there(texts_in(self.devices[0].doc)[TOKENS])

    def all_must_read_the_same(self, head: int) -> None:
        kept = log.state_at(self.card_id, head).update
        log.forget()
        read_anew = log.state_at(self.card_id, head).update
        row_by_row = document(row.update for row in log.rows_after(self.card_id, 0, head))
        snapshot = db.session.get_one(Document, self.card_id)
        assert head - snapshot.snapshot_n < log.SNAPSHOT_EVERY + len(self.devices)
        rows = log.rows_after(self.card_id, 0, snapshot.snapshot_n)
        assert bytes_of(document([snapshot.snapshot])) == bytes_of(document(row.update for row in rows))
        docs = [*(device.doc for device in self.devices), document([kept]), document([read_anew]), row_by_row]
        assert len({bytes_of(doc) for doc in docs}) == 1
        assert all(texts_in(doc) == texts_in(docs[0]) and blocks_in(doc) == blocks_in(docs[0]) for doc in docs)
        assert all(str(action_of(doc)) == str(action_of(docs[0])) for doc in docs)
        assert len(plain(blocks_in(docs[0]))) == len(texts_in(docs[0])["action"])

    def every_token_must_be_there(self, text: str) -> None:
        for device in self.devices:
            places = [text.find(token) for token in device.tokens]
            assert -1 not in places
            assert places == sorted(places)
        assert len(text) == sum(len(token) for device in self.devices for token in device.tokens)


def bytes_of(doc: CardDoc) -> bytes:
    """A document as one update, written by a document that has been given nothing else: the same texts, same bytes."""
    return copy_of(doc).get_update()


@pytest.mark.parametrize("cases", [25, pytest.param(500, marks=pytest.mark.slow)])
def test_whatever_happens_on_the_way_all_devices_and_the_log_read_the_same(
    app, cast, monkeypatch, as_many_as_one_likes, cases
):
    monkeypatch.setattr(log, "SNAPSHOT_EVERY", 4)
    people = [cast.agent(name, "DLH") for name in ("Ani", "Budi", "Dewi")]
    cast.be_at("cards")
    machine = type("RoomOfThisTest", (Room,), {"app": app, "people": people})
    chosen = settings(
        max_examples=cases,
        stateful_step_count=20 if cases == 25 else 40,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a case of forty steps small takes many minutes
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)
