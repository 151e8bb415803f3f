"""Who may not write is told so over the socket and over HTTP alike, by a reason that says what to do with the text."""

import base64

import gevent
import pytest
from pycrdt import Doc, Text

from tests.coediting import damage
from tests.coediting.by_hand import block, update, words
from tests.listener import Listener
from tests.roots import text_of
from tests.servers import Remote, wait_until
from tests.typist import Typist
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.coediting import log, rounds
from webapp.coediting.documents import CardDoc, document, texts_in
from webapp.coediting.wire import read_vector
from webapp.extensions import db
from webapp.people.models import Seat

STREAM = {"content_type": "application/octet-stream"}


@pytest.fixture(autouse=True)
def nothing_remembered():
    log.forget()


def texts_of(card) -> dict[str, str]:
    """What the log says, read anew."""
    db.session.rollback()
    log.forget()
    return texts_in(document([log.state_of(db.session.get_one(Card, card.id)).update]))


def post(person, card, data):
    """The status and the reason of an update over HTTP."""
    answer = person._ask("post", f"/cards/{card.id}/doc", data=data, **STREAM)
    return answer.status_code, answer.headers.get("Quickwins-Reason")


def opened(person, card) -> Doc:
    """The document, as a browser without a socket gets it."""
    doc = CardDoc()
    doc.apply_update(person.get(f"/cards/{card.id}/doc").data)
    return doc


def typed(doc, field, some) -> bytes:
    before = doc.get_state()
    text = text_of(doc, field)
    text.insert(len(str(text).encode()), some)
    return doc.get_update(before)


def erased(doc, field, letters) -> bytes:
    before, text = doc.get_state(), text_of(doc, field)
    deeds = []
    watching = doc.observe(lambda event: deeds.append(event.update))
    del text[0:letters]
    doc.unobserve(watching)
    assert before == doc.get_state()
    return deeds[0]


# ── Over HTTP ──


def test_an_update_over_http_stands_in_everybodys_document(card, ani, budi):
    doc = opened(ani, card)
    answer = ani._ask("post", f"/cards/{card.id}/doc", data=typed(doc, "needs", "dua pikap 😀"), **STREAM)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Quickwins-Doc"] == "2"
    assert texts_in(opened(budi, card))["needs"] == "dua pikap 😀"


def locked(cast, sari, card):
    assert sari.post(f"/cards/{card.id}/lock").status_code == 204


def closed(cast, sari, card):
    cast.be_at("validation")


def frozen(cast, sari, card):
    assert sari.post("~/freeze").status_code == 204


def only_looking_on(cast, sari, card):
    cast.let_agents_only_look_on()


SITUATIONS = [
    (locked, 409, "locked"),
    (closed, 409, "closed"),
    (frozen, 409, "frozen"),
    (only_looking_on, 403, "forbidden"),
]


@pytest.mark.parametrize(("situation", "status", "reason"), SITUATIONS)
def test_what_came_before_is_taken_and_what_comes_after_is_refused(card, cast, ani, sari, situation, status, reason):
    doc = opened(ani, card)
    assert post(ani, card, typed(doc, "needs", "sebelum"))[0] == 204
    situation(cast, sari, card)
    assert post(ani, card, typed(doc, "needs", "sesudah")) == (status, reason)
    assert texts_of(card)["needs"] == "sebelum"


@pytest.mark.parametrize(("situation", "status", "reason"), SITUATIONS)
@pytest.mark.parametrize("kind", ["typed", "erased", "everything there is"])
def test_what_is_there_is_acknowledged_again_whatever_has_become_of_the_card(
    card, cast, ani, sari, situation, status, reason, kind
):
    """Its answer was lost, and the card was locked since: the browser must not tell that the text was not taken."""
    doc = opened(ani, card)
    sent = [typed(doc, "title", " Serpong"), erased(doc, "title", 3), typed(doc, "needs", "pikap")]
    for one in sent:
        assert post(ani, card, one)[0] == 204
    situation(cast, sari, card)
    again = {"typed": sent[0], "erased": sent[1], "everything there is": doc.get_update()}[kind]
    before = log.state_of(db.session.get_one(Card, card.id)).n
    assert post(ani, card, again) == (204, None)
    db.session.rollback()
    assert log.state_of(db.session.get_one(Card, card.id)).n == before


def test_the_facilitator_writes_at_every_step_but_not_in_a_locked_card(card, cast, sari):
    doc = opened(sari, card)
    closed(cast, sari, card)
    assert post(sari, card, typed(doc, "needs", "dari meja"))[0] == 204
    locked(cast, sari, card)
    assert post(sari, card, typed(doc, "needs", "lagi")) == (409, "locked")


