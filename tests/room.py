"""A workshop in full swing: one of everything, and everybody who might ask for it."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tests.cast import Cast, Person
from tests.photos.pictures import photo_of
from webapp.cards.models import Card
from webapp.changes import CLOCKWORK
from webapp.clock import clock
from webapp.coediting.versions import keep_version
from webapp.complaints.models import Complaint, ComplaintVersion, Import
from webapp.complaints.models.complaints import complaint_id
from webapp.complaints.summary import Sum, Told
from webapp.discussion.models import Comment
from webapp.extensions import db
from webapp.people.codes import rescue_code_of
from webapp.people.models import Claim, Seat
from webapp.problems.models import Problem
from webapp.validation import seal
from webapp.validation.models import Round, RoundCard
from webapp.workshops.models import Hand

# What to post where an empty form would be refused before anybody is asked who they are.
FORMS = {
    "opening.choose_pillar": {"pillar": "Cerdas"},
    "problems.write_problem": {"title": "Banjir"},
    "problems.edit_problem": {"title": "Banjir"},
    "problems.react": {"kind": "same", "on": "1"},
    "problems.propose_same": {"same_as": "other_problem_id"},
    "problems.merge_problems": {"into": "other_problem_id"},
    "problems.keep_apart": {"other": "other_problem_id"},
    "problems.hide_problem": {"why": "Menyebut orang"},
    "complaints.note_category": {"category": "Banjir"},
    "complaints.hide_complaint": {"why": "Menyebut nama orang"},
    "links.link_category": {"category": "Banjir", "to": "problem_id"},
    "links.link_complaint": {"to": "card_id"},
    "cards.make_card": {"title": "Pantau Banjir"},
    "discussion.comment_on_card": {"text": "Dua pikap bisa"},
    "discussion.comment_on_problem": {"text": "Di sini juga"},
    "discussion.edit_comment": {"text": "Tiga pikap bisa"},
    "discussion.hide_comment": {"why": "Menyebut nama warga"},
    "discussion.react": {"kind": "agree"},
    "discussion.read_card": {"n": "1"},
    "discussion.read_problem": {"n": "1"},
    "coediting.write_field": {"base": "", "value": "Dua pikap"},
    "coediting.name_version": {"name": "Sebelum rapat"},
    "coediting.join_cards": {"other": "other_card_id"},
    "coediting.choose_for_card": {"value": "30", "version": "0"},
    "cards.hide_card": {"why": "Dobel"},
    "validation.cast_vote": {"effect": "3"},
    "validation.say_done": {"done": "1"},
    "validation.show_card": {"card": "card_id"},
}


@dataclass
class Room:
    """A workshop in full swing, and everybody who might ask."""

    cast: Cast
    people: dict[str, Person]
    values: dict[str, object]

    def address(self, rule) -> str:
        """The rule's address with ids of this room; an argument that is not known here fails the test."""
        missing = rule.arguments - self.values.keys()
        assert not missing, f"teach tests/room.py what {missing} is in {rule.rule}"
        return re.sub(r"<(?:[^<>:]+:)?([^<>]+)>", lambda m: str(self.values[m[1]]), rule.rule)

    def ask(self, who: str, method: str, rule) -> int:
        """The status that this person gets."""
        person, address = self.people[who], self.address(rule)
        form = self.form(FORMS.get(rule.endpoint, {}))
        if method == "POST":
            return person.post(address, **form).status_code
        return (person.get(address) if method == "GET" else person.delete(address)).status_code

    def form(self, form: dict[str, str]) -> dict[str, object]:
        """A form in which the names of this room's values stand for them."""
        return {name: self.values.get(value, value) for name, value in form.items()}


