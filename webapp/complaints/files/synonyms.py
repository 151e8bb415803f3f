"""How cities head their columns: for each field of GeoReport the words that mean it, the most telling first.

Small and capital letters, spaces and signs between words make no difference: `CaseID` is `case id`.
"""

_WORDS = {
    "service_request_id": """
        service request id, service request number, request id, sr number, sr id, unique key, case id,
        case enquiry id, case number, case no, ticket id, ticket number, ticket no, ticket, reference number,
        reference, tracking id, tracking number, incident id, incident number, complaint id, complaint number,
        report id, issue id, no tracking, nomor tracking, nomor tracking id, no tracking id, id tracking,
        kode tracking, id laporan, no laporan, nomor laporan, kode laporan, id aduan, no aduan, nomor aduan,
        kode aduan, id pengaduan, no pengaduan, nomor pengaduan, no tiket, nomor tiket, kode tiket, id tiket,
        tiket, no registrasi, nomor registrasi, no register, nomor register, no permohonan, id
    """,
    "service_name": """
        service name, complaint type, sr type, service request type, category name, category, request type,
        case type, issue type, incident type, problem type, kategori, kategori laporan, kategori aduan,
        kategori pengaduan, nama kategori, jenis aduan, jenis pengaduan, jenis laporan, jenis layanan,
        nama layanan, topik, topic, service, layanan, type, jenis
    """,
    "service_code": """
        service code, sr short code, category code, category id, type code, kode layanan, kode kategori,
        id kategori, kode jenis
    """,
    "group": """
        group, service group, category group, klasifikasi, klasifikasi laporan, klasifikasi aduan, kelompok,
        bidang, subject, problem group
    """,
    "title": """
        title, case title, subject line, summary, headline, judul, judul laporan, judul aduan, judul pengaduan,
        perihal, descriptor, complaint descriptor
    """,
    "description": """
        description, request details, details, complaint description, problem description, complaint, comments,
        comment, message, report, isi laporan, isi aduan, isi pengaduan, isi, deskripsi, uraian, uraian laporan,
        uraian pengaduan, keluhan, aduan, pengaduan, laporan, pesan, rincian
    """,
    "status": """
        status, case status, request status, status laporan, status aduan, status pengaduan, status penanganan,
        status tindak lanjut, state
    """,
    "status_notes": """
        status notes, closure reason, resolution description, resolution notes, resolution, catatan status,
        tindak lanjut, isi tindak lanjut, tindak lanjut terakhir, catatan, tanggapan, jawaban,
        hasil tindak lanjut, keterangan status, notes
    """,
    "agency_responsible": """
        agency responsible, responsible agency, agency name, owner department, department name, department,
        assigned department, agency, instansi terdisposisi, instansi tujuan, instansi, nama instansi, disposisi,
        opd, nama opd, skpd, perangkat daerah, dinas, dinas terkait, unit kerja, opd tujuan, penanggung jawab,
        instansi terkait
    """,
    "service_notice": "service notice, notice, janji layanan",
    "requested_datetime": """
        requested datetime, created date, date created, created at, created on, created, opened, open dt,
        open date, opened date, date opened, open date time, date time opened, requested at, request date,
        requested date, report date, date reported, reported at, received date, date received, submitted at,
        submitted date, submission date, tanggal laporan, tanggal laporan masuk, tanggal aduan,
        tanggal pengaduan, tanggal masuk, tanggal lapor, tgl laporan, tgl aduan, tgl pengaduan, tgl masuk,
        tgl lapor, tanggal dibuat, waktu laporan, waktu lapor, waktu aduan, tanggal, tgl, waktu, date, datetime,
        timestamp
    """,
    "updated_datetime": """
        updated datetime, last modified date, resolution action updated date, updated, updated at, updated date,
        last updated, last update, date updated, modified date, status date, closed dt, closed date,
        date closed, closed, closed at, completion date, resolved date, tanggal tindak lanjut,
        tanggal diperbarui, tanggal update, tanggal selesai, tanggal ditutup, tgl tindak lanjut, tgl selesai,
        tgl update, update terakhir
    """,
    "expected_datetime": """
        expected datetime, due date, sla target dt, target date, expected date, sla date, target dt,
        estimated completion date, batas waktu, tenggat, tenggat waktu, target selesai, tanggal target selesai,
        jatuh tempo
    """,
    "address": """
        address, incident address, street address, address string, full address, location street name,
        location address, problem address, lokasi kejadian, alamat kejadian, alamat lokasi, lokasi, alamat,
        tempat kejadian, lokasi laporan, lokasi aduan, location, street name, nama jalan, jalan, intersection
    """,
    "address_id": "address id, parcel id, location id, id alamat",
    "zipcode": """
        zipcode, zip code, zip, incident zip, location zipcode, postal code, postcode, kode pos, kodepos
    """,
    "lat": "lat, latitude, lintang, garis lintang, geo lat, gps lat, y lat, latitude wgs84",
    "long": """
        long, lon, lng, longitude, bujur, garis bujur, geo long, geo lon, gps long, longitude wgs84
    """,
    "media_url": """
        media url, media, photo url, photo, image url, image, submitted photo, foto, url foto, gambar, lampiran,
        link foto, tautan foto, attachment
    """,
    "jurisdiction_id": "jurisdiction id, jurisdiction, kode wilayah, kode kota",
}
SYNONYMS = {field: tuple(word.strip() for word in words.split(",")) for field, words in _WORDS.items()}
FIELDS = tuple(SYNONYMS)