def test_those_who_have_no_voice_here(card, cast, charlie, nobody):
    observer, removed = cast.agent("Oki", "DLH", role="observer"), cast.agent("Rudi", "DLH")
    hello = update(block(5, 0, words("x")))
    assert post(observer, card, hello) == (403, "forbidden")
    db.session.get_one(Seat, removed.seat_id).removed_at = clock.now()
    db.session.commit()
    assert post(removed, card, hello)[0] == 404
    assert post(charlie, card, hello)[0] == 404
    assert post(nobody, card, hello)[0] == 401
    assert nobody.get(f"/cards/{card.id}/doc").status_code == 401
    assert charlie.get(f"/cards/{card.id}/doc").status_code == 404
    assert texts_of(card)["title"] == "Pasukan Sampah Kilat"


def test_a_card_that_is_not_there_or_of_another_workshop(card, cast, ani, charlie):
    theirs = Card(workshop_id=charlie.seat.workshop_id, title="Kartu lain", made_at=clock.now())
    db.session.add(theirs)
    db.session.commit()
    assert post(ani, theirs, update(block(5, 0, words("x"))))[0] == 404
    assert ani.get(f"/cards/{theirs.id}/doc").status_code == 404
    assert ani.get(f"/cards/{cast.workshop.id}/doc").status_code == 404


@pytest.mark.parametrize(
    "what", ["nothing", "many zeros", "a number without an end", "a client twice", "right of itself"]
)
def test_what_is_no_update_is_unreadable(card, ani, what):
    assert post(ani, card, damage.written_by_hand(5)[what]) == (422, "strange")


def test_what_rests_on_something_missing_says_so_and_is_taken_once_that_has_come(card, ani):
    doc = opened(ani, card)
    first, second = typed(doc, "needs", "satu "), typed(doc, "needs", "dua")
    assert post(ani, card, second) == (409, "gap")
    assert post(ani, card, first)[0] == 204
    assert post(ani, card, second)[0] == 204
    assert texts_of(card)["needs"] == "satu dua"


def test_an_update_a_field_and_a_card_have_their_bounds(card, ani, budi):
    doc = opened(ani, card)
    assert post(ani, card, update(block(5, 0, words("x" * 65_000, "needs")))) == (413, "large")
    assert post(ani, card, update(block(5, 0, words("x" * 241)))) == (413, "large")  # twice a title's limit, and one
    assert post(ani, card, update(block(5, 0, words("x" * 100))))[0] == 204  # with the 20 that are there
    assert post(budi, card, update(block(6, 0, words("y" * 121)))) == (413, "large")
    assert post(budi, card, update(block(6, 0, words("y" * 120))))[0] == 204
    assert texts_of(card)["title"].count("y") == 120
    doc = opened(ani, card)
    assert post(ani, card, erased(doc, "title", 10))[0] == 204  # whoever makes it shorter may


def test_a_card_is_full_at_a_quarter_of_a_megabyte(card, ani, as_many_as_one_likes):
    """What was written and deleted counts: it is carried to everybody who opens the card."""
    answers = []
    for client in range(1, 12):
        gone = b"\x01" + bytes([client]) + b"\x01\0" + b"\x80\xea\x01"
        answers.append(post(ani, card, update(block(client, 0, words("x" * 30_000, "needs")), deletions=gone)))
    assert answers[0][0] == 204
    assert all(answer in ((204, None), (413, "large")) for answer in answers)
    assert log.state_of(db.session.get_one(Card, card.id)).n <= 12


def test_who_is_too_fast_is_told_to_wait_and_nobody_else_is(card, ani, budi, monkeypatch):
    monkeypatch.setattr(rounds._updates, "_per_second", 0.5)  # slower than any machine
    doc, other = opened(ani, card), opened(budi, card)
    pieces = [typed(doc, "needs", f"{n} ") for n in range(3)]
    assert post(ani, card, pieces[0])[0] == 204  # saved up
    assert post(ani, card, pieces[1]) == post(ani, card, pieces[1]) == (429, "fast")
    assert post(budi, card, typed(other, "title", "!"))[0] == 204
    assert texts_of(card)["needs"] == "0 "


# ── The document by GET ──


