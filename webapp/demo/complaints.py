"""The invented complaints of the demo: what citizens of Tangerang Selatan may write, in the half-year before the day.

Kinds and places are real ones of the city; every complaint, street number and date is invented, and nobody is named.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

WEEKS = 26
JURISDICTION = "siaran.tangsel.example"

# Kecamatan: about where it lies, and some of its kelurahan.
AREAS = {
    "Serpong": (-6.318, 106.664, ("Buaran", "Ciater", "Cilenggang", "Lengkong Gudang", "Rawa Buntu", "Serpong")),
    "Serpong Utara": (-6.258, 106.664, ("Jelupang", "Lengkong Karya", "Pakulonan", "Pondok Jagung")),
    "Setu": (-6.344, 106.672, ("Babakan", "Bakti Jaya", "Kademangan", "Muncul", "Setu")),
    "Pamulang": (-6.343, 106.738, ("Bambu Apus", "Benda Baru", "Kedaung", "Pamulang Barat", "Pondok Cabe Udik")),
    "Ciputat": (-6.310, 106.731, ("Cipayung", "Ciputat", "Jombang", "Sawah Baru", "Serua")),
    "Ciputat Timur": (-6.292, 106.760, ("Cempaka Putih", "Cireundeu", "Pisangan", "Rempoa", "Rengas")),
    "Pondok Aren": (
        -6.266,
        106.703,
        ("Jurang Mangu Barat", "Parigi", "Pondok Betung", "Pondok Karya", "Pondok Pucung"),
    ),
}
SPOTS = (
    "belakang pasar",
    "depan SD",
    "dekat puskesmas",
    "ujung gang",
    "samping stasiun",
    "tepi kali",
    "depan kantor lurah",
)


class Kind(NamedTuple):
    """One kind of complaint: how many, who answers for it, whether it grows, and how people put it."""

    name: str
    code: str
    agency: str
    total: int
    growth: float  # how much likelier the last week is than the first one
    sayings: tuple[str, ...]


KINDS = (
    Kind("Sampah liar", "SMP", "DLH", 132, 1.9, (
        "Tumpukan sampah di {spot} {ward} sudah {days} hari tidak diangkut.",
        "Warga buang sampah sembarangan di {spot}, baunya sampai ke rumah-rumah di {ward}.",
        "Truk sampah lewat Senin dan Kamis, Selasa di {spot} {ward} sudah penuh lagi.",
        "Sampah plastik menumpuk di {spot}, kalau hujan hanyut ke jalan.",
        "Bak sampah di {spot} {ward} rusak, sampahnya berserakan.",
        "Mohon ditertibkan, malam hari ada yang membakar sampah di {spot}.",
    )),
    Kind("Jalan rusak", "JLN", "DPU", 71, 1.0, (
        "Jalan berlubang di {spot} {ward}, sudah ada motor yang jatuh.",
        "Lubang sedalam {days} sentimeter di {spot}, kalau hujan tidak kelihatan.",
        "Aspal di {spot} {ward} mengelupas sepanjang 20 meter.",
        "Tutup gorong-gorong di {spot} hilang, berbahaya untuk anak sekolah.",
    )),
    Kind("Lampu jalan mati", "PJU", "Dishub", 54, 1.2, (
        "Lampu PJU di {spot} {ward} mati sejak {days} hari lalu, gelap sekali.",
        "Tiga lampu jalan berturut-turut mati di {spot}.",
        "Lampu di {spot} {ward} menyala siang, mati malam.",
    )),
    Kind("Banjir dan genangan", "BJR", "DPU", 43, 0.7, (
        "Hujan sebentar saja {spot} {ward} tergenang setinggi lutut.",
        "Saluran air di {spot} tersumbat, air masuk ke teras.",
        "Genangan di {spot} {ward} tidak surut sampai {days} hari.",
    )),
    Kind("Parkir liar", "PKR", "Satpol PP", 38, 1.4, (
        "Mobil parkir di trotoar {spot} {ward}, pejalan kaki turun ke jalan.",
        "Angkot ngetem dan motor parkir dua baris di {spot}.",
        "Parkir liar di {spot} {ward} menutup jalan keluar ambulans.",
    )),
    Kind("Kemacetan", "MCT", "Dishub", 31, 1.1, (
        "Macet setiap pagi di {spot} {ward} karena kendaraan putar balik.",
        "Lampu merah di {spot} terlalu lama, antrean sampai {days} ratus meter.",
        "Jam pulang sekolah jalan di {spot} {ward} tidak bergerak.",
    )),
    Kind("Fasilitas umum", "FSU", "Dinkes", 19, 1.0, (
        "Antrean di puskesmas {ward} dari subuh, loket hanya satu.",
        "Kursi taman di {spot} {ward} patah, anak-anak bisa terluka.",
        "Toilet umum di {spot} tidak ada air sejak {days} hari lalu.",
    )),
)  # fmt: skip
ANSWERS = ("Sudah diteruskan ke {agency}.", "Sedang dijadwalkan oleh {agency}.", "Petugas {agency} sudah ke lokasi.")


def complaints_before(day: date) -> Iterator[dict[str, str]]:
    """All of them in no order of kind, as Open311 names their fields; the same for the same day."""
    chance = Random(day.toordinal())  # noqa: S311 (the same again on purpose, no secret)
    kinds = [kind for kind in KINDS for _ in range(kind.total)]
    chance.shuffle(kinds)
    for number, kind in enumerate(kinds, 1):
        yield _complaint(chance, day, kind, number)


def _complaint(chance: Random, day: date, kind: Kind, number: int) -> dict[str, str]:
    area = chance.choice(list(AREAS))
    lat, long, wards = AREAS[area]
    ward, spot = chance.choice(wards), chance.choice(SPOTS)
    (week,) = chance.choices(range(WEEKS), [1 + (kind.growth - 1) * week / (WEEKS - 1) for week in range(WEEKS)])
    asked = datetime.combine(day - timedelta(days=7 * (WEEKS - week) - chance.randrange(7)), time(), UTC)
    asked += timedelta(minutes=chance.randrange(60, 14 * 60))  # from early morning to late evening there
    is_closed = chance.random() < 0.15 + 0.55 * (1 - week / WEEKS)
    answered = asked + timedelta(days=chance.randrange(1, 12))
    return {
        "service_request_id": f"TS-{asked:%y}-{number:05d}",
        "service_name": kind.name,
        "service_code": kind.code,
        "description": chance.choice(kind.sayings).format(spot=spot, ward=ward, days=chance.randrange(2, 15)),
        "status": "closed" if is_closed else "open",
        "status_notes": chance.choice(ANSWERS).format(agency=kind.agency) if is_closed else "",
        "agency_responsible": kind.agency,
        "requested_datetime": asked.isoformat(),
        "updated_datetime": min(answered, datetime.combine(day, time(), UTC)).isoformat() if is_closed else "",
        "address": f"Kel. {ward}, Kec. {area}",
        "lat": f"{lat + chance.uniform(-0.018, 0.018):.6f}",
        "long": f"{long + chance.uniform(-0.018, 0.018):.6f}",
    }
