"""A problem's own page, and its photo."""

from uuid import UUID

from flask import Response, request

from webapp.errors import NotFound
from webapp.extensions import db, row_or_404
from webapp.live import admission
from webapp.live.views import SCREEN
from webapp.people.doors import member_for, session_or_401, workshop_of
from webapp.people.facilitator import Facilitator
from webapp.people.models import Seat
from webapp.photos.models import Photo
from webapp.photos.serving import serve
from webapp.problems.models import Problem
from webapp.problems.policy import may_add_photo, may_change, must_see
from webapp.problems.proposals import most_alike_first, proposed_by
from webapp.problems.queries import merged_in, reaction_counts, revealed_in
from webapp.problems.routes.blueprint import bp
from webapp.problems.routes.loading import problem_or_404
from webapp.workshops.policy import may_act
from webapp.workshops.routes.pages import beside_room


@bp.get("/problems/<uuid:problem_id>")
def problem_page(problem_id: UUID) -> str:
    """One problem with its whole story, for whoever may see it."""
    problem = problem_or_404(problem_id)
    member = member_for(problem.workshop_id)
    must_see(member, problem)
    workshop = workshop_of(member)
    page = beside_room(member)
    return page(
        "problems/page.html",
        problem=problem,
        may_change=may_change(member, problem, workshop),
        may_add_photo=may_add_photo(member, problem, workshop),
        says=reaction_counts([problem.id])[problem.id],
        main=db.session.get(Problem, problem.merged_into_id) if problem.merged_into_id else None,
        merged=merged_in(problem.id),
        others=_others(member, problem),
        proposed=proposed_by(member.id, problem) if isinstance(member, Seat) else (),
    )


def _others(member: Seat | Facilitator, problem: Problem) -> list[Problem]:
    """Those that it may be said to be the same as, one's own first."""
    is_open = not isinstance(member, Seat) or may_act(member, workshop_of(member))
    if not is_open or not problem.is_shown or problem.is_merged:
        return []
    listed = [other for other in revealed_in(problem.workshop_id) if other.id != problem.id]
    return sorted(most_alike_first(problem, listed), key=lambda other: other.seat_id != getattr(member, "id", None))


@bp.get("/photos/<uuid:photo_id>")
def photo(photo_id: UUID) -> Response:
    """A photo, for whoever may see what it belongs to; a screen shows its token as `screen`."""
    return serve(_photo(photo_id), is_small=False)


@bp.get("/photos/<uuid:photo_id>/small")
def small_photo(photo_id: UUID) -> Response:
    """The same, small."""
    return serve(_photo(photo_id), is_small=True)


def _photo(photo_id: UUID) -> Photo:
    token = request.args.get("screen")
    if token is None:
        session_or_401()
    photo = row_or_404(Photo, photo_id)
    problem = db.session.get_one(Problem, photo.problem_id)
    if token is None:
        must_see(member_for(photo.workshop_id), problem)
        return photo
    admission.keeper().admit(photo.workshop_id, SCREEN, token)
    if not problem.is_shown:
        raise NotFound
    return photo
