"""Finds the problems that an address or a form names."""

from uuid import UUID

from flask import request

from webapp.errors import NotFound
from webapp.extensions import db, row_or_404
from webapp.people.doors import session_or_401
from webapp.problems.models import Problem
from webapp.texts import uuid_or_404


def problem_or_404(problem_id: UUID) -> Problem:
    """The problem; whether it may be seen is for the doors of its workshop to say."""
    session_or_401()
    return row_or_404(Problem, problem_id)


def problem_named(field: str, of: Problem) -> Problem:
    """Another problem of the same workshop that the form names, if it is shown."""
    other = db.session.get(Problem, uuid_or_404(request.form.get(field)))
    if other is None or other.workshop_id != of.workshop_id or not other.is_revealed:
        raise NotFound
    return other
