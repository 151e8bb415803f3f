"""The forms and pages of discussions, by subject."""

from webapp.discussion.routes import comments, pages, taps
from webapp.discussion.routes.blueprint import bp

__all__ = ["bp", "comments", "pages", "taps"]
