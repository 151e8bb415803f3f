"""Choices of a card: what one person chooses reaches all, and nobody's choice is written over unseen."""

import json
from random import Random

import gevent
import pytest
from sqlalchemy.exc import IntegrityError

from tests.cards.choosing import card_at, choose, element, stored
from tests.servers import Remote
from webapp.cards.models import Card, CardCategory, CardProblem
from webapp.changes import head
from webapp.changes.models import Event
from webapp.extensions import db
from webapp.workshops.models import Pillar, Workshop


@pytest.fixture
def pillars(cast):
    return [str(pillar.id) for pillar in cast.series.pillars]


@pytest.fixture
def agencies(cast):
    return {name: str(agency.id) for name, agency in cast.agencies.items()}


@pytest.fixture
def problems(cast, ani, sari, card):
    """Two problems that are shown; the room is at the cards again."""
    cast.be_at("problems")
    made = [ani.post("~/problems", title=title).headers["Location"][-36:] for title in ("Sampah liar", "Lampu mati")]
    sari.post("~/problems/reveal")
    cast.be_at("cards")
    return sorted(made)


def test_every_field_takes_what_it_is_for(card, ani, pillars, agencies, problems):
    rows = [{"what": "Pikap", "amount": "2", "from": "Dishub"}, {"what": "Izin", "amount": "", "from": "Camat"}]
    as_kept = [
        {"what": "Pikap", "amount": "2", "from": "", "agency": agencies["Dishub"]},
        {"what": "Izin", "amount": "", "from": "Camat", "agency": None},
    ]
    for field, sent, kept in (
        ("problems", problems, problems),
        ("complaints", ["Sampah liar", "Banjir"], ["Banjir", "Sampah liar"]),
        ("horizon", "60", 60),
        ("pillar", pillars[1], pillars[1]),
        ("lead", agencies["DLH"], agencies["DLH"]),
        ("partners", [agencies["Dishub"], agencies["DPU"]], sorted([agencies["Dishub"], agencies["DPU"]])),
        ("resources", json.dumps(rows), as_kept),
        ("cost", "Rp 12.500.000", 12_500_000),
        ("cost_source", "apbd-p", "apbd-p"),
    ):
        answer = choose(ani, card, field, sent)
        assert (answer.status_code, answer.headers["Quickwins-Version"], answer.json["version"]) == (200, "1", 1), field
        assert stored(card, field) == (kept, 1)
    card = db.session.get_one(Card, card.id)
    assert (str(card.pillar_id), str(card.lead_id)) == (pillars[1], agencies["DLH"])
    assert {str(row.problem_id) for row in db.session.query(CardProblem)} == set(problems)
    assert {row.category for row in db.session.query(CardCategory)} == {"Banjir", "Sampah liar"}
    page = ani.get(card.path).text
    for word in ("Modern", "60", "Rp 12.500.000", "Sampah liar", "Lampu mati", "2 Pikap", "Camat"):
        assert word in page, word


def test_rows_of_needs_may_come_as_fields(card, ani, agencies):
    form = {"what": ["Pikap", "", "Sopir"], "amount": ["2", "", ""], "from": [agencies["DPU"], "", "relawan"]}
    assert ani.post(f"/cards/{card.id}/choices/resources", version="0", **form).status_code == 200
    value, version = stored(card, "resources")
    assert [(row["what"], row["agency"]) for row in value] == [("Pikap", agencies["DPU"]), ("Sopir", None)]
    assert version == 1


def test_it_reaches_whoever_has_the_card_open_and_nobody_elses_frame(card, cast, ani, budi, sari, pillars):
    before = head(Workshop, cast.workshop.id)
    choose(ani, card, "pillar", pillars[0])
    for kind, page in (("card", card.path), ("writing", f"{card.path}/edit")):
        frame = budi.get(f"~/frames?after={before}&page={kind}:{card.id}").json["html"]
        assert element(frame, f"card-{card.id}-choices") in budi.get(page).text
    frame = sari.get(f"~/frames?as=desk&after={before}&page=card:{card.id}").json["html"]
    for part in ("head", "text", "choices", "history"):
        assert element(frame, f"card-{card.id}-{part}") in sari.get(card.path).text
    room = budi.get(f"~/frames?after={before}").json["html"]
    assert f"card-{card.id}-choices" not in room
    assert f"card-{card.id}-line" in room
    assert element(room, "pillar-coverage") in budi.get("~").text


