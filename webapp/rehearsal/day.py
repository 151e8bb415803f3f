"""The day in small: the facilitator leads from the lobby to the reveal, and the robots do what people do there."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from time import monotonic, perf_counter
from urllib.parse import unquote_plus

import gevent
from gevent.pool import Group

from webapp.rehearsal import tree
from webapp.rehearsal.browser import Answer
from webapp.rehearsal.robot import Robot
from webapp.rehearsal.room import CannotBegin, Room

CRITERIA = ("effect", "effectiveness", "speed", "ease")
REACTIONS = ("same", "important", "help")
PILLAR = re.compile(r'name="pillar" value="([0-9a-f-]{36})"')
PROBLEM = re.compile(r'id="problem-([0-9a-f-]{36})"')
CARD = re.compile(r'(?:id="card-|/cards/)([0-9a-f-]{36})')
CATEGORY = re.compile(r'/complaints\?category=([^"&]+)')
MOST_CARDS = 9
MOST_KNOWN = 60  # as often somebody says at most to know a kind of complaint
REVEAL_S = 20
DONE, WRITE, KNOW = "say “I am done”", "write in a card", "know a kind of complaint"
# What is chosen for a card: what the card's page offers, or one of these.
CHOSEN: Mapping[str, tuple[str, ...]] = {
    "pillar": (),
    "lead": (),
    "horizon": (),
    "cost_source": (),
    "cost": ("2.500.000", "12.500.000", "75.000.000"),
    "complaints": ("Sampah liar", "Lampu jalan", "Kemacetan"),
}
NOTHING: Mapping[str, str] = {}

# What people write; the robots take turns.
WORRIES = (
    (
        "Antrean KTP-el lebih dari tiga jam",
        "Loket dibuka pukul delapan, nomor antrean habis pukul sembilan.",
        "Serpong",
    ),
    ("Sampah di TPS Ciputat baru diangkut dua hari sekali", "Baunya sampai ke sekolah di seberang jalan.", "Ciputat"),
    ("Lampu jalan mati di Jalan Raya Puspiptek", "Sudah tiga kali dilaporkan, belum ada yang datang.", "Setu"),
    ("Angkot berhenti sembarangan di depan Pasar Serpong", "Tiap pagi macet sampai ke rel kereta.", "Serpong"),
    ("Banjir setiap hujan satu jam di Perumahan Ciledug Indah", "Saluran tersumbat bangunan liar.", "Pondok Aren"),
    ("Izin usaha mikro bolak-balik empat dinas", "Setiap dinas meminta fotokopi yang sama.", "Pamulang"),
    ("Puskesmas tutup sebelum pekerja pulang", "Yang bekerja harus mengambil cuti untuk berobat.", "Ciputat Timur"),
    ("PKL kembali ke trotoar sehari setelah penertiban", "Tempat pengganti jauh dari pembeli.", "Pamulang"),
)
DEEDS = (
    "Dua pikap berangkat sebelum pukul tujuh",
    "Petugas loket ditambah tiga orang sampai akhir bulan",
    "Lurah menelepon warga yang melapor",
    "Lampu diganti dalam 48 jam, foto sebelum dan sesudah dikirim",
)
KNOWN = (
    "Setiap Senin kami melihatnya sendiri",
    "Yang melapor biasanya warga yang sama",
    "Di kelurahan kami sudah berkurang sejak ada jadwal",
    "Separuhnya sebenarnya tugas dua OPD sekaligus",
)


@dataclass
class Change:
    """Something that somebody did, from the click on."""

    kind: str
    clicked_at: float
    seq: int


@dataclass
class Record:
    """What happened, for the report and for the question what was lost."""

    changes: list[Change] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    lost_commands: list[str] = field(default_factory=list)
    ballots: dict[str, Robot] = field(default_factory=dict)  # by name, of those whose vote was accepted
    receipts: dict[str, str] = field(default_factory=dict)  # by name: the code that the phone showed before the close
    cards: list[str] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)  # cards, and what was accepted into their texts
    known: list[tuple[str, str]] = field(default_factory=list)  # kinds of complaints, and what was accepted of them
    round: str = ""
    done: int = 0  # people who said that they are
    late: int = 0  # changes for which nobody was free
    began_at: float = 0.0
    ended_at: float = 0.0


class Day:
    """Plays in a room; `pace` changes a second on average, at moments as random as people's."""

    def __init__(self, room: Room, pace: float, seconds: float, random: Random) -> None:
        self.room = room
        self.pace = pace
        self.seconds = seconds
        self.random = random
        self.record = Record()
        self._busy: set[Robot] = set()
        self._under_way = Group()
        self._cards_asked_for = 0
        self._offers: dict[str, tuple[str, ...]] = {}
        self._hands: set[Robot] = set()
        self._reacted: set[tuple[Robot, str, str]] = set()
        self._done: set[Robot] = set()

    def play(self) -> Record:
        """The timed part."""
        for robot in self.room.robots:
            robot.count_from_here()
        self.record.began_at = perf_counter()
        parts = list(self._parts())
        whole = sum(share for _part, share in parts)
        for part, share in parts:
            part(self.seconds * share / whole)
        self._under_way.join()
        self.record.ended_at = perf_counter()
        return self.record

    def _parts(self) -> Iterator[tuple[Callable[[float], None], float]]:
        yield self._lobby, 0.06
        yield self._opening, 0.06
        if self._has_step("complaints"):
            yield self._complaints, 0.1
        yield self._writing, 0.18
        yield self._reacting, 0.15
        yield self._cards, 0.15
        yield self._break, 0.05
        yield self._vote, 0.35

    # ── the parts of the day ──

    def _lobby(self, seconds: float) -> None:
        self._go_to("lobby")
        to_note = list(self.room.agents)
        self._meanwhile(seconds, lambda: self._note_pin(to_note) if to_note else self._hand())

    def _opening(self, seconds: float) -> None:
        self._go_to("opening")
        pillars = self._ids(PILLAR, self.room.agents[0])
        to_choose = list(self.room.agents) if pillars else []
        self._meanwhile(seconds, lambda: self._choose(to_choose, pillars) if to_choose else self._hand())
        self._under_way.join()
        self._lead("show all pillars", "~/pillars/reveal")

    def _complaints(self, seconds: float) -> None:
        """Where nobody has brought complaints in, there is nothing that one could know."""
        self._go_to("complaints")
        kinds = [unquote_plus(kind) for kind in self._ids(CATEGORY)]
        to_know = [(robot, kind) for robot in self.room.agents for kind in kinds]
        self.random.shuffle(to_know)
        del to_know[MOST_KNOWN:]
        self._meanwhile(seconds, lambda: self._know(to_know) if to_know else self._hand())

    def _writing(self, seconds: float) -> None:
        self._go_to("problems")
        self._meanwhile(seconds, self._write)

    def _reacting(self, seconds: float) -> None:
        self._under_way.join()
        self._lead("close the writing", "~/problems/close")
        pause = min(1.0, seconds / 4)
        gevent.sleep(pause)
        self._lead("show all problems", "~/problems/reveal")
        problems = self._ids(PROBLEM)
        self._meanwhile(seconds - pause, lambda: self._react(problems))

    def _cards(self, seconds: float) -> None:
        problems = self._ids(PROBLEM)
        self._go_to("cards")
        self._meanwhile(seconds / 2, lambda: self._make_card(problems))
        self._under_way.join()
        self.record.cards = self.record.cards or self._ids(CARD)[:MOST_CARDS]
        to_choose = [(card, field) for card in self.record.cards for field in CHOSEN]
        self.random.shuffle(to_choose)
        self._meanwhile(seconds / 2, lambda: self._choose_or_write(to_choose))

    def _break(self, seconds: float) -> None:
        self._under_way.join()
        self._go_to("break")
        self._meanwhile(seconds, self._hand)

    def _vote(self, seconds: float) -> None:
        self._under_way.join()
        self._go_to("validation")
        answer = self._lead("open the vote", "~/rounds")
        if answer.status != 201:
            raise CannotBegin(f"The vote could not be opened ({answer.status}): {tree.parse(answer.text).text[:200]}")
        self.record.round = answer.location.rsplit("/", 1)[-1]
        to_do = [(robot, card) for card in self.record.cards for robot in self.room.agents]
        self.random.shuffle(to_do)
        self._meanwhile(seconds * 0.85, lambda: self._cast(to_do))
        self._meanwhile(seconds * 0.15, self._say_done)
        self._under_way.join()
        self._keep_receipts()
        self._compare_turnout()
        self._lead("close the vote", f"/rounds/{self.record.round}/close")
        self._lead("start the countdown", f"/rounds/{self.record.round}/reveal")
        self._wait_for_result()

    # ── what people do ──

    def _note_pin(self, to_note: list[Robot]) -> None:
        self._do("note the PIN", to_note.pop(), "~/pin/noted")

    def _choose(self, to_choose: list[Robot], pillars: list[str]) -> None:
        self._do("choose a pillar", to_choose.pop(), "~/pillar", {"pillar": self.random.choice(pillars)})

    def _know(self, to_know: list[tuple[Robot, str]]) -> None:
        robot, kind = self._next_of_somebody_free(to_know)
        if robot and kind:
            said = f"{self.random.choice(KNOWN)} ({len(to_know)})."
            self._do(KNOW, robot, "~/complaints/notes", {"category": kind, "sentence": said})

    def _hand(self) -> None:
        if robot := self._somebody():
            up = robot in self._hands
            (self._hands.discard if up else self._hands.add)(robot)
            self._do("raise or lower a hand", robot, "~/hand/lower" if up else "~/hand")

    def _write(self) -> None:
        if robot := self._somebody():
            title, story, place = self.random.choice(WORRIES)
            self._do("write a problem", robot, "~/problems", {"title": title, "story": story, "place": place})

    def _react(self, problems: list[str]) -> None:
        robot = self._somebody() if problems else None
        if not robot:
            self._hand()
            return
        problem = self.random.choice(problems)
        kind = self.random.choice(REACTIONS[1:])  # "same" is not for one's own
        on = (robot, problem, kind) not in self._reacted
        (self._reacted.add if on else self._reacted.discard)((robot, problem, kind))
        self._do("react", robot, f"/problems/{problem}/reactions", {"kind": kind, "on": str(int(on))})

    def _make_card(self, problems: list[str]) -> None:
        if self._cards_asked_for >= MOST_CARDS:
            self._hand()
            return
        title = self.random.choice(WORRIES)[0]
        problem = {"problem": self.random.choice(problems)} if problems and self.random.random() < 0.7 else {}
        self._cards_asked_for += 1
        self._do("make a card", self._somebody() or self.room.leader, "~/cards", {"title": title} | problem)

    def _choose_or_write(self, to_choose: list[tuple[str, str]]) -> None:
        """Each choice of a card is made once: the robots do not quarrel."""
        robot = self._somebody() if to_choose and self.random.random() < 0.4 else None
        if not robot:
            self._write_in_card()
            return
        card, field = to_choose.pop()
        if values := CHOSEN[field] or self._offered(card, field):
            chosen = {"value": self.random.choice(values), "version": "0"}
            self._do("choose for a card", robot, f"/cards/{card}/choices/{field}", chosen)

    def _offered(self, card: str, field: str) -> tuple[str, ...]:
        """What the card's page lets one choose from; asked of it once."""
        if field not in self._offers:
            form = tree.parse(self.room.leader.browser.get(f"/cards/{card}").text).find(f"card-{card}-{field}")
            inputs = [one.attributes for one in form.walk()] if form else []
            self._offers[field] = tuple(
                facts.get("value") or "" for facts in inputs if facts.get("type") == "radio" and facts.get("value")
            )
        return self._offers[field]

    def _write_in_card(self) -> None:
        """Everybody begins with the empty text, whatever the others have written meanwhile."""
        robot, card = self._somebody(), self.random.choice(self.record.cards or [""])
        if robot and card:
            sentence = f"{robot.name}: {self.random.choice(DEEDS)} ({len(self.record.written)})."
            self._do(WRITE, robot, f"/cards/{card}/fields/action", {"base": "", "value": sentence})

    def _cast(self, to_do: list[tuple[Robot, str]]) -> None:
        """A vote that is still missing, else one that is changed."""
        robot, card = self._next_of_somebody_free(to_do)
        if not robot or not card:
            robot, card = self._somebody(), self.random.choice(self.record.cards)
        if not robot:
            return
        scores = {criterion: str(self.random.randrange(6)) for criterion in CRITERIA}
        self._do("cast a vote", robot, f"/cards/{card}/vote", scores)

    def _say_done(self) -> None:
        voters = [robot for robot in self.record.ballots.values() if robot not in self._done | self._busy]
        if not voters:
            self._cast([])
            return
        robot = self.random.choice(voters)
        self._done.add(robot)
        self._do(DONE, robot, f"/rounds/{self.record.round}/done", {"done": "1"})

    # ── the facilitator ──

    def _go_to(self, kind: str) -> None:
        self._lead("go to a step", "~/step", {"kind": kind})

    def _lead(self, what: str, path: str, form: Mapping[str, str] = NOTHING) -> Answer:
        return self._act(what, self.room.leader, path, form)

    # ── the pace ──

    def _meanwhile(self, seconds: float, something: Callable[[], None]) -> None:
        """Have something done again and again, at moments as random as people's, whether or not the server keeps up."""
        end = monotonic() + seconds
        while True:
            wait = self.random.expovariate(self.pace)
            if monotonic() + wait >= end:
                gevent.sleep(max(0.0, end - monotonic()))
                return
            gevent.sleep(wait)
            something()

    def _somebody(self) -> Robot | None:
        """Anybody who is not waiting for an answer."""
        free = [robot for robot in self.room.agents if robot not in self._busy]
        if not free:
            self.record.late += 1
            return None
        return self.random.choice(free)

    def _next_of_somebody_free(self, to_do: list[tuple[Robot, str]]) -> tuple[Robot, str] | tuple[None, None]:
        """Take the first one off the list whose robot is not waiting for an answer."""
        n = next((n for n, (robot, _) in enumerate(to_do) if robot not in self._busy), None)
        return (None, None) if n is None else to_do.pop(n)

    def _do(self, what: str, robot: Robot, path: str, form: Mapping[str, str] = NOTHING) -> None:
        self._busy.add(robot)
        self._under_way.spawn(self._act, what, robot, path, form)

    def _act(self, what: str, robot: Robot, path: str, form: Mapping[str, str]) -> Answer:
        """`~` stands for the workshop."""
        before, clicked_at = robot.seen, perf_counter()
        answer = robot.post(path.replace("~", f"/workshops/{robot.workshop}"), form)
        self._busy.discard(robot)
        if not answer.status:
            self.record.lost_commands.append(f"{what}: {robot.name} got no answer")
        elif not answer.ok:
            self.record.refusals[f"{what}: {answer.status} {tree.parse(answer.text).text[:120]}"] += 1
        elif answer.seq is None:
            self.record.lost_commands.append(f"{what}: the answer to {robot.name} carries no number")
        elif answer.seq > before:  # else nothing was changed by it
            self.record.changes.append(Change(what, clicked_at, answer.seq))
        if answer.ok:
            self._remember(what, robot, answer)
        if answer.ok and what == WRITE:
            self.record.written.append((path.split("/")[2], form["value"]))
        if answer.ok and what == KNOW:
            self.record.known.append((form["category"], form["sentence"]))
        return answer

    def _remember(self, what: str, robot: Robot, answer: Answer) -> None:
        if what == "cast a vote":
            self.record.ballots[robot.name] = robot
        if what == DONE:
            self.record.done += 1
        if what == "make a card" and answer.location:
            self.record.cards.append(answer.location.rsplit("/", 1)[-1])

    def _has_step(self, kind: str) -> bool:
        """Whether the agenda has a step of this kind, as the desk shows it."""
        agenda = tree.parse(self.room.leader.browser.get(self.room.leader.page_path).text).find("agenda")
        return agenda is not None and any(one.attributes.get("data-kind") == kind for one in agenda.walk())

    def _ids(self, pattern: re.Pattern[str], robot: Robot | None = None) -> list[str]:
        """What stands on somebody's page now, on the facilitator's if nobody is named."""
        robot = robot or self.room.leader
        page = robot.browser.get(robot.page_path).text
        return list(dict.fromkeys(pattern.findall(page)))

    def _wait_for_result(self) -> None:
        """The countdown takes three seconds; a result that does not come will be missed by the verdict."""
        with gevent.Timeout(REVEAL_S, False):
            while 'id="receipts"' not in self.room.leader.browser.get(f"/rounds/{self.record.round}").text:
                gevent.sleep(0.2)

    def _compare_turnout(self) -> None:
        """Before the close the facilitator's page counts everybody who said to be done."""
        shown = done_on(self.room.leader.browser.get(self.room.leader.page_path).text)
        if shown != self.record.done:
            self.record.lost_commands.append(f"{self.record.done} people said to be done, the desk counts {shown}")

    def _keep_receipts(self) -> None:
        """Every voter's phone keeps its receipt before the close."""
        for name, robot in self.record.ballots.items():
            if code := receipt_on(robot.browser.get(robot.page_path).text, self.record.round):
                self.record.receipts[name] = code


def receipt_on(page: str, round: str) -> str | None:
    """The code of the round that a phone keeps for its owner."""
    for element in tree.parse(page).walk():
        facts = element.attributes
        if element.tag == "receipt-code" and facts.get("data-round") == round and facts.get("data-code"):
            return facts["data-code"]
    return None


def done_on(desk: str) -> int | None:
    """How many are done, as the facilitator's page says it: the first number of its turnout."""
    turnout = tree.parse(desk).find("turnout")
    found = re.search(r"\d+", turnout.text) if turnout else None
    return int(found[0]) if found else None
