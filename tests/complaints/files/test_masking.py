"""What names a person is masked; what only looks like it survives."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.complaints.files.masking import masked, without_contacts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NIK 3674071203457890 saya", "NIK [NIK] saya"),
        ("NIK:3674 0712 0345 7890.", "NIK:[NIK]."),
        ("36.74.07.520345.7890", "[NIK]"),
        ("367407-120345-7890", "[NIK]"),
        ("KTP 1234567890123456", "KTP [NIK]"),
        ("hubungi 081234567890 ya", "hubungi [telepon] ya"),
        ("0812-3456-7890", "[telepon]"),
        ("0812 3456 789", "[telepon]"),
        ("0812.3456.7890", "[telepon]"),
        ("WA+6281234567890", "WA[telepon]"),
        ("+62 812-3456-7890", "[telepon]"),
        ("+62 (21) 7409-1234", "[telepon]"),
        ("6281234567890", "[telepon]"),
        ("wa081234567890", "wa[telepon]"),
        ("HP/081234567890", "HP/[telepon]"),
        ("(021) 7409123", "[telepon]"),
        ("(021) 740 9123", "[telepon]"),
        ("(0251)8312345", "[telepon]"),
        ("021-7409123", "[telepon]"),
        ("081234567890/081298765432", "[telepon]/[telepon]"),
        ("surel ani.s+1@dlh.tangerangselatankota.go.id, ya", "surel [e-mail], ya"),
        ("ANI@GMAIL.COM", "[e-mail]"),
        ("mobil B 1234 XYZ parkir", "mobil [pelat] parkir"),
        ("B1234XYZ", "[pelat]"),
        ("b 1234 xyz", "[pelat]"),
        ("truk B-9123-KQA.", "truk [pelat]."),
        ("plat AB 12 CD", "plat [pelat]"),
        ("motor D 4567 A", "motor [pelat]"),
    ],
)
def test_it_is_masked(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Rp 1.500.000",
        "Rp 085.000.000.000",
        "Rp 1.234.567.890.123.456",
        "Rp. 12.500.000,00 per bulan",
        "RT 003/RW 05",
        "RT.003 RW.005 No. 12",
        "Jl. Raya Serpong No. 123 B",
        "Jalan Merdeka 45-47",
        "Blok B 12 No. 5",
        "BLOK B 12 NO 5",
        "Blok F 123 AB",
        "Kav. D 1234 CD",
        "14/03/2025 08.15",
        "08-03-2017 08.15",
        "08.15 14.03.2017",
        "2012-03-14 14:33:00",
        "2012-03-14T14:33:00+07:00",
        "20170314 20170315",
        "14.03.2017-15.03.2017",
        "nomor aduan 1234567",
        "SR-20250314-0001",
        "TKT0812345678",
        "4fbd0812345678ab2c020000",
        "101005420892",
        "kode pos 15310",
        "-6.288912345678, 106.717912345678",
        "lubang L 200 CM, T 3 M",
        "pukul 08.00-16.30 WIB",
        "sejak 2017 dan 2018",
        "A4 80 gram, 3 x 4 m",
        "UU 25/2009, Perpres 76/2013",
        "SP4N-LAPOR! 1708",
        "Rumah No 08",
        "https://lapor.go.id/laporan/1234567",
        "@dlh_tangsel",
    ],
)
def test_it_survives(text):
    assert masked(text) == text


def test_an_address_keeps_a_number_that_looks_like_a_plate():
    assert without_contacts("Perumahan B 1234 AB") == "Perumahan B 1234 AB"
    assert without_contacts("Jl. Mawar 5, 081234567890, a@b.id") == "Jl. Mawar 5, [telepon], [e-mail]"


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text):
    once = masked(text)
    assert masked(once) == once


words = st.text(st.sampled_from("abc ,.\n"), max_size=20)
ends = st.sampled_from([" ", "\n", ", ", ": "])
region = st.integers(110_000, 970_000).map(str)
birthday = st.tuples(st.integers(1, 31), st.integers(1, 12), st.integers(0, 99), st.booleans()).map(
    lambda d: f"{d[0] + 40 * d[3]:02}{d[1]:02}{d[2]:02}"
)
serial = st.integers(0, 9999).map(lambda n: f"{n:04}")
signs = st.sampled_from(["", " ", ".", "-"])


@given(words, ends, region, birthday, serial, signs)
def test_no_identity_number_stays(before, end, region, birthday, serial, sign):
    shown = masked(f"{before}{end}{sign.join((region, birthday, serial))} {before}")
    assert birthday not in shown
    assert "[NIK]" in shown


@given(words, ends, st.integers(11, 99), st.integers(0, 9_999), st.integers(0, 99_999), signs)
def test_no_mobile_number_stays(before, end, provider, middle, last, sign):
    number = sign.join((f"08{provider}", f"{middle:04}", f"{last:05}"))
    assert number not in masked(f"{before}{end}{number} {before}")


@given(st.integers(0, 10**13).map(lambda n: f"{n:,}".replace(",", ".")))
def test_every_amount_stays(amount):
    assert masked(f"biaya Rp {amount} saja") == f"biaya Rp {amount} saja"


@given(st.datetimes(), st.sampled_from(["%d/%m/%Y %H:%M", "%d-%m-%Y %H.%M", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y"]))
def test_every_date_stays(moment, way):
    text = f"pada {moment.strftime(way)} lalu"
    assert masked(text) == text


@given(st.from_regex(re.compile(r"[1-9]\d{4,11}"), fullmatch=True))
def test_every_request_number_stays(number):
    if not number.startswith("628"):
        assert masked(f"aduan {number} sudah lama") == f"aduan {number} sudah lama"
