"""The programme cards of the demo's first batch: some complete, some half, one hidden. All of them are invented."""

from typing import NamedTuple


class Need(NamedTuple):
    """One row of what a card needs."""

    what: str
    amount: str
    whom: str


class Plan(NamedTuple):
    """A card as it stands at the end of the step; what is empty nobody has filled in.

    `hands` make it, write in it and choose for it in turn, the first one makes it.
    """

    title: str
    hands: tuple[str, ...]
    problems: tuple[str, ...]  # the first is the one that it was made from
    action: str = ""
    beneficiaries: str = ""
    first_effect: str = ""
    needs: str = ""
    rows: tuple[Need, ...] = ()
    pillar: str = ""
    horizon: int | None = None
    lead: str = ""
    partners: tuple[str, ...] = ()
    cost: int | None = None
    cost_source: str | None = None
    complaints: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()


class Said(NamedTuple):
    """A comment with its answers and who agrees; no name: the facilitator."""

    who: str | None
    text: str
    agree: tuple[str, ...] = ()
    thanks: tuple[str, ...] = ()
    answers: tuple["Said", ...] = ()


CARDS = {
    "kilat": Plan(
        "Pasukan Sampah Kilat Serpong",
        ("Sri Rahmawati", "Lina Kurniasih", "Tuti Maryati"),
        ("pasar",),
        action=(
            "Regu gabungan delapan orang berangkat setiap Senin dan Kamis malam, sesudah pasar tutup.\n"
            "Tumpukan liar yang dilaporkan sebelum pukul 14.00 diangkut hari itu juga.\n"
            "Lurah memeriksa setiap titik pada hari ketujuh dan mengirim foto."
        ),
        beneficiaries="Sekitar 1.200 pedagang dan pembeli Pasar Serpong, dan warga dua RW di belakangnya.",
        first_effect="Pada pekan ketiga jalan di samping pasar bersih pada Selasa pagi.",
        rows=(
            Need("pikap pada Senin dan Kamis malam", "2 unit", "Dishub"),
            Need("petugas jaga sesudah truk pergi", "4 orang", "Satpol PP"),
            Need("kontainer tambahan", "1", "DLH"),
        ),
        pillar="Cerdas",
        horizon=30,
        lead="DLH",
        partners=("Dishub", "DPU", "Satpol PP"),
        cost=48_500_000,
        cost_source="dpa",
        complaints=("Sampah liar",),
        joiners=("Lina Kurniasih", "Asep Saepudin", "Ratna Puspita", "Rudi Hermawan", "Joko Waluyo"),
    ),
    "pju": Plan(
        "PJU Terang Pamulang",
        ("Joko Waluyo", "Nurul Azizah"),
        ("lampu",),
        action=(
            "Semua tiang di Pamulang dihitung dalam dua malam; yang padam ditandai di peta.\n"
            "Dua regu mengganti lampu dan kabel, mulai dari jalan menuju sekolah dan pabrik.\n"
            "Pelapor menerima foto sebelum dan sesudahnya."
        ),
        beneficiaries="Warga delapan kelurahan, terutama pekerja yang pulang malam.",
        first_effect="Jl. Siliwangi terang seluruhnya dalam sepuluh hari.",
        rows=(
            Need("lampu LED 90 watt", "140", ""),
            Need("truk tangga selama 12 malam", "1", "Dishub"),
            Need("gambar saluran di bawah tiang", "", "DPU"),
        ),
        pillar="Modern",
        horizon=30,
        lead="Dishub",
        partners=("DPU",),
        cost=126_000_000,
        cost_source="apbd-p",
        complaints=("Lampu jalan mati",),
        joiners=("Nurul Azizah", "Wahyu Nugraha"),
    ),
    "selokan": Plan(
        "Selokan Bersih Jumat",
        ("Ratna Puspita", "Bagus Riyadi", "Putri Ayuningtyas"),
        ("selokan", "genangan"),
        action=(
            "Setiap Jumat pagi satu RW membersihkan selokannya bersama petugas DPU.\n"
            "DLH mengangkut lumpur dan plastiknya sebelum pukul sebelas.\n"
            "Kader memeriksa jentik di rumah-rumah yang dilewati."
        ),
        beneficiaries="Warga 24 RW di Ciputat dan Pondok Aren yang tergenang tahun lalu.",
        first_effect="Hujan pertama sesudah pembersihan surut dalam satu jam, bukan satu hari.",
        rows=(
            Need("alat keruk tangan", "60 set", "DPU"),
            Need("truk lumpur setiap Jumat", "1", "DLH"),
            Need("kader jumantik", "48", "Dinkes"),
        ),
        pillar="Ramah",
        horizon=60,
        lead="DPU",
        partners=("DLH", "Dinkes"),
        cost=35_000_000,
        cost_source="dpa",
        complaints=("Banjir dan genangan", "Sampah liar"),
        joiners=("Yuni Astuti", "Agus Firmansyah", "Bagus Riyadi", "Putri Ayuningtyas"),
    ),
    "jentik": Plan(
        "Bebas Jentik Pamulang",
        ("Yuni Astuti", "Agus Firmansyah"),
        ("jentik", "genangan"),
        action=(
            "Setiap sekolah dan masjid menunjuk satu pemantau bak air.\n"
            "Hasil hari Jumat ditempel di papan pengumuman, hijau atau merah."
        ),
        beneficiaries="Murid 31 SD dan jemaah 44 masjid di Pamulang.",
        first_effect="Dalam empat pekan sembilan dari sepuluh bak air bebas jentik.",
        needs="Formulir satu lembar dan senter kecil; keduanya sudah ada di puskesmas.",
        pillar="Ramah",
        horizon=30,
        lead="Dinkes",
        partners=("DLH",),
        cost_source="none",
        joiners=("Rudi Hermawan", "Agus Firmansyah"),
    ),
    "tambal": Plan(
        "Tambal 48 Jam",
        ("Iwan Hermansyah", "Eko Wijanarko"),
        ("lubang",),
        action=(
            "Lubang yang dilaporkan ditutup dalam 48 jam dengan aspal dingin.\n"
            "Air di pinggir jalan dialirkan dulu, supaya tambalannya bertahan.\n"
            "Kalau lubangnya lebih dari satu meter, rambu dipasang hari itu juga."
        ),
        beneficiaries="Pengendara motor di dua belas ruas jalan yang paling sering dilaporkan.",
        first_effect="Laporan jalan rusak yang belum dijawab turun di bawah sepuluh.",
        rows=(
            Need("aspal dingin", "300 karung", "DPU"),
            Need("rambu sementara", "20", "Dishub"),
        ),
        pillar="Cerdas",
        horizon=60,
        lead="DPU",
        partners=("Dishub",),
        cost=210_000_000,
        cost_source="dpa",
        complaints=("Jalan rusak",),
        joiners=("Eko Wijanarko",),
    ),
    "masjid": Plan(
        "Bank Sampah Masjid",
        ("Agus Firmansyah", "Yuni Astuti"),
        ("masjid", "asap"),
        action=(
            "Dua puluh masjid menimbang botol dan kardus sesudah salat Jumat.\n"
            "Hasil penjualannya masuk kas masjid dan ditulis di papan."
        ),
        beneficiaries="Jemaah dua puluh masjid, dan tetangga lahan tempat sampah dibakar.",
        first_effect="Pada Jumat keempat sedikitnya 400 kilogram tertimbang.",
        needs="Timbangan gantung untuk setiap masjid, dan pengepul yang datang pada hari Sabtu.",
        pillar="Religius",
        horizon=60,
        lead="DLH",
        cost_source="csr",  # nobody has asked for offers yet: the sum is missing
        complaints=("Sampah liar",),
        joiners=("Tuti Maryati",),
    ),
    "parkir": Plan(
        "Parkir Tertib Pasar Ciputat",
        ("Asep Saepudin", "Lina Kurniasih"),
        ("parkir",),
        action=(
            "Satu baris parkir dicat, selebihnya jalur ambulans.\n"
            "Satpol PP dan Dishub berjaga bersama pada jam belanja selama dua pekan pertama."
        ),
        beneficiaries="Pembeli, pedagang, dan semua yang lewat menuju rumah sakit.",
        first_effect="Ambulans melewati pasar dalam tiga menit.",
        pillar="Ramah",
        horizon=60,
        lead="Satpol PP",
        partners=("Dishub",),
        complaints=("Parkir liar", "Kemacetan"),
    ),
    "zona": Plan(
        "Zona Selamat Sekolah",
        ("Eko Wijanarko", "Wahyu Nugraha"),
        ("sekolah",),
        action=(
            "Sepuluh sekolah mendapat zebra cross baru dan petugas pada pukul 06.15 sampai 07.15.\n"
            "Angkot menunggu di kantong yang dicat, bukan di depan gerbang."
        ),
        beneficiaries="Sekitar 6.000 murid dan orang tua yang mengantar.",
        pillar="Cerdas",
        horizon=90,
        lead="Dishub",
        partners=("Satpol PP",),
        complaints=("Kemacetan",),
    ),
    "loket": Plan(
        "Loket Puskesmas Mulai Pukul Enam",
        ("Rudi Hermawan",),
        ("antrean",),
        action="Nomor antrean dibagikan lewat telepon sejak sore sebelumnya, separuhnya untuk yang datang sendiri.",
        beneficiaries="Pasien lanjut usia dan pekerja di tiga puskesmas.",
        pillar="Modern",
        lead="Dinkes",
        complaints=("Fasilitas umum",),
    ),
    "truk": Plan(
        "Uji Emisi Truk Tanah",
        ("Lina Kurniasih",),
        ("truk",),
        action="Truk tanah diperiksa di dua gerbang proyek, dan tidak lewat pada jam sekolah.",
        pillar="Modern",
        horizon=90,
        lead="Dishub",
    ),
    "nomor": Plan(
        "Satu Nomor untuk Semua Laporan",
        ("Nurul Azizah", "Joko Waluyo"),
        ("nomor",),
        action="Satu nomor WhatsApp menerima semua laporan, dan admin membaginya ke OPD dalam dua jam.",
        beneficiaries="Semua warga; kira-kira lima belas laporan sehari.",
    ),
    "trotoar": Plan(
        "Trotoar untuk Pejalan Kaki",
        ("Wahyu Nugraha",),
        ("trotoar",),
        pillar="Ramah",
    ),
    "denda": Plan(
        "Denda Langsung bagi Pembuang Sampah",
        ("Tuti Maryati",),
        ("pasar",),
        action="Yang tertangkap membuang sampah di jalan membayar denda di tempat.",
        pillar="Cerdas",
        lead="Satpol PP",
        complaints=("Sampah liar",),
    ),
}
HIDDEN, HIDDEN_WHY = "denda", "Perlu peraturan daerah dulu, jadi bukan program 90 hari. Dicatat untuk Bagian Hukum."

