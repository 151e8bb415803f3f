"""Manage accounts, agencies and series.

For whoever runs the server: everything here is done in the database at once, and needs neither a mail server nor
a running Quick Wins. The same things, and no more, can be done in the browser at /admin by an administrator.

To begin with a fresh installation:
  quickwins migrate
  quickwins admin account add --email you@city.example --name "Your Name" --administrator
  quickwins admin account link --email you@city.example      (open the link it prints; it works once)
  quickwins admin series add --city "Kota Tangerang Selatan" --name "City Branding 2017"
  quickwins admin series name-facilitator --series "City Branding 2017" --email you@city.example
  quickwins admin agency add --series "City Branding 2017" --short-name DLH --name "Dinas Lingkungan Hidup" \
      --initials LH --colour 1
"""

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from getpass import getpass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from webapp.administration import actions
from webapp.administration.forms import agency_facts, name_of
from webapp.administration.queries import all_accounts, all_series
from webapp.application import create_app
from webapp.changes import Actor
from webapp.drawing import path
from webapp.errors import Refusal
from webapp.extensions import db
from webapp.people.forms import email_of
from webapp.people.models import Account
from webapp.people.passwords import SHORTEST, hash_password
from webapp.workshops.addresses import public_url
from webapp.workshops.models import TIME_ZONES, Series, Workshop


class _Operator:
    """Whoever has the server's command line."""

    actor = Actor("operator", UUID(int=0))


OPERATOR = _Operator()
EMAIL: dict[str, Any] = {
    "required": True,
    "metavar": "ADDRESS",
    "help": "the e-mail address, which is the name of the account",
}
SERIES: dict[str, Any] = {"required": True, "metavar": "NAME", "help": "the name of the series, or its id"}


def add_arguments(parser: ArgumentParser) -> None:
    """The options of `quickwins admin`."""
    subjects = parser.add_subparsers(required=True, metavar="WHAT")
    account = _subject(subjects, "account", "People who sign in: facilitators and administrators.")
    series = _subject(subjects, "series", "Programmes of a city, and who leads them.")
    agency = _subject(subjects, "agency", "Offices of the city (OPD), known by a colour and two letters.")

    adding = _verb(account, "add", add_account, "Make an account. It comes in by a link until it has a password.")
    adding.add_argument("--email", **EMAIL)
    adding.add_argument("--name", required=True, help="the person's name, as it is shown")
    adding.add_argument("--administrator", action="store_true", help="may also manage accounts, agencies and series")

    password = _verb(account, "password", set_password, "Give an account a password; it is asked for twice.")
    password.add_argument("--email", **EMAIL)

    link = _verb(account, "link", print_link, "Print a link that signs the account in once, within a day.")
    link.add_argument("--email", **EMAIL)
    link.add_argument("--workshop", metavar="ID", help="open the desk of this workshop (the id in its address)")

    _verb(account, "list", list_accounts, "List all accounts.")

    adding = _verb(series, "add", add_series, "Make a series; facilitators add its vision and its days.")
    adding.add_argument("--city", required=True, help="the city, such as 'Kota Tangerang Selatan'")
    adding.add_argument("--name", required=True, help="the name of the series")
    adding.add_argument("--time-zone", choices=list(TIME_ZONES), default="WIB", help="default WIB (Jakarta)")

    naming = _verb(series, "name-facilitator", name_facilitator, "Let an account lead all workshops of a series.")
    naming.add_argument("--series", **SERIES)
    naming.add_argument("--email", **EMAIL)

    _verb(series, "list", list_series, "List all series with their facilitators and agencies.")

    adding = _verb(agency, "add", add_agency, "Add an agency to a series.")
    adding.add_argument("--series", **SERIES)
    adding.add_argument("--short-name", required=True, help="what people call it, such as DLH; used when joining")
    adding.add_argument("--name", required=True, help="its full name, such as 'Dinas Lingkungan Hidup'")
    adding.add_argument("--initials", required=True, help="two letters for its mark, such as LH")
    adding.add_argument("--colour", default="1", help="1 to 10, a colour of the design (default 1)")


