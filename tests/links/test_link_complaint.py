"""A complaint is linked with a problem or a card: all see it on both pages, and it is taken back as easily."""

from uuid import UUID, uuid4

import gevent
import pytest
from sqlalchemy.exc import IntegrityError

from tests.cards.choosing import element
from tests.complaints.bringing import bring_in
from tests.links.conftest import id_of
from webapp.cards.models import Card
from webapp.changes.models import Event
from webapp.clock import clock
from webapp.complaints.models import Complaint, ComplaintLink
from webapp.extensions import db
from webapp.links import actions
from webapp.people.models import Seat


def link(person, subject, to, **more):
    return person.post(f"{subject}/links", to=id_of(to), **more)


def links():
    db.session.rollback()
    return list(db.session.scalars(db.select(ComplaintLink).order_by(ComplaintLink.at, ComplaintLink.id)))


def shows(person, page, linked, kind="complaint"):
    """Whether the page's own part has this among what is linked; the form offers only the rest."""
    part = element(person.get(page).text, f"{kind}-{id_of(page)}-links")
    return f'href="{linked}"' in part


def test_with_a_problem_it_is_seen_on_both_pages(complaints, problems, ani, budi, sari):
    assert link(ani, complaints[0], problems[0]).status_code == 204
    for person in (ani, budi, sari):
        assert shows(person, complaints[0], problems[0])
        page = person.get(problems[0]).text
        assert f'href="{complaints[0]}"' in page
        assert "Truk tidak datang" in page
    assert f'href="{complaints[0]}"' not in budi.get(problems[1]).text
    (row,) = links()
    assert (row.by_kind, row.by_id, str(row.problem_id)) == ("seat", ani.seat_id, id_of(problems[0]))
    assert row.at <= clock.now()


def test_with_a_card_it_is_seen_on_both_pages(complaints, card, ani, budi, sari):
    assert link(sari, complaints[1], card).status_code == 204
    for person in (ani, budi, sari):
        assert shows(person, complaints[1], card)
        text = element(person.get(card).text, f"card-{id_of(card)}-text")
        assert f'href="{complaints[1]}"' in text
        assert "Bau menyengat" in text
    assert links()[0].by_id == sari.account_id


def test_it_reaches_whoever_has_the_pages_open_and_nobody_elses_frame(
    complaints, problems, card, ani, budi, sari, now, part_of
):
    complaint = id_of(complaints[0])
    before = now()
    link(ani, complaints[0], problems[0])
    link(ani, complaints[0], card)
    for person in (budi, sari):
        part = part_of(person, "complaint", complaint, before)
        assert element(part, f"complaint-{complaint}-links") in person.get(complaints[0]).text
        part = part_of(person, "problem", id_of(problems[0]), before)
        assert element(part, f"problem-{id_of(problems[0])}-complaints") in person.get(problems[0]).text
        part = part_of(person, "card", id_of(card), before)
        for name in ("text", "head"):
            assert element(part, f"card-{id_of(card)}-{name}") in person.get(card).text
    assert complaint not in budi.get(f"~/frames?after={before}").json["html"]


def test_it_is_taken_back(complaints, problems, card, ani, budi, now, part_of):
    for to in (problems[0], card):
        link(ani, complaints[0], to)
    before = now()
    for to in (problems[0], card):
        assert link(budi, complaints[0], to, on="0").status_code == 204
        assert not shows(ani, complaints[0], to)
        assert f'href="{complaints[0]}"' not in ani.get(to).text
    assert links() == []
    part = part_of(budi, "problem", id_of(problems[0]), before)
    assert " hidden>" in element(part, f"problem-{id_of(problems[0])}-complaints")


def test_what_stands_already_changes_nothing(complaints, problems, card, ani, sari, now):
    for to in (problems[0], card):
        link(ani, complaints[0], to)
        before = now()
        assert link(sari, complaints[0], to).status_code == 204
        assert link(sari, complaints[1], to, on="0").status_code == 204
        assert now() == before
    assert len(links()) == 2


