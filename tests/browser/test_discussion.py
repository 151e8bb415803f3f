"""Discussing in a browser: what is typed survives, names are offered, what is read is new no longer."""

import pytest
from playwright.sync_api import expect

from tests.servers import wait_until
from webapp.discussion.models import Comment, Following, Mention
from webapp.extensions import db

pytestmark = pytest.mark.browser

FIELD = ".discussion > .say textarea"


@pytest.fixture
def comments(card):
    return f"{card.path}/comments"


def stored(model):
    db.session.rollback()
    return db.session.query(model).all()


def test_what_is_typed_survives_what_others_say(card, comments, ani, budi, visit, remote):
    first = remote(budi).post(comments, text="Dua pikap bisa.").headers["Location"].rpartition("/")[2]
    visitor = visit(ani)
    page = visitor.open(card.path)
    page.locator(f"#answer-{first} summary").click()
    answer = page.locator(f"#answer-{first} textarea")
    answer.type("Kapan ")
    remote(budi).post(comments, text="Atau tiga.")
    expect(page.locator(".discussion")).to_contain_text("Atau tiga.")
    page.keyboard.type("mulainya?")
    expect(answer).to_have_value("Kapan mulainya?")
    page.locator(f"#answer-{first} button[type=submit]").click()
    expect(page.locator(f"#comment-{first} .comment")).to_contain_text("Kapan mulainya?")
    expect(answer).to_have_value("")
    page.reload()
    expect(page.locator(f"#comment-{first} .comment")).to_contain_text("Kapan mulainya?")
    assert visitor.complaints == []


def test_a_draft_outlives_a_reload_and_stays_with_its_own_form(card, comments, ani, budi, visit, remote):
    first = remote(budi).post(comments, text="Dua pikap bisa.").headers["Location"].rpartition("/")[2]
    page = visit(ani).open(card.path)
    page.locator(f"#answer-{first} summary").click()
    page.locator(f"#answer-{first} textarea").type("Kapan?")
    page.reload()
    expect(page.locator(f"#answer-{first} textarea")).to_have_value("Kapan?")
    expect(page.locator(FIELD)).to_have_value("")


def test_names_are_offered_and_taken_by_keyboard(card, cast, ani, budi, visit):
    cast.agent("Dewi Anggraini", "DPU")
    visitor = visit(ani)
    page = visitor.open(card.path)
    page.locator(FIELD).type("Tanya @dew")
    option = page.locator("[role=option]")
    expect(option).to_have_text("Dewi Anggraini DPU")
    assert page.locator(FIELD).get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_have_value("Tanya @Dewi Anggraini ")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.keyboard.type("dan @d")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.locator(".discussion > .say button").click()
    expect(page.locator(".named")).to_have_text("@Dewi Anggraini")
    assert len(stored(Mention)) == 1
    assert visitor.complaints == []


def test_names_are_taken_by_a_finger(card, ani, budi, visit):
    page = visit(ani, has_touch=True).open(card.path)
    page.locator(FIELD).type("@bu")
    page.locator("[role=option]").tap()
    expect(page.locator(FIELD)).to_have_value("@Budi ")
    expect(page.locator(FIELD)).to_be_focused()


def test_what_is_new_stands_in_the_bar_until_it_was_read(card, comments, cast, ani, budi, visit, remote):
    remote(ani).post(f"{card.path}/following", on="1")
    page = visit(ani).open(f"/workshops/{cast.workshop.id}")
    assert page.locator(".news").count() == 0
    remote(budi).post(comments, text="Dua pikap bisa, @Ani?")
    expect(page.locator(".news summary b")).to_have_text("1")
    page.locator(".news summary").click()
    page.locator(".news a").click()
    wait_until(lambda: stored(Following)[0].read_n == 1, 10)
    page.go_back()
    expect(page.locator("#bar")).to_be_visible()
    expect(page.locator(".news")).to_have_count(0)


def test_a_reaction_is_pressed_at_once_and_counted(card, comments, ani, budi, visit, remote):
    remote(budi).post(comments, text="Dua pikap bisa.")
    visitor = visit(ani)
    page = visitor.open(card.path)
    agree = page.locator("[data-reaction][value=agree]")
    agree.click()
    expect(agree).to_have_attribute("aria-pressed", "true")
    expect(agree.locator("b")).to_have_text("1")
    agree.click()
    expect(agree).to_have_attribute("aria-pressed", "false")
    assert visitor.complaints == []


def test_without_scripts_one_answers_changes_and_takes_back(card, comments, ani, budi, visit, remote):
    first = remote(budi).post(comments, text="Dua pikap bisa.").headers["Location"].rpartition("/")[2]
    page = visit(ani, java_script_enabled=False).open(card.path)
    page.locator(f"#answer-{first} summary").click()
    page.locator(f"#answer-{first} textarea").fill("Kapan?")
    page.locator(f"#answer-{first} button[type=submit]").click()
    answer = page.locator(".comment .comment")
    expect(answer).to_contain_text("Kapan?")
    answer.locator("time").click()
    page.locator("textarea").fill("Jam berapa?")
    page.locator("kept-draft button").click()
    expect(answer).to_contain_text("Jam berapa?")
    answer.locator("time").click()
    page.locator("form[action$=removal] button").click()
    expect(page.locator(".comment .hidden-line")).to_be_visible()
    assert len(stored(Comment)) == 2
