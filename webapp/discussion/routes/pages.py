"""A comment's own page, and all that was ever said under a card or problem."""

from uuid import UUID

from webapp.cards.routes import card_or_404
from webapp.discussion.models import Comment, Subject
from webapp.discussion.policy import Member, is_writer, may_discuss, may_edit, may_restore, must_be_shown
from webapp.discussion.queries import comment_counts, is_last_in_thread
from webapp.discussion.routes.blueprint import bp
from webapp.discussion.routes.loading import comment_and_member, problem_or_404
from webapp.discussion.threads import all_threads, said
from webapp.people.doors import member_for
from webapp.people.facilitator import Facilitator
from webapp.workshops.routes.pages import beside_room


@bp.get("/comments/<uuid:comment_id>")
def comment_page(comment_id: UUID) -> str:
    """One comment, with what this person may do about it."""
    comment, member = comment_and_member(comment_id)
    draw = beside_room(member_for(comment.workshop_id))
    return draw("discussion/comment.html", said=said(comment), subject=comment.subject, **_may(member, comment))


def _may(member: Member, comment: Comment) -> dict[str, object]:
    leads = isinstance(member, Facilitator)
    return {
        "may_edit": may_edit(member, comment, is_last_in_thread(comment)),
        "may_take_back": is_writer(member, comment) and not comment.is_hidden,
        "may_answer": may_discuss(member),
        "may_hide": leads and not comment.is_hidden,
        "may_restore": leads and may_restore(comment),
    }


@bp.get("/cards/<uuid:card_id>/comments")
def all_on_card(card_id: UUID) -> str:
    """All that was said under a card."""
    card = card_or_404(card_id)
    return _all(member_for(card.workshop_id), card)


@bp.get("/problems/<uuid:problem_id>/comments")
def all_on_problem(problem_id: UUID) -> str:
    """All that was said under a problem that is shown."""
    problem = problem_or_404(problem_id)
    return _all(member_for(problem.workshop_id), problem)


def _all(member: Member, subject: Subject) -> str:
    must_be_shown(member, subject)
    draw = beside_room(member)
    count = comment_counts([subject.id])[subject.id]
    return draw("discussion/all.html", subject=subject, threads=all_threads(subject.id), count=count)
