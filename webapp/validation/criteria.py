"""The four criteria in words: their names, and what each value of their scales means."""

from flask_babel import lazy_gettext as _l

NAMES = {
    "effect": _l("Effect in the field"),
    "effectiveness": _l("Effectiveness"),
    "speed": _l("Speed"),
    "ease": _l("Ease of carrying out"),
}

SHORT_NAMES = {
    "effect": _l("Effect"),
    "effectiveness": _l("Effective"),
    "speed": _l("Fast"),
    "ease": _l("Easy"),
}

DONT_KNOW = _l("Don’t know")

WORDS = {
    "effect": {
        0: _l("Not felt"),
        1: _l("Felt in a few streets"),
        2: _l("Felt in one neighbourhood"),
        3: _l("Felt across one ward"),
        4: _l("Felt across one sub-district"),
        5: _l("Felt across the whole city"),
        "": DONT_KNOW,
    },
    "effectiveness": {
        0: _l("Does not answer the problem"),
        1: _l("Answers very little of the problem"),
        2: _l("Answers some of the problem"),
        3: _l("Answers much of the problem"),
        4: _l("Answers most of the problem"),
        5: _l("Answers the whole problem"),
        "": DONT_KNOW,
    },
    "speed": {
        0: _l("Visible after more than a year"),
        1: _l("Visible within a year"),
        2: _l("Visible within 6 months"),
        3: _l("Visible within 90 days"),
        4: _l("Visible within 60 days"),
        5: _l("Visible within 30 days"),
        "": DONT_KNOW,
    },
    "ease": {
        0: _l("Very hard"),
        1: _l("Hard"),
        2: _l("Rather hard"),
        3: _l("Fairly easy"),
        4: _l("Easy"),
        5: _l("Ready to run"),
        "": DONT_KNOW,
    },
}

ENDS = {
    "effect": _l("0 not felt, 5 across the city, ? don’t know"),
    "effectiveness": _l("0 not at all, 5 the whole problem, ? don’t know"),
    "speed": _l("0 over a year, 5 within 30 days, ? don’t know"),
    "ease": _l("0 very hard, 5 ready to run, ? don’t know"),
}
