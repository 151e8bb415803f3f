"""A room with complaints, problems that are shown, and a card; it stands at the cards."""

from uuid import UUID

import pytest

from tests.complaints.bringing import bring_in
from webapp.changes import head
from webapp.complaints.models import Complaint
from webapp.extensions import db
from webapp.workshops.models import Workshop

FILE = """service_request_id,service_name,description
L-1,Sampah,Truk tidak datang
L-2,Sampah,Bau menyengat
L-3,Lampu jalan,Gelap gulita
"""


@pytest.fixture
def complaints(cast):
    """The addresses of three complaints: two about waste, one about street lights."""
    bring_in(cast, FILE)
    return [f"/complaints/{id}" for id in db.session.scalars(db.select(Complaint.id).order_by(Complaint.request_id))]


@pytest.fixture
def problems(cast, complaints, ani, sari):
    """The addresses of two problems that are shown."""
    cast.be_at("problems")
    made = [ani.post("~/problems", title=title).headers["Location"] for title in ("TPS penuh", "Lampu mati")]
    sari.post("~/problems/reveal")
    cast.be_at("cards")
    return made


@pytest.fixture
def card(problems, ani):
    """The address of a card."""
    return ani.post("~/cards", title="Pasukan Sampah Kilat").headers["Location"]


@pytest.fixture
def now(cast):
    """Call it for the number of the workshop's last change."""
    return lambda: head(Workshop, cast.workshop.id)


@pytest.fixture
def part_of(cast):
    """Call it for a part of a page, as a frame after a change brings it to somebody who has that page open."""

    def of(person, kind, subject_id, after):
        view = "" if person.seat_id else "&as=desk"
        return person.get(f"~/frames?after={after}{view}&page={kind}:{subject_id}").json["html"]

    return of


def id_of(path):
    return str(UUID(path.rpartition("/")[2]))
