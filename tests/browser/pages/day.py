"""The day from the lobby to the result, stopped at each state in which a page looks otherwise."""

import json
from collections.abc import Iterator

from tests.browser.pages.guide import Guide
from tests.browser.pages.readers import Shown
from tests.photos.pictures import picture
from tests.servers import wait_until

SCORES = {"effect": "4", "effectiveness": "3", "speed": "5", "ease": ""}
BOTH = ("agent", "facilitator")


def the_day(day: Guide) -> Iterator[Shown]:
    """Step by step; what one step made is what the next one goes on with."""
    day.begin()
    yield from _lobby(day)
    yield from _opening(day)
    yield from _complaints(day)
    problem = yield from _problems(day)
    card = yield from _cards(day, problem)
    yield from _links(day, problem, card)
    yield from _discussion(day, card)
    yield from _ends_of(day, card)
    yield from _validation(day, card)
    yield from _frozen(day)


def _lobby(day: Guide) -> Iterator[Shown]:
    yield from day.three_views("lobby, PIN not noted", "observer")
    day.act("~/pin/noted")
    yield from day.three_views("lobby")
    day.lead("~/door", locked="1")
    yield Shown("roster, door locked", "nobody", f"/join/{day.cast.workshop.join_code}")
    day.lead("~/door", locked="0")


def _opening(day: Guide) -> Iterator[Shown]:
    day.lead("~/step", kind="opening")
    yield from day.three_views("nobody has chosen a pillar", "observer")
    day.act("~/pillar", pillar="Modern")
    day.others[0].post("~/pillar", pillar="Religius")
    yield from day.three_views("choosing a pillar")
    day.lead("~/pillars/reveal")
    yield from day.three_views("pillars shown", "observer")


def _complaints(day: Guide) -> Iterator[Shown]:
    day.lead("~/steps", kind="complaints")
    day.lead("~/step", kind="complaints")
    complaint = f"/complaints/{day.room.values['complaint_id']}"
    sentence = day.words("Di depan sekolah airnya sampai lutut tiap hujan.", 300)
    day.act("~/complaints/notes", category="Banjir", sentence=sentence)
    day.act(f"{complaint}/notes")
    yield from day.three_views("complaints", "observer")
    for who in BOTH:
        yield Shown("a category", who, f"{day.path}/complaints?category=Banjir")
        yield Shown("no closed ones", who, f"{day.path}/complaints?category=Banjir&status=closed")
        yield Shown("a complaint", who, complaint)
    day.lead(f"{complaint}/hiding", why=day.words("Menyebut nama seorang warga", 300))
    yield Shown("a hidden complaint", "facilitator", complaint)
    yield from day.three_views("all complaints hidden")
    day.lead(f"{complaint}/restoration")


def _problems(day: Guide) -> Iterator[Shown]:
    """Gives the address of the problem that stands for others."""
    day.lead("~/step", kind="problems")
    yield from day.three_views("nothing written yet", "observer")
    story = day.words("Tumpukan sampah menutup setengah jalan sejak Lebaran; bau sampai ke kelas.", 410)
    written = {"story": f"{story} pasar serpong", "place": day.words("Jl. Raya Serpong, dekat pasar", 82)}
    problem, third = (
        day.act("~/problems", title=day.words(title, 120), **written)
        for title in ("Sampah menumpuk di Pasar Serpong", "Truk sampah hanya datang sekali seminggu")
    )
    title = f"Pasar Serpong {day.words('penuh sampah lagi', 41)}"
    same = day.others[0].post("~/problems", title=title).headers["Location"]
    day.ani.send(f"{problem}/photo", photo=picture(size=(1600, 900)))
    yield from day.three_views("writing")
    yield Shown("own problem while writing", "agent", problem)
    day.lead("~/problems/close")
    yield from day.three_views("writing closed")
    yield Shown("own problem while closed", "agent", problem)
    day.lead("~/problems/reveal")
    day.others[0].post(f"{problem}/reactions", kind="same", on="1")
    yield from day.three_views("problems shown", "observer")
    for who in BOTH:
        yield Shown("shown problem", who, problem)
    day.lead(f"{same}/merge", into=problem.split("/")[-1])
    day.lead(f"{third}/hiding", why=day.words("Menyebut nama pengemudi", 123))
    yield from day.three_views("some merged, some hidden")
    for who in BOTH:
        yield Shown("problem that stands for others", who, problem)
        yield Shown("merged problem", who, same)
        yield Shown("hidden problem", who, third)
    return problem


def _cards(day: Guide, problem: str) -> Iterator[Shown]:
    """Gives the address of the card."""
    day.lead("~/step", kind="cards")
    card = day.act("~/cards", title=day.words("Pasukan Sampah Kilat", 120), problem=problem.split("/")[-1])
    yield from day.three_views("cards", "observer")
    yield Shown("own card", "agent", card)
    lines = (
        ("action", "Dua regu mengangkut tumpukan tiap Selasa dan Jumat.", "Warga melapor lewat satu nomor."),
        ("needs", "Dua pikap, enam petugas.", "Satu nomor pengaduan yang dijawab."),
    )
    for name, one, other in lines:
        day.act(f"{card}/fields/{name}", base="", value=f"{day.words(one, 164)}\n{day.words(other, 82)}")
    _choose(day, card)
    for who in (*BOTH, "observer"):
        yield Shown("writing in a card", who, f"{card}/edit")
        yield Shown("a card with its choices", who, card)
    stale = {"value": "60", "version": "0"}
    yield Shown("two answers", "agent", f"{card}/choices/horizon", stale, 409)
    for who in BOTH:
        yield Shown("the board", who, f"{day.path}/cards?state=incomplete")
        yield Shown("the board without a card", who, f"{day.path}/cards?state=complete&pillar=none")
    return card


