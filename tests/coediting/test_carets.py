"""Carets go to those who have the card open, under the name that the server knows; what is odd is dropped."""

import json
from collections import Counter
from time import monotonic

import gevent
import pytest

from tests.coediting.by_hand import string
from tests.listener import Listener
from tests.servers import Remote, wait_until
from tests.typist import Typist, awareness
from webapp.cards.models import Card
from webapp.clock import clock
from webapp.coediting.wire import Reader, varint
from webapp.extensions import db

PLACE = {"type": None, "tname": "needs", "item": None, "assoc": 0}
CURSOR = {"anchor": PLACE, "head": {"item": {"client": 7, "clock": 3}, "assoc": -1}}


def read(update: bytes):
    """Client, clock and state of an awareness update."""
    reader = Reader(update)
    assert reader.number() == 1
    client, clock_, text = reader.number(), reader.number(), reader.text()
    assert reader.at == len(update)
    return client, clock_, json.loads(text)


def state(field="needs", typing=False, cursor=None):
    return {"field": field, "typing": typing, "cursor": cursor}


def after_all_of_it(line, other) -> None:
    """Wait until whatever was said before on this line has gone through: a caret that is told comes after it."""
    seen = len(other.carets)
    line.caret(state(), clock=1_000_000 + seen)
    wait_until(lambda: any(read(update)[1] == 1_000_000 + seen for update, _person in other.carets), 10)


def test_a_caret_reaches_those_who_have_the_card_open_with_the_name_that_the_server_knows(
    typist, ani, budi, sari, cast, server
):
    rina, bayu, desk = typist(ani), typist(budi), typist(sari, **{"as": "desk"})
    outside = Listener.of(server, cast.agent("Dewi", "DPU"))
    wait_until(lambda: outside.connected, 10)
    said = rina.caret(state(cursor=CURSOR))
    wait_until(lambda: bayu.carets and desk.carets, 10)
    update, person = bayu.carets[0]
    assert update == said
    assert person == {"id": str(ani.seat_id), "name": "Ani", "initials": "A", "palette": 1, "agency": "DLH"} | {
        "initials": person["initials"]
    }
    assert person["initials"].startswith("A")
    desk.caret(state("title"))
    wait_until(lambda: len(bayu.carets) == 2, 10)
    assert bayu.carets[1][1]["palette"] == 0
    assert (bayu.carets[1][1]["name"], bayu.carets[1][1]["agency"]) == ("Sari", "")
    assert not [name for name, _said in outside.heard if name == "doc.awareness"]
    outside.close()


