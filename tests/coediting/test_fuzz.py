"""Whatever is sent as an update, it is refused, or the card is as sound after it as before; and nobody else is hurt."""

from random import Random
from statistics import median
from time import thread_time

import gevent
import pytest

from tests.coediting import damage
from tests.coediting.by_hand import after, between, block, deleting, update, words
from tests.coediting.scribbles import copy_of, do_all, new_doc, random_step
from tests.coediting.sending import send_or_hear_why_not
from tests.roots import text_of
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.coediting import log
from webapp.coediting.documents import blocks_in, document, texts_in
from webapp.coediting.settling import settled_texts
from webapp.coediting.wire import read_update, read_vector
from webapp.extensions import db

LONGEST_S = 0.05  # of the processor, for any one of them
A_DAY = 40  # updates to one card; then the next card


pytestmark = pytest.mark.usefixtures("no_old_garbage")


@pytest.fixture(autouse=True)
def as_fast_as_the_machine_can(as_many_as_one_likes):
    """Nobody is told to wait because of how many updates there are."""


class Table:
    """A card in which Ani writes, while Mallory sends whatever there is."""

    def __init__(self, app, cast, ani, mallory, number=0):
        self.app, self.ani, self.mallory = app, ani.seat.actor, mallory.seat.actor
        self.number = number
        self.sent_by_ani = 0
        db.session.rollback()
        card = Card(workshop_id=cast.workshop.id, title=f"Pantau Banjir {number}", made_at=clock.now())
        db.session.add(card)
        db.session.commit()
        self.card_id = card.id
        self.send(self.ani, self.as_ani_writes())

    @property
    def state(self) -> bytes:
        """The document, read from the log anew."""
        db.session.rollback()
        log.forget()
        return log.state_of(db.session.get_one(Card, self.card_id)).update

    def as_ani_writes(self) -> bytes:
        doc = copy_of(document([self.state]), 1000)
        before = doc.get_state()
        self.sent_by_ani += 1
        text = text_of(doc, "needs")
        text.insert(len(str(text).encode()), f"[{self.sent_by_ani}]")
        return doc.get_update(before)

    def send(self, author, data):
        """The number of the row, or the refusal; never anything else."""
        return send_or_hear_why_not(self.app, self.card_id, author, data)

    def must_bear(self, data: bytes, what: str) -> bool:
        """Mallory sends it while Ani writes; whether it was taken."""
        ordinary = self.as_ani_writes()
        began = thread_time()
        answers = [gevent.spawn(self.send, *one) for one in ((self.mallory, data), (self.ani, ordinary))]
        gevent.joinall(answers, raise_error=True)
        took_s = thread_time() - began
        outcome, anis = (answer.get() for answer in answers)
        assert isinstance(anis, int), f"{what}: Ani was refused: {anis}"
        assert took_s < 2 * LONGEST_S, f"{what}: {took_s:.3f} s for two"
        self.must_be_sound(what)
        return isinstance(outcome, int)

    def must_be_sound(self, what: str) -> None:
        state = self.state
        doc = document([state])
        texts = texts_in(doc)
        assert read_update(state).ends == read_vector(doc.get_state()), what
        db.session.rollback()
        card = db.session.get_one(Card, self.card_id)
        n = log.state_of(card).n
        rows = document(row.update for row in log.rows_after(self.card_id, 0, n))
        assert texts_in(rows) == texts, what  # the rows that browsers get make the same
        assert blocks_in(rows) == blocks_in(doc), what
        assert read_vector(rows.get_state()) == read_vector(doc.get_state()), f"{what}: something waits"
        assert texts_in(document([rows.get_update()])) == texts, what
        assert settled_texts(log.State(n, state)).keys() > {"title", "action_blocks"}
        assert f"[{self.sent_by_ani}]" in texts["needs"], what


@pytest.fixture
def tables(app, cast, ani, budi):
    """Call it for one more card with Ani at it, and Budi's seat in Mallory's hands."""
    cast.be_at("cards")
    numbers = iter(range(1000))
    return lambda: Table(app, cast, ani, budi, next(numbers))


