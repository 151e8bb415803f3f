"""A whole category is linked with a problem, or chosen for a card from its own page."""

import gevent
import pytest

from tests.cards.choosing import card_at, choose, element, stored
from tests.complaints.bringing import bring_in
from tests.links.conftest import FILE, id_of
from tests.links.test_link_complaint import links
from webapp.changes.models import Event
from webapp.complaints.models.complaints import category_id
from webapp.extensions import db
from webapp.links import actions


@pytest.fixture
def page_of(cast):
    """Call it for the part of a category's page that says what it is linked with."""

    def page(person, category="Sampah"):
        id = category_id(cast.workshop.id, category)
        return element(person.get(f"~/complaints?category={category}").text, f"category-{id}-links")

    return page


def link(person, to, category="Sampah", **more):
    return person.post("~/complaints/links", category=category, to=id_of(to), **more)


def test_with_a_problem_it_is_seen_on_both_pages(problems, page_of, ani, budi, sari):
    assert link(ani, problems[0]).status_code == 204
    for person in (ani, budi, sari):
        assert f'href="{problems[0]}"' in page_of(person)
        page = person.get(problems[0]).text
        assert "complaints?category=Sampah" in page
        assert "Sampah, 2 aduan" in page
        assert "category=Sampah" not in person.get(problems[1]).text
        assert f'href="{problems[0]}"' not in page_of(person, "Lampu jalan")


def test_it_reaches_whoever_has_the_pages_open(cast, problems, page_of, ani, budi, sari, now, part_of):
    before = now()
    link(ani, problems[0])
    for person in (budi, sari):
        id = category_id(cast.workshop.id, "Sampah")
        assert page_of(person) in part_of(person, "category", id, before)
        part = part_of(person, "problem", id_of(problems[0]), before)
        assert element(part, f"problem-{id_of(problems[0])}-complaints") in person.get(problems[0]).text
    assert "Sampah" not in budi.get(f"~/frames?after={before}").json["html"]


def test_it_is_taken_back_and_what_stands_changes_nothing(problems, page_of, ani, budi, now):
    link(ani, problems[0])
    before = now()
    assert link(budi, problems[0]).status_code == 204
    assert link(budi, problems[1], on="0").status_code == 204
    assert now() == before
    assert link(budi, problems[0], on="0").status_code == 204
    assert f'href="{problems[0]}"' not in page_of(ani)
    assert links() == []


def test_of_merged_problems_the_main_one_tells_it(problems, page_of, ani, sari):
    main, other = problems
    link(ani, other)
    sari.post(f"{other}/merge", into=id_of(main))
    assert "Sampah, 2 aduan" in ani.get(main).text
    assert f'href="{main}"' in page_of(ani)
    sari.delete(f"{other}/merge")
    assert "Sampah, 2 aduan" in ani.get(other).text
    assert "Sampah, 2 aduan" not in ani.get(main).text


def test_that_a_card_answers_it_is_a_choice_of_the_card(card, page_of, ani, budi, sari):
    choose(ani, card_at(card), "complaints", ["Lampu jalan"])
    assert link(budi, card).status_code == 204
    assert stored(card_at(card), "complaints") == (["Lampu jalan", "Sampah"], 2)
    for person in (ani, budi, sari):
        assert f'href="{card}"' in page_of(person)
        assert "Sampah, 2 aduan" in element(person.get(card).text, f"card-{id_of(card)}-text")
    told = db.session.scalars(db.select(Event).where(Event.name == "card.chosen").order_by(Event.seq.desc())).first()
    assert (told.actor_id, told.facts) == (
        budi.seat_id,
        {"field": "complaints", "version": 2, "before": ["Lampu jalan"], "after": ["Lampu jalan", "Sampah"]},
    )
    assert "Budi" in element(sari.get(card).text, f"card-{id_of(card)}-history")
    assert links() == []


def test_it_is_taken_out_of_the_cards_choice(card, page_of, ani, sari, now):
    choose(ani, card_at(card), "complaints", ["Lampu jalan", "Sampah"])
    assert link(sari, card, on="0").status_code == 204
    assert stored(card_at(card), "complaints") == (["Lampu jalan"], 2)
    assert f'href="{card}"' not in page_of(ani)
    before = now()
    assert link(ani, card, on="0").status_code == 204
    assert link(ani, card, "Lampu jalan").status_code == 204
    assert now() == before, "what stands already changes nothing"


