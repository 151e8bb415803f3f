"""Pages beside the day: one of each route, answers to forms, refusals."""

from collections.abc import Iterator

from tests.browser.pages.readers import Shown
from tests.browser.pages.words import Words
from tests.room import Room
from tests.security.test_matrix import ANYBODY, DEVELOPMENT, RULES, who_may

# Answers to GET that no browser shows as a page of its own.
NO_PAGES = {
    "assets.static_file", "health.healthz", "health.readyz", "live.time", "live.frames", "workshops.brand_css",
    "workshops.own_part", "coediting.read_document", "reports.take_list", "problems.photo", "problems.small_photo",
    "complaints.counted_complaints", "complaints.open311_json", "complaints.open311_xml", "complaints.rejected_csv",
}  # fmt: skip
# Opened by a secret in the address; other scenes have the right one.
BY_SECRET = {"people.claim", "screens.screen_page"}
DIFFERS_BY_PERSON = {"workshops.home"}
KINDS_OF_PEOPLE = ("nobody", "observer", "agent", "facilitator", "administrator")


def pages_of_routes(room: Room) -> Iterator[Shown]:
    """Each route that is a page, as each who may read it."""
    for rule, method in (rule.values for rule in RULES):
        if method != "GET" or rule.endpoint in NO_PAGES | BY_SECRET:
            continue
        may = who_may(rule.endpoint)
        readers = [who for who in KINDS_OF_PEOPLE if who in may]
        if rule.endpoint in (ANYBODY | DEVELOPMENT) - DIFFERS_BY_PERSON:
            readers = ["nobody"]
        for who in readers:
            status = 410 if rule.endpoint == "people.sign_in_by_link" else 200  # a link that was used
            yield Shown(
                rule.rule, who, room.address(rule).replace("22222222", room.cast.workshop.join_code), None, status
            )


def answers_to_forms(room: Room, words: Words) -> Iterator[Shown]:
    """Pages that come of a post."""
    workshop, code = room.cast.workshop.id, room.cast.workshop.join_code
    seat = {"code": code, "seat": str(room.values["seat_id"])}
    yield Shown("coming back to a name", "nobody", f"/join/{code}/back?seat={seat['seat']}")
    yield Shown("asking the facilitator", "nobody", "/join/claims", seat)
    yield Shown("desk with a claim", "facilitator", f"/workshops/{workshop}/desk")
    yield Shown("wrong password", "nobody", "/sign-in", {"email": "a@b.example", "password": "wrong"}, 422)
    lines = f"Rina Kartika; DLH\n{words('Joko Susilo', 80)}; Tidak Ada\n{words('Wati Lestari', 40)}; Dinkes"
    yield Shown("roster preview", "facilitator", f"/workshops/{workshop}/roster/preview", {"lines": lines})
    wifi = words("Ruang Rapat Lantai 2", 41)
    settings = {"title": "", "held_on": "x", "starts_at": "x", "wifi_name": wifi, "wifi_password": ""}
    yield Shown("refused settings", "facilitator", f"/workshops/{workshop}/settings", settings, 422)
    link = f"/admin/accounts/{room.values['account_id']}/links"
    yield Shown("sign-in link", "administrator", link, {}, 201)


def refusals(room: Room) -> Iterator[Shown]:
    """What one gets instead of a page."""
    room_path = f"/workshops/{room.cast.workshop.id}"
    yield Shown("nothing there", "agent", "/nothing", None, 404)
    yield Shown("another's room", "stranger", room_path, None, 404)
    yield Shown("removed", "removed", room_path, None, 404)
    yield Shown("desk for an agent", "agent", f"{room_path}/desk", None, 403)
    yield Shown("room without a session", "nobody", f"{room_path}/agenda", None, 401)
    yield Shown("wrong code", "nobody", "/join/22222222", None, 404)
    yield Shown("old screen", "screen", "/screen/wrong", None, 404)
