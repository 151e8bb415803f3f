"""What is said with one tap: of a comment, and that one would join in."""

import re
from uuid import UUID

import pytest

from webapp.discussion.models import REACTIONS, Joiner
from webapp.discussion.queries import comment_counts, joiners_of
from webapp.extensions import db


def own_part(person, name, path):
    return person.get(f"~/mine/{name}?about={path.rpartition('/')[2]}")


def test_a_reaction_is_counted_for_everybody_and_known_to_oneself(
    say, subject, frame, discussion, head, ani, budi, sari
):
    comment = say(budi, "Dua pikap bisa.")
    before = head()
    assert ani.post(f"{comment}/reactions", kind="agree").status_code == 204
    for person, view in ((budi, "seat"), (sari, "desk")):
        told = frame(person, before, view)
        assert re.search(r"<b>1</b>", told)
        assert discussion(told) == discussion(person.get(subject).text)
    id = comment.rpartition("/")[2]
    assert f"agree:{id}" in own_part(ani, "my-discussion", subject).text
    assert f"agree:{id}" not in own_part(budi, "my-discussion", subject).text
    assert f'data-own="{id} "' in own_part(budi, "my-discussion", subject).text


@pytest.mark.parametrize("kind", REACTIONS)
def test_it_is_absolute_so_that_a_repeat_is_harmless(say, head, ani, budi, kind):
    comment = say(budi, "Dua pikap bisa.")
    before = head()
    for on in ("1", "1", "0", "0"):
        assert ani.post(f"{comment}/reactions", kind=kind, on=on).status_code == 204
    assert head() == before + 2


def test_of_ones_own_comment_one_says_nothing(say, budi):
    comment = say(budi, "Dua pikap bisa.")
    assert budi.post(f"{comment}/reactions", kind="agree").status_code == 422


@pytest.mark.parametrize("form", [{}, {"kind": "like"}, {"kind": "agree", "on": "2"}])
def test_other_words_are_refused(say, ani, budi, form):
    comment = say(budi, "Dua pikap bisa.")
    assert ani.post(f"{comment}/reactions", **form).status_code == 422


def test_only_agents_of_the_room_react(say, cast, ani, budi, sari, charlie, nobody):
    comment = say(budi, "Dua pikap bisa.")
    olga = cast.agent("Olga", "DPU", role="observer")
    statuses = [who.post(f"{comment}/reactions", kind="agree").status_code for who in (olga, sari, charlie, nobody)]
    assert statuses == [403, 403, 404, 401]
    sari.post("~/freeze")
    assert ani.post(f"{comment}/reactions", kind="agree").status_code == 409


def test_a_repeated_key_acts_once(say, head, ani, budi):
    comment = say(budi, "Dua pikap bisa.")
    ani.post(f"{comment}/reactions", key="one tap", kind="agree")
    ani.post(f"{comment}/reactions", kind="agree", on="0")
    before = head()
    ani.post(f"{comment}/reactions", key="one tap", kind="agree")
    assert head() == before


def test_who_would_join_in_is_counted_with_the_agencies(card, cast, head, ani, budi, sari):
    dewi = cast.agent("Dewi", "DLH")
    before = head()
    for who in (ani, budi, dewi, ani):
        assert who.post(f"{card.path}/joining", on="1").status_code == 204
    assert head() == before + 3
    told = sari.get(f"~/frames?after={before}&as=desk&page=card:{card.id}").json["html"]
    element = re.search(rf'<div id="card-{card.id}-joiners".*?<div id="my-joining"', told, re.DOTALL).group()
    assert element in sari.get(card.path).text
    joiners = joiners_of([card.id])[card.id]
    assert joiners.people == 3
    assert [agency.short_name for agency in joiners.agencies] == ["DLH", "Dishub"]
    assert 'aria-pressed="true"' in own_part(ani, "my-joining", card.path).text
    ani.post(f"{card.path}/joining", on="0")
    assert 'aria-pressed="false"' in own_part(ani, "my-joining", card.path).text
    db.session.rollback()
    assert db.session.query(Joiner).count() == 2


def test_only_agents_of_the_room_join_in(card, cast, ani, sari, charlie, nobody):
    olga = cast.agent("Olga", "DPU", role="observer")
    statuses = [who.post(f"{card.path}/joining").status_code for who in (olga, sari, charlie, nobody)]
    assert statuses == [403, 403, 404, 401]
    assert ani.post(f"{card.path}/joining", on="yes").status_code == 422
    sari.post("~/freeze")
    assert ani.post(f"{card.path}/joining").status_code == 409


def test_own_parts_are_about_what_is_in_the_room(card, cast, ani, sari, charlie):
    other = cast.new_workshop(cast.series, "Quick Wins, Batch IV")
    for name in ("my-discussion", "my-joining"):
        assert ani.get(f"~/mine/{name}").status_code == 404
        assert ani.get(f"~/mine/{name}?about={other.id}").status_code == 404
        assert ani.get(f"~/mine/{name}?about=7").status_code == 404
        assert charlie.get(f"~/mine/{name}?about={card.id}").status_code == 404


def test_lists_ask_how_much_was_said(subject, say, card, budi, sari):
    id = UUID(subject.rpartition("/")[2])
    comments = [say(budi, "Satu"), say(budi, "Dua")]
    sari.post(f"{comments[0]}/hiding", why="Ganda")
    db.session.rollback()
    assert comment_counts([id, UUID(int=7)]) == {id: 1, UUID(int=7): 0}
    assert comment_counts([]) == {}