def test_who_has_not_opened_the_card_says_nothing_and_hears_nothing(typist, server, ani, budi, cast, card):
    other_card = Card(workshop_id=cast.workshop.id, title="Pantau Banjir", made_at=clock.now())
    db.session.add(other_card)
    db.session.commit()
    rina = typist(ani)
    elsewhere = Typist.at(server, budi, other_card.id)
    elsewhere.emit("doc.awareness", str(card.id), awareness(elsewhere.doc.doc.client_id, 1, state()))
    assert elsewhere.ask("doc.open", str(other_card.id), b"\0")  # what was said before it has gone through
    rina.caret(state())
    wait_until(lambda: rina.carets, 10)
    assert [read(update)[0] for update, _person in rina.carets] == [rina.doc.doc.client_id]
    assert elsewhere.carets == []
    elsewhere.close()


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param({"field": "needs", "name": "Sari"}, id="a name of one's own"),
        pytest.param({"user": {"name": "<b>Sari</b>"}}, id="a user as y-protocols' editors have it"),
        pytest.param(["needs"], id="a list"),
        pytest.param("needs", id="a word"),
        pytest.param(5, id="a number"),
        pytest.param({"field": "needs", "cursor": "x" * 3000}, id="3 KB"),
        pytest.param(state(cursor=[PLACE, PLACE]), id="a list of places"),
        pytest.param(state(cursor={"anchor": None, "head": None}), id="no places"),
        pytest.param(state(cursor={"anchor": PLACE}), id="half a selection"),
        pytest.param(state(cursor={"anchor": PLACE, "head": {}}), id="a place nowhere"),
        pytest.param(state(cursor={"anchor": PLACE, "head": PLACE | {"tname": "notes"}}), id="another text"),
        pytest.param(state(cursor={"anchor": PLACE, "head": PLACE | {"assoc": "0"}}), id="a side in words"),
        pytest.param(state(cursor={"anchor": PLACE, "head": {"item": {"client": -1, "clock": 0}}}), id="item below 0"),
        pytest.param(state(cursor={"anchor": PLACE, "head": {"item": {"client": True, "clock": 0}}}), id="no number"),
        pytest.param(state(cursor={"anchor": PLACE, "head": PLACE | {"more": 1}}), id="more than a place"),
    ],
)
def test_a_state_that_says_more_than_where_the_caret_is_is_dropped(typist, ani, budi, odd):
    rina, bayu = typist(ani), typist(budi)
    rina.caret(odd)
    after_all_of_it(rina, bayu)
    assert len(bayu.carets) == 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\0", id="nobody"),
        pytest.param(b"\x01", id="cut short"),
        pytest.param(b"\xff" * 500, id="a number without an end"),
        pytest.param(varint(2) + (varint(7) + varint(1) + string("{}")) * 2, id="two clients"),
        pytest.param(varint(1_000_000) + varint(7), id="a million clients"),
        pytest.param(varint(1) + varint(7) + varint(1) + string("{"), id="no JSON"),
        pytest.param(varint(1) + varint(7) + varint(1) + string("[" * 900), id="deep JSON"),
        pytest.param(varint(1) + varint(7) + varint(1) + string("NaN"), id="no number"),
        pytest.param(varint(1) + varint(7) + varint(1) + varint(2) + b"\xff\xfe", id="no UTF-8"),
        pytest.param(awareness(7, 1, state()) + b"x", id="more than an update"),
        pytest.param(varint(1) + varint(7) + varint(1) + string("null" + " " * 2100), id="too long"),
        pytest.param(varint(1) + varint(7) + varint(2**54) + string("{}"), id="a clock beyond numbers"),
    ],
)
def test_bytes_that_are_no_caret_are_dropped_and_the_line_stays(typist, ani, budi, card, data):
    rina, bayu = typist(ani), typist(budi)
    rina.emit("doc.awareness", str(card.id), data)
    after_all_of_it(rina, bayu)
    assert len(bayu.carets) == 1
    assert rina.type("needs", "masih di sini") == 2


@pytest.mark.parametrize("said", [[], [None, None], ["card"], ["card", "text"], ["card", 5], [5, b"x"], ["x", b"x"]])
def test_odd_arguments_are_dropped_too(typist, ani, budi, card, said):
    rina, bayu = typist(ani), typist(budi)
    rina.emit("doc.awareness", *(str(card.id) if one == "card" else one for one in said))
    after_all_of_it(rina, bayu)
    assert len(bayu.carets) == 1


def test_nobody_moves_the_caret_of_somebody_else(typist, ani, budi):
    rina, bayu = typist(ani), typist(budi)
    bayu.caret(state("title"))
    wait_until(lambda: rina.carets, 10)
    rina.caret(None, client=bayu.doc.doc.client_id, clock=99)  # as if Budi had gone
    rina.caret(state("needs"), client=bayu.doc.doc.client_id, clock=100)
    after_all_of_it(rina, bayu)
    of_budi = [read(update)[2] for update, _person in rina.carets if read(update)[0] == bayu.doc.doc.client_id]
    assert of_budi == [state("title")]


