"""A bad network: lost frames, no WebSockets, no network at all; what was written is kept and goes out in order."""

import pytest
from sqlalchemy import select

from tests.listener import Listener
from tests.servers import wait_until
from webapp.extensions import db
from webapp.problems.models import Problem
from webapp.workshops.models import Workshop

pytestmark = pytest.mark.browser


def seq_of(answer):
    assert answer.status_code < 400, answer.text
    return int(answer.headers["Quickwins-Seq"])


def be_writing(cast, visitor):
    cast.be_at("problems")
    return visitor.open(f"/workshops/{cast.workshop.id}")


def write(page, title):
    page.get_by_label("Judul").fill(title)
    page.get_by_role("button", name="Simpan masalah ini").click()


def titles(cast):
    db.session.rollback()
    return list(db.session.scalars(select(Problem.title).order_by(Problem.id)))


def lose_frames(visitor):
    """Let the socket live but swallow what it says of frames, from the moment that this returns True for."""
    lost = {"on": False}

    def between(socket):
        server = socket.connect_to_server()
        server.on_message(lambda text: None if lost["on"] and text.startswith('42["frame"') else socket.send(text))
        socket.on_message(lambda text: server.send(text))

    visitor.page.route_web_socket("**/socket.io/**", between)
    return lost


def test_a_lost_frame_is_noticed_by_the_next_one(cast, sari, ani, visit, remote):
    agent, facilitator = visit(ani), remote(sari)
    lost = lose_frames(agent)
    agent.open(f"/workshops/{cast.workshop.id}")
    agent.wait_for(seq_of(facilitator.post("~/step", kind="break")))
    lost["on"] = True
    missed = seq_of(facilitator.post("~/step", kind="problems"))
    wait_until(lambda: cast_head(cast) >= missed, 5)
    agent.page.wait_for_timeout(300)  # the frame is on its way into nothing
    assert agent.seen < missed
    lost["on"] = False
    next_one = seq_of(facilitator.post("~/freeze"))
    agent.wait_for(next_one)
    shown, fresh = agent.shown_and_fresh_when_settled()
    assert shown == fresh


def test_a_lost_frame_is_noticed_within_ten_seconds_without_another_change(cast, sari, ani, visit, remote):
    agent, facilitator = visit(ani), remote(sari)
    lost = lose_frames(agent)
    agent.open(f"/workshops/{cast.workshop.id}")
    agent.wait_for(seq_of(facilitator.post("~/step", kind="break")))
    lost["on"] = True
    missed = seq_of(facilitator.post("~/step", kind="problems"))
    agent.page.wait_for_timeout(300)
    lost["on"] = False
    agent.wait_for(missed)  # within its ten seconds
    assert agent.page.locator("main").get_attribute("data-kind") == "problems"


def test_without_websockets_the_page_asks_for_frames(cast, sari, ani, visit, remote):
    agent = visit(ani)
    agent.page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    agent.open(f"/workshops/{cast.workshop.id}")
    agent.wait_for(seq_of(remote(sari).post("~/step", kind="problems")))
    write(agent.page, "Selokan mampet")
    agent.page.get_by_text("Selokan mampet").wait_for(timeout=8000)
    wait_until(lambda: titles(cast) == ["Selokan mampet"], 5)


def test_what_is_written_without_network_waits_and_goes_out_in_order(cast, ani, visit):
    agent = visit(ani)
    page = be_writing(cast, agent)
    agent.context.set_offline(True)
    for title in ("Pertama", "Kedua", "Ketiga"):
        write(page, title)
        page.wait_for_function("() => document.querySelector('[name=title]').value === ''")
    state = page.locator("connection-state")
    page.wait_for_function("() => /3/.test(document.querySelector('connection-state').textContent)")
    assert "Tidak ada jaringan" in state.inner_text()
    assert titles(cast) == []
    agent.context.set_offline(False)
    wait_until(lambda: titles(cast) == ["Pertama", "Kedua", "Ketiga"], 15)
    page.wait_for_function("() => /Tersimpan/.test(document.querySelector('connection-state').textContent)")
    assert agent.complaints == [c for c in agent.complaints if "ERR_INTERNET_DISCONNECTED" in c]


def test_a_restart_of_the_server_sends_no_command_twice(cast, ani, visit, server):
    agent = visit(ani)
    page = be_writing(cast, agent)
    server.kill()
    write(page, "Ditulis saat server mati")
    page.wait_for_function("() => document.querySelector('connection-state').dataset.state !== 'saved'")
    server.start()
    wait_until(lambda: titles(cast) == ["Ditulis saat server mati"], 20)
    page.wait_for_function("() => document.querySelector('connection-state').dataset.state === 'saved'", timeout=20_000)
    assert titles(cast) == ["Ditulis saat server mati"]


def test_what_was_being_typed_survives_a_reload(cast, ani, visit):
    page = be_writing(cast, visit(ani))
    page.get_by_label("Judul").fill("Belum selesai")
    page.reload()
    page.wait_for_load_state("load")
    page.wait_for_function("() => document.querySelector('[name=title]').value === 'Belum selesai'")


def test_typing_and_caret_survive_fifty_changes(cast, sari, ani, visit, remote):
    agent, facilitator = visit(ani), remote(sari)
    page = be_writing(cast, agent)
    story = page.get_by_label("Apa yang terjadi?")
    story.click()
    text = "Truk lewat Senin dan Kamis saja."
    for n, letter in enumerate(text * 2):
        page.keyboard.type(letter)
        if n % 2 == 0:
            kind = "freeze" if n % 4 == 0 else "thaw"
            seq = seq_of(facilitator.post(f"~/{kind}"))
        if n == 20:
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("ArrowRight")
    agent.wait_for(seq)
    assert story.input_value() == text * 2
    assert page.evaluate("() => document.activeElement.name") == "story"
    assert page.evaluate("() => document.activeElement.selectionStart") == len(text) * 2


def cast_head(cast):
    db.session.rollback()
    return db.session.scalars(select(Workshop.seq).where(Workshop.id == cast.workshop.id)).one()


def test_one_device_too_many_asks_for_frames_and_is_not_loaded_over_and_over(cast, sari, ani, visit, remote, server):
    others = [Listener.of(server, ani) for _ in range(4)]
    wait_until(lambda: all(other.connected for other in others), 20)
    agent = visit(ani)
    page = agent.open(f"/workshops/{cast.workshop.id}")
    page.evaluate("window.stayed = true")
    for kind in ("break", "lobby"):
        agent.wait_for(seq_of(remote(sari).post("~/step", kind=kind)))
    assert page.evaluate("window.stayed")
    for other in others:
        other.close()
