"""The forms of problems, and a problem's own page, by subject."""

from webapp.problems.routes import leading, reading, saying, writing
from webapp.problems.routes.blueprint import bp

__all__ = ["bp", "leading", "reading", "saying", "writing"]
