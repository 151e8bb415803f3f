"""Writing in a card in a real browser, and what is shown and stored of it."""

from tests.servers import wait_until
from webapp.coediting.documents import document, texts_in
from webapp.coediting.log import state_of
from webapp.extensions import db


def write_in(visitor, card):
    """Open the page on which the card is written; its fields take words."""
    page = visitor.open(f"/cards/{card.id}/edit")
    takes_words(page)
    return page


def takes_words(page):
    """Its scripts are here, also after it has loaded itself again, and the text has come."""
    page.wait_for_function(
        "() => customElements.get('shared-field') && !document.querySelector('#field-needs').readOnly"
    )


def field(page, name="needs"):
    return page.locator(f"#field-{name}")


def types(page, words, name="needs", at="end"):
    """Touch the field, which is beyond a short text, and type."""
    field(page, name).click()
    if at == "start":
        page.keyboard.press("Control+Home")
    page.keyboard.type(words)


def shows(page, words, name="needs"):
    page.wait_for_function(
        "([name, words]) => document.getElementById(`field-${name}`).value === words", arg=[name, words]
    )


def stored(card) -> dict[str, str]:
    """What the log says now."""
    db.session.rollback()
    texts = texts_in(document([state_of(card).update]))
    db.session.rollback()  # Postgres ends a transaction in which nothing goes on for long
    return texts


def is_stored(card, words, name="needs"):
    wait_until(lambda: stored(card)[name] == words, 10, lambda: f"stored is {stored(card)[name]!r}")


def open_editor(page):
    """Touch the long field, and wait for its rich editor."""
    page.locator("[data-name=action] .blocks").click()
    page.locator(".rich[contenteditable=true]").wait_for()
    return page.locator(".rich")
