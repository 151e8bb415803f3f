"""How complete a card is: which of eight parts somebody has filled in. A pure function.

The eight are what the room must know before it votes: (1) the problem or the complaints that the card answers, be they
categories that are chosen or single ones that are linked,
(2) what is done, (3) who benefits, (4) the first effect to be seen, (5) the pillar, (6) the lead agency, (7) what is
needed, in words or in rows, (8) the cost with where it comes from, or that there is none. The title is no part: no
card is without one. Partners and the horizon are none either: a card may do without the former, and the latter is
said in the first effect.
"""

from collections.abc import Mapping, Sized
from typing import Any

from webapp.cards.choices import FREE, Value

PARTS = ("problem", "action", "beneficiaries", "first_effect", "pillar", "lead", "needs", "cost")


def filled_parts(texts: Any, chosen: Mapping[str, Value], linked: Sized = ()) -> tuple[str, ...]:
    """Those of `PARTS` that are filled in.

    `texts` has a card's texts, `chosen` the value of each choice, `linked` the single complaints.
    """
    is_filled = {
        "problem": chosen["problems"] or chosen["complaints"] or linked,
        "action": texts.action.strip(),
        "beneficiaries": texts.beneficiaries.strip(),
        "first_effect": texts.first_effect.strip(),
        "pillar": chosen["pillar"],
        "lead": chosen["lead"],
        "needs": texts.needs.strip() or chosen["resources"],
        "cost": is_cost_known(chosen["cost"], chosen["cost_source"]),
    }
    return tuple(part for part in PARTS if is_filled[part])


def is_cost_known(cost: int | None, source: str | None) -> bool:
    """A card that costs nothing needs no sum; any other needs the sum and who pays it."""
    return source == FREE or (cost is not None and source is not None)
