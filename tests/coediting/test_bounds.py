"""What one person may send at once: enough for whoever was long without a line, too little to hold up the others."""

from random import Random
from statistics import median
from time import thread_time

import gevent
import pytest
from sqlalchemy import func, select

from tests.coediting.by_hand import after, before, block, collected, deleting, node, string, under, update, words
from tests.coediting.scribbles import copy_of, new_doc
from tests.coediting.sending import send_or_hear_why_not
from tests.roots import text_of
from webapp.changes import Actor
from webapp.coediting import admission, log, sent
from webapp.coediting.admission import Copy, client_of
from webapp.coediting.documents import document, texts_in
from webapp.coediting.effects import is_known, jumps_of
from webapp.coediting.log import Held, State
from webapp.coediting.models import Document, DocumentClient
from webapp.coediting.wire import read_update, varint
from webapp.extensions import db
from webapp.live.transport.setup import OPTIONS

# Of the processor; the median of several, since its caches are used by whatever else runs.
LONGEST_S = 2 * 0.05

pytestmark = pytest.mark.usefixtures("no_old_garbage")


@pytest.fixture
def send(app, card):
    """Call it with a person and an update: the number of its row, or the refusal."""
    card_id = card.id
    log.forget()
    db.session.rollback()

    def send(person, data):
        author = person.seat.actor
        db.session.rollback()
        return send_or_hear_why_not(app, card_id, author, data)

    return send


@pytest.fixture
def together(app, card):
    """Call it with pairs of a person and an update: what became of those who sent in the same moment."""
    card_id = card.id
    log.forget()

    def send(*said):
        authors = [(person.seat.actor, data) for person, data in said]
        db.session.rollback()
        sent = [gevent.spawn(send_or_hear_why_not, app, card_id, *one) for one in authors]
        gevent.joinall(sent, raise_error=True)
        return [one.get() for one in sent]

    return send


def state_of(card) -> bytes:
    db.session.rollback()
    log.forget()
    return log.state_of(card).update


def begin_with(card, state: bytes, author: Actor) -> None:
    """The card's log begins with this document, all of it by one person."""
    db.session.add(Document(card_id=card.id, n=0, snapshot=state, snapshot_n=1, settled_n=1))
    db.session.flush()
    log.add_rows(Held(card.id, 0, 1, 0, True), [(state, author)], state)
    for client in read_update(state).ends:
        log.bind_client(card.id, client, author)
    db.session.commit()


def much_written_in(size: int) -> bytes:
    """A document in which several people have written and deleted here and there for long."""
    random, state = Random(size), new_doc(1).get_update()
    while len(state) < size:
        doc = copy_of(document([state]), random.randrange(2**31, 2**32))
        text = text_of(doc, "needs")
        with doc.doc.transaction():
            for _ in range(100):
                text.insert(random.randrange(len(str(text)) + 1), "kata"[: random.randint(1, 4)])
            while len(str(text)) > 900:
                at = random.randrange(len(str(text)) - 3)
                del text[at : at + 3]
        state = doc.get_update()
    return state


def numbers_in(card) -> int:
    """Under how many numbers people write."""
    bound = select(func.count()).select_from(DocumentClient).where(DocumentClient.card_id == card.id)
    return db.session.scalar(bound)


def a_second_passes(person) -> None:
    """For what a person may send."""
    sent.steps_allowed._of[person.seat.actor.id].counted_at -= 1


def test_who_wrote_at_many_places_without_a_line_gets_all_of_it_in(app, card, send, ani):
    """As a browser does it: once it has a line it sends all that is missing, and what was not taken a second later."""
    begin_with(card, much_written_in(60_000), ani.seat.actor)
    theirs = copy_of(document([state_of(card)]), 77)
    text = text_of(theirs, "needs")
    places = sorted(Random(1).sample(range(len(str(text))), 100))
    for at in reversed(places):
        text.insert(at, "<>")
    seconds, outcome, times = 0, None, []
    while not isinstance(outcome, int):
        missing = theirs.get_update(document([state_of(card)]).get_state())
        began = thread_time()
        outcome = send(ani, missing)
        times.append(thread_time() - began)
        assert isinstance(outcome, int) or outcome.reason == "fast", outcome.sentence
        a_second_passes(ani)
        seconds += 1
        assert seconds < 15
    assert texts_in(document([state_of(card)]))["needs"] == str(text)
    assert median(times) < LONGEST_S, times


def test_what_is_too_much_at_once_is_said_to_be_so_and_not_to_be_too_fast(send, ani):
    for _ in range(3):
        assert send(ani, update(block(5, 0, words("x" * 65_000, "needs")))).reason == "large"


def test_an_update_of_more_pieces_than_anybody_writes_is_not_read_to_its_end(send, ani):
    many = update(block(5, 0, words("a", "needs"), *(after(5, n, "b") for n in range(9000))))
    times = []
    for _ in range(3):
        began = thread_time()
        assert send(ani, many).reason == "strange"
        times.append(thread_time() - began)
    assert median(times) < LONGEST_S, times


def test_the_beginning_of_what_was_written_at_too_many_places_is_taken_and_its_rest_when_it_comes_again(
    card, send, ani
):
    for other in (6, 4):
        outcome = None
        whole = update(block(other, 0, *[words("a", "needs")] * 900))
        for _ in range(100):
            if isinstance(outcome := send(ani, whole), int):
                break
            assert outcome.reason == "fast"
            a_second_passes(ani)
        assert isinstance(outcome, int)
    assert texts_in(document([state_of(card)]))["needs"] == "a" * 1800


