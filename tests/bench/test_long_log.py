"""The log of a long day, as it is put into the database: what a browser would have sent, row by row."""

from bench.long_log import long_log
from webapp.coediting.documents import blocks_in, document, plain
from webapp.coediting.effects import leaves_a_gap
from webapp.coediting.wire import read_update, read_vector


def test_every_row_is_what_a_browser_sends():
    log = long_log("Antrean KTP-el", 60, 5)
    assert len(log.rows) == 60
    known: dict[int, int] = {}
    for n, row in enumerate(log.rows, 1):
        update = read_update(row)
        assert not leaves_a_gap(update, known)
        known = read_vector(document(log.rows[:n]).get_state())
    assert set(log.clients) == set(known)


def test_its_text_is_what_everybody_typed_without_what_they_took_back():
    log = long_log("Antrean KTP-el", 2 + 5 * 12, 5)
    assert log.text == "the qu" * 5
    assert plain(blocks_in(document(log.rows))) == log.text
