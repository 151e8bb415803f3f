"""Bar 8: three real browsers play the day from the lobby to the reveal, on the demo that a stranger starts.

The facilitator at her desk, Rina on her phone, the screen on the wall; fourteen others answer by plain requests.
A picture is taken at each beat (into SCREENS, if that is set).
"""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import LAPTOP, PHONE, WALL
from tests.listener import Listener
from tests.servers import SECRET, free_port

pytestmark = pytest.mark.browser

PROBLEMS = {
    "Sampah menumpuk lagi di belakang Pasar Serpong": "Truk lewat Senin dan Kamis saja. Hari Selasa sudah penuh.",
    "Lampu PJU mati, Jl. Siliwangi": "Tiga tiang sejak Juli, dekat SD.",
    "Angkot ngetem di depan SD": "Setiap jam masuk sekolah, anak menyeberang di antara mobil.",
}
OTHERS_WRITE = (
    "Selokan mampet setiap hujan", "Jalan berlubang depan puskesmas", "Parkir liar di Pasar Ciputat",
    "Jentik di bak sekolah", "Trotoar dipakai berdagang", "Truk tanah lewat jam sekolah",
    "Antrean KTP dari jam lima pagi", "Pohon tumbang belum diangkut", "Bau dari TPS Pamulang",
    "Rambu zona sekolah hilang", "Genangan di Jl. Raya Serpong",
)  # fmt: skip
CARDS = ("PJU Terang Pamulang", "Selokan Bersih Jumat", "Bebas Jentik Pamulang", "Parkir Tertib Pasar Ciputat")
CRITERIA = ("effect", "effectiveness", "speed", "ease")
KEEN = {"DLH": 1, "Dinkes": 1, "DPU": 0, "Satpol PP": 0, "Dishub": -1}

WHO = """(inputs) => inputs.map((input) => ({
  name: input.dataset.name,
  seat: input.value,
  agency: input.closest("label").querySelector("small").textContent.trim(),
}))"""


@pytest.fixture
def demo(tmp_path):
    """`quickwins demo` as a stranger starts it; gives what it says when it is ready."""
    environment = os.environ | {"INSTANCE": str(tmp_path), "SECRET_KEY": SECRET, "DATABASE_URL": ""}
    command = [
        sys.executable,
        "-m",
        "webapp",
        "demo",
        "--host",
        "127.0.0.1",
        "--port",
        str(free_port()),
        "--fresh",
        "--json",
    ]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log)
    yield json.loads(process.stdout.readline())
    process.terminate()
    process.wait(20)


class Camera:
    """Takes a picture of each browser at each beat."""

    def __init__(self, **pages: Page) -> None:
        self.pages = pages
        self.folder = Path(os.environ["SCREENS"]) if "SCREENS" in os.environ else None
        self.beat = 0

    def __call__(self, name: str) -> None:
        self.beat += 1
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
            for who, page in self.pages.items():
                page.screenshot(path=self.folder / f"{self.beat}-{name}-{who}.png")


class Others:
    """The other agents of the roster, each with a session of their own; who they are is read from the join page."""

    def __init__(self, url: str, code: str, workshop: str, roster: list[dict[str, str]]) -> None:
        self.url, self.roster, self.random = url, roster, random.Random(7)
        self.sessions = {person["name"]: requests.Session() for person in roster}
        for person in roster:
            self.post(person, "/join", code=code, seat=person["seat"])
        port, self.sockets = int(url.rsplit(":")[-1]), []
        for session in self.sessions.values():
            self.sockets.append(Listener(port, session.cookies["quickwins"], workshop=workshop, seen=0))

    def post(self, person: dict[str, str], path: str, **form: str) -> None:
        answer = self.sessions[person["name"]].post(self.url + path, data=form, timeout=20)
        assert answer.ok, answer.text

    def write(self, workshop: str) -> None:
        for person, title in zip(self.roster, OTHERS_WRITE, strict=False):
            self.post(person, f"/workshops/{workshop}/problems", title=title)

    def make_cards(self, workshop: str) -> None:
        for person, title in zip(self.roster[2::3], CARDS, strict=False):
            self.post(person, f"/workshops/{workshop}/cards", title=title)

    def vote(self, cards: list[str], roster: list[dict[str, str]]) -> None:
        for person in roster:
            for card in cards:
                self.post(person, f"/cards/{card}/vote", **self.scores(person["agency"]))

    def scores(self, agency: str) -> dict[str, str]:
        usual = 3 + KEEN[agency]
        return {key: str(min(5, max(0, usual + self.random.choice((-1, 0, 1))))) for key in CRITERIA}


def open_page(chromium: Browser, address: str, viewport: dict[str, int]) -> Page:
    context = chromium.new_context(viewport=viewport, locale="id-ID")
    page = context.new_page()
    page.goto(address)
    return page


