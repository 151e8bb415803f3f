"""How a page looks to whoever asks for it: in their own theme, and in the city's colour."""

from typing import Any

from flask import request

from webapp.drawing import path
from webapp.theme import theme_of
from webapp.workshops.models import Series


def look_of(series: Series | None) -> dict[str, Any]:
    """What every page carries: the person's theme, and the city's colour."""
    return {"theme": theme_of(request), "brand_url": brand_url(series) if series else None}


def brand_url(series: Series) -> str:
    """The address of the series' colour; it changes with it."""
    version = f"{series.accent_hue:.1f}-{series.accent_chroma:.3f}"
    return path("workshops.brand_css", series_id=series.id) + f"?v={version}"
