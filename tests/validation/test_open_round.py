"""The facilitator opens a round over the cards that there are."""

from webapp.changes import head
from webapp.validation import queries
from webapp.workshops.models import Workshop


def test_a_round_asks_about_the_cards_of_the_moment_in_a_fixed_order(room):
    path = room.open()
    assert path == room.round.path
    room.make_card("Terlambat")
    assert [card.id for card in queries.cards_of(room.round)] == room.card_ids[:3]
    assert room.round.number == 1


def test_once_somebody_has_voted_the_ballot_is_in_no_frame(room):
    room.open()
    room.vote(room.everybody[1], effect=5)
    frame = room.everybody[0].get("~/frames?after=0").json["html"]
    assert "data-filled-for" not in frame
    assert "Pasukan Sampah" not in frame


def test_it_reaches_every_phone_the_desk_and_the_screen(room):
    room.open()
    voter = room.everybody[0]
    frame = voter.get("~/frames?after=0").json["html"]
    assert f'data-version="{room.round.id}-' in frame
    assert 'data-filled-for="agent"' in frame
    assert "Pasukan Sampah" in frame  # nobody has chosen anything: every ballot is the same
    assert "Pasukan Sampah" in voter.get("~").text
    assert 'data-phase="open"' in room.sari.get("~/frames?after=0&as=desk").json["html"]
    screen = voter.get(f"~/frames?after=0&as=screen&screen={room.cast.workshop.screen_token}").json["html"]
    assert 'data-scene="turnout"' in screen


def test_only_one_round_is_open_and_the_next_waits_for_the_reveal(room):
    room.open()
    assert room.sari.post("~/rounds").status_code == 409
    room.sari.post(f"{room.round.path}/close")
    assert room.sari.post("~/rounds").status_code == 409
    room.reveal()
    assert room.sari.post("~/rounds").status_code == 201
    assert room.round.number == 2


def test_it_is_refused_at_another_step_and_without_cards(cast, sari, room):
    cast.be_at("cards")
    assert sari.post("~/rounds").status_code == 409


def test_it_is_refused_without_cards(cast, sari):
    cast.be_at("validation")
    assert sari.post("~/rounds").status_code == 409
    assert head(Workshop, cast.workshop.id) == 0


def test_only_the_facilitator_opens(room, charlie, nobody):
    assert room.everybody[0].post("~/rounds").status_code == 403
    assert charlie.post("~/rounds").status_code == 404
    assert nobody.post("~/rounds").status_code == 401


def test_a_repeated_command_opens_one_round(room):
    first, again = (room.sari.post("~/rounds", key="open") for _ in range(2))
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert head(Workshop, room.cast.workshop.id) == 1
