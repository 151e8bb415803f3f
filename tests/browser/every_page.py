"""Every page that somebody can get to see, one after another, with the room brought into each of its states.

The pages are found from the routes and the dialogs from the pages, so that nobody has to remember a new one. Names are
as long as the database lets them be: what holds with these holds with all.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from playwright.sync_api import Browser, Page

from tests.browser.axe import AXE
from tests.browser.visitor import LAPTOP, PHONE, WALL, Visitor
from tests.cast import Cast
from tests.photos.pictures import picture
from tests.room import Room, full_room
from tests.security.test_matrix import ANYBODY, DEVELOPMENT, RULES, who_may
from tests.servers import Remote, Server, wait_until
from webapp.changes.models import Due
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.models import Account, Seat
from webapp.validation.models import Round
from webapp.workshops.models import Workshop

# Answers to GET that no browser shows as a page of its own.
NO_PAGES = {
    "assets.static_file", "health.healthz", "health.readyz", "live.time", "live.frames", "workshops.brand_css",
    "workshops.own_part", "coediting.read_document", "reports.take_list", "problems.photo", "problems.small_photo",
    "complaints.counted_complaints", "complaints.open311_json", "complaints.open311_xml", "complaints.rejected_csv",
}  # fmt: skip
# Opened by a secret in the address; the scenes below have the right one.
BY_SECRET = {"people.claim", "screens.screen_page"}
DIFFERS_BY_PERSON = {"workshops.home"}
KINDS_OF_PEOPLE = ("nobody", "observer", "agent", "facilitator", "administrator")

WORD = "Pertanggungjawabankeuangandaerahkabupaten"
SCORES = {"effect": "4", "effectiveness": "3", "speed": "5", "ease": ""}
VIEWPORTS = {"facilitator": LAPTOP, "administrator": LAPTOP, "screen": WALL}


@dataclass(frozen=True)
class Shown:
    """One page as one person sees it; with a form, the page that answers its post."""

    name: str
    who: str
    address: str
    form: dict[str, str] | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.name}, as {self.who}"


@dataclass
class Readers:
    """A browser for each kind of people, which goes from page to page."""

    chromium: Browser
    server: Server
    room: Room
    language: str
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def open(self, shown: Shown) -> Page:
        """Bring the page onto its reader's browser, all of whose details are open."""
        visitor = self.visitors.get(shown.who) or self._come(shown.who)
        answers: list[int] = []
        note = lambda response: response.request.is_navigation_request() and answers.append(response.status)  # noqa: E731
        visitor.page.on("response", note)
        if shown.form is None:
            visitor.open(shown.address)
        else:
            visitor.open("/check")
            with visitor.page.expect_navigation():
                visitor.page.evaluate(POST, [shown.address, shown.form])
        visitor.page.remove_listener("response", note)
        assert answers[-1] == shown.status, f"{shown}: {answers}"
        visitor.page.evaluate(OPEN_DETAILS)
        return visitor.page

    def _come(self, who: str) -> Visitor:
        person = self.room.people.get(who) if who not in ("nobody", "screen") else None
        viewport = VIEWPORTS.get(who, PHONE)
        visitor = Visitor(self.chromium, self.server, person, viewport=viewport, reduced_motion="reduce")
        visitor.context.add_cookies([{"name": "language", "value": self.language, "url": visitor.base}])
        visitor.context.add_init_script(AXE)  # once for all of its pages
        self.visitors[who] = visitor
        return visitor

    def close(self) -> None:
        for visitor in self.visitors.values():
            visitor.close()


POST = """([address, fields]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}"""
OPEN_DETAILS = "() => { for (const one of document.querySelectorAll('details')) one.open = true; }"

