"""The four criteria in words: their names, and what each value of their scales means."""

from flask_babel import lazy_gettext

NAMES = {
    "effect": lazy_gettext("Effect in the field"),
    "effectiveness": lazy_gettext("Effectiveness"),
    "speed": lazy_gettext("Speed"),
    "ease": lazy_gettext("Ease of carrying out"),
}

SHORT_NAMES = {
    "effect": lazy_gettext("Effect"),
    "effectiveness": lazy_gettext("Effective"),
    "speed": lazy_gettext("Fast"),
    "ease": lazy_gettext("Easy"),
}

WORDS_FOR_DONT_KNOW = lazy_gettext("Don’t know")

WORDS = {
    "effect": {
        0: lazy_gettext("Not felt"),
        1: lazy_gettext("Felt in a few streets"),
        2: lazy_gettext("Felt in one neighbourhood"),
        3: lazy_gettext("Felt across one ward"),
        4: lazy_gettext("Felt across one sub-district"),
        5: lazy_gettext("Felt across the whole city"),
        "": WORDS_FOR_DONT_KNOW,
    },
    "effectiveness": {
        0: lazy_gettext("Does not answer the problem"),
        1: lazy_gettext("Answers very little of the problem"),
        2: lazy_gettext("Answers some of the problem"),
        3: lazy_gettext("Answers much of the problem"),
        4: lazy_gettext("Answers most of the problem"),
        5: lazy_gettext("Answers the whole problem"),
        "": WORDS_FOR_DONT_KNOW,
    },
    "speed": {
        0: lazy_gettext("Visible after more than a year"),
        1: lazy_gettext("Visible within a year"),
        2: lazy_gettext("Visible within 6 months"),
        3: lazy_gettext("Visible within 90 days"),
        4: lazy_gettext("Visible within 60 days"),
        5: lazy_gettext("Visible within 30 days"),
        "": WORDS_FOR_DONT_KNOW,
    },
    "ease": {
        0: lazy_gettext("Very hard"),
        1: lazy_gettext("Hard"),
        2: lazy_gettext("Rather hard"),
        3: lazy_gettext("Fairly easy"),
        4: lazy_gettext("Easy"),
        5: lazy_gettext("Ready to run"),
        "": WORDS_FOR_DONT_KNOW,
    },
}

ENDS = {
    "effect": lazy_gettext("0 not felt, 5 across the city, ? don’t know"),
    "effectiveness": lazy_gettext("0 not at all, 5 the whole problem, ? don’t know"),
    "speed": lazy_gettext("0 over a year, 5 within 30 days, ? don’t know"),
    "ease": lazy_gettext("0 very hard, 5 ready to run, ? don’t know"),
}
