"""Connects the ballot box with what happens to seats."""

from flask import Flask

from webapp.people.models import Seat
from webapp.people.signals import seat_changed_hands
from webapp.validation import ballot_box


def set_up(_app: Flask) -> None:
    """Whoever takes a seat over does not see what its former holder chose."""
    seat_changed_hands.connect(_conceal_ballots)


def _conceal_ballots(seat: Seat) -> None:
    ballot_box.conceal(seat.id)