def test_the_same_command_twice_acts_once(complaints, problems, ani, now):
    for _ in range(2):
        assert link(ani, complaints[0], problems[0], key="a tap").status_code == 204
    link(ani, complaints[0], problems[0], on="0")
    before = now()
    assert link(ani, complaints[0], problems[0], key="a tap").status_code == 204
    assert now() == before


def test_two_at_the_same_moment_are_one_link(app, complaints, problems, ani, budi):
    def do(person):
        with app.app_context():
            return link(person, complaints[0], problems[0]).status_code

    jobs = [gevent.spawn(do, person) for person in (ani, budi)]
    gevent.joinall(jobs, raise_error=True)
    assert [job.value for job in jobs] == [204, 204]
    assert len(links()) == 1
    assert db.session.query(Event).filter_by(name="complaint.linked").count() == 1


def test_a_card_answers_something_once_a_complaint_is_linked(complaints, problems, card, ani, budi, now):
    def says(person):
        return "1 dari 8" in element(person.get("~").text, f"card-{id_of(card)}-line")

    assert not says(budi)
    before = now()
    link(ani, complaints[0], card)
    assert says(budi)
    line = element(budi.get(f"~/frames?after={before}").json["html"], f"card-{id_of(card)}-line")
    assert line in budi.get("~").text
    link(ani, complaints[0], card, on="0")
    assert not says(budi)


def test_a_second_card_of_the_same_texts_answers_the_same_complaint(complaints, card, ani, sari):
    link(ani, complaints[0], card)
    second = sari.post(f"{card}/split").headers["Location"]
    assert shows(ani, complaints[0], second)
    assert shows(ani, complaints[0], card)


def test_a_hidden_complaint_is_told_to_nobody_and_comes_back(complaints, problems, card, ani, budi, sari, now, part_of):
    for to in (problems[0], card):
        link(ani, complaints[0], to)
    before = now()
    sari.post(f"{complaints[0]}/hiding", why="Menyebut nama")
    for kind, page in (("problem", problems[0]), ("card", card)):
        for person in (budi, sari):
            assert id_of(complaints[0]) not in person.get(page).text
            assert id_of(complaints[0]) not in part_of(person, kind, id_of(page), before)
        assert f"{kind}-{id_of(page)}" in part_of(budi, kind, id_of(page), before)
    line = f"card-{id_of(card)}-line"
    assert "0 dari 8" in element(budi.get(f"~/frames?after={before}").json["html"], line)
    for person in (ani, sari):
        assert link(person, complaints[0], problems[1]).status_code == 404
    sari.post(f"{complaints[0]}/restoration")
    for to in (problems[0], card):
        assert f'href="{complaints[0]}"' in budi.get(to).text


def test_of_merged_problems_the_main_one_tells_it_and_the_merged_one_keeps_it(complaints, problems, ani, budi, sari):
    main, other = problems
    link(ani, complaints[0], other)
    sari.post(f"{other}/merge", into=id_of(main))
    assert f'href="{complaints[0]}"' in budi.get(main).text
    assert shows(budi, complaints[0], main)
    assert not shows(budi, complaints[0], other)
    link(ani, complaints[0], main)
    assert len(links()) == 1, "of both together it was said already"
    sari.delete(f"{other}/merge")
    assert f'href="{complaints[0]}"' in budi.get(other).text
    assert f'href="{complaints[0]}"' not in budi.get(main).text


def test_a_link_with_a_merged_problem_is_one_with_its_main_one(complaints, problems, ani, budi, sari):
    main, other = problems
    sari.post(f"{other}/merge", into=id_of(main))
    assert link(ani, complaints[0], other).status_code == 204
    sari.delete(f"{other}/merge")
    assert f'href="{complaints[0]}"' in budi.get(main).text
    assert f'href="{complaints[0]}"' not in budi.get(other).text


