"""Who is here: on the desk, on the screen, by agency."""

from webapp.live.sheet import Sheet


def test_try(cast, ani, budi, sari, nobody):
    cast.roster("Maya Lestari", "DLH")
    with cast.app.test_request_context():
        for view, names in {"desk": ("_present", "_claims", "_lobby", "_here"), "screen": ("_lobby", "_here")}.items():
            for name in names:
                Sheet(cast.workshop, view, "id").part(f"people/{name}.html")
        Sheet(cast.workshop, "seat", "id", person=ani.seat).own("my-seat")
    code = cast.workshop.join_code
    for p in ("/join", f"/join/{code}", f"/join/{code}/new", f"/join/{code}/back?seat={ani.seat_id}", "/sign-in", "/rescue"):
        r = nobody.get(p); assert r.status_code == 200, (p, r.text[:500])
    for p in (f"/seats/{ani.seat_id}", "~/seats/new", "~/facilitators", f"~/people/{ani.seat.agency_id}"):
        r = sari.get(p); assert r.status_code == 200, (p, r.text[:500])
        r = sari.get(p, headers={"HX-Request": "true"}); assert r.status_code == 200, (p, r.text[:500])
    r = nobody.post("/join", code=code, name="Rina", agency="DLH"); assert r.status_code == 303; print(r.headers)
    assert nobody.get(r.headers["Location"]).status_code == 200
