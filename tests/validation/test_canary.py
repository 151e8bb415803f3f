"""P19: no byte of a choice leaves before the reveal, on any surface, to anybody but its voter.

The room is looked at by everybody, through every address that the application has, while one person chooses one
value after another. If anything but the number of the last change differs, it is a leak, whatever shape it has.
"""

import logging
import re

import pytest
from sqlalchemy import inspect, select

from webapp.changes.models import Event
from webapp.extensions import db

pytestmark = pytest.mark.once

VALUES = ("0", "1", "2", "3", "4", "5", "")
VIEWS, LANGUAGES = ("seat", "desk", "screen"), ("id", "en")
# What differs between two looks at an unchanged room: the number of the last change, the time, a random session.
UNLIKE_ANYWAY = ("Date", "ETag", "Quickwins-Seq", "Set-Cookie", "Content-Length")
PASSING = (
    rb'data-seen="\d+"',
    rb'data-now="\d+"',
    rb'"to":\s*\d+',
    rb'"from":\s*\d+',
)


def everything_that(person, room):
    """All that a person gets from every address that can be asked: status, headers and body."""
    known = {
        "workshop_id": room.cast.workshop.id,
        "round_id": room.round.id,
        "card_id": room.card_ids[0],
        "token": room.cast.workshop.screen_token,
        "code": room.cast.workshop.join_code,
        "name": "my-ballot",
        "view": "seat",
    }
    for rule in room.cast.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments <= set(known) and not rule.rule.startswith(("/time", "/readyz")):
            _domain, path = rule.build({name: known[name] for name in rule.arguments})
            yield path, person.get(path)
    for language in LANGUAGES:
        for view in VIEWS:
            path = f"~/frames?after=0&as={view}&screen={known['token']}"
            yield f"{path} {language}", person.get(path, headers={"Accept-Language": language})


def as_bytes(answer):
    headers = {name: value for name, value in answer.headers if name not in UNLIKE_ANYWAY}
    body = answer.data
    for pattern in PASSING:
        body = re.sub(pattern, b"", body)
    return answer.status_code, headers, body


def look(room, watchers):
    return {
        (who, path): as_bytes(answer)
        for who, person in watchers.items()
        for path, answer in everything_that(person, room)
    }


@pytest.fixture
def watchers(opened, charlie, nobody):
    return {
        "another of the agency": opened.voters["DLH"][1],
        "one of another agency": opened.voters["Dishub"][0],
        "observer": opened.cast.agent("Wati", "DPU", role="observer"),
        "facilitator": opened.sari,
        "stranger": charlie,
        "nobody": nobody,
    }


def test_whatever_somebody_chooses_the_others_get_the_same_bytes(opened, watchers, caplog):
    caplog.set_level(logging.DEBUG)
    ani = opened.everybody[0]
    opened.vote(ani, effect="3")  # the turnout grows now and not again
    opened.vote(opened.voters["DLH"][1], effect="2")
    looks, answers, logs = [], [], []
    for value in [value for value in VALUES if value != "3"]:
        caplog.clear()
        answers.append(as_bytes(opened.vote(ani, effect=value)))
        logs.append([record.getMessage() for record in caplog.records if record.name.startswith("webapp")])
        looks.append(look(opened, watchers))
    assert len(looks[0]) > 50
    for other in looks[1:]:
        for place, seen in looks[0].items():
            assert other[place] == seen, place
    assert len({repr(answer) for answer in answers}) == 1
    assert answers[0][2] == b""
    assert all(log == logs[0] for log in logs)


def test_events_tell_neither_who_nor_what(opened):
    ani = opened.everybody[0]
    told = []
    for value in VALUES:
        opened.vote(ani, effect=value)
        db.session.rollback()
        last = db.session.execute(select(Event.__table__).order_by(Event.seq.desc(), Event.n)).first()
        told.append((last.name, last.subject_id, last.actor_kind, last.actor_id, last.facts))
    assert set(told) == {("vote.cast", opened.card_ids[0], None, None, None)}


def test_between_the_close_and_the_reveal_all_results_look_alike(room):
    """Two rounds that differ in nothing but what was chosen: until the reveal nobody can tell them apart."""
    seen = []
    for scores in ({"effect": 0, "ease": 5}, {"effect": 5, "ease": ""}):
        room.open()
        for person in room.everybody:
            room.vote(person, **scores)
        room.sari.post(f"{room.round.path}/close")
        answer = room.sari.post(f"{room.round.path}/reveal")
        assert answer.status_code == 204
        pages = {}
        for who, person in {"ani": room.everybody[0], "sari": room.sari}.items():
            for path, answer in everything_that(person, room):
                if str(room.round.id) in path or path.startswith("~/frames?after=0&as=seat"):
                    pages[who, path.replace(str(room.round.id), "")] = strip_round(answer.data, room)
        seen.append(pages)
        room.let_time_pass(4)
    assert seen[0].keys() == seen[1].keys()
    for place in seen[0]:
        if "frames" not in place[1]:  # those of the second round tell of the first one too
            assert seen[0][place] == seen[1][place], place


def strip_round(body, room):
    text = body.decode()
    for pattern in (
        str(room.round.id),
        r'data-(seen|now|ends-at)="\d+"',
        r"\d\d[.:]\d\d",
        r"[Pp]utaran \d|[Rr]ound \d",
    ):
        text = re.sub(pattern, "", text)
    return text


def test_the_voter_alone_gets_the_own_answers(opened):
    ani = opened.everybody[0]
    opened.vote(ani, effect=4)
    assert 'data-effect="4"' in ani.get("~").text
    opened.sari.post(f"{opened.round.path}/close")
    for path in ("~", "~/mine/my-ballot", "~/frames?after=0", opened.round.path):
        assert "data-effect" not in ani.get(path).text


def test_no_table_that_outlives_the_round_has_a_place_for_a_seat_and_a_score():
    for mapper in db.Model.registry.mappers:
        columns = {column.name for column in inspect(mapper.class_).columns}
        if {"score", "counts"} & columns and mapper.class_.__tablename__ != "ballot":
            assert not {"seat_id", "actor_id", "at"} & columns, mapper.class_
