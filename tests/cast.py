"""The fixed cast of the tests and the room in which it meets.

Ani (agent, Dinas Lingkungan Hidup), Budi (agent, Dinas Perhubungan), Sari (facilitator), Charlie (stranger).
"""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.test import TestResponse

from webapp.clock import clock
from webapp.extensions import db
from webapp.people.actions.accounts import new_sign_in_link
from webapp.people.models import (
    Account,
    Agency,
    BrowserSession,
    Seat,
    SeriesFacilitator,
    SessionSeat,
)
from webapp.people.tokens import hash_token, new_code, new_screen_token, new_token
from webapp.workshops.models import Batch, Installation, Pillar, Series, Step, Workshop

AGENCIES = (
    ("DLH", "Dinas Lingkungan Hidup", "LH"),
    ("Dishub", "Dinas Perhubungan", "HB"),
    ("DPU", "Dinas Pekerjaan Umum", "PU"),
    ("Dinkes", "Dinas Kesehatan", "KS"),
    ("Satpol PP", "Satuan Polisi Pamong Praja", "PP"),
)
STEPS = (
    ("lobby", "Registrasi", "Registration", 0),
    ("opening", "Pembukaan", "Opening", 5),
    ("problems", "Tulis masalah", "Write problems", 8),
    ("cards", "Kartu program", "Programme cards", 40),
    ("break", "Istirahat", "Break", 15),
    ("validation", "Validasi", "Validation", 20),
)


@dataclass
class Person:
    """Somebody with a browser; what they hold decides what they may do."""

    app: Flask
    name: str
    workshop_id: UUID
    seat_id: UUID | None = None
    account_id: UUID | None = None
    client: Any = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, path: str, **options: Any) -> TestResponse:
        return self._ask("get", path, **options)

    def delete(self, path: str) -> TestResponse:
        return self._ask("delete", path)

    def post(
        self, path: str, *, key: str | None = None, headers: dict[str, str] | None = None, **form: Any
    ) -> TestResponse:
        """Post a form as a script does; `key` is the idempotency key."""
        headers = (headers or {}) | ({"Idempotency-Key": key} if key else {})
        return self._ask("post", path, data=form, headers=headers)

    def _ask(self, method: str, path: str, **options: Any) -> TestResponse:
        if path.startswith("~"):  # ~/problems: within the person's workshop
            path = f"/workshops/{self.workshop_id}{path[1:]}"
        db.session.rollback()  # what the test has read so far is of another moment
        with self.app.app_context():  # a context of its own, as on a server
            return getattr(self.client, method)(path, **options)

    @property
    def seat(self) -> Seat:
        return db.session.get_one(Seat, self.seat_id)


