"""What an administrator types, read into values; the command line uses the same rules."""

from flask_babel import gettext as _

from webapp.administration.actions import AgencyFacts
from webapp.errors import Refused
from webapp.texts import line, whole_number


def name_of(text: str | None) -> str:
    """The name of a person, a city, a series or an agency."""
    return line(text, 120, _("Name"))


def agency_facts(name: str | None, short_name: str | None, initials: str | None, palette: str | None) -> AgencyFacts:
    """How an agency is called and drawn."""
    letters = line(initials, 2, _("Initials")).upper()
    if len(letters) != 2 or not letters.isalnum():
        raise Refused(_("Initials are two letters."))
    number = whole_number(palette, 1, 10, _("Colour"))
    return AgencyFacts(name_of(name), line(short_name, 24, _("Short name")), letters, number)
