"""The people who bring a room from one state to the next."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from tests.browser.pages.readers import Shown
from tests.browser.pages.words import Words
from tests.room import Room
from tests.servers import Remote, Server
from webapp.changes.models import Due
from webapp.clock import clock
from webapp.extensions import db
from webapp.people.models import Seat
from webapp.validation.models import Round


class Guide:
    """Sari, Ani and four colleagues, over real HTTP; what they write is as `words` has it."""

    def __init__(self, room: Room, server: Server, words: Words) -> None:
        self.room, self.cast, self.words = room, room.cast, words
        self.path = f"/workshops/{room.cast.workshop.id}"
        self.sari, self.ani = (Remote(server, room.people[who]) for who in ("facilitator", "agent"))
        others = (("Rina Kartika", "DLH"), ("Dedi Kurnia", "DLH"), ("Tuti Herawati", "DPU"), ("Eko Prasetyo", "Dinkes"))
        self.others = [Remote(server, room.cast.agent(*name)) for name in others]

    def lead(self, path: str, **form: str) -> str:
        """The facilitator does something; gives the address of what came of it."""
        return self._post(self.sari, path, form)

    def act(self, path: str, **form: str | list[str]) -> str:
        """Ani does something."""
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
        """Whether the round of the day has been shown."""
        db.session.rollback()
        return bool(db.session.scalars(db.select(Round.revealed_at)).one())

    def three_views(self, name: str, *more: str) -> Iterator[Shown]:
        """The room as the agent, the facilitator and the screen see it, and who else is named."""
        yield Shown(f"seat, {name}", "agent", self.path)
        yield Shown(f"desk, {name}", "facilitator", f"{self.path}/desk")
        yield Shown(f"screen, {name}", "screen", f"/screen/{self.cast.workshop.screen_token}")
        for who in more:
            yield Shown(f"seat, {name}", who, self.path)
