"""What people type about themselves and each other, read into values."""

from flask_babel import gettext as _

from webapp.errors import Refused
from webapp.people.names import LONGEST_NAME
from webapp.texts import line


def name_of(text: str | None) -> str:
    """The name of a person in the room."""
    return line(text, LONGEST_NAME, _("Name"))


def email_of(text: str | None) -> str:
    """An e-mail address in small letters."""
    email = line(text, 200, _("E-mail")).casefold()
    if "@" not in email[1:-1] or " " in email or len(email) > 200:
        raise Refused(_("This is not an e-mail address."))
    return email
