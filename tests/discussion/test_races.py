"""Several people in one discussion at the same moment."""

import pytest

from tests.discussion.test_write_comment import stored
from tests.validation.test_races import at_once
from webapp.discussion.models import CommentReaction, Following, Mention
from webapp.extensions import db


def test_comments_written_at_once_are_numbered_without_gaps(app, cast, subject, ani, budi, sari):
    people = [ani, budi, sari, *(cast.agent(f"Rekan {n}", "DPU") for n in range(5))]
    sent = at_once(app, *((who, f"{subject}/comments", {"text": f"Dari {who.name}, @DPU"}) for who in people))
    assert sent == [201] * len(people)
    assert [comment.n for comment in stored()] == list(range(1, len(people) + 1))
    assert (
        db.session.query(Following).count() == 7
    )  # all but the facilitator: by writing, or because their agency is named


def test_reactions_at_once_are_all_there_and_once(app, say, cast, ani, budi):
    path = f"{say(budi, 'Dua pikap bisa.')}/reactions"
    dewi = cast.agent("Dewi", "DPU")
    taps = [(ani, "agree"), (ani, "agree"), (ani, "thanks"), (dewi, "agree")]
    assert at_once(app, *((who, path, {"kind": kind}) for who, kind in taps)) == [204] * 4
    db.session.rollback()
    assert db.session.query(CommentReaction).count() == 3


@pytest.mark.parametrize("_race", range(10))
def test_words_are_changed_or_answered_never_both(app, say, subject, ani, budi, _race):
    comment = say(budi, "Dua pikap, @Ani?")
    answer = {"text": "Kapan?", "reply_to": comment.rpartition("/")[2]}
    changed, answered = at_once(app, (budi, comment, {"text": "Tiga"}), (ani, f"{subject}/comments", answer))
    assert answered == 201
    first, second = stored()
    assert first.text == ("Tiga" if changed == 204 else "Dua pikap, @Ani?")
    assert db.session.query(Mention).count() == (0 if changed == 204 else 1)
    if changed == 204:
        assert first.edited_at <= second.written_at


@pytest.mark.parametrize("_race", range(10))
def test_whoever_takes_it_back_last_has_the_word(app, say, budi, sari, _race):
    comment = say(budi, "Dua pikap bisa.")
    hiding = (sari, f"{comment}/hiding", {"why": "Ganda"})
    assert at_once(app, hiding, (budi, f"{comment}/removal", {})) == [204, 204]
    assert stored()[0].hidden_by == "writer"
