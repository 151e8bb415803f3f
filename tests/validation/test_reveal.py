"""The countdown and the reveal, and the card that the screen shows."""

import pytest
from sqlalchemy import select

from webapp.changes import head
from webapp.changes.models import Due, Event
from webapp.clock import clock
from webapp.extensions import db
from webapp.validation import queries
from webapp.validation.models import CountedReceipt
from webapp.workshops.models import Workshop


@pytest.fixture
def voted(opened):
    """DLH finds the second card strong, everybody else the first."""
    for agency, people in opened.voters.items():
        for person in people:
            opened.vote(person, 0, effect=2 if agency == "DLH" else 4, effectiveness=3, speed=5, ease=1)
            opened.vote(person, 1, effect=5, effectiveness=4, speed="", ease=0)
    return opened


def test_the_result_is_shown_three_seconds_later_not_before(voted):
    assert voted.sari.post(f"{voted.round.path}/reveal").status_code == 204
    assert not voted.round.is_open
    assert voted.round.is_counting_down
    assert 2.5 < (voted.round.reveal_at - clock.now()).total_seconds() <= 3
    voted.let_time_pass(1)
    assert not voted.round.is_revealed
    assert queries.results_of(voted.round) == []
    voted.let_time_pass(3)
    assert voted.round.is_revealed


def test_means_and_bars_come_from_the_groups(voted):
    voted.reveal()
    second, first, third = queries.results_of(voted.round)
    assert [r.card.id for r in (first, second, third)] == voted.card_ids
    assert first.means == {"effect": pytest.approx(30 / 9), "effectiveness": 3, "speed": 5, "ease": 1}
    assert [(bar.group.agencies[0].short_name, bar.mean) for bar in first.bars["effect"]] == [
        ("Dishub", 4),
        ("DPU", 4),
        ("DLH", 2),
    ]
    assert second.means["speed"] is None
    assert third.is_empty


def test_everybody_gets_the_same_numbers_at_once(voted):
    voted.reveal()
    ani = voted.everybody[0]
    screen = ani.get(f"~/frames?after=0&as=screen&screen={voted.cast.workshop.screen_token}").json["html"]
    for html in (ani.get("~").text, voted.sari.get("~/desk").text, screen, ani.get(voted.round.path).text):
        assert "3,3" in html
        assert "PJU Terang Pamulang" in html


def test_the_countdown_can_be_stopped_and_the_vote_stays_closed(voted):
    voted.sari.post(f"{voted.round.path}/reveal")
    assert voted.sari.post(f"{voted.round.path}/reveal/stop").status_code == 204
    voted.let_time_pass(10)
    assert not voted.round.is_revealed
    assert not voted.round.is_open
    assert db.session.scalars(select(Due).where(Due.verb == "round.reveal")).all() == []
    voted.reveal()


def test_stopping_too_late_is_refused_and_stopping_nothing_changes_nothing(voted):
    before = head(Workshop, voted.cast.workshop.id)
    assert voted.sari.post(f"{voted.round.path}/reveal/stop").status_code == 204
    assert head(Workshop, voted.cast.workshop.id) == before
    voted.reveal()
    assert voted.sari.post(f"{voted.round.path}/reveal/stop").status_code == 409


def test_a_second_reveal_starts_no_second_countdown(voted):
    voted.sari.post(f"{voted.round.path}/reveal")
    at = voted.round.reveal_at
    assert voted.sari.post(f"{voted.round.path}/reveal").status_code == 204
    assert voted.round.reveal_at == at
    voted.let_time_pass(4)
    assert voted.sari.post(f"{voted.round.path}/reveal").status_code == 204
    names = list(db.session.scalars(select(Event.name)))
    assert names.count("round.revealed") == names.count("round.countdown_started") == 1


def test_the_list_of_receipts_shows_codes_in_alphabetical_order(voted):
    kept = voted.everybody[0].get("~/mine/my-ballot").text
    voted.reveal()
    codes = queries.receipts_of(voted.round)
    assert len(codes) == 9
    assert codes == sorted(codes)
    assert any(f'data-code="{code}"' in kept for code in codes)
    assert all(code in voted.everybody[1].get(voted.round.path).text for code in codes)
    assert set(db.session.scalars(select(CountedReceipt.code))) == set(codes)


def test_only_the_facilitator_reveals_and_stops(voted, charlie, nobody):
    for path in (f"{voted.round.path}/reveal", f"{voted.round.path}/reveal/stop", f"{voted.round.path}/show"):
        assert voted.everybody[0].post(path).status_code == 403
        assert charlie.post(path).status_code == 404
        assert nobody.post(path).status_code == 401
    assert voted.round.is_open


def test_repeated_commands_act_once(voted):
    for path in (f"{voted.round.path}/reveal", f"{voted.round.path}/reveal/stop"):
        first, again = (voted.sari.post(path, key=path) for _ in range(2))
        assert (first.status_code, first.headers["Quickwins-Seq"]) == (
            again.status_code,
            again.headers["Quickwins-Seq"],
        )


def test_the_screen_shows_the_best_card_until_another_is_chosen(voted):
    voted.reveal()
    path, other = f"{voted.round.path}/show", voted.card_ids[0]
    assert voted.round.shown_card_id == voted.card_ids[1]
    after = head(Workshop, voted.cast.workshop.id)
    first, again = (voted.sari.post(path, key="show", card=other) for _ in range(2))
    assert first.status_code == again.status_code == 204
    assert voted.round.shown_card_id == other
    frame = voted.everybody[0].get(f"~/frames?after={after}").json
    assert frame["to"] == after + 1
    assert "Pasukan Sampah Kilat Serpong" in frame["html"]


def test_a_card_is_shown_only_after_the_reveal_and_only_one_of_the_round(voted):
    path = f"{voted.round.path}/show"
    assert voted.sari.post(path, card=voted.card_ids[0]).status_code == 409
    voted.reveal()
    assert voted.sari.post(path, card=voted.make_card("Terlambat")).status_code == 404
    assert voted.sari.post(path, card="nonsense").status_code == 404
    assert voted.sari.post(path).status_code == 404


def test_the_round_page_is_for_who_belongs_there(voted, charlie, nobody):
    path = voted.round.path
    assert voted.everybody[0].get(path).status_code == voted.sari.get(path).status_code == 200
    assert charlie.get(path).status_code == 404
    assert nobody.get(path).status_code == 401


def test_the_card_page_gets_the_latest_result(voted):
    voted.reveal()
    asked, later = list(voted.card_ids), voted.make_card("Terlambat")
    found = queries.results_for(voted.cast.workshop, [*asked, later])
    assert {card_id: round.number for card_id, (round, _result) in found.items()} == dict.fromkeys(asked, 1)


def test_the_second_round_counts_anew(voted):
    voted.reveal()
    voted.open()
    for person in voted.everybody:
        voted.vote(person, 0, effect=1)
    voted.reveal()
    assert voted.round.number == 2
    assert queries.results_of(voted.round)[0].means["effect"] == 1
    [first] = [round for round in queries.revealed_rounds(voted.cast.workshop.id) if round.number == 1]
    assert queries.results_of(first)[0].means["effect"] == 5
