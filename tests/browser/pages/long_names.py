"""Names as long as the database lets them be: what holds with these holds with all."""

from tests.browser.pages.words import LONG_WORD as WORD
from tests.cast import Cast
from tests.room import Room, full_room
from webapp.extensions import db
from webapp.people.models import Account, Seat
from webapp.workshops.models import Workshop


def room_of_long_names(cast: Cast) -> Room:
    """A room in full swing in which everything has the longest name that it may have."""
    for name, agency in (("Siti Aminah", "Dinkes"), ("Sri Wahyuni", "DPU")):
        cast.roster(name, agency)
    room = full_room(cast)
    room.values["code"] = cast.workshop.join_code
    workshop, series = db.session.get_one(Workshop, cast.workshop.id), cast.series
    series.city, series.name = f"Kabupaten {WORD * 2}", f"{WORD} {WORD} dan Tata Kota Terpadu"
    series.vision = f"Terwujudnya {WORD * 2} yang cerdas, modern dan religius " * 3
    series.pillars[0].name = WORD[:40]
    workshop.title = f"{WORD} {WORD} dan Lokakarya Terpadu"
    workshop.wifi_name, workshop.wifi_password = WORD[:32], (WORD * 2)[:63]
    for step in workshop.steps:
        step.name_id = step.name_en = f"{step.name_id} {WORD}"[:60]
        step.instruction_id = step.instruction_en = f"Masalah mana dari {WORD * 2} yang Anda alami sendiri?"
    cast.agencies["DLH"].name = f"Dinas {WORD * 2}, Permukiman dan Pertanahan"[:120]
    cast.agencies["DLH"].short_name = "DISPERKIMTANLHKPPPADALDU"
    cast.agencies["Dishub"].short_name, cast.agencies["Dishub"].initials = "Disparpora Kab. Tangerang", "WW"
    for person in room.people.values():
        if person.seat_id:
            seat = db.session.get_one(Seat, person.seat_id)
            seat.name = f"{seat.name} {WORD} Sastrowidjojo"[:80]
        if person.account_id:
            account = db.session.get_one(Account, person.account_id)
            account.name, account.email = (
                f"{account.name} {WORD * 2}",
                f"{account.name.lower()}.{WORD.lower()}@go.example",
            )
    db.session.commit()
    return room
