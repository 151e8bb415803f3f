"""Keeps pillars on the list while people choose among them."""

from flask import Flask
from flask_babel import gettext as _

from webapp.errors import NotNow
from webapp.opening.queries import is_being_chosen
from webapp.workshops.models import Series
from webapp.workshops.signals import pillars_taken_off


def set_up(_app: Flask) -> None:
    """Nobody learns what is chosen by trying which pillar can be taken off."""
    pillars_taken_off.connect(_keep_all)


def _keep_all(series: Series) -> None:
    if is_being_chosen(series.id):
        raise NotNow(_("People are choosing among these pillars now. They can be taken off once all are shown."))
