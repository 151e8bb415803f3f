"""How a page looks: light or dark as the person chose, and in the colour of the city."""

from typing import Any

from flask import request

COOKIE = "theme"  # so that a page is drawn right at once
THEMES = ("light", "dark")


def look_of(series: Any = None) -> dict[str, Any]:
    """What every page carries: the person's theme (None follows the device), and the city's colour."""
    chosen = request.cookies.get(COOKIE)
    return {"theme": chosen if chosen in THEMES else None, "brand_url": series.brand_url if series else None}