# One opener of each kind: the sheets of two people are the same sheet.
OPENERS = """() => {
  const kinds = new Map();
  const hasSheets = document.querySelector("side-sheet"); // without it the link leads to a page
  for (const one of document.querySelectorAll(hasSheets ? "[data-opens], a[data-sheet]" : "[data-opens]")) {
    const name = one.dataset.opens ? "data-opens" : "href";
    const kind = one.getAttribute(name).replace(/[0-9a-f-]{36}/g, "");
    if (one.checkVisibility() && !kinds.has(kind)) kinds.set(kind, `[${name}="${one.getAttribute(name)}"]`);
  }
  return [...kinds];
}"""


def dialogs_of(page: Page, opened: set[str]) -> Iterator[str]:
    """Open each dialog of the page that has not been looked at yet, one after another; gives its name."""
    for kind, opener in page.evaluate(OPENERS):
        if kind in opened:
            continue
        opened.add(kind)
        page.locator(opener).first.click()
        page.locator("dialog[open]").wait_for()
        yield kind
        page.keyboard.press("Escape")
        page.locator("dialog[open]").wait_for(state="hidden")


def room_of_long_names(cast: Cast) -> Room:
    """A room in full swing in which everything has the longest name that it may have."""
    for name, agency in (("Siti Aminah", "Dinkes"), ("Sri Wahyuni", "DPU")):
        cast.roster(name, agency)
    room = full_room(cast)
    room.values["code"] = cast.workshop.join_code
    workshop, series = db.session.get_one(Workshop, cast.workshop.id), cast.series
    series.city, series.name = f"Kabupaten {WORD * 2}", f"{WORD} {WORD} dan Tata Kota Terpadu"
    series.vision = f"Terwujudnya {WORD * 2} yang cerdas, modern dan religius " * 3
    series.pillars[0].name = WORD[:40]
    workshop.title = f"{WORD} {WORD} dan Lokakarya Terpadu"
    workshop.wifi_name, workshop.wifi_password = WORD[:32], (WORD * 2)[:63]
    for step in workshop.steps:
        step.name_id = step.name_en = f"{step.name_id} {WORD}"[:60]
        step.instruction_id = step.instruction_en = f"Masalah mana dari {WORD * 2} yang Anda alami sendiri?"
    cast.agencies["DLH"].name = f"Dinas {WORD * 2}, Permukiman dan Pertanahan"[:120]
    cast.agencies["DLH"].short_name = "DISPERKIMTANLHKPPPADALDU"
    cast.agencies["Dishub"].short_name, cast.agencies["Dishub"].initials = "Disparpora Kab. Tangerang", "WW"
    for person in room.people.values():
        if person.seat_id:
            seat = db.session.get_one(Seat, person.seat_id)
            seat.name = f"{seat.name} {WORD} Sastrowidjojo"[:80]
        if person.account_id:
            account = db.session.get_one(Account, person.account_id)
            account.name, account.email = (
                f"{account.name} {WORD * 2}",
                f"{account.name.lower()}.{WORD.lower()}@go.example",
            )
    db.session.commit()
    return room


def every_page(room: Room, server: Server) -> Iterator[Shown]:
    """All pages; while one is being looked at, the room is in the state that its name says."""
    yield from _day(_DayOf(room, server))
    yield from _pages_of_routes(room)
    yield from _answers_to_forms(room)
    yield from _refusals(room)


def _pages_of_routes(room: Room) -> Iterator[Shown]:
    for rule, method in (rule.values for rule in RULES):
        if method != "GET" or rule.endpoint in NO_PAGES | BY_SECRET:
            continue
        may = who_may(rule.endpoint)
        readers = [who for who in KINDS_OF_PEOPLE if who in may]
        if rule.endpoint in (ANYBODY | DEVELOPMENT) - DIFFERS_BY_PERSON:
            readers = ["nobody"]
        for who in readers:
            status = 410 if rule.endpoint == "people.sign_in_by_link" else 200  # a link that was used
            yield Shown(
                rule.rule, who, room.address(rule).replace("22222222", room.cast.workshop.join_code), None, status
            )


