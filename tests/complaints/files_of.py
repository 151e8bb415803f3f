"""Files of complaints as cities export them, made in the test."""

import csv
import io
from datetime import datetime, timedelta

HEADER = ("Nomor Tracking ID", "Tanggal Laporan", "Kategori", "Judul Laporan", "Isi Laporan", "Status", "Instansi", "Alamat", "Nama Pelapor", "No HP")  # noqa: E501  # fmt: skip
CATEGORIES = ("Sampah", "Lampu PJU mati", "Banjir", "Parkir liar", "Jalan rusak")
FIRST_DAY = datetime(2017, 3, 6, 8, 0)  # noqa: DTZ001 (as it stands in a sheet)


def row(n: int, **other: str) -> list[str]:
    """Complaint number `n`: every fifth is about the same, about seven a day."""
    said = {
        "id": f"L-{n}",
        "date": (FIRST_DAY + timedelta(hours=3.4 * n)).strftime("%d/%m/%Y %H:%M"),
        "category": CATEGORIES[n % len(CATEGORIES)],
        "title": f"Laporan nomor {n}",
        "text": f"Sudah {n} hari belum ada yang datang.",
        "status": "Selesai" if n % 3 else "Proses",
        "agency": "Dinas Lingkungan Hidup",
        "address": f"Jl. Raya Serpong No. {n}, Kec. Serpong, Tangerang Selatan",
        "name": "Zulkifli Rahasia",
        "phone": "081298765432",
    } | other
    return list(said.values())


def sheet(rows: list[list[str]], header: tuple[str, ...] = HEADER) -> bytes:
    """The rows as a CSV of LAPOR!."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";")
    table.writerows([header, *rows])
    return out.getvalue().encode()


def complaints(many: int, **other: str) -> bytes:
    """A sheet with so many complaints."""
    return sheet([row(n, **other) for n in range(1, many + 1)])
