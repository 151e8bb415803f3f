"""A seat tells the room that it need not wait for it."""

from sqlalchemy import select

from webapp.changes import head
from webapp.extensions import db
from webapp.validation.models import Receipt, Turnout
from webapp.workshops.models import Workshop


def done_of(person):
    db.session.rollback()
    return db.session.scalar(select(Turnout.done).where(Turnout.seat_id == person.seat_id))


def test_done_and_not_done_after_all(opened):
    ani = opened.everybody[0]
    opened.vote(ani)
    assert ani.post(f"{opened.round.path}/done", done=1).status_code == 204
    assert done_of(ani) is True
    assert ani.post(f"{opened.round.path}/done", done=0).status_code == 204
    assert done_of(ani) is False


def test_it_reaches_desk_and_screen_as_a_number_and_the_own_page_in_words(opened):
    ani = opened.everybody[0]
    opened.vote(ani)
    after = head(Workshop, opened.cast.workshop.id)
    ani.post(f"{opened.round.path}/done", done=1)
    token = opened.cast.workshop.screen_token
    assert "<b>1</b>" in ani.get(f"~/frames?after={after}&as=screen&screen={token}").json["html"]
    assert ani.name in opened.sari.get("~/desk").text
    assert 'name="done" value="0"' in ani.get("~/mine/my-ballot").text


def test_the_same_again_changes_nothing(opened):
    ani = opened.everybody[0]
    first = ani.post(f"{opened.round.path}/done", done=1)
    assert ani.post(f"{opened.round.path}/done", done=1).headers["Quickwins-Seq"] == first.headers["Quickwins-Seq"]


def test_who_is_done_without_a_vote_has_no_receipt_until_there_is_one(opened):
    ani = opened.everybody[0]
    ani.post(f"{opened.round.path}/done", done=1)
    assert db.session.scalars(select(Receipt)).all() == []
    opened.vote(ani)
    assert len(db.session.scalars(select(Receipt)).all()) == 1
    assert done_of(ani) is True


def test_it_is_refused_after_the_close_and_with_an_odd_value(opened):
    ani = opened.everybody[0]
    assert ani.post(f"{opened.round.path}/done", done="yes").status_code == 422
    assert ani.post(f"{opened.round.path}/done").status_code == 422
    opened.sari.post(f"{opened.round.path}/close")
    assert ani.post(f"{opened.round.path}/done", done=1).status_code == 409


def test_only_voters_say_it(opened, charlie, nobody):
    path = f"{opened.round.path}/done"
    assert opened.cast.agent("Wati", "DLH", role="observer").post(path, done=1).status_code == 403
    assert opened.sari.post(path, done=1).status_code == 403
    assert charlie.post(path, done=1).status_code == 404
    assert nobody.post(path, done=1).status_code == 401


def test_a_repeated_command_acts_once(opened):
    ani = opened.everybody[0]
    first = ani.post(f"{opened.round.path}/done", key="done", done=1)
    ani.post(f"{opened.round.path}/done", done=0)
    assert (
        ani.post(f"{opened.round.path}/done", key="done", done=1).headers["Quickwins-Seq"]
        == first.headers["Quickwins-Seq"]
    )
    assert done_of(ani) is False
