"""What is said: the forms under a card or problem, and on a comment's own page."""

from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from webapp.answers import answer
from webapp.cards.routes import card_or_404, leader_or_member
from webapp.changes import current_command
from webapp.discussion.actions import comments as actions
from webapp.discussion.models import Comment, Subject
from webapp.discussion.policy import Member
from webapp.discussion.routes.blueprint import bp
from webapp.discussion.routes.loading import comment_and_facilitator, comment_and_member, seen_problem
from webapp.errors import Refused
from webapp.people.doors import workshop_of
from webapp.texts import line, prose, uuid_or_404

LONGEST = 2000


@bp.post("/cards/<uuid:card_id>/comments")
def comment_on_card(card_id: UUID) -> Response:
    """Say `text` under a card, or answer the comment `reply_to`."""
    card = card_or_404(card_id)
    return _write(leader_or_member(card.workshop_id), card)


@bp.post("/problems/<uuid:problem_id>/comments")
def comment_on_problem(problem_id: UUID) -> Response:
    """Say `text` under a problem that is shown, or answer the comment `reply_to`."""
    problem, member = seen_problem(problem_id)
    return _write(member, problem)


@bp.post("/comments/<uuid:comment_id>")
def edit_comment(comment_id: UUID) -> Response:
    """Change one's own words while nobody has answered."""
    comment, member = comment_and_member(comment_id)
    actions.edit_comment(member, workshop_of(member), comment, _text())
    return _answer_at(comment)


@bp.post("/comments/<uuid:comment_id>/removal")
def take_back(comment_id: UUID) -> Response:
    """Take one's own words back."""
    comment, member = comment_and_member(comment_id)
    actions.take_back(member, workshop_of(member), comment)
    return _answer_at(comment)


@bp.post("/comments/<uuid:comment_id>/hiding")
def hide_comment(comment_id: UUID) -> Response:
    """Hide a comment, and say `why` in its place."""
    comment, facilitator = comment_and_facilitator(comment_id)
    actions.hide_comment(facilitator, comment, line(request.form.get("why"), 200, _("Reason")))
    return _answer_at(comment)


@bp.post("/comments/<uuid:comment_id>/restoration")
def restore_comment(comment_id: UUID) -> Response:
    """Show a hidden comment again."""
    comment, facilitator = comment_and_facilitator(comment_id)
    actions.restore_comment(facilitator, comment)
    return _answer_at(comment)


def _write(member: Member, subject: Subject) -> Response:
    reply_to = request.values.get("reply_to")  # in the address, where a draft is kept for each form
    actions.write_comment(member, workshop_of(member), subject, _text(), uuid_or_404(reply_to) if reply_to else None)
    made = current_command().path
    return answer(page=f"{subject.path}#comment-{made.rpartition('/')[2]}" if made else subject.path)


def _answer_at(comment: Comment) -> Response:
    return answer(page=comment.place)


def _text() -> str:
    text = prose(request.form.get("text"), LONGEST, _("Comment"))
    if not text:
        raise Refused(_("%(what)s: please write something.", what=_("Comment")))
    return text
