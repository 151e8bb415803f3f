"""How complete a card is: eight parts, each of which counts once."""

from types import SimpleNamespace

import pytest

from webapp.cards.choices import CHOICES, no_answer
from webapp.cards.completeness import PARTS, filled_parts

EMPTY = {name: no_answer(name) for name in CHOICES}


def filled(texts=None, **chosen):
    words = dict.fromkeys(("action", "beneficiaries", "first_effect", "needs"), "") | (texts or {})
    return filled_parts(SimpleNamespace(**words), EMPTY | chosen)


def test_there_are_eight_and_a_new_card_has_none():
    assert len(PARTS) == 8
    assert filled() == ()


@pytest.mark.parametrize(
    ("texts", "chosen", "part"),
    [
        ({}, {"problems": ["1"]}, "problem"),
        ({}, {"complaints": ["Banjir"]}, "problem"),
        ({"action": "Regu 24 jam"}, {}, "action"),
        ({"beneficiaries": "Warga"}, {}, "beneficiaries"),
        ({"first_effect": "Bersih"}, {}, "first_effect"),
        ({}, {"pillar": "1"}, "pillar"),
        ({}, {"lead": "1"}, "lead"),
        ({"needs": "Pikap"}, {}, "needs"),
        ({}, {"resources": [{"what": "Pikap"}]}, "needs"),
        ({}, {"cost_source": "none"}, "cost"),
        ({}, {"cost": 0, "cost_source": "dpa"}, "cost"),
    ],
)
def test_each_part_is_filled_by_what_it_asks_for(texts, chosen, part):
    assert filled(texts, **chosen) == (part,)


def test_half_an_answer_about_money_is_none():
    assert filled(cost=5_000_000) == filled(cost_source="dpa") == ()


def test_blanks_partners_and_the_horizon_fill_nothing():
    assert filled({"action": " \n "}, partners=["1"], horizon=30) == ()


def test_the_parts_come_in_their_order():
    every = dict.fromkeys(("action", "beneficiaries", "first_effect", "needs"), "x")
    assert filled(every, problems=["1"], pillar="1", lead="1", cost_source="none") == PARTS