def test_the_same_value_changes_nothing_whatever_the_form_showed(card, cast, ani, budi):
    choose(ani, card, "horizon", "30")
    before = head(Workshop, cast.workshop.id)
    for version in (0, 1, 7):
        answer = choose(budi, card, "horizon", "30", version)
        assert (answer.status_code, answer.json["version"]) == (200, 1)
    assert head(Workshop, cast.workshop.id) == before


def test_a_command_sent_twice_acts_once(card, ani, pillars):
    for _ in range(2):
        answer = choose(ani, card, "pillar", pillars[0], key="a tap")
        assert (answer.status_code, answer.json["version"]) == (200, 1)
    assert db.session.query(Event).filter_by(name="card.chosen").count() == 1


def test_an_answer_is_taken_back_and_is_no_default(card, ani):
    assert stored(card, "cost_source") == (None, 0)
    assert choose(ani, card, "cost_source", "", 0).json["version"] == 0, "no answer is what there is"
    assert choose(ani, card, "cost_source", "none", 0).json["version"] == 1
    assert choose(ani, card, "cost_source", "", 1).json["version"] == 2
    assert stored(card, "cost_source") == (None, 2)


def test_no_partner_is_an_answer_too(card, ani):
    assert choose(ani, card, "partners", []).json["version"] == 1
    assert stored(card, "partners") == ([], 1)
    assert choose(ani, card, "partners", []).json["version"] == 1


def test_two_who_choose_differently_see_both_answers_and_neither_is_lost(card, ani, budi, pillars):
    choose(ani, card, "pillar", pillars[0])
    late = choose(budi, card, "pillar", pillars[2])
    assert (late.status_code, late.headers["Quickwins-Reason"]) == (409, "conflict")
    for word in ("Cerdas", "Religius", "Ani", "DLH", 'name="version" value="1"', pillars[2]):
        assert word in late.text, word
    assert stored(card, "pillar") == (pillars[0], 1)
    said = choose(budi, card, "pillar", pillars[2], headers={"Accept": "application/json"}).json
    assert said == {"field": "pillar", "value": pillars[0], "version": 1, "by": "Ani", "wanted": pillars[2]}
    assert choose(budi, card, "pillar", pillars[2], 1).status_code == 200
    assert stored(card, "pillar") == (pillars[2], 2)


def test_without_scripts_both_answers_come_as_a_page(card, ani, budi, pillars):
    choose(ani, card, "pillar", pillars[0])
    late = choose(budi, card, "pillar", pillars[2], headers={"Accept": "text/html"})
    assert late.status_code == 409
    assert late.text.count("<h1>") == 1
    assert "Cerdas" in late.text
    assert "Religius" in late.text
    done = choose(budi, card, "pillar", pillars[2], 1, headers={"Accept": "text/html"})
    assert (done.status_code, done.headers["Location"]) == (303, card.path)


def test_a_conflict_over_rows_keeps_all_that_was_typed(card, ani, budi):
    choose(ani, card, "resources", json.dumps([{"what": "Truk"}]))
    form = {"what": ["Pikap", "Sopir"], "amount": ["2", ""], "from": ["", "relawan <b>"]}
    late = budi.post(f"/cards/{card.id}/choices/resources", version="0", **form)
    assert late.status_code == 409
    assert "Truk" in late.text
    assert "2 Pikap; Sopir (relawan &lt;b&gt;)" in late.text
    for value in ("Pikap", "Sopir", "relawan &lt;b&gt;"):
        assert f'value="{value}"' in late.text


WRONG = {
    "problems": ["7", "Sampah"],
    "complaints": ["a" * 121, "\u200b"],
    "horizon": ["45", "0", "-30", "30.0", "٣٠", "tiga puluh"],
    "pillar": ["7", "Cerdas", "' OR 1=1--"],
    "lead": ["DLH", "x" * 5000],
    "partners": ["DLH"],
    "resources": ["[", "7", "[7]", '[{"what": ""}]', '[{"what": ["x"]}]', '{"what": "x"}', "[" * 5000,
                  json.dumps([{"what": "x"}] * 13), json.dumps([{"what": "x" * 121}]), '[{"what": "\\ud800"}]',
                  '[{"what": "Pikap", "from": "01a22143-c585-732f-9e25-29aab7420e83"}]'],
    "cost": ["-1", "1,5", "1.5", "1.000,000", "12.50", "1e6", "10000000000001", str(10**18), "9" * 5000, "Rp",
             "sejuta", "٣٠", "0x10"],
    "cost_source": ["hibah", "DPA", "dpa "],
}  # fmt: skip


