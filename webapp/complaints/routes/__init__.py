"""Imports and their pages, complaints and categories, notes, and the complaints as open data."""

from webapp.complaints.routes import complaints, exports, imports, notes
from webapp.complaints.routes.blueprint import bp

__all__ = ["bp", "complaints", "exports", "imports", "notes"]
