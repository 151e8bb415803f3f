"""Two people write in one card over real sockets."""

from tests.typist import Typist


def test_what_one_types_stands_in_the_other_ones_document(server, ani, budi, card):
    rina, bayu = Typist.at(server, ani, card.id), Typist.at(server, budi, card.id)
    assert rina.text("title") == "Pasukan Sampah Kilat"
    n = rina.type("title", " Serpong")
    bayu.wait_for_row(n)
    m = bayu.type("needs", "dua pikap 😀")
    rina.wait_for_row(m)
    assert rina.text("title") == bayu.text("title") == "Pasukan Sampah Kilat Serpong"
    assert rina.text("needs") == "dua pikap 😀"
    assert rina.doc.get_update() == bayu.doc.get_update()
