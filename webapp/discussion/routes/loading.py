"""What a request is about: a card, a problem or a comment, found among what the person may see."""

from uuid import UUID

from webapp.cards.routes import leader_or_member
from webapp.discussion.models import Comment
from webapp.discussion.policy import Member, must_be_shown
from webapp.extensions import row_or_404
from webapp.people.doors import facilitator_for, seat_for, session_or_401
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.problems.models import Problem
from webapp.problems.policy import must_see


def problem_or_404(problem_id: UUID) -> Problem:
    """The problem; whether it may be seen is for the doors of its workshop, and `must_see`, to say."""
    session_or_401()
    return row_or_404(Problem, problem_id)


def seen_problem(problem_id: UUID) -> tuple[Problem, Member]:
    """A problem that the person may see, and as whom they speak: whoever leads does so as the facilitator."""
    problem = problem_or_404(problem_id)
    member = leader_or_member(problem.workshop_id)
    must_see(member, problem)
    return problem, member


def comment_and_member(comment_id: UUID) -> tuple[Comment, Member]:
    """A comment whose subject is shown, and as whom the person speaks."""
    comment = _comment(comment_id)
    member = leader_or_member(comment.workshop_id)
    must_be_shown(member, comment.subject)
    return comment, member


def comment_and_seat(comment_id: UUID) -> tuple[Comment, Seat]:
    """A comment whose subject is shown, and the seat of the person."""
    comment = _comment(comment_id)
    seat = seat_for(comment.workshop_id)
    must_be_shown(seat, comment.subject)
    return comment, seat


def comment_and_facilitator(comment_id: UUID) -> tuple[Comment, Facilitator]:
    """A comment whose subject is shown, and the facilitator who asks."""
    comment = _comment(comment_id)
    facilitator = facilitator_for(comment.workshop_id)
    must_be_shown(facilitator, comment.subject)
    return comment, facilitator


def _comment(comment_id: UUID) -> Comment:
    session_or_401()
    return row_or_404(Comment, comment_id)
