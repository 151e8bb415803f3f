"""A room in which a secret vote can be held."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.cast import AGENCIES, Cast, Person
from webapp.cards.models import Card
from webapp.changes import clockwork
from webapp.clock import clock
from webapp.extensions import db
from webapp.validation.models import Round

TITLES = ("Pasukan Sampah Kilat Serpong", "PJU Terang Pamulang", "Selokan Bersih Jumat")
ALIKE = {"effect": 4, "effectiveness": 3, "speed": 5, "ease": 2}


@dataclass
class VotingRoom:
    """The workshop at its validation step, with cards, the facilitator, and voters by agency."""

    cast: Cast
    sari: Person
    card_ids: list[Any] = field(default_factory=list)
    voters: dict[str, list[Person]] = field(default_factory=dict)

    def make_card(self, title: str) -> Any:
        card = Card(workshop_id=self.cast.workshop.id, title=title, made_at=clock.now())
        db.session.add(card)
        db.session.commit()
        self.card_ids.append(card.id)
        return card.id

    def seat(self, agency: str, people: int) -> list[Person]:
        new = [self.cast.agent(f"{agency} {n}", agency) for n in range(people)]
        self.voters.setdefault(agency, []).extend(new)
        return new

    @property
    def everybody(self) -> list[Person]:
        return [person for people in self.voters.values() for person in people]

    def open(self) -> str:
        answer = self.sari.post("~/rounds")
        assert answer.status_code == 201
        return str(answer.headers["Location"])

    def vote(self, person: Person, card: int = 0, **scores: Any) -> Any:
        return person.post(f"/cards/{self.card_ids[card]}/vote", **(scores or ALIKE))

    @property
    def round(self) -> Round:
        db.session.rollback()
        return db.session.scalars(select(Round).order_by(Round.number.desc())).first()

    def reveal(self) -> None:
        """Close, count down, and let the time pass."""
        assert self.sari.post(f"{self.round.path}/reveal").status_code == 204
        self.let_time_pass(4)
        assert self.round.is_revealed

    def let_time_pass(self, seconds: int) -> None:
        clock.skew += timedelta(seconds=seconds)
        clockwork.work_off()


@pytest.fixture
def room(cast: Cast, sari: Person):
    """Three agencies of three voters each, three cards, nothing opened yet."""
    room = VotingRoom(cast, sari)
    cast.be_at("validation")
    for title in TITLES:
        room.make_card(title)
    for agency, *_names in AGENCIES[:3]:
        room.seat(agency, 3)
    skew = clock.skew
    yield room
    clock.skew = skew


@pytest.fixture
def opened(room: VotingRoom) -> VotingRoom:
    """The same with the first round open."""
    room.open()
    return room