def test_who_sends_at_the_same_moment_as_somebody_whose_text_is_refused_pays_once(together, card, ani, budi):
    """What is refused only in the end has everything judged again."""
    begin_with(card, much_written_in(60_000), ani.seat.actor)
    long = update(block(6, 0, words("x" * 500)))
    costs = update(block(5, 0, *[words("a", "first_effect")] * 10))
    good, bad = together((ani, costs), (budi, long))
    assert isinstance(good, int)
    assert bad.reason == "large"
    left = sent.steps_allowed._of[ani.seat.actor.id].left
    paid = sent.STEPS_PER_SECOND * sent.SAVED_UP_S - left
    assert 10 * (60_000 // 7) <= paid + 20_000 < 2 * 10 * (60_000 // 7)  # and what came back meanwhile


# ── The numbers under which people write ──


def test_nobody_takes_the_number_under_which_the_server_writes_for_somebody_else(card, send, ani, budi):
    for data in (words("x"), collected(1)):
        assert send(ani, update(block(client_of(budi.seat.actor), 0, data))).reason == "strange"
        assert send(ani, update(block(2**32, 0, data))).reason == "strange"
    assert budi.post(f"/cards/{card.id}/fields/needs", base="", value="dua pikap").status_code == 204
    assert texts_in(document([state_of(card)]))["needs"] == "dua pikap"


def test_an_update_brings_few_numbers(card, send, ani):
    most = admission.MOST_CLIENTS_AT_ONCE
    many = [block(client, 0, collected(1)) for client in range(5, 5 + most + 1)]
    assert send(ani, update(*many)).reason == "strange"
    assert numbers_in(card) == 1
    assert isinstance(send(ani, update(*many[:most])), int)
    assert numbers_in(card) == 1 + most


def test_a_card_has_so_many_numbers_that_its_state_vector_fits_in_a_message(app, card, ani):
    most = admission.MOST_CLIENTS
    largest = [(2**32 - 1, 2**53)] * most
    vector = varint(most) + b"".join(varint(number) for pair in largest for number in pair)
    assert len(vector) * 4 / 3 + 1000 < OPTIONS["max_http_buffer_size"]  # also as base64, in a header of HTTP
    full = update(*(block(client, 0, collected(1)) for client in range(most - 1)))
    copy = Copy(card.id, State(1, full))
    author = ani.seat.actor
    copy.authors = dict.fromkeys(range(most - 1), author)
    last, one_more = (update(block(2**31 + n, 0, words("a", "needs"))) for n in (0, 1))
    copy.admit(last, read_update(last), author)
    with pytest.raises(admission.TooLarge):
        copy.admit(one_more, read_update(one_more), author)
    known = update(block(2**31, 1, after(2**31, 0, "b")))
    copy.admit(known, read_update(known), author)  # who writes there already goes on


# ── What costs nothing to place, and what does ──


def jumps(*structs: bytes, vector: dict[int, int] | None = None) -> list[bool]:
    return jumps_of(read_update(update(block(5, 0, *structs))), vector or {})


def test_what_follows_a_new_piece_is_placed_at_once_but_only_the_first_that_does():
    assert jumps(words("a"), after(5, 0, "b"), after(5, 1, "c")) == [True, False, False]
    assert jumps(words("a"), after(5, 0, "b"), after(5, 0, "c")) == [True, False, True]
    assert jumps(words("ab"), after(5, 0, "c")) == [True, True]  # within a piece


def test_what_has_no_left_neighbour_is_sought_from_the_beginning_of_its_text():
    assert jumps(words("a"), before(5, 0, "b"), before(5, 1, "c")) == [True, True, True]


def test_the_first_in_a_new_node_is_placed_at_once():
    letters = (under(5, 1, 4, string(letter)) for letter in "ab")
    assert jumps(node("paragraph"), under(5, 0, 7, varint(6)), *letters) == [True, False, False, True]


def test_what_is_known_costs_nothing_and_what_follows_it_does():
    pieces = words("a"), after(5, 0, "b"), after(5, 1, "c")
    assert jumps(*pieces, vector={5: 2}) == [False, False, True]
    assert jumps(words("abc"), after(5, 2, "d"), vector={5: 2}) == [True, False]


def test_pieces_that_are_known_as_something_else_hide_no_place(send, card, ani):
    """Named as collected in what is sent, in the document they are letters, behind each of which all others are
    looked through.
    """
    letters = [words("a", "needs"), *(after(5, n, "b") for n in range(900))]
    assert isinstance(send(ani, update(block(5, 0, *letters))), int)
    lies = [collected(1)] * 901, [after(5, n, "c") for n in range(900)]
    assert jumps_of(read_update(update(block(5, 0, *lies[0], *lies[1]))), {5: 901})[901:] == [True] * 900


def test_deletions_in_a_card_of_many_pieces_are_compared_in_a_moment():
    many = update(deletions=deleting(5, *((2 * n, 1) for n in range(15_000))))
    known, again = admission.gone_in(many), read_update(many)
    began = thread_time()
    assert is_known(again, {}, known)
    assert thread_time() - began < 0.2


def test_nobody_takes_the_numbers_that_the_others_need(send, card, ani, budi, monkeypatch, as_many_as_one_likes):
    monkeypatch.setattr(admission, "MOST_CLIENTS_OF_ONE", 5)
    many = [update(*(block(client, 0, collected(1)) for client in range(start, start + 4))) for start in (10, 20)]
    assert isinstance(send(ani, many[0]), int)
    assert send(ani, many[1]).status == 413
    assert isinstance(send(ani, update(block(10, 1, words("lanjut", "needs")))), int)  # under a number of her own
    assert isinstance(send(budi, update(block(30, 0, words("saya", "needs")))), int)
