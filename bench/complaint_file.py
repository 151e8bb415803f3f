"""Writes a file of complaints as large cities export them: 33 columns, any number of rows, the same for the same seed.

python -m bench.complaint_file ROWS FILE [SEED [FIRST]]
"""

import csv
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

COLUMNS = (
    """
Unique Key|Created Date|Closed Date|Agency|Agency Name|Complaint Type|Descriptor|Location Type|Incident Zip
Incident Address|Street Name|Cross Street 1|Cross Street 2|Intersection Street 1|Intersection Street 2|Address Type
City|Landmark|Facility Type|Status|Due Date|Resolution Description|Resolution Action Updated Date|Community Board
Borough|X Coordinate|Y Coordinate|Park Facility Name|Park Borough|Open Data Channel Type|Latitude|Longitude|Location
""".strip()
    .replace("\n", "|")
    .split("|")
)
KINDS = ("Sampah liar", "Jalan rusak", "Lampu jalan mati", "Banjir dan genangan", "Parkir liar", "Kemacetan")
STREETS = ("Jl. Cendrawasih", "Jl. Pajajaran", "Jl. Siliwangi", "Jl. Merpati Raya", "Jl. Aria Putra")
WHO = (
    "",
    " Hubungi 0812-3456-7890.",
    " Kirim ke warga@contoh.example.",
    " NIK 3674010101900001.",
    " Mobil B 1234 XYZ.",
)
BEGINNING = datetime(2026, 5, 1, tzinfo=UTC)


def write(rows: int, file: Path, seed: int = 1, first: int = 0) -> None:
    """The same rows for the same seed, numbered from `first`; most of the texts hold something personal."""
    chance = Random(seed)
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for number in range(first, first + rows):
            writer.writerow(_row(chance, number))


def _row(chance: Random, number: int) -> list[str]:
    created = BEGINNING + timedelta(minutes=chance.randrange(200_000))
    closed = created + timedelta(days=chance.randrange(1, 20))
    kind, street, lat = chance.choice(KINDS), chance.choice(STREETS), -6.3 + chance.uniform(-0.05, 0.05)
    long = 106.7 + chance.uniform(-0.05, 0.05)
    is_closed = chance.random() < 0.5
    values = {
        "Unique Key": f"{10_000_000 + number}",
        "Created Date": f"{created:%m/%d/%Y %I:%M:%S %p}",
        "Closed Date": f"{closed:%m/%d/%Y %I:%M:%S %p}" if is_closed else "",
        "Agency": "DLH",
        "Agency Name": "Dinas Lingkungan Hidup",
        "Complaint Type": kind,
        "Descriptor": f"{kind} di depan rumah nomor {number % 90 + 1}, sudah lama.{chance.choice(WHO)}",
        "Incident Zip": f"15{chance.randrange(300, 420)}",
        "Incident Address": f"{street} {chance.randrange(1, 200)}",
        "Street Name": street,
        "Status": "Closed" if is_closed else "Open",
        "City": "Tangerang Selatan",
        "Borough": "Pamulang",
        "X Coordinate": f"{chance.randrange(900_000, 1_000_000)}",
        "Y Coordinate": f"{chance.randrange(100_000, 200_000)}",
        "Open Data Channel Type": chance.choice(("PHONE", "ONLINE", "MOBILE")),
        "Latitude": f"{lat:.8f}",
        "Longitude": f"{long:.8f}",
        "Location": f"({lat:.8f}, {long:.8f})",
    }
    return [values.get(column, "") for column in COLUMNS]


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
