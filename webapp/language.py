"""Which of the two languages a request is answered in: each person's own choice, Indonesian first."""

from werkzeug.wrappers import Request

from webapp.drawing import LANGUAGES

COOKIE = "language"


def language_of(request: Request) -> str:
    """The language of the page that asks, else the chosen one, else what the browser asks for, else Indonesian.

    A page says its own (`?language=`), since a browser may name others with its WebSocket than with its pages
    (Chromium 150 does), and the choice may have been changed in another tab: no frame may mix two languages.
    """
    for language in (request.args.get("language"), request.cookies.get(COOKIE)):
        if language in LANGUAGES:
            return language
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