DISCUSSIONS: dict[str, tuple[Said, ...]] = {
    "kilat": (
        Said(
            "Lina Kurniasih",
            "Dua pikap bisa kami pinjamkan, asal di luar jam rute sekolah. Senin malam cocok, @Sri?",
            agree=("Asep Saepudin", "Ratna Puspita"),
            thanks=("Sri Rahmawati",),
            answers=(
                Said(
                    "Sri Rahmawati",
                    "Cocok. Kami mulai pukul 20.00 sesudah pasar tutup, dan selesai sebelum tengah malam.",
                    agree=("Lina Kurniasih",),
                ),
            ),
        ),
        Said(
            "Asep Saepudin",
            "Kami menjaga dua malam itu, supaya tidak ada yang membuang lagi sesudah truk pergi.",
            agree=("Sri Rahmawati", "Lina Kurniasih", "Rudi Hermawan"),
        ),
    ),
    "pju": (
        Said(
            "Ratna Puspita",
            "Tiang 14 sampai 16 berdiri di atas saluran. Kabari kami sebelum menggali, ya @Joko.",
            answers=(
                Said("Joko Waluyo", "Baik, gambarnya kami kirim besok pagi.", thanks=("Ratna Puspita",)),
            ),
        ),
    ),
    "selokan": (
        Said(
            None,
            "Berapa RW pada bulan pertama? Tolong ditulis supaya bisa dihitung, @DPU.",
            answers=(
                Said(
                    "Ratna Puspita",
                    "Enam dulu: empat di Ciputat, dua di Pondok Aren.",
                    agree=("Bagus Riyadi", "Putri Ayuningtyas"),
                ),
            ),
        ),
        Said(
            "Yuni Astuti",
            "Kader kami ikut setiap Jumat pertama. Sekalian memeriksa jentik untuk kartu yang satu lagi.",
            agree=("Ratna Puspita",),
        ),
    ),
    "tambal": (
        Said(
            "Eko Wijanarko",
            "48 jam sejak dilaporkan, atau sejak diperiksa?",
            answers=(Said("Iwan Hermansyah", "Sejak dilaporkan. Kalau hujan terus, kami pasang rambu dulu."),),
        ),
    ),
    "parkir": (
        Said(
            "Lina Kurniasih",
            "Juru parkir resminya dari kami. Mari bertemu pengelola pasar sebelum catnya dibeli, @Asep.",
        ),
    ),
    "loket": (Said("Bagus Riyadi", "Loket pukul enam berarti petugas datang pukul setengah enam. Siapa bisa?"),),
    "nomor": (
        Said(
            "Sri Rahmawati",
            "Ini yang paling ditunggu warga. Tetapi siapa yang memimpin? Pilarnya pun belum kita pilih.",
            agree=("Joko Waluyo", "Rudi Hermawan", "Tuti Maryati"),
        ),
    ),
}  # fmt: skip
