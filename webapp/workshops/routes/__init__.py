"""The pages of a workshop, and what is done to the room, by subject."""

from webapp.workshops.routes import agenda, hands, home, room, roster, series, settings, theme, timer
from webapp.workshops.routes.blueprint import bp

__all__ = ["agenda", "bp", "hands", "home", "room", "roster", "series", "settings", "theme", "timer"]
