"""A choice in words: for conflicts and the history of a card."""

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from webapp.cards.choices import CHOICES, SOURCES, Value
from webapp.cards.offer import Offer
from webapp.formats import rupiah


def words_of(name: str, value: Value, offer: Offer) -> str:
    """What was chosen, in the present language; what is gone or hidden by now is only counted."""
    if value is None:
        return str(_("no answer"))
    if value == []:
        return str(_("none"))
    if not CHOICES[name].is_many:
        return _one(name, value, offer)
    words = [_row(one, offer) if name == "resources" else _one(name, one, offer) for one in value]
    return "; ".join(words) if name == "resources" else ", ".join(words)


def _one(name: str, value: Value, offer: Offer) -> str:
    if name == "pillar":
        return offer.pillars[value].name if value in offer.pillars else _("a former pillar")
    if name in ("lead", "partners"):
        return offer.agencies[value].short_name if value in offer.agencies else _("a former agency")
    if name == "problems":
        return offer.problems[value].title if value in offer.problems else _("a problem that is not shown")
    if name == "horizon":
        return days(value)
    if name == "cost":
        return rupiah(value, str(get_locale() or "id"))
    return str(SOURCES[value]) if name == "cost_source" else str(value)


def days(number: int) -> str:
    """30 days."""
    return str(ngettext("%(num)s day", "%(num)s days", number))


def _row(row: dict[str, str | None], offer: Offer) -> str:
    giver = offer.agencies[row["agency"]].short_name if row["agency"] in offer.agencies else row["from"]
    thing = f"{row['amount']} {row['what']}" if row["amount"] else str(row["what"])
    return f"{thing} ({giver})" if giver else thing
