"""A day in one breath: commands that bring about every event there is, in an order in which they can happen.

Each scene is a list of commands; what it brings about is read from the event log, so that nobody keeps a list.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

import requests
from sqlalchemy import select

from tests.cast import Cast
from tests.listener import Listener
from tests.photos.pictures import picture
from tests.servers import Remote, wait_until
from webapp.changes.models import Event
from webapp.complaints.models import Complaint
from webapp.discussion.models import Comment
from webapp.extensions import db
from webapp.people.models import Account, Claim, SeriesFacilitator
from webapp.workshops.models import Workshop

Command = Callable[[], object]


@dataclass
class Day:
    """The people of the day, over real HTTP."""

    cast: Cast
    sari: Remote
    ani: Remote
    budi: Remote
    base: str
    guests: dict[str, list[requests.Session]] = field(default_factory=dict)

    def commands(self) -> Iterator[tuple[str, Command]]:
        """One command after another, with what to call it in a failure."""
        yield from self._arriving()
        yield from self._room()
        yield from self._opening()
        yield from self._complaints()
        yield from self._problems()
        yield from self._same_problems()
        yield from self._cards()
        yield from self._discussion()
        yield from self._validation()
        yield from self._preparing()

    # What each part of the day consists of.

    def _arriving(self) -> Iterator[tuple[str, Command]]:
        seat = self.budi.person.seat_id
        yield "somebody joins", lambda: self.join("Dewi Anggraini", "DPU")
        yield "a second one of the same name", lambda: self.join("Dewi Anggraini", "DPU")
        yield "a name from the roster", lambda: self.join("Siti Aminah", "Dinkes")
        yield (
            "they are told apart",
            lambda: [self.sari.post(f"/seats/{s}/difference") for s in self.seats("Dewi Anggraini")],
        )
        yield "a walk-in", lambda: self.sari.post("~/seats", name="Tono Sutrisno", agency="Satpol PP")
        yield "that is me", lambda: self.claim(seat)
        yield "not you", lambda: self.sari.post(f"/claims/{self.open_claim()}/refusal")
        yield "that is me again", lambda: self.claim(seat)
        yield "let in", lambda: self.sari.post(f"/claims/{self.open_claim()}/grant")
        yield "renamed", lambda: self.sari.post(f"/seats/{seat}/name", name="Budi Raharjo <b>")
        yield "an observer", lambda: self.sari.post(f"/seats/{seat}/role", role="observer")
        yield "an agent again", lambda: self.sari.post(f"/seats/{seat}/role", role="agent")
        yield "removed", lambda: self.sari.post(f"/seats/{seat}/removal")
        yield "brought back", lambda: self.sari.post(f"/seats/{seat}/restoration")
        yield "the door is locked", lambda: self.sari.post("~/door", locked="1")
        yield "and open again", lambda: self.sari.post("~/door", locked="0")

    def _room(self) -> Iterator[tuple[str, Command]]:
        yield "a break", lambda: self.sari.post("~/step", kind="break")
        yield "undone", lambda: self.sari.post("~/undo")
        yield "the break after all", lambda: self.sari.post("~/step", kind="break")
        yield "pause", lambda: self.sari.post("~/timer/pause")
        yield "five more while paused", lambda: self.sari.post("~/timer/add", minutes="5")
        yield "go on", lambda: self.sari.post("~/timer/resume")
        yield "a minute less", lambda: self.sari.post("~/timer/add", minutes="-1")
        yield "seven minutes", lambda: self.sari.post("~/timer", minutes="7")
        yield "from the start", lambda: self.sari.post("~/timer/restart")
        yield "frozen", lambda: self.sari.post("~/freeze")
        yield "thawed", lambda: self.sari.post("~/thaw")
        yield "a hand", lambda: self.ani.post("~/hand")
        yield "down again", lambda: self.ani.post("~/hand/lower")
        yield "up once more", lambda: self.ani.post("~/hand")
        yield "all down", lambda: self.sari.post("~/hands/clear")

    def _opening(self) -> Iterator[tuple[str, Command]]:
        yield "to the opening", lambda: self.sari.post("~/step", kind="opening")
        yield "vision and pillars", lambda: self.say_what_it_stands_for("Kota yang ramah", "Cerdas", "Modern", "Ramah")
        yield "Ani chooses", lambda: self.ani.post("~/pillar", pillar="Cerdas")
        yield (
            "Siti chooses",
            lambda: self.guest_posts("Siti Aminah", f"{self.cast.workshop.path}/pillar", pillar="Ramah"),
        )
        yield "Ani changes her mind", lambda: self.ani.post("~/pillar", pillar="Modern")
        yield "all are shown", lambda: self.sari.post("~/pillars/reveal")
        yield "and taken back", lambda: self.sari.post("~/undo")
        yield "all are shown again", lambda: self.sari.post("~/pillars/reveal")
        yield "a pillar more", lambda: self.say_what_it_stands_for("<b>", "Cerdas", "Modern", "Ramah", "Hijau & <i>")

    def _complaints(self) -> Iterator[tuple[str, Command]]:
        sheet = "Nomor Tracking ID;Kategori;Isi Laporan;Tanggal Laporan\n" + "".join(
            f"{n};{'Banjir <b>' if n % 3 else 'Sampah'};Aduan {n};{n}/3/2017\n" for n in range(1, 25)
        )
        yield "a step for complaints", lambda: self.sari.post("~/steps", kind="complaints")
        yield "to the complaints", lambda: self.sari.post("~/step", kind="complaints")
        yield "a file that is none", lambda: self.upload("%PDF-1.4", "import.refused")
        yield "it is dropped", lambda: self.sari.post(self.newest("import.begun") + "/removal")
        yield "a file", lambda: self.upload(sheet, "import.read")
        yield "mapped otherwise", lambda: self.map_columns()
        yield "confirmed", lambda: self.sari.post(self.newest("import.begun") + "/confirm")
        yield (
            "Ani knows that",
            lambda: self.ani.post("~/complaints/notes", category="Sampah", sentence="Tiap <i> Senin"),
        )
        notes = f"/workshops/{self.cast.workshop.id}/complaints/notes"
        yield "Siti too", lambda: self.guest_posts("Siti Aminah", notes, category="Sampah")
        yield "Siti does not", lambda: self.guest_posts("Siti Aminah", notes, category="Sampah", on="0")
        yield "Ani knows one", lambda: self.ani.post(f"{self.complaint()}/notes", sentence="Depan rumah")
        yield "and does not", lambda: self.ani.post(f"{self.complaint()}/notes", on="0")
        yield "one is hidden", lambda: self.sari.post(f"{self.complaint()}/hiding", why="Menyebut nama")
        yield "and shown again", lambda: self.sari.post(f"{self.complaint()}/restoration")

    def _problems(self) -> Iterator[tuple[str, Command]]:
        yield "to the problems", lambda: self.sari.post("~/step", kind="problems")
        for title in ("Sampah menumpuk", "Lampu PJU mati <i>", "Angkot ngetem"):
            yield (
                f"Ani writes {title}",
                lambda title=title: self.ani.post("~/problems", title=title, story="Tiap Selasa."),
            )
        yield "Ani mends one", lambda: self.ani.post(self.newest("problem.written"), title="Angkot ngetem di depan SD")
        yield "Ani takes one back", lambda: self.ani.post(self.newest("problem.written") + "/delete")
        yield "writing is closed", lambda: self.sari.post("~/problems/close")
        yield "and open again", lambda: self.sari.post("~/undo")
        yield "shown all at once", lambda: self.sari.post("~/problems/reveal")
        yield (
            "mine too",
            lambda: self.guest_posts("Siti Aminah", self.first("problem.written") + "/reactions", kind="same", on="1"),
        )
        yield (
            "not mine",
            lambda: self.guest_posts("Siti Aminah", self.first("problem.written") + "/reactions", kind="same", on="0"),
        )

    def _same_problems(self) -> Iterator[tuple[str, Command]]:
        def main() -> str:
            return self.first("problem.written")

        def other() -> str:
            return self.first("problem.written", after=1)

        def merge() -> requests.Response:
            return self.sari.post(f"{other()}/merge", into=id_in(main()))

        yield "a photo comes", lambda: self.ani.send(f"{main()}/photo", photo=picture())
        yield "the same, says Ani", lambda: self.ani.post(f"{main()}/proposals", same_as=id_in(other()))
        yield "merged", merge
        yield "separated", lambda: self.sari.post(f"{other()}/merge/undoing")
        yield "kept apart", lambda: self.sari.post(f"{other()}/separation", other=id_in(main()))
        yield "hidden", lambda: self.sari.post(f"{main()}/hiding", why="Menyebut orang <b>")
        yield "shown again", lambda: self.sari.post(f"{main()}/restoration")
        yield "merged after all", merge

    def _cards(self) -> Iterator[tuple[str, Command]]:
        yield "to the cards", lambda: self.sari.post("~/step", kind="cards")
        yield "a card of one's own", lambda: self.ani.post("~/cards", title="PJU Terang Pamulang")
        yield (
            "a card from a problem",
            lambda: self.ani.post(
                "~/cards", title="Pasukan Sampah Kilat", problem=self.first("problem.written").split("/")[-1]
            ),
        )
        yield from self._texts()
        yield from self._choices()
        yield from self._links()

    def _texts(self) -> Iterator[tuple[str, Command]]:
        def write(field: str, base: str, value: str) -> requests.Response:
            return self.ani.post(f"{self.newest('card.made')}/fields/{field}", base=base, value=value)

        title = "Pasukan Sampah Kilat"
        yield "another name", lambda: write("title", title, f"{title} Serpong")
        yield "what is done", lambda: write("action", "", "Regu 24 jam lintas OPD\nlaporan masuk, pikap berangkat")
        yield "a version", lambda: self.ani.post(self.newest("card.made") + "/versions", name="Sebelum rapat")
        yield "it goes on", lambda: write("needs", "", "Dua pikap tiap Selasa")
        yield "the version again", lambda: self.ani.post(self.newest("card.made") + "/versions/1/restore")
        yield "one card locked", lambda: self.sari.post(self.newest("card.made") + "/lock")
        yield "all cards locked", lambda: self.sari.post("~/cards/lock")
        yield "all cards unlocked", lambda: self.sari.post("~/cards/unlock")
        yield "split in two", lambda: self.ani.post(self.newest("card.made") + "/split")
        second = {"other": lambda: self.newest("card.made").split("/")[-1]}
        yield "joined again", lambda: self.ani.post(self.first("card.made") + "/join", other=second["other"]())
        yield "and parted", lambda: self.ani.post(self.newest("card.made") + "/part")

    def _discussion(self) -> Iterator[tuple[str, Command]]:
        for kind in ("card", "problem"):
            subject = "card.made" if kind == "card" else "problem.written"
            of = f"under a {kind}"
            yield (
                f"Ani follows what is said {of}",
                lambda at=subject: self.ani.post(f"{self.first(at)}/following", on="1"),
            )
            yield (
                f"a guest says something {of}",
                lambda at=subject: self.guest_posts(
                    "Siti Aminah", f"{self.first(at)}/comments", text="Dua pikap <b>, @Ani?"
                ),
            )
            yield (
                f"Ani answers {of}",
                lambda at=subject: self.ani.post(f"{self.first(at)}/comments", text="Ya.", reply_to=self.comment(-1)),
            )
            yield (
                f"Ani says it otherwise {of}",
                lambda: self.ani.post(f"/comments/{self.comment(-1)}", text="Ya, @Dinkes."),
            )
            yield f"agreed {of}", lambda: self.ani.post(f"/comments/{self.comment(-2)}/reactions", kind="agree")
            yield f"hidden {of}", lambda: self.sari.post(f"/comments/{self.comment(-2)}/hiding", why="Ganda")
            yield f"shown again {of}", lambda: self.sari.post(f"/comments/{self.comment(-2)}/restoration")
            yield f"taken back {of}", lambda: self.ani.post(f"/comments/{self.comment(-1)}/removal")
            yield (
                f"the facilitator says something {of}",
                lambda at=subject: self.sari.post(f"{self.first(at)}/comments", text="Terima kasih."),
            )
        seat = self.ani.person.seat_id
        yield "Ani has another name", lambda: self.sari.post(f"/seats/{seat}/name", name="Ani Wijaya, S.T.")
        yield "Ani would join in", lambda: self.ani.post(self.first("card.made") + "/joining", on="1")
        yield "or rather not", lambda: self.ani.post(self.first("card.made") + "/joining", on="0")

    def _choices(self) -> Iterator[tuple[str, Command]]:
        def choose(field: str, value: object, version: int = 0) -> requests.Response:
            return self.ani.post(f"{self.newest('card.made')}/choices/{field}", value=value, version=version)

        cerdas, modern = (pillar.id for pillar in self.cast.series.pillars[:2])
        agencies = [agency.id for agency in self.cast.agencies.values()]
        yield "the pillar", lambda: choose("pillar", cerdas)
        yield "another pillar", lambda: choose("pillar", modern, 1)
        yield "who leads", lambda: choose("lead", agencies[0])
        yield "and with whom", lambda: choose("partners", agencies[1:3])
        yield "needs", lambda: choose("resources", '[{"what": "Pikap <b>", "amount": "2", "from": "Dishub"}]')
        yield "complaints", lambda: choose("complaints", ["Sampah liar", "Banjir"])
        yield "no cost", lambda: choose("cost_source", "none")
        yield "hidden", lambda: self.sari.post(self.newest("card.made") + "/hiding", why="Menyebut nama <i>")
        yield "brought back", lambda: self.sari.post(self.newest("card.made") + "/restoration")

    def _links(self) -> Iterator[tuple[str, Command]]:
        """A complaint and a category are linked with a problem and a card, and then not any more."""
        for kind, subject in (("problem", "problem.written"), ("card", "card.made")):
            for on, what in (("1", "linked"), ("0", "not any more")):
                form = {"to": lambda at=subject: id_in(self.first(at)), "on": on}
                yield f"a complaint, a {kind}: {what}", lambda form=form: self.link(f"{self.complaint()}/links", form)
                yield (
                    f"a category, a {kind}: {what}",
                    lambda form=form: self.link("~/complaints/links", form | {"category": "Sampah"}),
                )
        linked = {"to": lambda: id_in(self.first("card.made"))}
        yield "linked after all", lambda: self.link(f"{self.complaint()}/links", linked)
        yield "it is hidden", lambda: self.sari.post(f"{self.complaint()}/hiding", why="Menyebut nama")
        yield "and comes back", lambda: self.sari.post(f"{self.complaint()}/restoration")

    def link(self, path: str, form: Mapping[str, object]) -> requests.Response:
        return self.ani.post(path, **{name: value() if callable(value) else value for name, value in form.items()})

    def _validation(self) -> Iterator[tuple[str, Command]]:
        scores = {"effect": "4", "effectiveness": "3", "speed": "5", "ease": ""}
        yield "to the validation", lambda: self.sari.post("~/step", kind="validation")
        yield "the round is opened", lambda: self.sari.post("~/rounds")
        yield "Ani votes", lambda: self.ani.post(self.first("card.made") + "/vote", **scores)
        yield "Ani votes on the other", lambda: self.ani.post(self.newest("card.made") + "/vote", **scores)
        for guest in ("Dewi Anggraini", "Siti Aminah"):
            yield (
                f"{guest} votes",
                lambda guest=guest: self.guest_posts(guest, self.first("card.made") + "/vote", **scores),
            )
        yield "Ani is done", lambda: self.ani.post(self.newest("round.opened") + "/done", done="1")
        yield "closed", lambda: self.sari.post(self.newest("round.opened") + "/close")
        # Together: three seconds are too short to compare all pages in between.
        yield (
            "the countdown, stopped",
            lambda: [self.sari.post(self.newest("round.opened") + f"/reveal{stop}") for stop in ("", "/stop")],
        )
        yield "the countdown again", lambda: self.sari.post(self.newest("round.opened") + "/reveal")
        yield "revealed", lambda: wait_until(lambda: self.happened("round.revealed"), 10)
        yield (
            "another card on the wall",
            lambda: self.sari.post(self.newest("round.opened") + "/show", card=self.newest("card.made").split("/")[-1]),
        )

    def _preparing(self) -> Iterator[tuple[str, Command]]:
        yield "a second facilitator", lambda: self.name_facilitator()
        yield "a new rescue code", lambda: self.sari.post("~/rescue/renewal")
        step = {"name_id": "Jeda", "name_en": "Pause", "minutes": "5", "agents_act": "1"}
        yield "another step", lambda: self.sari.post("~/steps", kind="break")
        yield "it gets a name", lambda: self.sari.post(self.newest("step.added"), **step)
        yield "it comes earlier", lambda: self.sari.post(self.newest("step.added") + "/move", to="up")
        yield "it is taken out", lambda: self.sari.post(self.newest("step.added") + "/removal")
        hall = {"title": "Quick Wins & Co.", "held_on": "2017-09-14", "starts_at": "08:30", "wifi_name": "Aula"}
        yield "another day, another hall", lambda: self.sari.post("~/settings", **hall)
        yield "a phone goes dark", self.phone_goes_dark

    # Helps.

    def upload(self, content: str, ends_with: str) -> requests.Response:
        """Bring a file in, and wait until it is read."""
        before = self.times(ends_with)
        answer = self.sari.session.post(
            self.sari.address("~/complaints"), files={"file": ("lapor.csv", content)}, allow_redirects=False, timeout=20
        )
        wait_until(lambda: self.times(ends_with) > before, 60)
        return answer

    def map_columns(self) -> requests.Response:
        before = self.times("import.read")
        columns = {"service_request_id": "Nomor Tracking ID", "service_name": "Kategori"}
        answer = self.sari.post(self.newest("import.begun") + "/mapping", **columns)
        wait_until(lambda: self.times("import.read") > before, 60)
        return answer

    @staticmethod
    def times(name: str) -> int:
        db.session.rollback()
        return len(db.session.scalars(select(Event.seq).where(Event.name == name)).all())

    @staticmethod
    def complaint() -> str:
        db.session.rollback()
        return f"/complaints/{db.session.scalars(select(Complaint.id).order_by(Complaint.request_id)).first()}"

    def join(self, name: str, agency: str) -> requests.Response:
        session = requests.Session()
        self.guests.setdefault(name, []).append(session)
        form = {"code": self.cast.workshop.join_code, "name": name, "agency": agency}
        return session.post(f"{self.base}/join", data=form, allow_redirects=False, timeout=20)

    def guest_posts(self, name: str, path: str, **form: str) -> requests.Response:
        return self.guests[name][0].post(self.base + path, data=form, timeout=20)

    def claim(self, seat: UUID | None) -> requests.Response:
        form = {"code": self.cast.workshop.join_code, "seat": str(seat)}
        return requests.post(f"{self.base}/join/claims", data=form, allow_redirects=False, timeout=20)

    def open_claim(self) -> UUID:
        db.session.rollback()
        return db.session.scalars(select(Claim.id).where(Claim.granted_at.is_(None), Claim.refused_at.is_(None))).one()

    def seats(self, name: str) -> list[UUID]:
        db.session.rollback()
        return [
            event
            for event in db.session.scalars(select(Event.subject_id).where(Event.name == "seat.joined"))
            if event is not None
        ]

    def say_what_it_stands_for(self, vision: str, *pillars: str) -> None:
        """The room is told a moment later."""
        before = self.head()
        assert self.sari.post("~/opening", vision=vision, pillars="\n".join(pillars)).ok
        wait_until(lambda: self.head() > before, 10)

    def name_facilitator(self) -> requests.Response:
        account = self.cast.account("Nadia")
        db.session.commit()
        assert db.session.get(SeriesFacilitator, (self.cast.series.id, account.id)) is None
        return self.sari.post("~/facilitators", email=db.session.get_one(Account, account.id).email)

    def phone_goes_dark(self) -> None:
        """Somebody comes, is told to be here, and goes."""
        wati = self.cast.agent("Wati", "DPU")
        listener = Listener.of(self.sari.server, wati)
        wait_until(lambda: self.happened("seat.came", wati.seat_id), 20)
        listener.close()
        wait_until(lambda: self.happened("seat.left", wati.seat_id), 20)

    def comment(self, place: int) -> UUID:
        """The last comment, or one before it."""
        db.session.rollback()
        return db.session.scalars(select(Comment.id).order_by(Comment.written_at)).all()[place]

    def happened(self, name: str, subject_id: UUID | None = None) -> bool:
        db.session.rollback()
        of_subject = [Event.subject_id == subject_id] if subject_id else []
        return db.session.scalars(select(Event.seq).where(Event.name == name, *of_subject)).first() is not None

    def first(self, name: str, after: int = 0) -> str:
        return self._path(name, Event.seq.asc(), after)

    def newest(self, name: str) -> str:
        return self._path(name, Event.seq.desc())

    @staticmethod
    def _path(name: str, order: object, after: int = 0) -> str:
        """The address of what the first or last event of this name made."""
        db.session.rollback()
        kind = name.split(".")[0] + "s"  # card.made: /cards/…
        found = select(Event.subject_id).where(Event.name == name).order_by(order).offset(after).limit(1)
        subject = db.session.scalars(found).one()
        return f"/{kind}/{subject}"

    def head(self) -> int:
        db.session.rollback()
        head = db.session.scalars(select(Workshop.seq).where(Workshop.id == self.cast.workshop.id)).one()
        db.session.rollback()  # what is written next must not stand on what was read before the server wrote on
        return head


def id_in(path: str) -> str:
    return path.rpartition("/")[2]
