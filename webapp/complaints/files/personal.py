"""Which columns tell who complained: known by their headers, and left out unless somebody ticks them."""

import re
from collections.abc import Iterable

from webapp.complaints.files.headers import squeezed, words_of

# Any of these among the words of a header. "Alamat" alone is the place's; "alamat pelapor" is a person's.
_TELLING = """
    nik ktp kk npwp paspor passport hp handphone ponsel phone telephone telepon telpon telfon telefon telp tlp
    mobile cellphone msisdn wa whatsapp email surel pelapor pengadu pemohon pengirim reporter complainant
    submitter caller requester requestor applicant username akun gender kelamin agama umur usia birthdate
    twitter instagram facebook telegram
"""
_TELLING_TOGETHER = """
    first name, last name, middle name, full name, user name, contact name, customer name, citizen name,
    resident name, client name, account name, e mail, device id, account id, user id, contact number,
    account number, ip address, created by, reported by, submitted by, requested by, dibuat oleh,
    dilaporkan oleh, nama lengkap, nama warga, nama depan, nama belakang, nama masyarakat, nama user,
    nama pengguna, nama penduduk, no kontak, nomor kontak, nomor hape, no hape, tanggal lahir, tgl lahir,
    tempat lahir, date of birth, home address, mailing address, alamat rumah, alamat domisili, id number,
    identity number, nomor identitas, no identitas
"""
_WORDS = frozenset(_TELLING.split())
_PAIR = re.compile(r"\b(" + "|".join(pair.strip() for pair in _TELLING_TOGETHER.split(",")) + r")\b")
_ALONE = {"name", "nama", "kontak", "contact", "user", "warga", "surname"}
_ALONE |= {"firstname", "lastname", "fullname", "deviceid", "accountid", "userid"}
_GLUED = re.compile(r"(pelapor|pengadu|pemohon)$|^(no|nomor)(hp|telp|tlp|telepon|wa|whatsapp|ktp|nik|kk)")


def personal_among(columns: Iterable[str]) -> tuple[str, ...]:
    """Those columns that look personal, in their order."""
    return tuple(column for column in columns if is_personal(column))


def is_personal(column: str) -> bool:
    """By any level of its name: `reporter.city` and `extended_attributes.phone` are, both."""
    words, last = words_of(column), squeezed(column.rsplit(".", 1)[-1])
    found = not _WORDS.isdisjoint(words) or last in _ALONE or _GLUED.search(last) or _PAIR.search(" ".join(words))
    return bool(found)
