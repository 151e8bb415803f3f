"""Answers the live channel's two questions: may this socket look on, and who may no longer."""

from collections.abc import Iterable
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from sqlalchemy import select

from webapp.errors import Forbidden, NoSeat, NotFound
from webapp.extensions import db
from webapp.language import language_of
from webapp.live.admission import Admitted
from webapp.live.views import DESK, SCREEN, SEAT
from webapp.people.doors import facilitator_of, seat_of, session_or_401
from webapp.people.models import Account, BrowserSession, Seat, SeriesFacilitator, SessionSeat
from webapp.people.sessions import KnownSession
from webapp.people.tokens import same
from webapp.workshops.models import Batch, Workshop


class Doorkeeper:
    """Knows seats, desks and screens. A pass key names what the permission rests on, nothing secret."""

    def admit(self, workshop_id: UUID, view: str, screen_token: str | None) -> Admitted:
        """Let in whoever may look at the workshop in this view."""
        language = language_of(request)
        if view == SCREEN:
            return self._screen(workshop_id, screen_token, language)
        session = session_or_401()
        return (
            self._seat(session, workshop_id, language) if view == SEAT else self._desk(session, workshop_id, language)
        )

    def _screen(self, workshop_id: UUID, token: str | None, language: str) -> Admitted:
        workshop = db.session.get(Workshop, workshop_id)
        if workshop is None or not token or not same(workshop.screen_token, token):
            raise NotFound(_("There is no such screen."))
        return Admitted(workshop_id, SCREEN, language, None, f"screen {workshop_id} {workshop.screen_token[:8]}")

    def _seat(self, session: KnownSession, workshop_id: UUID, language: str) -> Admitted:
        seat = seat_of(session, workshop_id)
        if seat is None:
            raise NoSeat
        return Admitted(workshop_id, SEAT, language, seat.id, f"seat {session.id} {seat.id}", seat.actor)

    def _desk(self, session: KnownSession, workshop_id: UUID, language: str) -> Admitted:
        workshop = db.session.get(Workshop, workshop_id)
        facilitator = facilitator_of(session, workshop) if workshop else None
        if facilitator is None:
            if seat_of(session, workshop_id):
                raise Forbidden(_("Only the facilitator can do this."))
            raise NotFound
        return Admitted(workshop_id, DESK, language, None, f"desk {session.id} {workshop_id}", facilitator.actor)

    def revoked(self, pass_keys: Iterable[str]) -> set[str]:
        """Those of the pass keys whose seat, desk or screen was taken away."""
        split = [key.split(" ") for key in pass_keys]
        good = self._good_seats([k for k in split if k[0] == "seat"])
        good |= self._good_desks([k for k in split if k[0] == "desk"])
        good |= self._good_screens([k for k in split if k[0] == "screen"])
        return {" ".join(key) for key in split} - good

    def _good_seats(self, keys: list[list[str]]) -> set[str]:
        rows = db.session.execute(
            select(SessionSeat.session_id, Seat.id)
            .join(Seat, Seat.id == SessionSeat.seat_id)
            .where(Seat.id.in_({UUID(key[2]) for key in keys}), Seat.removed_at.is_(None))
        )
        return {f"seat {session_id} {seat_id}" for session_id, seat_id in rows}

    def _good_desks(self, keys: list[list[str]]) -> set[str]:
        sessions, workshops = {UUID(key[1]) for key in keys}, {UUID(key[2]) for key in keys}
        named = db.session.execute(
            select(BrowserSession.id, Workshop.id)
            .join(Account, Account.id == BrowserSession.account_id)
            .join(SeriesFacilitator, SeriesFacilitator.account_id == Account.id)
            .join(Batch, Batch.series_id == SeriesFacilitator.series_id)
            .join(Workshop, Workshop.batch_id == Batch.id)
            .where(BrowserSession.id.in_(sessions), Workshop.id.in_(workshops), Account.disabled_at.is_(None))
        )
        rescued = db.session.execute(
            select(BrowserSession.id, BrowserSession.rescued_workshop_id).where(
                BrowserSession.id.in_(sessions), BrowserSession.rescued_workshop_id.in_(workshops)
            )
        )
        return {f"desk {session_id} {workshop_id}" for session_id, workshop_id in [*named, *rescued]}

    def _good_screens(self, keys: list[list[str]]) -> set[str]:
        rows = db.session.execute(
            select(Workshop.id, Workshop.screen_token).where(Workshop.id.in_({UUID(key[1]) for key in keys}))
        )
        return {f"screen {workshop_id} {token[:8]}" for workshop_id, token in rows}