def test_nobody_who_has_a_caret_takes_over_the_one_of_somebody_else(typist, ani, budi):
    rina, bayu = typist(ani), typist(budi)
    bayu.caret(state("title"))
    wait_until(lambda: rina.carets, 10)
    rina.caret(state("needs"))
    rina.caret(state("needs"), client=bayu.doc.doc.client_id, clock=100)
    after_all_of_it(rina, bayu)
    of_budi = [
        (read(update)[2], person["name"]) for update, person in bayu.carets if read(update)[0] == bayu.doc.doc.client_id
    ]
    assert of_budi == [(state("title"), "Budi")]
    rina.close()
    wait_until(lambda: read(bayu.carets[-1][0])[2] is None, 20)
    assert {read(update)[0] for update, person in bayu.carets if person is None} == {rina.doc.doc.client_id}


@pytest.mark.parametrize("field", [[], {}, ["needs"], 5, True, "", "notes", "NEEDS"])
def test_typing_in_a_field_that_no_card_has_is_told_to_nobody(server, typist, ani, budi, field):
    log_before = server.log.stat().st_size
    rina, bayu = typist(ani), typist(budi)
    rina.caret(state(field, typing=True))
    after_all_of_it(rina, bayu)
    assert bayu.typing == []
    assert b"handler failed" not in server.log.read_bytes()[log_before:]


def test_markup_in_a_state_goes_on_as_the_text_that_it_is_and_says_of_no_field(typist, ani, budi, server, cast):
    seat = Listener.of(server, cast.agent("Dewi", "DPU"))
    wait_until(lambda: seat.connected, 10)
    rina, bayu = typist(ani), typist(budi)
    rina.caret(state("<img src=x onerror=alert(1)>", typing=True))
    after_all_of_it(rina, bayu)
    assert not [said for name, said in seat.heard if name == "typing"]
    assert bayu.typing == []
    seat.close()


def test_whoever_goes_takes_their_caret_along(typist, ani, budi):
    rina, bayu = typist(ani), typist(budi)
    rina.caret(state(), clock=7)
    wait_until(lambda: bayu.carets, 10)
    rina.close()
    wait_until(lambda: len(bayu.carets) == 2, 20)
    update, person = bayu.carets[1]
    assert read(update) == (rina.doc.doc.client_id, 8, None)
    assert person is None


def test_a_new_number_of_the_same_line_takes_the_old_one_away(typist, ani, budi):
    """A page that was loaded into the same socket again has another document."""
    rina, bayu = typist(ani), typist(budi)
    rina.caret(state(), clock=3)
    rina.caret(state(), client=4711, clock=1)
    wait_until(lambda: len(bayu.carets) == 3, 10)
    assert [read(update) for update, _person in bayu.carets] == [
        (rina.doc.doc.client_id, 3, state()),
        (rina.doc.doc.client_id, 4, None),
        (4711, 1, state()),
    ]


def test_somebody_who_comes_back_may_use_their_number_again(typist, ani, budi, server, card):
    rina, bayu = typist(ani), typist(budi)
    rina.caret(state(), clock=3)
    rina.close()
    wait_until(lambda: len(bayu.carets) == 2, 20)
    again = Typist.at(server, ani, card.id, doc=rina.doc)
    again.caret(state("title"), clock=9)
    wait_until(lambda: len(bayu.carets) == 3, 10)
    assert read(bayu.carets[2][0]) == (rina.doc.doc.client_id, 9, state("title"))
    again.close()


def test_an_observer_who_only_looks_on_and_a_screen_have_no_caret(typist, server, cast, ani, card):
    rina = typist(ani)
    auth = {"workshop": str(cast.workshop.id), "screen": cast.workshop.screen_token, "as": "screen"}
    screen = Typist(server.port, None, **auth)
    wait_until(lambda: screen.connected, 10)
    screen.ask("doc.open", str(card.id), b"\0")
    screen.card = str(card.id)
    screen.caret(state(typing=True))
    screen.ask("doc.open", str(card.id), b"\0")
    after_all_of_it(rina, rina)
    assert {read(update)[0] for update, _person in rina.carets} == {rina.doc.doc.client_id}
    assert rina.typing == []
    screen.close()