def test_whoever_has_the_cards_form_open_finds_a_conflict_and_nothing_is_lost(card, ani, budi):
    link(budi, card)
    assert choose(ani, card_at(card), "complaints", ["Lampu jalan"], 0).status_code == 409
    assert stored(card_at(card), "complaints") == (["Sampah"], 1)


def test_two_at_the_same_moment_both_stay(app, card, ani, budi):
    def do(person, category):
        with app.app_context():
            return link(person, card, category).status_code

    jobs = [gevent.spawn(do, *one) for one in ((ani, "Sampah"), (budi, "Lampu jalan"))]
    gevent.joinall(jobs, raise_error=True)
    assert [job.value for job in jobs] == [204, 204]
    assert stored(card_at(card), "complaints") == (["Lampu jalan", "Sampah"], 2)


def test_what_is_chosen_on_the_cards_page_reaches_the_categorys(cast, card, page_of, ani, budi, now, part_of):
    before = now()
    choose(ani, card_at(card), "complaints", ["Sampah"])
    part = part_of(budi, "category", category_id(cast.workshop.id, "Sampah"), before)
    assert page_of(budi) in part
    assert f'href="{card}"' in part


def test_a_card_answers_at_most_twelve(card, ani):
    twelve = [f"Jenis {n}" for n in range(12)]
    choose(ani, card_at(card), "complaints", twelve)
    answer = link(ani, card)
    assert answer.status_code == 422
    assert "12" in answer.text
    assert stored(card_at(card), "complaints")[1] == 1
    twelve[0] = "Sampah"
    choose(ani, card_at(card), "complaints", twelve, 1)
    assert link(ani, card).status_code == 204, "it stands already"
    assert link(ani, card, on="0").status_code == 204


def test_cards_are_open_in_their_step_alone_and_not_when_locked(cast, card, page_of, ani, sari):
    cast.be_at("validation")
    assert link(ani, card).status_code == 409
    assert f'value="{id_of(card)}"' not in page_of(ani)
    assert f'value="{id_of(card)}"' in page_of(sari)
    cast.be_at("cards")
    assert f'value="{id_of(card)}"' in page_of(ani)
    sari.post(f"{card}/lock")
    assert link(sari, card).status_code == 409


def test_it_is_refused(cast, problems, card, ani, sari, charlie, nobody, monkeypatch):
    assert link(ani, problems[0], "Tidak ada").status_code == 404
    assert ani.post("~/complaints/links", category="Sampah", to="x").status_code == 422
    assert ani.post("~/complaints/links", category="Sampah", to=id_of(card), on="x").status_code == 422
    assert link(charlie, problems[0]).status_code == 404
    assert link(nobody, problems[0]).status_code == 401
    olga = cast.agent("Olga", "DPU", role="observer")
    for to in (problems[0], card):
        assert link(olga, to).status_code == 403
    monkeypatch.setattr(actions, "MOST", 0)
    assert link(ani, problems[0]).status_code == 409
    sari.post("~/freeze")
    for to in (problems[0], card):
        assert link(ani, to).headers["Quickwins-Reason"] == "frozen"
    assert links() == []


def test_the_same_command_twice_acts_once(problems, card, ani, now):
    for to in (problems[0], card):
        for _ in range(2):
            assert link(ani, to, key=f"tap {to}").status_code == 204
        link(ani, to, on="0")
        before = now()
        assert link(ani, to, key=f"tap {to}").status_code == 204
        assert now() == before


def test_a_category_that_a_newer_file_has_no_more_is_still_named(cast, problems, ani):
    link(ani, problems[0], "Lampu jalan")
    bring_in(cast, FILE.replace("Lampu jalan", "PJU"))
    page = ani.get(problems[0]).text
    assert "Lampu jalan" in page
    assert "category=Lampu" not in page


def test_a_browser_without_scripts_comes_back_to_the_page(problems, complaints, ani):
    as_browser = {"Accept": "text/html"}
    answer = link(ani, problems[0], headers=as_browser)
    assert answer.status_code == 303
    assert "complaints?category=Sampah" in answer.headers["Location"]
    answer = ani.post(f"{complaints[0]}/links", to=id_of(problems[0]), headers=as_browser)
    assert answer.headers["Location"] == complaints[0]