@pytest.mark.parametrize("field", WRONG)
def test_what_cannot_be_chosen_is_refused_with_a_sentence(field, card, ani, cast):
    before = head(Workshop, cast.workshop.id)
    for value in WRONG[field]:
        answer = choose(ani, card, field, value)
        assert answer.status_code in (404, 422), value
        assert 'role="alert"' in answer.text
    for version in ("", "x", "-1", "1.5", "9" * 30):
        assert choose(ani, card, field, "", version).status_code == 422
    assert (stored(card, field), head(Workshop, cast.workshop.id)) == ((None, 0), before)


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [("0", 0), ("1000000", 10**6), ("1.000.000", 10**6), ("1,000,000", 10**6), ("1 000 000", 10**6),
     ("Rp1.000.000", 10**6), (" rp. 2.500 ", 2500), ("10000000000000", 10**13), ("007", 7)],
)  # fmt: skip
def test_rupiah_are_read_as_people_write_them(typed, rupiah, card, ani):
    assert choose(ani, card, "cost", typed).status_code == 200
    assert stored(card, "cost") == (rupiah, 1)


def test_duplicates_count_once_and_the_order_says_nothing(card, ani, agencies):
    both = [agencies["DPU"], agencies["Dishub"]]
    choose(ani, card, "partners", both)
    assert choose(ani, card, "partners", [*both[::-1], both[0]], 0).json["version"] == 1


def test_there_is_an_end_to_what_is_chosen(card, ani):
    assert choose(ani, card, "complaints", [f"Kategori {n}" for n in range(12)]).status_code == 200
    assert choose(ani, card, "complaints", [f"Kategori {n}" for n in range(13)], 1).status_code == 422


def test_the_lead_is_no_partner_of_its_own(card, ani, agencies):
    choose(ani, card, "partners", [agencies["DLH"], agencies["DPU"]])
    choose(ani, card, "lead", agencies["DLH"])
    assert choose(ani, card, "partners", [agencies["DLH"]], 1).status_code == 422
    assert ani.get(card.path).text.count(f'value="{agencies["DLH"]}"') == 1, "offered as lead alone"


def test_other_series_have_nothing_to_choose_from_here(card, cast, ani, budi, sari, problems):
    other = cast._series("Kota Lain", "Program Lain")
    foreign = cast._agencies(other)
    db.session.commit()
    cast.be_at("problems")
    hidden = budi.post("~/problems", title="Belum tampil")
    assert hidden.status_code == 409, "writing is over in this step"
    cast.be_at("cards")
    for field, value in (
        ("pillar", other.pillars[0].id),
        ("lead", foreign["DLH"].id),
        ("partners", foreign["DLH"].id),
        ("problems", other.id),
    ):
        answer = choose(ani, card, field, str(value))
        assert answer.status_code == 404, field
        assert stored(card, field) == (None, 0)


def test_problems_that_are_not_shown_cannot_be_chosen_and_are_not_told_of(card, cast, ani, budi, sari):
    cast.be_at("problems")
    problem = ani.post("~/problems", title="Rahasia Ani").headers["Location"][-36:]
    cast.be_at("cards")
    assert choose(budi, card, "problems", problem).status_code == 404
    cast.be_at("problems")
    sari.post("~/problems/reveal")
    cast.be_at("cards")
    assert choose(budi, card, "problems", problem).status_code == 200
    assert "Rahasia Ani" in budi.get(card.path).text
    cast.be_at("problems")
    sari.post("~/undo")
    for person in (budi, sari):
        assert "Rahasia Ani" not in person.get(card.path).text
    assert ani.post(f"/problems/{problem}/delete").status_code == 204
    assert budi.get(card.path).status_code == 200


