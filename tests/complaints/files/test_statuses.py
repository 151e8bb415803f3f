"""The words of cities for open and closed."""

import pytest

from webapp.complaints.files.statuses import status_of


@pytest.mark.parametrize(
    "words",
    [
        "closed", "Closed - Duplicate", "CLOSED", "Resolved", "Completed", "Done", "Fixed", "Duplicate request.",
        "Selesai", "SELESAI", "Sudah selesai", "Ditutup", "Laporan ditutup", "Tuntas", "Diarsipkan", "Ditolak",
        "Telah diselesaikan", "tidak valid, ditutup", "case_closed", "Not a city matter - Closed",
    ],
)  # fmt: skip
def test_it_is_over(words):
    assert status_of(words) == "closed"


@pytest.mark.parametrize(
    "words",
    [
        "open", "Open", "New", "In Progress", "Baru", "Proses", "Belum selesai", "belum bisa ditutup", "Tidak selesai",
        "Dalam proses penyelesaian", "Unresolved", "Incomplete", "Reopened", "Closed - Reopened", "Dibuka kembali",
        "Menunggu ditutup", "Not yet closed", "Disposisi", "Verifikasi", "qwertz", "17", "disclosed",
    ],
)  # fmt: skip
def test_it_is_not_over(words):
    assert status_of(words) == "open"
