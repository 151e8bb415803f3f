"""What people fill in before the day, as typed and bounded values; anything else is refused with a sentence."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time

from flask_babel import gettext as _

from webapp.errors import Refused
from webapp.texts import line, optional_line, prose, whole_number
from webapp.workshops.actions.agenda import StepText
from webapp.workshops.actions.series import SeriesText
from webapp.workshops.brand import Accent, NoAccent, accent_of
from webapp.workshops.models import TIME_ZONES
from webapp.workshops.templates import TEMPLATES, Template

Form = Mapping[str, str]

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
MOST_PILLARS = 8
LEAST_WIFI_PASSWORD = 8  # WPA takes no shorter one
STEP_FIELDS = tuple(field.name for field in fields(StepText))


def title(form: Form) -> str:
    """What a workshop is called."""
    return line(form.get("title"), 120, _("Title"))


def day(form: Form) -> date:
    """The day of a workshop, as browsers send it: 2017-09-13."""
    try:
        found = date.fromisoformat(form.get("held_on", ""))
    except ValueError:
        raise Refused(_("Date: please choose a day.")) from None
    if not EARLIEST <= found <= LATEST:
        raise Refused(_("Date: please choose a day of this century."))
    return found


def start(form: Form) -> time:
    """When the day begins, as browsers send it: 08:00."""
    try:
        found = time.fromisoformat(form.get("starts_at", ""))
    except ValueError:
        raise Refused(_("Start: please give a time, such as 08:00.")) from None
    return found.replace(second=0, microsecond=0, tzinfo=None)


def wifi(form: Form) -> tuple[str, str]:
    """Name and password of the room's Wi-Fi; both may be empty."""
    name = optional_line(form.get("wifi_name"), 32, _("Wi-Fi name"))
    password = optional_line(form.get("wifi_password"), 63, _("Wi-Fi password"))
    if password and len(password) < LEAST_WIFI_PASSWORD:
        raise Refused(_("Wi-Fi password: it has at least %(least)s characters.", least=LEAST_WIFI_PASSWORD))
    if password and not name:
        raise Refused(_("Wi-Fi name: please give the name that belongs to the password."))
    return name, password


def new_batch(form: Form) -> str:
    """What a new batch is called."""
    return line(form.get("new_batch"), 80, _("Name of the batch"))


def template(form: Form) -> Template:
    """Which day a new workshop begins from."""
    found = TEMPLATES.get(form.get("template", ""))
    if found is None:
        raise Refused(_("Template: please choose one of those shown."))
    return found


def step(form: Form) -> StepText:
    """What a step is called, asks for, and who may act in it."""
    return StepText(
        name_id=line(form.get("name_id"), 60, _("Name in Indonesian")),
        name_en=line(form.get("name_en"), 60, _("Name in English")),
        instruction_id=prose(form.get("instruction_id"), 300, _("Instruction in Indonesian")),
        instruction_en=prose(form.get("instruction_en"), 300, _("Instruction in English")),
        minutes=whole_number(form.get("minutes"), 0, 600, _("Minutes")),
        agents_act=form.get("agents_act") == "1",
        observers_act=form.get("observers_act") == "1",
    )


def vision(form: Form) -> str:
    """What a city wants to become."""
    return prose(form.get("vision"), 400, _("Vision"))


def pillars(form: Form) -> list[str]:
    """The words that the city's brand stands on, one on each line."""
    names = [line(name, 40, _("Pillar")) for name in form.get("pillars", "").splitlines() if name.strip()]
    if len(names) > MOST_PILLARS:
        raise Refused(_("Pillars: at most %(most)s, one on each line.", most=MOST_PILLARS))
    if len({name.casefold() for name in names}) < len(names):
        raise Refused(_("Pillars: each has a name of its own; one stands there twice."))
    return names


def series(form: Form) -> SeriesText:
    """What a series is called and stands for, and how it looks."""
    zone = form.get("time_zone", "")
    if zone not in TIME_ZONES:
        raise Refused(_("Time zone: WIB, WITA or WIT."))
    colour = form.get("brand_colour", "").strip().lower()
    return SeriesText(
        name=line(form.get("name"), 120, _("Name of the series")),
        vision=vision(form),
        pillars=pillars(form),
        time_zone=zone,
        brand_colour=colour,
        accent=_accent(colour),
    )


def _accent(colour: str) -> Accent:
    try:
        return accent_of(colour)
    except NoAccent:
        raise Refused(_("Brand colour: six hexadecimal digits after a #, such as #015a73.")) from None