def test_a_card_answers_the_problem_that_it_was_made_from(cast, ani, problems):
    made = ani.post("~/cards", problem=problems[0]).headers["Location"]
    card = card_at(made)
    assert "1 dari 8" in ani.get(made).text
    assert choose(ani, card, "problems", problems[0]).json["version"] == 0, "that is what stands there"
    assert choose(ani, card, "problems", problems[1]).json["version"] == 1
    assert str(db.session.get_one(Card, card.id).problem_id) == problems[0], "where it came from stays"


def test_who_may_not_write_in_the_card_may_not_choose(card, cast, ani, budi, sari, charlie, nobody):
    def horizon(person, value="30", version=0):
        return choose(person, card, "horizon", value, version).status_code

    assert horizon(charlie) == 404
    assert horizon(nobody) == 401
    assert horizon(cast.agent("Oki", "DLH", role="observer")) == 403
    sari.post(f"/cards/{card.id}/lock")
    assert horizon(ani) == horizon(sari) == 409
    sari.post(f"/cards/{card.id}/unlock")
    sari.post("~/freeze")
    assert horizon(ani) == 409
    assert horizon(sari) == 200
    sari.post("~/thaw")
    cast.be_at("validation")
    assert horizon(ani, "60", 1) == 409
    assert horizon(sari, "60", 1) == 200
    assert stored(card, "horizon") == (60, 2)


def test_what_is_no_choice_is_not_found(card, ani):
    for field in ("title", "needs", "x" * 300, "..", "%00"):
        assert choose(ani, card, field, "30").status_code == 404


def test_the_history_tells_from_what_to_what(card, ani, budi, pillars):
    choose(ani, card, "pillar", pillars[0])
    choose(budi, card, "pillar", pillars[1], 1)
    history = element(budi.get(card.path).text, f"card-{card.id}-history")
    assert history.index("Modern") > history.index("Cerdas")
    assert "Budi" in history
    assert "Ani" in history


def test_a_split_card_is_chosen_for_the_same(card, ani, pillars, agencies):
    choose(ani, card, "pillar", pillars[0])
    choose(ani, card, "complaints", ["Banjir"])
    second = ani.post(f"/cards/{card.id}/split").headers["Location"]
    other = card_at(second)
    assert stored(other, "pillar") == (pillars[0], 1)
    assert stored(other, "complaints") == (["Banjir"], 1)
    assert str(db.session.get_one(Card, other.id).pillar_id) == pillars[0]


def test_a_pillar_that_a_card_serves_cannot_be_deleted(card, ani, pillars):
    choose(ani, card, "pillar", pillars[0])
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(db.delete(Pillar).where(Pillar.position == 0))
    db.session.rollback()


# ── Two people at once ──


def race(server, people, card, values, seed, rounds=6):
    """Two change one choice again and again, each by what they saw last, at random moments; what each was told."""
    told = []

    def play(person, mine):
        random, seen = Random(f"{seed} {mine}"), 0
        for _ in range(rounds):
            gevent.sleep(random.random() * 0.02)
            value = random.choice(values)
            answer = person.session.post(
                person.address(f"/cards/{card.id}/choices/pillar"),
                data={"value": value, "version": seen},
                headers={"Accept": "application/json"},
                timeout=20,
            )
            told.append((mine, value, seen, answer.status_code, answer.json()))
            seen = answer.json()["version"]

    gevent.joinall([gevent.spawn(play, person, n) for n, person in enumerate(people)], raise_error=True)
    return told


@pytest.mark.parametrize("seed", range(20))
def test_no_answer_is_written_over_unseen(seed, server, cast, card, ani, budi, pillars):
    told = race(server, [Remote(server, ani), Remote(server, budi)], card, pillars, seed)
    db.session.rollback()
    events = db.session.scalars(db.select(Event).where(Event.name == "card.chosen").order_by(Event.seq)).all()
    assert [event.facts["version"] for event in events] == list(range(1, len(events) + 1))
    after = {event.facts["version"]: event.facts["after"] for event in events} | {0: None}
    for _who, value, seen, status, said in told:
        if status == 200:
            assert said["version"] == seen + 1 or after[said["version"]] == value, "written over what was not seen"
        else:
            assert status == 409
            assert (said["wanted"], said["value"]) == (value, after[said["version"]]), "both answers are shown"
            assert said["by"] in ("Ani", "Budi")
    assert stored(card, "pillar") == (after[len(events)], len(events))