def test_a_browser_gets_the_rows_that_it_lacks_or_is_told_that_there_are_none(card, ani, budi):
    doc = opened(ani, card)
    for word in ("satu ", "dua ", "tiga "):
        assert post(ani, card, typed(doc, "needs", word))[0] == 204
    whole = budi.get(f"/cards/{card.id}/doc")
    assert (whole.status_code, whole.mimetype) == (200, "application/octet-stream")
    assert whole.headers["Quickwins-Doc"] == "4"
    assert read_vector(base64.b64decode(whole.headers["Quickwins-Vector"])) == read_vector(doc.get_state())
    assert "no-store" in whole.headers["Cache-Control"]
    assert texts_in(document([whole.data]))["needs"] == "satu dua tiga "
    early = document([budi.get(f"/cards/{card.id}/doc?after=0").data])
    assert texts_in(early)["needs"] == "satu dua tiga "
    first = ani.get(f"/cards/{card.id}/doc?after=1").data
    second = ani.get(f"/cards/{card.id}/doc?after=3").data
    assert len(second) < len(first) < len(whole.data)
    rows = log.rows_after(card.id, 0, 4)
    follower = document([rows[0].update])
    follower.apply_update(first)
    assert texts_in(follower)["needs"] == "satu dua tiga "
    for after in (4, 5, 999_999):
        nothing = budi.get(f"/cards/{card.id}/doc?after={after}")
        assert (nothing.status_code, nothing.data) == (204, b"")
        assert nothing.headers["Quickwins-Doc"] == "4"
        assert nothing.headers["Quickwins-Vector"] == whole.headers["Quickwins-Vector"]


def test_where_the_old_rows_are_gone_the_whole_document_comes(card, ani, budi):
    doc = opened(ani, card)
    for word in ("satu ", "dua ", "tiga "):
        post(ani, card, typed(doc, "needs", word))
    db.session.execute(db.text("DELETE FROM doc_update WHERE n < 3"))
    db.session.commit()
    answer = budi.get(f"/cards/{card.id}/doc?after=1")
    assert texts_in(document([answer.data]))["needs"] == "satu dua tiga "


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "1e3", " 1", "٣", "9" * 16, "9" * 5000, "0x1", "null"])
def test_a_number_of_a_row_that_is_none_is_refused(card, ani, after):
    assert ani.get(f"/cards/{card.id}/doc", query_string={"after": after}).status_code == 422


def test_a_document_that_nobody_has_opened_is_made_once(card, ani, budi):
    one, other = opened(ani, card), opened(budi, card)
    assert read_vector(one.get_state()) == read_vector(other.get_state())
    assert log.state_of(db.session.get_one(Card, card.id)).n == 1


# ── Forms ──


def write(person, card, field, base, value):
    return person.post(f"/cards/{card.id}/fields/{field}", base=base, value=value)


def test_a_form_that_is_too_long_is_refused_and_loses_nothing(card, ani, budi):
    write(ani, card, "needs", "", "dua pikap")
    answer = write(budi, card, "needs", "dua pikap", "x" * 1001)
    assert answer.status_code == 422
    assert answer.text.strip()
    assert texts_of(card)["needs"] == "dua pikap"


def test_forms_and_typing_at_the_same_field_both_count(card, ani, budi):
    doc = opened(ani, card)
    post(ani, card, typed(doc, "needs", "dua pikap"))
    drawn_with = "dua pikap"
    post(ani, card, typed(doc, "needs", " dari DLH"))
    assert write(budi, card, "needs", drawn_with, "tiga regu, dua pikap").status_code == 204
    assert texts_of(card)["needs"] == "tiga regu, dua pikap dari DLH"
    doc.apply_update(ani.get(f"/cards/{card.id}/doc?after=3").data)
    assert str(doc.get("needs", type=Text)) == "tiga regu, dua pikap dari DLH"


@pytest.mark.parametrize("base", ["", "teks yang tidak pernah ada", "x" * 100_000, "\0\u202e😀", "\r\n\r\n"])
def test_a_form_with_any_base_deletes_nothing_that_was_not_in_it(card, ani, base):
    write(ani, card, "needs", "", "DUA PIKAP")
    assert write(ani, card, "needs", base, base[:100] + "lagi").status_code in (204, 422)
    text = iter(texts_of(card)["needs"])
    assert all(letter in text for letter in "DUA PIKAP")


@pytest.mark.parametrize(("situation", "status", "reason"), SITUATIONS)
def test_forms_are_refused_where_typing_is(card, cast, ani, sari, situation, status, reason):
    situation(cast, sari, card)
    assert write(ani, card, "needs", "", "x").status_code == status
    assert texts_of(card)["needs"] == ""


# ── Over the socket ──


@pytest.mark.parametrize(
    ("deed", "status", "reason"),
    [("lock", 409, "locked"), ("freeze", 409, "frozen"), ("step", 409, "closed")],
)
def test_over_the_socket_the_same_words_are_said(card, server, typist, ani, sari, deed, status, reason):
    line = typist(ani)
    sent = line.write("needs", "sebelum")
    assert line.send(sent) == 2
    path, form = {
        "lock": (f"/cards/{card.id}/lock", {}),
        "freeze": ("~/freeze", {}),
        "step": ("~/step", {"kind": "break"}),
    }[deed]
    assert Remote(server, sari).post(path, **form).ok
    answer = line.type("needs", " sesudah")
    assert (answer["status"], answer["reason"]) == (status, reason)
    assert len(answer["sentence"]) > 20
    assert line.send(sent) == 2  # it is there
    assert texts_of(card)["needs"] == "sebelum"