def full_room(cast: Cast) -> Room:
    """Everybody and one of everything, at the validation."""
    people = {
        "nobody": cast.nobody(),
        "stranger": cast.stranger("Charlie"),
        "removed": cast.agent("Rudi", "DLH"),
        "observer": cast.agent("Olga", "DPU", role="observer"),
        "agent": cast.agent("Ani", "DLH"),
        "facilitator": cast.facilitator("Sari"),
        "administrator": cast.administrator("Admin"),
    }
    db.session.get_one(Seat, people["removed"].seat_id).removed_at = clock.now()
    workshop_id, agent_seat = cast.workshop.id, people["agent"].seat_id
    step = cast.step("problems")
    step.closed_at = step.revealed_at = clock.now()
    problem = Problem(
        workshop_id=workshop_id, step_id=step.id, seat_id=agent_seat, title="Lampu", written_at=clock.now()
    )
    other_problem = Problem(
        workshop_id=workshop_id, step_id=step.id, seat_id=agent_seat, title="Banjir", written_at=clock.now()
    )
    card = Card(workshop_id=workshop_id, title="PJU Terang", seat_id=agent_seat, made_at=clock.now())
    other_card = Card(workshop_id=workshop_id, title="Pantau Banjir", seat_id=agent_seat, made_at=clock.now())
    round = Round(workshop_id=workshop_id, number=1, opened_at=clock.now())
    claim = Claim(workshop_id=workshop_id, seat_id=agent_seat, token_hash="x", made_at=clock.now())
    hand = Hand(workshop_id=workshop_id, seat_id=agent_seat, seq=0)
    db.session.add_all([problem, other_problem, card, other_card, round, claim, hand])
    db.session.flush()
    comment = Comment(
        workshop_id=workshop_id,
        card_id=card.id,
        n=1,
        seat_id=agent_seat,
        text="Satu pikap bisa",
        written_at=clock.now(),
    )
    db.session.add(comment)
    db.session.flush()
    photo = photo_of(problem)
    version = keep_version(card, CLOCKWORK.actor, "hand", name="Awal")
    db.session.add(RoundCard(round_id=round.id, card_id=card.id, position=0, version_id=version.id))
    seal.make_key(round.id)
    db.session.commit()
    complaint, waiting = _complaints(cast)
    cast.be_at("validation")
    values = {
        "list_name": "problems",
        "file_kind": "csv",
        "workshop_id": workshop_id, "seat_id": agent_seat, "agency_id": cast.agencies["DLH"].id,
        "problem_id": problem.id, "other_problem_id": other_problem.id, "photo_id": photo.id,
        "complaint_id": complaint.id, "import_id": waiting.id,
        "card_id": card.id, "comment_id": comment.id, "other_card_id": other_card.id, "field": "needs",
        "choice": "horizon", "number": 1,
        "round_id": round.id, "claim_id": claim.id, "step_id": step.id, "name": "my-seat",
        "series_id": cast.series.id, "account_id": people["facilitator"].account_id, "batch_id": cast.workshop.batch_id,
        "token": "wrong", "code": "22222222", "of_version": "x", "join_code": cast.workshop.join_code,
        "rescue_code": rescue_code_of(cast.workshop),
    }  # fmt: skip
    return Room(cast, people, values)


def _complaints(cast: Cast) -> tuple[Complaint, Import]:
    """A complaint that everybody sees, and a file that waits to be confirmed."""
    workshop_id, now = cast.workshop.id, clock.now()
    total = Sum(ZoneInfo("Asia/Jakarta"))
    total.add(Told("Banjir", None, "open", "DPU", "Jl. Raya, Kec. Serpong", now))
    common = {"workshop_id": workshop_id, "made_at": now, "touched_at": now}
    confirmed = Import(
        file_name="lapor.csv", state="confirmed", number=1, confirmed_at=now, summary=total.as_json(), new=1, **common
    )
    columns = {"service_request_id": "Nomor", "service_name": "Kategori"}
    waiting = Import(
        file_name="lapor-2.csv", file_format="csv", state="read", columns=[*columns.values(), "Nama Pelapor"],
        mapping=columns, samples=[{"Nomor": "7", "Kategori": "Banjir"}], personal=["Nama Pelapor"], date_order="day",
        rows_seen=1, new=1, judged_after=1, summary=total.as_json(), **common,
    )  # fmt: skip
    complaint = Complaint(
        id=complaint_id(workshop_id, "Tangsel", "L-1"),
        workshop_id=workshop_id,
        jurisdiction="Tangsel",
        request_id="L-1",
    )
    db.session.add_all([confirmed, waiting, complaint])
    db.session.flush()
    said = {"description": "Air setinggi lutut", "address": "Jl. Raya, Kec. Serpong", "status": "open", "digest": "0"}
    db.session.add(
        ComplaintVersion(
            complaint_id=complaint.id,
            import_id=confirmed.id,
            workshop_id=workshop_id,
            category="Banjir",
            service_name="Banjir",
            sorts_at=now,
            requested_at=now,
            **said,
        )
    )
    db.session.commit()
    return complaint, waiting
