"""Names of people who do not exist, as they are called in Indonesia."""

from collections.abc import Iterator
from random import Random

FIRST_NAMES = (
    "Adi Agung Agus Ahmad Aisyah Andi Anita Arif Asep Ayu Bagus Bambang Bayu Budi Cahya Citra Dadang Dedi Desi Dewi "
    "Dian Dimas Dwi Eka Eko Endang Fajar Farida Fitri Galih Gilang Hadi Hani Hendra Herman Ika Imam Indah Intan Irfan "
    "Joko Kartika Kurnia Laila Lestari Lina Made Maya Mega Mira Nadia Ningsih Novi Nur Nurul Oki Putri Rahmat Ratna "
    "Reni Retno Rina Rizki Rudi Sari Sinta Siti Slamet Sri Surya Tari Teguh Tini Toni Tri Umar Utami Vina Wahyu Wati "
    "Wawan Widya Wulan Yanti Yayan Yuli Yuni Zainal"
)
LAST_NAMES = (
    "Abdullah Anggraini Astuti Aziz Basuki Firmansyah Gunawan Hakim Halim Handayani Haryanto Hasanah Hidayat Hidayati "
    "Iskandar Kurniawan Kusuma Lubis Mahendra Mardiana Maulana Nasution Nugraha Nugroho Permana Permata Prasetyo "
    "Pratama Pratiwi Purnama Purwanto Rahayu Rahman Rahmawati Ramadhan Safitri Santoso Saputra Setiawan Siregar "
    "Subagyo Sudirman Suharto Sulistyo Supriyadi Suryani Susanti Sutrisno Syahputra Tanjung Utomo Wahyuni Wibowo "
    "Widodo Wijaya Wulandari Yulianti"
)


def invent(random: Random) -> Iterator[str]:
    """Name after name, none of them twice."""
    first, last = FIRST_NAMES.split(), LAST_NAMES.split()
    given: set[str] = set()
    while len(given) < len(first) * len(last):
        name = f"{random.choice(first)} {random.choice(last)}"
        if name not in given:
            given.add(name)
            yield name