def _choose(day: Guide, card: str) -> None:
    """Everything that can be chosen for a card."""
    agencies = [str(agency.id) for agency in day.cast.agencies.values()]
    rows = [
        {"what": day.words(what, 120), "amount": day.words(amount, 40), "from": whom}
        for what, amount, whom in (
            ("Pikap dengan bak tertutup", "2", agencies[0]),
            ("Petugas kebersihan", "6 orang", agencies[1]),
            ("Karung dan sapu", "40 set", day.words("CSR pengelola pasar", 80)),
        )
    ]
    for choice, value in (
        ("complaints", [day.words("Sampah liar", 120), "Banjir"]),
        ("pillar", str(day.cast.series.pillars[0].id)),
        ("lead", agencies[0]),
        ("partners", agencies[1:]),
        ("horizon", "30"),
        ("resources", json.dumps(rows)),
        ("cost", "10000000000000"),
        ("cost_source", "apbd-p"),
    ):
        day.act(f"{card}/choices/{choice}", value=value, version="0")


def _links(day: Guide, problem: str, card: str) -> Iterator[Shown]:
    """A complaint and its whole category, with and without what they have to do with."""
    complaint = f"/complaints/{day.room.values['complaint_id']}"
    for who in (*BOTH, "observer"):
        yield Shown("a complaint that is not linked", who, complaint)
    for to in (problem, card):
        day.act(f"{complaint}/links", to=to.split("/")[-1])
        day.act("~/complaints/links", category="Banjir", to=to.split("/")[-1])
    for who in (*BOTH, "observer"):
        yield Shown("a linked complaint", who, complaint)
        yield Shown("a linked category", who, f"{day.path}/complaints?category=Banjir")
        yield Shown("a linked problem", who, problem)
        yield Shown("a linked card", who, card)


def _discussion(day: Guide, card: str) -> Iterator[Shown]:
    mention = "@DISPERKIMTANLHKPPPADALDU" if day.cast.agencies["DLH"].short_name != "DLH" else "@DLH"
    comment = day.act(f"{card}/comments", text=day.words("Pikap bisa dipinjam mulai pekan depan.", 410))
    answer = day.words("Dua atau tiga?", 41)
    day.others[0].post(f"{card}/comments?reply_to={comment.split('/')[-1]}", text=f"{answer} {mention}")
    day.others[0].post(f"{comment}/reactions", kind="agree")
    day.others[0].post(f"{card}/joining")
    hidden = day.lead(f"{card}/comments", text=day.words("Pak Anu selalu terlambat.", 41))
    day.lead(f"{hidden}/hiding", why=day.words("Menyebut nama orang", 164))
    for who in (*BOTH, "observer"):
        yield Shown("a card with its discussion", who, card)
        yield Shown("a comment", who, comment)
        yield Shown("all comments", who, f"{card}/comments")
    yield from day.three_views("cards and news")
    day.lead(f"{comment}/hiding", why=day.words("Dijawab di luar ruangan", 164))
    for who in BOTH:
        yield Shown("a hidden comment", who, comment)


def _ends_of(day: Guide, card: str) -> Iterator[Shown]:
    """A card's history, and a card that is locked or hidden."""
    day.act(f"{card}/versions", name=day.words("Sebelum makan siang", 41))
    day.act(f"{card}/fields/needs", base="", value=day.words("Tiga pikap, sembilan petugas.", 41))
    for which in ("", "?version=1", "?from=1"):
        yield Shown(f"history {which}", "agent", f"{card}/history{which}")
    day.lead(f"{card}/lock")
    yield Shown("a locked card", "agent", f"{card}/edit")
    day.lead(f"{card}/unlock")
    day.lead(f"{card}/hiding", why=day.words("Sama dengan kartu DPU", 200))
    for who in BOTH:
        yield Shown("a hidden card", who, card)
    yield Shown("hidden cards", "facilitator", f"{day.path}/cards?state=hidden")
    yield Shown("desk with a hidden card", "facilitator", f"{day.path}/desk")
    day.lead(f"{card}/restoration")


def _validation(day: Guide, card: str) -> Iterator[Shown]:
    day.lead("~/step", kind="validation")
    yield from day.three_views("no round yet", "observer")
    round = day.lead("~/rounds")
    day.room.values["round_id"] = round.split("/")[-1]
    yield from day.three_views("nobody has voted", "observer")
    for other in day.others[:3]:
        other.post(f"{card}/vote", **SCORES)
    day.act(f"{card}/vote", **SCORES)
    day.act(f"{round}/done", done="1")
    yield from day.three_views("voting")
    day.lead(f"{round}/close")
    yield from day.three_views("round closed", "observer")
    yield Shown("closed round", "agent", round)
    day.lead(f"{round}/reveal")
    day.stretch_the_countdown()
    yield from day.three_views("countdown")
    day.lead(f"{round}/reveal/stop")
    day.lead(f"{round}/reveal")
    wait_until(day.is_revealed, 15)
    yield from day.three_views("result", "observer")
    yield Shown("card with a result", "agent", card)


def _frozen(day: Guide) -> Iterator[Shown]:
    day.lead("~/step", kind="break")
    day.lead("~/freeze")
    yield from day.three_views("frozen break")
    day.lead("~/step", kind="problems")
    day.lead("~/step", kind="cards")
    yield from day.three_views("frozen")
    day.lead("~/thaw")
