"""The door of a workshop, the way in for facilitators, and what they do with the people in the room, by subject."""

from webapp.people.routes import accounts, claims, joining, language, leading, seats
from webapp.people.routes.blueprint import bp

__all__ = ["accounts", "bp", "claims", "joining", "language", "leading", "seats"]
