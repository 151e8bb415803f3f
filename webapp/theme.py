"""Light or dark: as the device has it, unless the person chose; a cookie, so that a page is drawn right at once."""

from werkzeug.wrappers import Request

COOKIE = "theme"
THEMES = ("light", "dark")


def theme_of(request: Request) -> str | None:
    """The chosen theme; None follows the device."""
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in THEMES else None
