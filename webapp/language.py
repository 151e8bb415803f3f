"""Which of the two languages a request is answered in: each person's own choice, Indonesian first."""

from werkzeug.wrappers import Request

from webapp.drawing import LANGUAGES

COOKIE = "language"


def language_of(request: Request) -> str:
    """The chosen language, else what the browser asks for, else Indonesian."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