class Cast:
    """A series with a batch, agencies and a workshop; people come in as they are asked for."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.series = self._series("Kota Tangerang Selatan", "City Branding Tangsel 2017")
        self.agencies = self._agencies(self.series)
        self.workshop = self.new_workshop(self.series, "Quick Wins, Batch II")
        db.session.add(Installation())
        db.session.commit()

    @staticmethod
    def _series(city: str, name: str) -> Series:
        series = Series(city=city, name=name, vision="Kota yang cerdas, modern dan religius")
        series.pillars = [Pillar(name=word, position=n) for n, word in enumerate(("Cerdas", "Modern", "Religius"))]
        db.session.add(series)
        db.session.flush()
        return series

    @staticmethod
    def _agencies(series: Series) -> dict[str, Agency]:
        agencies = {
            short: Agency(series_id=series.id, name=name, short_name=short, initials=letters, palette=n + 1, position=n)
            for n, (short, name, letters) in enumerate(AGENCIES)
        }
        db.session.add_all(agencies.values())
        db.session.flush()
        return agencies

    @staticmethod
    def new_workshop(series: Series, title: str) -> Workshop:
        batch = Batch(series_id=series.id, name="Batch II", position=1)
        db.session.add(batch)
        db.session.flush()
        workshop = Workshop(
            batch_id=batch.id,
            title=title,
            held_on=date(2017, 9, 13),
            starts_at=time(8, 0),
            join_code=new_code(),
            screen_token=new_screen_token(),
            wifi_name="RuangTangsel",
            wifi_password="cerdas2017",
        )
        workshop.steps = [
            Step(position=n, kind=kind, name_id=in_id, name_en=in_en, minutes=minutes)
            for n, (kind, in_id, in_en, minutes) in enumerate(STEPS)
        ]
        db.session.add(workshop)
        db.session.flush()
        workshop.step_id = workshop.steps[0].id
        db.session.commit()
        return workshop

    def step(self, kind: str) -> Step:
        return next(step for step in self.workshop.steps if step.kind == kind)

    def be_at(self, kind: str) -> None:
        """Have the room at a step, without anybody having gone there."""
        db.session.rollback()
        workshop = db.session.get_one(Workshop, self.workshop.id)
        workshop.step_id = self.step(kind).id
        db.session.commit()

    def let_agents_only_look_on(self) -> None:
        """Have the present step refuse what agents write, without any page being told."""
        db.session.rollback()
        db.session.get_one(Workshop, self.workshop.id).step.agents_act = False
        db.session.commit()

    def facilitator(self, name: str) -> Person:
        account = self.account(name)
        db.session.add(SeriesFacilitator(series_id=self.series.id, account_id=account.id))
        db.session.commit()
        person = Person(self.app, name, self.workshop.id, account_id=account.id)
        self.give_session(person)
        return person

    def administrator(self, name: str) -> Person:
        """Somebody who manages the installation, and is named in no series."""
        account = self.account(name)
        account.is_administrator = True
        db.session.commit()
        person = Person(self.app, name, self.workshop.id, account_id=account.id)
        self.give_session(person)
        return person

    @staticmethod
    def account(name: str) -> Account:
        account = Account(email=f"{name.lower()}@tangsel.example", name=name, created_at=clock.now())
        db.session.add(account)
        db.session.flush()
        return account

    @staticmethod
    def sign_in_token(account: Account, workshop: Workshop | None = None) -> str:
        token = new_sign_in_link(db.session(), account, workshop)
        db.session.commit()
        return token

    def agent(self, name: str, agency: str, role: str = "agent", workshop: Workshop | None = None) -> Person:
        workshop = workshop or self.workshop
        seat = Seat(
            workshop_id=workshop.id,
            agency_id=self.agencies[agency].id,
            name=name,
            role=role,
            joined_at=clock.now(),
            pin_noted_at=clock.now(),
        )
        db.session.add(seat)
        db.session.commit()
        person = Person(self.app, name, workshop.id, seat_id=seat.id)
        self.give_session(person)
        return person

    def roster(self, name: str, agency: str) -> Seat:
        """A name on the list that nobody has taken yet."""
        seat = Seat(workshop_id=self.workshop.id, agency_id=self.agencies[agency].id, name=name, on_roster=True)
        db.session.add(seat)
        db.session.commit()
        return seat

    def stranger(self, name: str) -> Person:
        """Seated in another workshop; asks about this one."""
        person = self.agent(name, "DLH", workshop=self.new_workshop(self.series, "Quick Wins, Batch III"))
        person.workshop_id = self.workshop.id
        return person

    def nobody(self) -> Person:
        return Person(self.app, "nobody", self.workshop.id)

    @staticmethod
    def give_session(person: Person) -> None:
        token, now = new_token(), clock.now()
        session = BrowserSession(
            token_hash=hash_token(token), account_id=person.account_id, created_at=now, seen_at=now
        )
        db.session.add(session)
        db.session.flush()
        if person.seat_id:
            workshop_id = db.session.get_one(Seat, person.seat_id).workshop_id
            db.session.add(SessionSeat(session_id=session.id, workshop_id=workshop_id, seat_id=person.seat_id))
        db.session.commit()
        person.client.set_cookie("quickwins", token)
