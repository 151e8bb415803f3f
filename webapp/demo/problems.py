"""What the first batch of the demo said of complaints and wrote of its own work. All of it is invented."""

from typing import NamedTuple

# Which pillar each of the fifteen taps, in the order of the list of names.
SERVES = (
    "Cerdas", "Cerdas", "Ramah",
    "Modern", "Modern", "Cerdas",
    "Modern", "Cerdas", "Terintegrasi",
    "Ramah", "Ramah", "Modern",
    "Ramah", "Religius", "Cerdas",
)  # fmt: skip

# Who knows which kind of complaint from the field, and what they say of it.
NOTES = (
    ("Putri Ayuningtyas", "Sampah liar", "Setiap Selasa pagi kontainer Pasar Serpong sudah meluber."),
    ("Agus Firmansyah", "Sampah liar", "Titiknya berpindah begitu kami pasang larangan."),
    ("Tuti Maryati", "Sampah liar", "Yang membuang kebanyakan lewat naik motor, sesudah pukul sembilan malam."),
    ("Iwan Hermansyah", "Jalan rusak", "Yang dilaporkan sering jalan lingkungan; petanya belum kami punya."),
    ("Joko Waluyo", "Lampu jalan mati", "Separuh laporannya ternyata kabel, bukan lampu."),
    ("Lina Kurniasih", "Kemacetan", "Titik terburuk selalu dekat sekolah, pukul setengah tujuh."),
    ("Ratna Puspita", "Banjir dan genangan", "Selokan yang sama, sebulan sesudah kami keruk."),
    ("Yuni Astuti", "Banjir dan genangan", "Dua pekan sesudah genangan, kasus demam berdarah naik."),
    ("Asep Saepudin", "Parkir liar", ""),
    ("Rudi Hermawan", "Fasilitas umum", "Antrean puskesmas paling panjang pada hari Senin."),
)


class Words(NamedTuple):
    """A problem as its writer typed it."""

    writer: str
    title: str
    story: str
    place: str


PROBLEMS = {
    "pasar": Words(
        "Putri Ayuningtyas",
        "Sampah pasar meluber ke jalan setiap Selasa",
        "Kontainer penuh sejak Senin malam. Pedagang menaruh sisanya di bahu jalan, lalu angkot berhenti di tengah.",
        "Pasar Serpong",
    ),
    "kontainer": Words(
        "Tuti Maryati",
        "Sampah menumpuk di samping Pasar Serpong",
        "Setiap pekan kami menegur pedagang, padahal kontainernya memang sudah penuh.",
        "Pasar Serpong",
    ),
    "asap": Words(
        "Sri Rahmawati",
        "Warga membakar sampah di lahan kosong",
        "Asapnya masuk ke ruang kelas. Sekolah sudah tiga kali menelepon kami.",
        "Pondok Aren",
    ),
    "masjid": Words(
        "Agus Firmansyah",
        "Botol plastik dari masjid tidak pernah dipilah",
        "Sesudah Jumatan ada dua karung penuh, dan semuanya ikut truk ke TPA.",
        "Serpong Utara",
    ),
    "lampu": Words(
        "Joko Waluyo",
        "Tiga tiang lampu padam berbulan-bulan",
        "Ibu-ibu yang pulang dari pabrik memutar lewat jalan raya karena takut gelap.",
        "Jl. Siliwangi, Pamulang",
    ),
    "sekolah": Words(
        "Eko Wijanarko",
        "Anak menyeberang di antara angkot yang menunggu penumpang",
        "Pukul setengah tujuh belum ada petugas, dan rambu sekolahnya hilang.",
        "Serpong",
    ),
    "truk": Words(
        "Lina Kurniasih",
        "Truk tanah lewat pada jam masuk sekolah",
        "Debunya sampai ke halaman, dan jalannya ikut rusak.",
        "Setu",
    ),
    "selokan": Words(
        "Ratna Puspita",
        "Selokan tersumbat lagi sebulan sesudah dikeruk",
        "Yang kami angkat hampir semuanya plastik. Hujan setengah jam sudah cukup untuk membuat genangan.",
        "Ciputat",
    ),
    "lubang": Words(
        "Iwan Hermansyah",
        "Lubang jalan ditambal, dua minggu kemudian berlubang lagi",
        "Aspalnya kalah oleh air yang menggenang di pinggir.",
        "Jl. Jombang Raya",
    ),
    "nomor": Words(
        "Nurul Azizah",
        "Warga tidak tahu harus melapor ke nomor mana",
        "Satu laporan tentang selokan pernah dioper ke tiga dinas, lalu hilang.",
        "",
    ),
    "jentik": Words(
        "Yuni Astuti",
        "Jentik di bak air sekolah dan masjid",
        "Dari dua belas tempat yang kami periksa bulan lalu, tujuh ada jentiknya.",
        "Pamulang",
    ),
    "genangan": Words(
        "Bagus Riyadi",
        "Kasus demam berdarah naik di gang yang tergenang",
        "Kader menemukan yang sakit lebih dulu daripada genangannya.",
        "Pondok Aren",
    ),
    "antrean": Words(
        "Rudi Hermawan",
        "Antrean puskesmas mulai sebelum subuh",
        "Nomor diambil orang suruhan; yang benar-benar sakit datang belakangan.",
        "Puskesmas Ciputat",
    ),
    "parkir": Words(
        "Asep Saepudin",
        "Parkir dua baris di depan Pasar Ciputat",
        "Sebuah ambulans pernah tertahan sebelas menit di situ.",
        "Pasar Ciputat",
    ),
    "trotoar": Words(
        "Wahyu Nugraha",
        "Trotoar penuh lapak sehari sesudah ditertibkan",
        "Pedagang bilang tempat penggantinya sepi pembeli.",
        "Pamulang",
    ),
}
MERGED = ("kontainer", "pasar")  # the first into the second

# What others tapped: the problem, the kind, and who.
REACTIONS = (
    ("pasar", "same", ("Asep Saepudin", "Lina Kurniasih", "Agus Firmansyah")),
    ("pasar", "help", ("Eko Wijanarko", "Tuti Maryati")),
    ("pasar", "important", ("Yuni Astuti", "Ratna Puspita", "Rudi Hermawan")),
    ("selokan", "same", ("Bagus Riyadi", "Agus Firmansyah")),
    ("selokan", "important", ("Nurul Azizah", "Yuni Astuti")),
    ("lampu", "same", ("Wahyu Nugraha",)),
    ("lampu", "important", ("Putri Ayuningtyas", "Iwan Hermansyah")),
    ("nomor", "same", ("Sri Rahmawati", "Joko Waluyo", "Rudi Hermawan", "Asep Saepudin")),
    ("antrean", "important", ("Bagus Riyadi", "Sri Rahmawati")),
    ("parkir", "help", ("Lina Kurniasih",)),
    ("sekolah", "same", ("Yuni Astuti",)),
)