def test_of_merged_problems_it_is_taken_back_for_all_together(complaints, problems, ani, sari):
    main, other = problems
    for to in problems:
        link(ani, complaints[0], to)
    sari.post(f"{other}/merge", into=id_of(main))
    assert link(ani, complaints[0], main, on="0").status_code == 204
    assert links() == []


def test_what_there_is_to_link_with_follows(complaints, problems, card, ani, budi, sari, now, part_of):
    def offered(person):
        return element(person.get(complaints[0]).text, f"complaint-{id_of(complaints[0])}-links")

    titles = [offered(budi).index(title) for title in ("Lampu mati", "TPS penuh", "Pasukan Sampah Kilat")]
    assert titles == sorted(titles), "by their titles, problems first"
    before = now()
    sari.post(f"{problems[1]}/hiding", why="Menyebut orang")
    sari.post(f"{card}/hiding", why="Dobel")
    sari.post("~/cards", title="Lampu <b> terang")
    for person in (budi, sari):
        part = part_of(person, "complaint", id_of(complaints[0]), before)
        assert element(part, f"complaint-{id_of(complaints[0])}-links") == offered(person)
        assert "Lampu mati" not in offered(person)
        assert "Pasukan" not in offered(person)
        assert "Lampu &lt;b&gt; terang" in offered(person)


def test_where_there_is_nothing_to_link_with_it_says_so(complaints, ani, sari):
    for person in (ani, sari):
        part = element(person.get(complaints[0]).text, f"complaint-{id_of(complaints[0])}-links")
        assert "<select" not in part
        assert "quiet-text" in part


def test_participants_link_with_cards_while_the_room_works_on_these(cast, complaints, card, ani, sari):
    link(ani, complaints[0], card)
    cast.be_at("validation")
    part = element(ani.get(complaints[0]).text, f"complaint-{id_of(complaints[0])}-links")
    assert f'href="{card}"' in part
    assert f'value="{id_of(card)}"' not in part, "no button, and not offered"
    assert link(ani, complaints[0], card, on="0").status_code == 409
    assert link(ani, complaints[1], card).status_code == 409
    assert link(sari, complaints[1], card).status_code == 204
    cast.be_at("cards")
    sari.post(f"{card}/lock")
    for person in (ani, sari):
        assert link(person, complaints[2], card).status_code == 409


def test_with_a_problem_they_link_in_any_step(cast, complaints, problems, ani):
    cast.be_at("validation")
    assert link(ani, complaints[0], problems[0]).status_code == 204


def test_it_is_refused_while_the_room_is_frozen(complaints, problems, card, ani, sari):
    sari.post("~/freeze")
    for to in (problems[0], card):
        answer = link(ani, complaints[0], to)
        assert (answer.status_code, answer.headers["Quickwins-Reason"]) == (409, "frozen")
    assert links() == []


def test_whoever_looks_on_sees_it_and_links_nothing(cast, complaints, problems, card, ani):
    olga = cast.agent("Olga", "DPU", role="observer")
    link(ani, complaints[0], problems[0])
    assert shows(olga, complaints[0], problems[0])
    assert "data-looks-on" in olga.get(complaints[0]).text
    assert "data-looks-on" not in ani.get(complaints[0]).text
    for to in (problems[1], card):
        assert link(olga, complaints[0], to).status_code == 403


def test_what_is_not_shown_is_not_there(cast, complaints, problems, card, ani, budi, sari):
    sari.post(f"{problems[0]}/hiding", why="Menyebut orang")
    joined = ani.post("~/cards", title="Lampu terang").headers["Location"]
    ani.post(f"{card}/join", other=id_of(joined))
    sari.post(f"{card}/hiding", why="Dobel")
    for to in (problems[0], card, joined, f"/problems/{uuid4()}"):
        for person in (budi, sari):
            assert link(person, complaints[0], to).status_code == 404
            assert link(person, complaints[0], to, on="0").status_code == 404
    assert link(ani, f"/complaints/{uuid4()}", problems[1]).status_code == 404


