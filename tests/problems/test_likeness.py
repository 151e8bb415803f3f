"""How alike problems are by their words."""

from random import Random
from time import process_time

import pytest

from webapp.problems.likeness import THRESHOLD, alike, likeness, pieces, shared_words

# The same problem in the words of two people.
SAME = (
    (
        "Sampah menumpuk lagi di belakang Pasar Serpong. Truk lewat Senin dan Kamis, Selasa sudah penuh.",
        "Pasar Serpong kotor tiap Selasa. Hari Selasa tumpukan penuh, truk belum datang.",
    ),
    ("Lampu PJU mati di Jl. Siliwangi Pamulang, tiga tiang sejak Juli", "Lampu mati depan SD Siliwangi Pamulang"),
    ("Sampah di TPS Ciputat baru diangkut dua hari sekali", "TPS Ciputat bau, sampah tidak diangkut"),
    ("Angkot berhenti sembarangan di depan Pasar Serpong, macet sampai rel", "Angkot ngetem, Pasar Serpong macet"),
    ("Banjir setiap hujan di Ciledug Indah. Saluran tersumbat.", "Banjir Ciledug Indah saluran mampet"),
    ("Puskesmas tutup sebelum pekerja pulang. Ciputat Timur", "Puskesmas tutup jam dua, pekerja Ciputat Timur cuti"),
)
# Two problems at one place, or of one kind.
OTHERS = (
    ("Sampah menumpuk lagi di belakang Pasar Serpong, truk lewat Senin", "Angkot ngetem depan Pasar Serpong macet"),
    (
        "Lampu jalan mati di Jalan Raya Puspiptek Setu, tiga kali dilaporkan",
        "Lampu mati di Siliwangi Pamulang sejak Juli",
    ),
    ("Banjir", "Banjir setiap hujan satu jam di Perumahan Ciledug Indah"),
    ("Izin usaha mikro bolak-balik empat dinas di Pamulang", "PKL kembali ke trotoar Pamulang"),
    ("", ""),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_in_other_words_is_found(one, other):
    assert likeness(one, other) >= THRESHOLD
    assert likeness(one, other) == likeness(other, one) <= 100
    assert [(pair.one, pair.other) for pair in alike([one, other])] == [(0, 1)]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_problem_at_the_same_place_is_not(one, other):
    assert likeness(one, other) < THRESHOLD
    assert alike([one, other]) == []


def test_shared_words_are_marked_together():
    one, other = SAME[0]
    assert shared_words(one, other) == {"pasar", "serpong", "truk", "selasa", "penuh"}
    marked = [piece for piece, is_shared in pieces(one, shared_words(one, other)) if is_shared]
    assert [piece.strip() for piece in marked] == ["Pasar Serpong", "Truk", "Selasa", "penuh"]
    assert "".join(piece for piece, _ in pieces(one, frozenset())) == one


def test_the_pieces_are_the_text():
    text = "Jl. A/B,\n\tdua  spasi \u202eé <b>"
    assert "".join(piece for piece, _ in pieces(text, frozenset({"dua", "spasi"}))) == text


def test_two_hundred_take_a_blink():
    """30 ms on a quiet machine; processor time, best of five, with room for a machine that is not."""
    random = Random(1)
    words = " ".join(text for pair in (*SAME, *OTHERS) for text in pair).split()
    texts = [" ".join(random.choice(words) for _ in range(25)) for _ in range(200)]
    copies = [random.choice(SAME)[random.randint(0, 1)] + f" {n}" for n in range(200)]
    for several in (texts, copies):
        taken = []
        for _ in range(5):
            began = process_time()
            alike(several)
            taken.append(process_time() - began)
        print(f"{min(taken) * 1000:.1f} ms")
        assert min(taken) < 0.06
