"""Names in a text: whom they mean, how they are drawn, who is told."""

from html import escape

import pytest

from tests.discussion.test_follow import news
from webapp.discussion.mentions import MOST, names_in, runs
from webapp.discussion.models import Mention
from webapp.extensions import db
from webapp.people.queries import agencies_of, seats_of


@pytest.fixture
def named(cast, ani, budi):
    """Call it with a text for the names in it, each as it stands there and whose it is."""
    for name, agency in (
        ("Drs. H. Ma'ruf Amin, M.Si.", "DPU"),
        ("Siti Aminah", "Dinkes"),
        ("Siti Rahmawati", "DPU"),
        ("Budi Raharjo", "Satpol PP"),
        ("Rina Kartika Sari", "DLH"),
    ):
        cast.agent(name, agency)
    gone = cast.agent("Rudi Hartono", "DLH")
    gone.seat.removed_at = cast.step("problems").closed_at = db.func.now()
    db.session.commit()
    seats, agencies = seats_of(cast.workshop.id), agencies_of(cast.series)
    names = {seat.id: seat.name for seat in seats} | {agency.id: agency.short_name for agency in agencies}

    def find(text):
        found = names_in(text, seats, agencies)
        return [
            (text[one.start : one.start + one.length], names[one.named.seat_id or one.named.agency_id]) for one in found
        ]

    return find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Ani setuju?", [("@Ani", "Ani")]),
        ("Bagaimana, @ani?", [("@ani", "Ani")]),
        ("@Ma'ruf", [("@Ma'ruf", "Drs. H. Ma'ruf Amin, M.Si.")]),
        ("@Drs. H. Ma’ruf Amin, tolong", [("@Drs. H. Ma’ruf Amin", "Drs. H. Ma'ruf Amin, M.Si.")]),
        ("@maruf amin.", [("@maruf amin", "Drs. H. Ma'ruf Amin, M.Si.")]),
        ("@Siti Aminah dan @Siti Rahmawati", [("@Siti Aminah", "Siti Aminah"), ("@Siti Rahmawati", "Siti Rahmawati")]),
        ("@Siti", []),  # there are two
        ("@Rina Kartika besok", [("@Rina Kartika", "Rina Kartika Sari")]),
        ("@Budi Raharjo", [("@Budi Raharjo", "Budi Raharjo")]),
        ("@DLH, @satpol pp!", [("@DLH", "DLH"), ("@satpol pp", "Satpol PP")]),
        ("@Dinas Perhubungan", [("@Dinas Perhubungan", "Dishub")]),
        ("(@Ani) @Ani", [("@Ani", "Ani"), ("@Ani", "Ani")]),
        ("surat@ani.example, @@Ani", []),
        ("@ Ani @, @.", []),
        ("@Rudi", []),  # was put out
        ("@Drs", []),
        ("@Anita", []),
        ("@Siti\nAminah", []),
    ],
)
def test_whom_a_text_means(named, text, found):
    assert named(text) == found


def test_there_is_an_end_to_names(named):
    assert len(named("@Ani " * 100)) == MOST


def test_runs_are_the_text_again():
    assert runs("Halo @Ani!", [(5, 4)]) == [("Halo ", False), ("@Ani", True), ("!", False)]
    assert runs("@Ani", [(0, 4)]) == [("@Ani", True)]
    assert runs("Halo", []) == [("Halo", False)]


def test_whoever_is_named_is_told_and_follows_from_then_on(say, cast, subject, ani, budi):
    dewi = cast.agent("Dewi", "DLH")
    say(budi, "Lama")
    say(budi, "Bagaimana, @Ani?")
    assert (news(ani), news(dewi)) == (1, 0)
    assert "Anda disebut" in ani.get("~/mine/my-news").text or "you are named" in ani.get("~/mine/my-news").text
    say(budi, "Mohon @DLH menjawab.")
    assert (news(ani), news(dewi)) == (2, 1)
    assert '<strong class="named">@DLH</strong>' in dewi.get(subject).text


def test_naming_oneself_is_no_news(say, ani):
    say(ani, "Saya, @Ani, setuju.")
    assert news(ani) == 0


def test_a_changed_text_names_anew(say, budi, ani):
    comment = say(budi, "Bagaimana?")
    budi.post(comment, text="Bagaimana, @Ani?")
    assert news(ani) == 1
    budi.post(comment, text="Bagaimana?")
    db.session.rollback()
    assert db.session.query(Mention).count() == 0


def test_a_name_stays_as_it_was_written(say, subject, budi, ani, sari):
    say(budi, "Bagaimana, @Ani?")
    sari.post(f"/seats/{ani.seat_id}/name", name="Ani Lestari")
    assert '<strong class="named">@Ani</strong>' in budi.get(subject).text


POLYGLOTS = [
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//%0D%0A%0d%0a//</stYle/</titLe/</teXtarEa/</scRipt/--!>"
    "\\x3csVg/<sVg/oNloAd=alert()//>\\x3e",
    "</textarea></template></li><a hx-get=//x hx-trigger=load>",
    "{{ 7*7 }} {% raw %} %s %(x)s",
    '"><img src=x onerror=alert(1)>@Ani<script>alert(1)</script>',
]


@pytest.mark.parametrize("text", POLYGLOTS)
def test_markup_in_a_comment_is_text(say, subject, cast, frame, ani, budi, sari, text):
    comment = say(budi, f"{text} @Ani {text}")
    sari.post(f"{say(budi, 'Lain')}/hiding", why=text[:200])
    for html in (
        ani.get(subject).text, ani.get(comment).text, ani.get(f"{subject}/comments").text,
        sari.get(subject).text, frame(ani, 0),
    ):  # fmt: skip
        for bare in ("<sVg", "<img src=x", "<a hx-get", "<script>alert", "</stYle"):
            assert bare not in html
    assert str(escape(text)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in ani.get(subject).text


@pytest.mark.parametrize("text", POLYGLOTS)
def test_markup_in_a_name_is_text(say, subject, cast, budi, text):
    cast.agent(text[:80], "DPU")
    say(budi, f"Bagaimana, @{text[:80]}?")
    assert "<sVg" not in budi.get(subject).text
    assert "<img src=x" not in budi.get(subject).text