class _DayOf:
    """The people who bring the room from one state to the next."""

    def __init__(self, room: Room, server: Server) -> None:
        self.room, self.cast = room, room.cast
        self.path = f"/workshops/{room.cast.workshop.id}"
        self.sari, self.ani = (Remote(server, room.people[who]) for who in ("facilitator", "agent"))
        others = [room.cast.agent(f"Rekan {n}", agency) for n, agency in enumerate(("DLH", "DLH", "DPU", "Dinkes"))]
        self.others = [Remote(server, other) for other in others]

    def lead(self, path: str, **form: str) -> str:
        """The facilitator does something; gives the address of what came of it."""
        return self._post(self.sari, path, form)

    def act(self, path: str, **form: str | list[str]) -> str:
        return self._post(self.ani, path, form)

    def _post(self, who: Remote, path: str, form: Mapping[str, str | list[str]]) -> str:
        answer = who.post(path, **form)
        assert answer.ok, f"{path}: {answer.text}"
        return str(answer.headers.get("Location", ""))

    def begin(self) -> None:
        """Take back what the full room has gone through already."""
        rounds = Round.__table__
        for table in db.metadata.sorted_tables:
            if any(key.column.table is rounds for key in table.foreign_keys):
                db.session.execute(table.delete())
        db.session.execute(rounds.delete())
        step = self.cast.step("problems")
        step.closed_at = step.revealed_at = None
        db.session.get_one(Seat, self.room.values["seat_id"]).pin_noted_at = None
        db.session.commit()
        self.cast.be_at("lobby")

    def stretch_the_countdown(self) -> None:
        """Three seconds are too short to read every page of them."""
        db.session.rollback()
        later = clock.now() + timedelta(hours=1)
        db.session.execute(db.update(Round).values(reveal_at=later))
        db.session.execute(db.update(Due).values(at=later))
        db.session.commit()

    def is_revealed(self) -> bool:
        db.session.rollback()
        return bool(db.session.scalars(db.select(Round.revealed_at)).one())

    def three_views(self, name: str, *more: str) -> Iterator[Shown]:
        yield Shown(f"seat, {name}", "agent", self.path)
        yield Shown(f"desk, {name}", "facilitator", f"{self.path}/desk")
        yield Shown(f"screen, {name}", "screen", f"/screen/{self.cast.workshop.screen_token}")
        for who in more:
            yield Shown(f"seat, {name}", who, self.path)


