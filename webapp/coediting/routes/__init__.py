"""A card under many hands over HTTP: its texts, and what is chosen for it."""

from webapp.coediting.routes import choices, texts
from webapp.coediting.routes.blueprint import bp

__all__ = ["bp", "choices", "texts"]
