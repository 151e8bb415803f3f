"""A browser without a socket: it gets a card's document over HTTP, changes it and posts what it changed."""

from pycrdt import Doc

from tests.roots import text_of
from webapp.cards.models import Card
from webapp.coediting import log
from webapp.coediting.documents import CardDoc, document, texts_in
from webapp.extensions import db

STREAM = {"content_type": "application/octet-stream"}


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
    watching = doc.doc.observe(lambda event: deeds.append(event.update))
    del text[0:letters]
    doc.doc.unobserve(watching)
    assert before == doc.get_state()
    return deeds[0]