def _subject(subjects: Any, name: str, about: str) -> Any:
    parser = subjects.add_parser(name, help=about, description=about)
    return parser.add_subparsers(required=True, metavar="VERB")


def _verb(verbs: Any, name: str, do: Callable[[Namespace], None], about: str) -> ArgumentParser:
    parser: ArgumentParser = verbs.add_parser(
        name, help=about, description=about, formatter_class=RawDescriptionHelpFormatter
    )
    parser.set_defaults(do=do)
    return parser


def run(options: Namespace) -> int:
    """Do one thing, or say in a sentence why not."""
    with create_app().test_request_context(headers={"Accept-Language": "en"}):  # as the rest of what is printed
        try:
            options.do(options)
        except Refusal as refusal:
            print(refusal.sentence, file=sys.stderr)
            return 1
    return 0


def add_account(options: Namespace) -> None:
    """`account add`"""
    account = actions.make_account(OPERATOR, email_of(options.email), name_of(options.name), options.administrator)
    print(f"{account.email} can come in: quickwins admin account link --email {account.email}")


def set_password(options: Namespace) -> None:
    """`account password`"""
    account = _account(options.email)
    password = getpass(f"New password of {account.email} (at least {SHORTEST} characters): ")
    if getpass("The same once more: ") != password:
        sys.exit("These were two different passwords; nothing was changed.")
    actions.set_password(OPERATOR, account, hash_password(password))
    print(f"{account.email} signs in with this password from now on.")


def print_link(options: Namespace) -> None:
    """`account link`"""
    account = _account(options.email)
    workshop = _workshop(options.workshop) if options.workshop else None
    print(public_url() + path("people.sign_in_by_link", token=actions.make_sign_in_link(OPERATOR, account, workshop)))


def list_accounts(_options: Namespace) -> None:
    """`account list`"""
    for account in all_accounts():
        role = " (administrator)" if account.is_administrator else ""
        state = " (disabled)" if account.disabled_at else ""
        print(f"{account.email:40} {account.name}{role}{state}")


def add_series(options: Namespace) -> None:
    """`series add`"""
    series = actions.make_series(OPERATOR, name_of(options.city), name_of(options.name), options.time_zone)
    print(f"{series.name} is made: {series.id}")


def name_facilitator(options: Namespace) -> None:
    """`series name-facilitator`"""
    series, account = _series(options.series), _account(options.email)
    actions.name_facilitator(OPERATOR, series, account)
    print(f"{account.name} leads {series.name}.")


def list_series(_options: Namespace) -> None:
    """`series list`"""
    for sheet in all_series():
        print(f"{sheet.series.name}, {sheet.series.city} ({sheet.series.id})")
        print(f"  led by {', '.join(account.email for account in sheet.facilitators) or 'nobody yet'}")
        print(f"  agencies: {', '.join(agency.short_name for agency in sheet.agencies) or 'none yet'}")


def add_agency(options: Namespace) -> None:
    """`agency add`"""
    series = _series(options.series)
    facts = agency_facts(options.name, options.short_name, options.initials, options.colour)
    agency = actions.make_agency(OPERATOR, series, facts)
    print(f"{agency.short_name} belongs to {series.name}.")


def _account(email: str) -> Account:
    account: Account | None = db.session.scalar(select(Account).where(Account.email == email_of(email)))
    if account is None:
        sys.exit(f"There is no account {email}. See them all: quickwins admin account list")
    return account


def _series(text: str) -> Series:
    found = [sheet.series for sheet in all_series() if text in (sheet.series.name, str(sheet.series.id))]
    if len(found) != 1:
        sys.exit(f"There are {len(found)} series called {text!r}; give the id. See them: quickwins admin series list")
    return found[0]


def _workshop(text: str) -> Workshop:
    try:
        workshop = db.session.get(Workshop, UUID(text))
    except ValueError:
        workshop = None
    if workshop is None:
        sys.exit(f"There is no workshop {text}. Its id is the last part of its address.")
    return workshop