def _day(day: _DayOf) -> Iterator[Shown]:
    day.begin()
    yield from day.three_views("lobby, PIN not noted", "observer")
    day.act("~/pin/noted")
    yield from day.three_views("lobby")
    day.lead("~/door", locked="1")
    yield Shown("roster, door locked", "nobody", f"/join/{day.cast.workshop.join_code}")
    day.lead("~/door", locked="0")

    day.lead("~/step", kind="opening")
    yield from day.three_views("nobody has chosen a pillar", "observer")
    day.act("~/pillar", pillar="Modern")
    day.others[0].post("~/pillar", pillar="Religius")
    yield from day.three_views("choosing a pillar")
    day.lead("~/pillars/reveal")
    yield from day.three_views("pillars shown", "observer")

    yield from _complaints(day)

    day.lead("~/step", kind="problems")
    yield from day.three_views("nothing written yet", "observer")
    problem, third = (
        day.act("~/problems", title=(WORD * 3)[:120], story=f"{WORD * 10} pasar serpong", place=WORD * 2)
        for _ in range(2)
    )
    same = day.others[0].post("~/problems", title=f"Pasar Serpong {WORD}").headers["Location"]
    day.ani.send(f"{problem}/photo", photo=picture(size=(1600, 900)))
    yield from day.three_views("writing")
    yield Shown("own problem while writing", "agent", problem)
    day.lead("~/problems/close")
    yield from day.three_views("writing closed")
    yield Shown("own problem while closed", "agent", problem)
    day.lead("~/problems/reveal")
    day.others[0].post(f"{problem}/reactions", kind="same", on="1")
    yield from day.three_views("problems shown", "observer")
    yield Shown("shown problem", "agent", problem)
    yield Shown("shown problem", "facilitator", problem)
    day.lead(f"{same}/merge", into=problem.split("/")[-1])
    day.lead(f"{third}/hiding", why=WORD * 3)
    yield from day.three_views("some merged, some hidden")
    for who in ("agent", "facilitator"):
        yield Shown("problem that stands for others", who, problem)
        yield Shown("merged problem", who, same)
        yield Shown("hidden problem", who, third)

    day.lead("~/step", kind="cards")
    card = day.act("~/cards", title=(WORD * 3)[:120], problem=problem.split("/")[-1])
    yield from day.three_views("cards", "observer")
    yield Shown("own card", "agent", card)
    for name in ("action", "needs"):
        day.act(f"{card}/fields/{name}", base="", value=f"{WORD * 4}\n{WORD * 2}")
    _choose(day, card)
    for who in ("agent", "facilitator", "observer"):
        yield Shown("writing in a card", who, f"{card}/edit")
        yield Shown("a card with its choices", who, card)
    stale = {"value": "60", "version": "0"}
    yield Shown("two answers", "agent", f"{card}/choices/horizon", stale, 409)
    for who in ("agent", "facilitator"):
        yield Shown("the board", who, f"{day.path}/cards?state=incomplete")
        yield Shown("the board without a card", who, f"{day.path}/cards?state=complete&pillar=none")
    yield from _links(day, problem, card)
    comment = day.act(f"{card}/comments", text=WORD * 10)
    day.others[0].post(f"{card}/comments?reply_to={comment.split('/')[-1]}", text=f"{WORD} @DISPERKIMTANLHKPPPADALDU")
    day.others[0].post(f"{comment}/reactions", kind="agree")
    day.others[0].post(f"{card}/joining")
    day.lead(f"{day.lead(f'{card}/comments', text=WORD)}/hiding", why=WORD * 4)
    for who in ("agent", "facilitator", "observer"):
        yield Shown("a card with its discussion", who, card)
        yield Shown("a comment", who, comment)
        yield Shown("all comments", who, f"{card}/comments")
    yield from day.three_views("cards and news")
    day.lead(f"{comment}/hiding", why=WORD * 4)
    for who in ("agent", "facilitator"):
        yield Shown("a hidden comment", who, comment)
    day.act(f"{card}/versions", name=WORD)
    day.act(f"{card}/fields/needs", base="", value=WORD)
    for which in ("", "?version=1", "?from=1"):
        yield Shown(f"history {which}", "agent", f"{card}/history{which}")
    day.lead(f"{card}/lock")
    yield Shown("a locked card", "agent", f"{card}/edit")
    day.lead(f"{card}/unlock")
    day.lead(f"{card}/hiding", why=(WORD * 5)[:200])
    for who in ("agent", "facilitator"):
        yield Shown("a hidden card", who, card)
    yield Shown("hidden cards", "facilitator", f"{day.path}/cards?state=hidden")
    yield Shown("desk with a hidden card", "facilitator", f"{day.path}/desk")
    day.lead(f"{card}/restoration")

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

    day.lead("~/step", kind="break")
    day.lead("~/freeze")
    yield from day.three_views("frozen break")
    day.lead("~/step", kind="problems")
    day.lead("~/step", kind="cards")
    yield from day.three_views("frozen")
    day.lead("~/thaw")


def _choose(day: _DayOf, card: str) -> None:
    """Everything that is chosen for a card, as long as it may be."""
    agencies = [str(agency.id) for agency in day.cast.agencies.values()]
    rows = [
        {"what": (WORD * 3)[:120], "amount": WORD[:40], "from": agency} for agency in (*agencies[:2], (WORD * 2)[:80])
    ]
    for choice, value in (
        ("complaints", [(WORD * 3)[:120], "Banjir"]),
        ("pillar", str(day.cast.series.pillars[0].id)),
        ("lead", agencies[0]),
        ("partners", agencies[1:]),
        ("horizon", "30"),
        ("resources", json.dumps(rows)),
        ("cost", "10000000000000"),
        ("cost_source", "apbd-p"),
    ):
        day.act(f"{card}/choices/{choice}", value=value, version="0")


