"""What a workshop is called, when it is, and which Wi-Fi the room has."""

from datetime import date, time

from webapp.changes import change
from webapp.people.facilitator import Facilitator
from webapp.workshops.models import Workshop


def edit_workshop(facilitator: Facilitator, title: str, held_on: date, starts_at: time, wifi: tuple[str, str]) -> None:
    """Say what the workshop is called, when it is, and which Wi-Fi the room has."""
    workshop: Workshop = facilitator.workshop
    with change(workshop, by=facilitator, fresh=[workshop]) as record:
        before = _settings(workshop)
        workshop.title, workshop.held_on, workshop.starts_at = title, held_on, starts_at
        workshop.wifi_name, workshop.wifi_password = wifi
        if _settings(workshop) != before:
            record("workshop.edited", workshop)


def _settings(workshop: Workshop) -> tuple[object, ...]:
    return workshop.title, workshop.held_on, workshop.starts_at, workshop.wifi_name, workshop.wifi_password