def test_the_day_from_the_lobby_to_the_reveal(chromium, demo):
    desk = open_page(chromium, demo["facilitator_url"], LAPTOP)
    wall = open_page(chromium, demo["screen_url"], WALL)
    phone = open_page(chromium, f"{demo['url']}/join/{demo['join_code']}", PHONE)
    camera = Camera(desk=desk, screen=wall, seat=phone)

    roster = phone.locator("input[data-name]").evaluate_all(WHO)

    # Rina scans the code and is in with three taps.
    expect(wall.get_by_text(re.compile("Pindai"))).to_be_visible()
    camera("joining")
    phone.get_by_label("Rina Kartika").check(force=True)
    phone.get_by_role("button", name="Masuk sebagai Rina Kartika").click()
    phone.get_by_role("button", name=re.compile("catat")).click()
    expect(wall.locator("#lobby-agencies")).to_contain_text("RK")

    # The others come too; the wall fills.
    all_but_rina = [person for person in roster if person["name"] != "Rina Kartika"]
    others = Others(demo["url"], demo["join_code"], demo["workshop"], all_but_rina)
    expect(wall.locator("#here")).to_contain_text("15/15")
    camera("lobby")

    # Everybody writes alone; nobody sees what.
    desk.get_by_role("button", name="Tulis masalah").last.click()
    expect(phone.locator("#bar-step")).to_have_text("Tulis masalah")
    for title, story in PROBLEMS.items():
        phone.get_by_label("Judul").fill(title)
        phone.get_by_label("Apa yang terjadi?").fill(story)
        phone.get_by_role("button", name="Simpan masalah ini").click()
        expect(phone.locator("#my-problems")).to_contain_text(title)
    others.write(demo["workshop"])
    written = len(PROBLEMS) + len(OTHERS_WRITE)
    expect(wall.locator("main")).to_contain_text(str(written))
    for page in (desk, wall):
        expect(page.locator("body")).not_to_contain_text("Pasar Serpong")
    phone.get_by_label("Judul").fill("Trotoar rusak di depan pasar")
    camera("writing")
    phone.get_by_label("Judul").fill("")

    # Closed: the desk reads titles without authors; shown: everybody reads all at once.
    desk.get_by_role("button", name="Tutup penulisan").click()
    expect(desk.locator("main")).to_contain_text("Pasar Serpong")
    expect(wall.locator("main")).not_to_contain_text("Pasar Serpong")
    camera("closed")
    desk.get_by_role("button", name="Tampilkan serentak").click()
    expect(wall.locator("main")).to_contain_text("Sampah menumpuk lagi di belakang Pasar Serpong")
    expect(phone.locator("main")).to_contain_text("Selokan mampet setiap hujan")
    camera("shown")

    # Problems become cards.
    desk.get_by_role("button", name="Susun kartu").last.click()
    expect(phone.locator("main")).to_have_attribute("data-kind", "cards")
    phone.get_by_label("Judul kartu baru").fill("Pasukan Sampah Kilat Serpong")
    phone.get_by_role("button", name="Buat kartu ini").click()
    expect(wall.locator("main")).to_contain_text("Pasukan Sampah Kilat Serpong")
    others.make_cards(demo["workshop"])
    expect(wall.locator("main")).to_contain_text(CARDS[-1])
    camera("cards")

    # One secret vote.
    desk.get_by_role("button", name="Validasi").last.click()
    expect(phone.locator("main")).to_have_attribute("data-kind", "validation")
    desk.get_by_role("button", name=re.compile("Buka putaran|Buka penilaian|Mulai")).first.click()
    scales = phone.locator("#my-ballot fieldset")
    expect(scales.first).to_be_visible()
    cards = phone.locator("#my-ballot [data-card]").evaluate_all("(cards) => cards.map((card) => card.dataset.card)")
    for number, value in enumerate((4, 3, 5)):
        scales.nth(number).locator(f'input[value="{value}"]').check(force=True)
    expect(phone.locator("connection-state")).to_contain_text("Tersimpan")
    others.vote(cards, others.roster[:9])
    camera("voting")
    others.vote(cards, others.roster[9:])
    expect(desk.locator("main")).to_contain_text("15")

    # Closed, counted down, and shown.
    desk.get_by_role("button", name=re.compile("^Tutup")).first.click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="Tutup saja").click()
    expect(desk.get_by_role("button", name=re.compile("^Tampilkan")).first).to_be_visible()
    camera("counted")
    desk.get_by_role("button", name=re.compile("^Tampilkan")).first.click()
    expect(wall.locator("main")).to_contain_text(re.compile(r"[123]"))
    camera("countdown")
    expect(wall.locator("main")).to_contain_text("Pasukan Sampah Kilat Serpong", timeout=10_000)
    expect(wall.locator("main")).to_contain_text("Dinkes")
    expect(phone.locator("main")).to_contain_text("Pasukan Sampah Kilat Serpong")
    camera("revealed")
