"""The invented people of the demo: agencies of Tangerang Selatan, and who comes from them."""

CITY = "Kota Tangerang Selatan"
SERIES = "City Branding Tangsel 2017"
VISION = "Tangsel yang cerdas, modern dan religius: layanannya cepat, kotanya bersih, warganya saling menjaga."
PILLARS = ("Cerdas", "Modern", "Religius", "Terintegrasi", "Ramah")
FACILITATOR = ("Nadia Fitri", "nadia.fitri@tangsel.example")
WIFI = ("RuangTangsel", "cerdas2017")

# short name, name, initials, palette
AGENCIES = (
    ("DLH", "Dinas Lingkungan Hidup", "LH", 1),
    ("Dishub", "Dinas Perhubungan", "HB", 2),
    ("DPU", "Dinas Pekerjaan Umum", "PU", 3),
    ("Dinkes", "Dinas Kesehatan", "KS", 4),
    ("Satpol PP", "Satuan Polisi Pamong Praja", "PP", 5),
)

# One name in no other: so that "@Lina" calls one person.
BATCH_1 = {
    "DLH": ("Sri Rahmawati", "Agus Firmansyah", "Putri Ayuningtyas"),
    "Dishub": ("Eko Wijanarko", "Lina Kurniasih", "Joko Waluyo"),
    "DPU": ("Ratna Puspita", "Iwan Hermansyah", "Nurul Azizah"),
    "Dinkes": ("Bagus Riyadi", "Yuni Astuti", "Rudi Hermawan"),
    "Satpol PP": ("Tuti Maryati", "Asep Saepudin", "Wahyu Nugraha"),
}
BATCH_2 = {
    "DLH": ("Rina Kartika", "Ahmad Syahrul", "Maya Lestari"),
    "Dishub": ("Bayu Pratama", "Rizki Ramadhan", "Yusuf Maulana"),
    "DPU": ("Dewi Anggraini", "Heri Susanto", "Fajar Nugroho"),
    "Dinkes": ("Siti Aminah", "Sri Wahyuni", "Andi Wijaya"),
    "Satpol PP": ("Hendra Gunawan", "Tono Sutrisno", "Dian Permata"),
}