def test_a_problem_before_the_reveal_is_not_there(cast, complaints, ani, sari):
    cast.be_at("problems")
    secret = ani.post("~/problems", title="Rahasia").headers["Location"]
    for person in (ani, sari):
        assert link(person, complaints[0], secret).status_code == 404
        assert "Rahasia" not in person.get(complaints[0]).text


def test_a_file_that_nobody_has_confirmed_has_nothing_to_link(cast, problems, ani, sari):
    bring_in(cast, "service_request_id,service_name\nL-9,Banjir\n", confirm=False)
    waiting = db.session.scalars(db.select(Complaint.id).where(Complaint.request_id == "L-9")).one()
    for person in (ani, sari):
        assert link(person, f"/complaints/{waiting}", problems[0]).status_code == 404


def test_a_stranger_finds_nothing(cast, complaints, problems, charlie, nobody, ani):
    assert link(charlie, complaints[0], problems[0]).status_code == 404
    assert link(nobody, complaints[0], problems[0]).status_code == 401
    assert links() == []


def test_what_belongs_to_another_workshop_is_not_there(cast, complaints, ani, charlie):
    elsewhere = db.session.get_one(Seat, charlie.seat_id).workshop_id
    foreign = Card(workshop_id=elsewhere, title="Kartu lain", made_at=clock.now())
    db.session.add(foreign)
    db.session.commit()
    cast.be_at("cards")
    assert link(ani, complaints[0], foreign.path).status_code == 404


@pytest.mark.parametrize("form", [{}, {"to": ""}, {"to": "x"}, {"to": "1' or 1"}, {"to": "\x00"}])
def test_garbage_is_answered_with_a_sentence(complaints, problems, ani, form):
    answer = ani.post(f"{complaints[0]}/links", **form)
    assert answer.status_code == 422
    assert "masalah atau kartu" in answer.text or "problem or a card" in answer.text
    assert ani.post(f"{complaints[0]}/links", to=id_of(problems[0]), on="2").status_code == 422


def test_there_is_a_bound_on_each_side(complaints, problems, card, ani, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    for to in (problems[0], card):
        assert link(ani, complaints[0], to).status_code == (204 if to == problems[0] else 409)
    assert link(ani, complaints[1], problems[0]).status_code == 409
    assert link(ani, complaints[0], problems[0], on="0").status_code == 204
    assert link(ani, complaints[0], card).status_code == 204


def test_the_database_keeps_one_row_for_a_pair_and_one_thing_on_each_side(cast, complaints, problems, card, ani):
    common = {"workshop_id": cast.workshop.id, "by_kind": "seat", "by_id": ani.seat_id, "at": clock.now()}
    link(ani, complaints[0], problems[0])
    complaint, problem, card_id = links()[0].complaint_id, links()[0].problem_id, UUID(id_of(card))
    for wrong in (
        {"complaint_id": complaint, "problem_id": problem},
        {"complaint_id": complaint},
        {"problem_id": problem},
        {"complaint_id": complaint, "category": "Sampah", "problem_id": problem},
        {"complaint_id": complaint, "problem_id": problem, "card_id": card_id},
        {"category": "Sampah", "card_id": card_id},
    ):
        db.session.add(ComplaintLink(**common, **wrong))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_a_problem_that_its_writer_takes_back_takes_its_links_along(
    cast, complaints, problems, ani, sari, now, part_of
):
    """Shown too early, and within ten seconds undone: it is its writer's alone again."""
    cast.be_at("problems")
    link(ani, complaints[0], problems[0])
    before = now()
    assert sari.post("~/undo").status_code == 204
    assert not shows(sari, complaints[0], problems[0])
    assert problems[0] not in part_of(sari, "complaint", id_of(complaints[0]), before)
    assert link(sari, complaints[0], problems[0], on="0").status_code == 404
    assert ani.post(f"{problems[0]}/delete").status_code == 204
    assert links() == []