@pytest.mark.parametrize("cases", [300, pytest.param(3000, marks=pytest.mark.slow)])
def test_of_damaged_updates_each_is_refused_or_leaves_a_sound_card(tables, cases):
    random, taken, tried = Random(cases), 0, 0
    other = new_doc(77)
    while tried < cases:
        table = tables()
        for _ in range(A_DAY // 12):
            doc = copy_of(document([table.state]), random.randrange(2000, 2**32))
            before = doc.get_state()
            do_all(doc, [random_step(random) for _ in range(random.randint(1, 5))])
            others = do_all(other, [random_step(random) for _ in range(3)]) or [other.get_update()]
            for data in damage.damaged(random, doc.get_update(before), others):
                taken += table.must_bear(data, f"{table.number}: {data.hex()[:2000]}")
                tried += 1
    assert cases * 0.02 < taken < cases * 0.8  # else they would be too harmless, or all alike


@pytest.mark.parametrize("what", damage.written_by_hand(5))
def test_what_can_only_be_written_by_hand_harms_nobody(tables, what):
    table = tables()
    table.must_bear(damage.written_by_hand(5)[what], what)
    table.must_bear(damage.written_by_hand(5)[what], f"{what}, again")
    table.must_bear(update(block(9, 0, words("sesudahnya"))), f"after {what}")


@pytest.mark.parametrize("what", damage.other_documents())
def test_documents_of_others_are_no_card(tables, what):
    table = tables()
    assert not table.must_bear(damage.other_documents()[what], what)
    assert table.must_bear(update(block(9, 0, words("sesudahnya"))), f"after {what}")


@pytest.mark.parametrize("what", damage.out_of_place(5))
def test_what_stands_out_of_place_is_refused(tables, what):
    table = tables()
    assert not table.must_bear(damage.out_of_place(5)[what], what)
    assert table.must_bear(update(block(9, 0, words("sesudahnya"))), f"after {what}")


@pytest.mark.parametrize("comes_alone", [True, False])
def test_a_letter_of_two_clocks_is_not_parted_later_either(tables, comes_alone):
    table = tables()
    assert table.must_bear(update(block(5, 0, words("a😀b"))), "a smile")
    if comes_alone:
        log.forget()  # as after a restart
    assert not table.must_bear(update(block(6, 0, after(5, 1, "x"))), "into it")
    assert not table.must_bear(update(deletions=deleting(5, (1, 1))), "half of it")
    assert table.must_bear(update(block(6, 0, after(5, 2, "x")), deletions=deleting(5, (1, 2))), "all of it")
    assert texts_in(document([table.state]))["title"].count("abx") == 1


def test_nobody_writes_under_the_number_of_another_one(tables):
    table = tables()
    doc = copy_of(document([table.state]), 1000)  # Ani's
    before = doc.get_state()
    text_of(doc, "title").insert(0, "atas nama Ani: ")
    assert not table.must_bear(doc.get_update(before), "forged")
    assert "atas nama" not in texts_in(document([table.state]))["title"]
    # Nor under the number of whoever made the card, nor of the server's own edits for Ani.
    (maker,) = read_update(log.rows_after(table.card_id, 0, 1)[0].update).ends
    assert not table.must_bear(update(block(maker, 18, words("x"))), "the maker's")


def test_one_number_with_two_contents_keeps_the_first(tables):
    table = tables()
    assert table.must_bear(update(block(7, 0, words("abc"))), "first")
    table.must_bear(update(block(7, 0, words("xyz"))), "the same letters in other words")
    table.must_bear(update(block(7, 0, words("xyzw"))), "and one more")
    title = texts_in(document([table.state]))["title"]
    assert "abc" in title
    assert "xyz" not in title


def test_what_has_a_hole_before_it_is_refused_until_the_hole_is_filled(tables):
    table = tables()
    first, second = update(block(7, 0, words("satu"))), update(block(7, 4, words("dua")))
    assert not table.must_bear(second, "the second first")
    assert table.must_bear(first, "the first")
    assert table.must_bear(second, "the second after it")
    title = texts_in(document([table.state]))["title"]
    assert "satu" in title
    assert "dua" in title


@pytest.mark.parametrize("order", ["reversed", "shuffled"])
def test_many_tiny_ones_out_of_order_are_refused_one_by_one_and_taken_in_order(tables, order):
    table = tables()
    tiny = [update(block(7, n, words("x", "first_effect"))) for n in range(30)]
    mixed = tiny[::-1] if order == "reversed" else Random(1).sample(tiny, len(tiny))
    for data in mixed:
        table.send(table.mallory, data)
    for data in tiny:
        assert isinstance(table.send(table.mallory, data), int)
    table.must_be_sound(order)
    assert texts_in(document([table.state]))["first_effect"] == "x" * 30


def test_a_full_card_takes_nothing_more_and_costs_no_more(tables):
    """Every field as long as it may be, in single letters of which every other one is deleted."""
    table, client, times = tables(), 20, []
    for root in ("beneficiaries", "first_effect", "needs"):
        outcome = 1
        while isinstance(outcome, int):
            client += 1
            letters = words("a", root), *(after(client, n - 1, "b") for n in range(1, 800))
            gone = deleting(client, *((n, 1) for n in range(0, 800, 2)))
            began = thread_time()
            outcome = table.send(table.mallory, update(block(client, 0, *letters), deletions=gone))
            times.append(thread_time() - began)
            assert client < 100
        assert outcome.status == 413
    assert median(times) < LONGEST_S, times
    table.must_be_sound("full")


def test_pieces_that_all_stand_at_one_place_cost_no_more_than_others(tables):
    """Whose place among them is found by looking at all of them: seconds, in which the server does nothing else."""
    table = tables()
    for client in (5, 4, 6):
        table.must_bear(update(block(client, 0, *[words("a", "needs")] * 1900)), f"client {client}")
    for client in (15, 14, 16):
        pieces = update(block(client, 0, words("ab", "needs"), *[after(client, 0, "a")] * 1900))
        table.must_bear(pieces, f"client {client}")


def test_pieces_that_each_pass_all_others_cost_no_more_than_others(tables):
    """All follow the first letter, each up to another one: they would take seconds."""
    table, most = tables(), 900
    letters = words("a", "needs"), *(after(5, n, "b") for n in range(most))
    passing = [between((5, 0), (5, most - n), "c") for n in range(most)]
    for _ in range(3):
        table.must_bear(update(block(5, 0, *letters, *passing)), "all at once")
        assert texts_in(document([table.state]))["needs"].count("b") == most