# ── Who types ──


def test_that_somebody_types_is_told_in_all_views_but_not_at_every_key(typist, server, cast, ani, budi, sari):
    screen = {"workshop": str(cast.workshop.id), "screen": cast.workshop.screen_token, "as": "screen"}
    watchers = [
        Listener.of(server, budi), Listener.of(server, sari, **{"as": "desk"}), Listener(server.port, None, **screen)
    ]  # fmt: skip
    wait_until(lambda: all(one.connected for one in watchers), 10)
    rina = typist(ani)
    began, said = monotonic(), 0
    while len(rina.typing) < 3:
        said += 1
        rina.caret(state(typing=True), clock=said)
        gevent.sleep(0.12)  # as often as a browser does
        assert monotonic() - began < 20
    took = monotonic() - began
    assert took >= 2 * 1.5 - 0.2
    assert len(rina.typing) <= took / 1.5 + 2
    card_id, field, person = rina.typing[0]
    assert (card_id, field, person["name"], person["agency"]) == (rina.card, "needs", "Ani", "DLH")
    wait_until(lambda: all(Counter(name for name, _ in one.heard)["typing"] >= 3 for one in watchers), 10)
    assert all(Counter(name for name, _ in one.heard)["typing"] <= len(rina.typing) for one in watchers)
    for one in watchers:
        one.close()


def test_a_caret_that_only_stands_somewhere_types_nothing(typist, ani, budi):
    rina, bayu = typist(ani), typist(budi)
    for clock_, said in enumerate([state(), state(None), state(None, typing=True), state(typing=1), None], start=1):
        rina.caret(said, clock=clock_)
    after_all_of_it(rina, bayu)
    assert bayu.typing == []


def test_two_who_type_are_both_told(typist, ani, budi):
    rina, bayu = typist(ani), typist(budi)
    rina.caret(state("needs", typing=True))
    bayu.caret(state("title", typing=True))
    wait_until(lambda: len(rina.typing) >= 2, 10)
    assert {(field, person["name"]) for _card, field, person in rina.typing} == {("needs", "Ani"), ("title", "Budi")}


def test_of_many_who_type_everybody_is_told_in_few_messages(typist, ani, server, cast):
    """Each message goes to the whole room: a person costs no more than a line in it."""
    watcher = Listener.of(server, ani)
    wait_until(lambda: watcher.connected, 10)
    writers = [typist(cast.agent(name, "DPU")) for name in ("Wati", "Joko", "Lina", "Edi", "Tono", "Rudi")]
    for writer in writers:
        writer.caret(state("needs", typing=True))
    told = lambda: [all_ for name, all_ in watcher.heard if name == "typing"]  # noqa: E731
    wait_until(lambda: {person["name"] for all_ in told() for _, _, person in all_} >= {"Wati", "Rudi"}, 10)
    assert sum(len(all_) for all_ in told()) == len(writers)
    assert len(told()) <= 3
    watcher.close()


def test_what_is_typed_is_heard_by_those_in_another_language_too(typist, ani, budi, server):
    english = Listener.of(server, budi, language="en")
    wait_until(lambda: english.connected, 10)
    typist(ani).caret(state(typing=True))
    wait_until(lambda: [said for name, said in english.heard if name == "typing"], 10)
    english.close()


def test_somebody_who_is_removed_from_the_room_has_no_caret_any_more(typist, ani, budi, sari, server):
    rina, bayu = typist(ani), typist(budi)
    rina.caret(state())
    wait_until(lambda: bayu.carets, 10)
    assert Remote(server, sari).post(f"/seats/{ani.seat_id}/removal").ok
    wait_until(lambda: read(bayu.carets[-1][0])[2] is None, 20)