def test_over_the_socket_odd_updates_are_refused_and_the_line_stays(typist, ani, budi, card):
    line, other = typist(ani), typist(budi)
    for what, reason in (
        ("many zeros", "strange"),
        ("lists within lists", "strange"),
        ("too long for a title", "large"),
    ):
        answer = line.send(damage.written_by_hand(5)[what])
        assert answer["reason"] == reason, what
    first, second = line.write("needs", "satu "), line.write("needs", "dua")
    assert line.send(second)["reason"] == "gap"
    assert line.send(first) == 2
    assert line.send(second) == 3
    other.wait_for_row(3)
    assert other.text("needs") == "satu dua"
    large = line.send(update(block(5, 0, words("x" * 64_500, "needs"))))
    assert (large["status"], large["reason"]) == (413, "large")


@pytest.mark.parametrize(
    "said",
    [
        [], [None, None], ["x", b"\0"], [5, b"\0"], [{}, b"\0"], ["card", "text"], ["card", None], ["card", 5],
        ["card", ["x"]], ["\ud800", b"\0"], ["card" * 5000, b"\0"], ["card", b"\0\0", "more", 5],
    ],
)  # fmt: skip
@pytest.mark.parametrize("event", ["doc.open", "doc.update"])
def test_whatever_is_said_over_the_socket_gets_an_answer(typist, ani, card, event, said):
    line = typist(ani)
    answer = line.ask(event, *(str(card.id) if one == "card" else one for one in said))
    assert isinstance(answer[0], bytes if event == "doc.open" and len(said) > 2 else int | dict)
    assert line.type("needs", "masih di sini") >= 2


@pytest.mark.parametrize("vector", [b"\xff" * 1000, b"\xc0\x84\x3d\0", b"\x01\x05", b"\0\0\0"])
def test_a_state_vector_that_is_none_is_refused_or_read(typist, ani, card, vector):
    """The second one speaks of a million clients."""
    line = typist(ani)
    answer = line.ask("doc.open", str(card.id), vector)
    assert isinstance(answer[0], bytes) or answer[0]["reason"] == "strange"
    assert line.type("needs", "masih di sini") == 2


def test_a_stranger_an_observer_and_a_screen_over_the_socket(server, typist, card, cast, ani, charlie):
    observer = typist(cast.agent("Oki", "DLH", role="observer"))
    assert observer.type("needs", "x")["reason"] == "forbidden"
    db.session.rollback()
    theirs = Card(workshop_id=charlie.seat.workshop_id, title="Kartu lain", made_at=clock.now())
    db.session.add(theirs)
    db.session.commit()
    line = typist(ani)
    for event in ("doc.open", "doc.update"):
        answer = line.ask(event, str(theirs.id), b"\0\0")[0]
        assert (answer["status"], answer["reason"]) == (404, "gone")
    screen = Typist(
        server.port, None, workshop=str(cast.workshop.id), screen=cast.workshop.screen_token, **{"as": "screen"}
    )
    wait_until(lambda: screen.connected, 20)
    answer = screen.ask("doc.update", str(card.id), update(block(5, 0, words("x"))))[0]
    assert (answer["status"], answer["reason"]) == (403, "forbidden")
    assert screen.ask("doc.open", str(theirs.id), b"\0")[0]["status"] == 404
    screen.close()
    assert texts_of(card)["needs"] == ""
    stranger = Listener.of(server, charlie)
    wait_until(lambda: stranger.refusal, 20)
    stranger.close()


def test_somebody_who_was_removed_writes_nothing_more_though_the_line_is_open(typist, card, cast, ani, sari, server):
    line = typist(ani)
    assert line.type("needs", "sebelum") == 2
    db.session.rollback()
    db.session.get_one(Seat, ani.seat_id).removed_at = clock.now()
    db.session.commit()
    answer = line.type("needs", "sesudah")
    assert answer["status"] in (401, 404)
    assert texts_of(card)["needs"] == "sebelum"


def test_of_many_that_come_at_once_over_the_socket_all_are_taken_sooner_or_later(typist, ani, budi, card):
    """From three devices of one person, and more than a person may in that time, if the machine is fast."""
    lines, other = [typist(ani) for _device in range(3)], typist(budi)
    sent = [(line, line.write("needs", "x")) for _ in range(40) for line in lines]
    asked = [gevent.spawn(line.send, piece) for line, piece in sent]
    gevent.joinall(asked, timeout=60, raise_error=True)
    refused = [one.get()["reason"] for one in asked if isinstance(one.get(), dict)]
    assert set(refused) <= {"fast", "gap"}  # what rests on a refused one has a gap before it
    assert isinstance(other.type("title", "!"), int)
    for line in lines:
        wait_until(lambda line=line: isinstance(line.open(), int), 20)
    assert texts_of(card)["needs"] == "x" * 120