def _complaints(day: _DayOf) -> Iterator[Shown]:
    day.lead("~/steps", kind="complaints")
    day.lead("~/step", kind="complaints")
    complaint = f"/complaints/{day.room.values['complaint_id']}"
    day.act("~/complaints/notes", category="Banjir", sentence=(WORD * 8)[:300])
    day.act(f"{complaint}/notes")
    yield from day.three_views("complaints", "observer")
    for who in ("agent", "facilitator"):
        yield Shown("a category", who, f"{day.path}/complaints?category=Banjir")
        yield Shown("no closed ones", who, f"{day.path}/complaints?category=Banjir&status=closed")
        yield Shown("a complaint", who, complaint)
    day.lead(f"{complaint}/hiding", why=(WORD * 8)[:300])
    yield Shown("a hidden complaint", "facilitator", complaint)
    yield from day.three_views("all complaints hidden")
    day.lead(f"{complaint}/restoration")


def _links(day: _DayOf, problem: str, card: str) -> Iterator[Shown]:
    complaint = f"/complaints/{day.room.values['complaint_id']}"
    category = f"{day.path}/complaints?category=Banjir"
    for who in ("agent", "facilitator", "observer"):
        yield Shown("a complaint that is not linked", who, complaint)
    for to in (problem, card):
        day.act(f"{complaint}/links", to=to.split("/")[-1])
        day.act("~/complaints/links", category="Banjir", to=to.split("/")[-1])
    for who in ("agent", "facilitator", "observer"):
        yield Shown("a linked complaint", who, complaint)
        yield Shown("a linked category", who, category)
        yield Shown("a linked problem", who, problem)
        yield Shown("a linked card", who, card)


def _answers_to_forms(room: Room) -> Iterator[Shown]:
    workshop, code = room.cast.workshop.id, room.cast.workshop.join_code
    seat = {"code": code, "seat": str(room.values["seat_id"])}
    yield Shown("coming back to a name", "nobody", f"/join/{code}/back?seat={seat['seat']}")
    yield Shown("asking the facilitator", "nobody", "/join/claims", seat)
    yield Shown("desk with a claim", "facilitator", f"/workshops/{workshop}/desk")
    yield Shown("wrong password", "nobody", "/sign-in", {"email": "a@b.example", "password": "wrong"}, 422)
    lines = f"Rina Kartika; DLH\n{WORD * 2}; Tidak Ada\n{WORD}; Dinkes"
    yield Shown("roster preview", "facilitator", f"/workshops/{workshop}/roster/preview", {"lines": lines})
    settings = {"title": "", "held_on": "x", "starts_at": "x", "wifi_name": WORD, "wifi_password": ""}
    yield Shown("refused settings", "facilitator", f"/workshops/{workshop}/settings", settings, 422)
    link = f"/admin/accounts/{room.values['account_id']}/links"
    yield Shown("sign-in link", "administrator", link, {}, 201)


def _refusals(room: Room) -> Iterator[Shown]:
    room_path = f"/workshops/{room.cast.workshop.id}"
    yield Shown("nothing there", "agent", "/nothing", None, 404)
    yield Shown("another's room", "stranger", room_path, None, 404)
    yield Shown("removed", "removed", room_path, None, 404)
    yield Shown("desk for an agent", "agent", f"{room_path}/desk", None, 403)
    yield Shown("room without a session", "nobody", f"{room_path}/agenda", None, 401)
    yield Shown("wrong code", "nobody", "/join/22222222", None, 404)
    yield Shown("old screen", "screen", "/screen/wrong", None, 404)
