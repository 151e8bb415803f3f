"""Writing over a bad network: what is written waits on the device, and arrives."""

import time

import pytest

from tests.black_hole import BlackHole
from tests.browser.coediting.writing import field, is_stored, shows, stored, types, write_in
from tests.browser.visitor import LAPTOP
from tests.servers import wait_until
from webapp.people.codes import pin_of

pytestmark = [pytest.mark.browser, pytest.mark.appearance]


def test_what_is_written_without_network_waits_survives_a_reload_and_arrives(ani, budi, visit, card):
    agent = visit(ani)
    page, other = write_in(agent, card), write_in(visit(budi), card)
    agent.context.set_offline(True)
    types(page, "Ditulis tanpa jaringan")
    page.wait_for_function("() => document.querySelector('connection-state').dataset.state === 'offline'")
    assert "Offline since" in page.locator("connection-state").inner_text()
    types(other, "Dan ini dengan jaringan. ")
    is_stored(card, "Dan ini dengan jaringan. ")
    page.close()
    agent.context.set_offline(False)
    agent.page = agent.context.new_page()
    page = agent.open(f"/cards/{card.id}/edit")
    wait_until(lambda: "Ditulis tanpa jaringan" in stored(card)["needs"], 15)
    assert "Dan ini dengan jaringan. " in stored(card)["needs"]
    for either in (page, other):
        shows(either, stored(card)["needs"])
    page.wait_for_function("() => document.querySelector('connection-state').dataset.state === 'saved'")
    wait_until(lambda: page.evaluate(KEPT, [str(card.workshop_id), str(ani.seat_id)]) == 0, 5)


@pytest.mark.slow
def test_a_dead_spot_of_a_minute_while_both_type_loses_no_letter(ani, budi, visit, card, server):
    """P2: it says within 6 s that it is not saved, and soon after the network is back that it is; each in its order."""
    dead_spot = BlackHole(server.port)
    try:
        agent, colleague = visit(ani), visit(budi)
        agent.base = agent.base.replace(str(server.port), str(dead_spot.port))
        page, other = write_in(agent, card), write_in(colleague, card)
        types(page, "a0 ")
        is_stored(card, "a0 ")
        field(other).click()
        other.keyboard.press("Control+End")
        dead_spot.swallow()
        began, told_s, mine, theirs = time.monotonic(), None, ["a0"], []
        while time.monotonic() - began < 60:
            mine.append(f"a{len(mine)}")
            page.keyboard.type(f"{mine[-1]} ", delay=15)
            theirs.append(f"b{len(theirs)}")
            other.keyboard.type(f"{theirs[-1]} ", delay=15)
            if told_s is None and state_of_line(page) != "saved":
                told_s = time.monotonic() - began
            page.wait_for_timeout(500)
        assert told_s is not None
        assert told_s <= 6
        dead_spot.pass_on()
        back = time.monotonic()
        page.wait_for_function(
            "() => document.querySelector('connection-state').dataset.state === 'saved'", timeout=30_000
        )
        print(
            f"not saved: said after {told_s:.1f} s; saved: {time.monotonic() - back:.1f} s after the network was back"
        )
        wait_until(lambda: stored(card)["needs"] == field(page).input_value() == field(other).input_value(), 20)
        words = stored(card)["needs"].split()
        assert [word for word in words if word.startswith("a")] == mine
        assert [word for word in words if word.startswith("b")] == theirs
    finally:
        dead_spot.close()


def state_of_line(page):
    return page.locator("connection-state").get_attribute("data-state")


KEPT = """
([workshop, person]) => new Promise((answer) => {
  const asked = indexedDB.open(`texts:${workshop}:${person}`);
  asked.onsuccess = () => {
    const database = asked.result;
    if (!database.objectStoreNames.length) return database.close(), answer(null);
    const counted = database.transaction("updates").objectStore("updates").count();
    counted.onsuccess = () => (database.close(), answer(counted.result));
  };
})
"""


def test_without_websockets_the_same_is_asked_for_by_request(ani, budi, visit, card):
    agent = visit(ani)
    agent.page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page, other = write_in(agent, card), write_in(visit(budi), card)
    types(page, "Lewat permintaan")
    shows(other, "Lewat permintaan")
    types(other, "Datang ", at="start")
    shows(page, "Datang Lewat permintaan")


def test_a_restart_of_the_server_loses_no_letter(ani, visit, card, server):
    page = write_in(visit(ani), card)
    types(page, "Sebelum, ")
    server.kill()
    page.keyboard.type("tanpa server, ")
    page.wait_for_function("() => document.querySelector('connection-state').dataset.state !== 'saved'")
    server.start()
    page.keyboard.type("sesudah.")
    is_stored(card, "Sebelum, tanpa server, sesudah.")
    page.wait_for_function("() => document.querySelector('connection-state').dataset.state === 'saved'", timeout=20_000)


@pytest.mark.parametrize("leads", [False, True])
def test_leaving_the_device_takes_along_what_it_kept(cast, ani, sari, visit, card, leads):
    """Also of whoever leads the workshop and holds a seat in it."""
    if leads:
        sari.post("/join", code=cast.workshop.join_code, pin=pin_of(ani.seat))
    agent = visit(sari if leads else ani)
    write_without_network(agent, card, ani.seat_id)
    page = agent.open(f"/workshops/{cast.workshop.id}")
    page.locator("details.me > summary").click()
    leave(page, "Leave on this device", f"**/join/{cast.workshop.join_code}", [cast.workshop.id, ani.seat_id])


def test_signing_out_takes_along_what_the_device_kept(cast, sari, visit, card):
    desk = visit(sari, viewport=LAPTOP)
    write_without_network(desk, card, sari.account_id)
    page = desk.open("/")
    page.locator("details.account > summary").click()
    leave(page, "Sign out", "**/sign-in", [cast.workshop.id, sari.account_id])


def test_who_has_nothing_waiting_leaves_without_being_asked(sari, visit, card):
    desk = visit(sari, viewport=LAPTOP)
    write_in(desk, card)
    page = desk.open("/")
    page.locator("details.account > summary").click()
    page.get_by_role("button", name="Sign out").click()  # a question would be answered with no
    page.wait_for_url("**/sign-in")


def write_without_network(visitor, card, person_id):
    """Words that only this device has; its page is closed, and the network is back."""
    page = write_in(visitor, card)
    visitor.page.route("**/doc*", lambda route: route.abort())
    visitor.context.set_offline(True)
    types(page, "Rahasia")
    wait_until(lambda: page.evaluate(KEPT, [str(card.workshop_id), str(person_id)]), 5)
    page.close()
    visitor.context.set_offline(False)
    visitor.page = visitor.context.new_page()


def leave(page, words, leads_to, whose):
    """Tap the button; asked whether what was not sent may go, say no first, then yes: the device keeps nothing."""
    answers = iter(["dismiss", "accept"])
    page.on("dialog", lambda dialog: getattr(dialog, next(answers))())
    with page.expect_event("dialog") as asked:
        page.get_by_role("button", name=words).click()
    assert "has not been sent" in asked.value.message
    assert page.evaluate(KEPT, [str(id) for id in whose])
    page.get_by_role("button", name=words).click()
    page.wait_for_url(leads_to)
    page.wait_for_function("async () => (await indexedDB.databases()).every(({ name }) => !name.startsWith('texts:'))")
    assert page.evaluate("() => Object.keys(localStorage).filter((key) => /^(outbox|draft|refused):/.test(key))") == []
