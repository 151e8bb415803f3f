"""Answers that fail on their way: nothing is lost by them, nothing is blocked for ever, nothing stays out of date."""

import json
import re
import socket
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_network import be_writing, titles, write
from tests.browser.visitor import LAN_NAME, LAPTOP
from tests.servers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.appearance]

SCRIPTS = Path(__file__).parents[2] / "static" / "js"
REFUSAL = '<div id="refusal"><div class="notice"><div>Ada yang salah di sini.</div></div></div>'


@contextmanager
def answers_that_break_off():
    """A server whose refusals end before their end, as in a dead spot; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer():
            while True:
                try:
                    connection, _address = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.1 422 Unprocessable\r\nContent-Length: 500\r\n\r\n<div id=")

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        listening.shutdown(socket.SHUT_RDWR)


def answer_to(route):
    """What the server says; it is asked by its number, since only the browser knows the name."""
    return route.fetch(url=route.request.url.replace(LAN_NAME, "127.0.0.1"), headers=route.request.all_headers())


def poll_only(visitor):
    visitor.page.route_web_socket("**/socket.io/**", lambda socket: socket.close())


def test_every_question_comes_to_an_end():
    asking = [path.name for path in SCRIPTS.rglob("*.js") if re.search(r"(?<![\w.])fetch\(", path.read_text())]
    assert asking == ["bounded_fetch.js"]


def test_a_refusal_that_breaks_off_loses_no_words(cast, ani, visit):
    page = be_writing(cast, visit(ani))
    with answers_that_break_off() as broken:
        page.route("**/problems*", lambda route: route.continue_(url=broken))
        write(page, "Jembatan goyang")
        expect(page.locator("#connection")).not_to_have_attribute("data-state", re.compile("saved|sending"))
        assert "Jembatan" in page.evaluate("() => JSON.stringify(localStorage)")
        page.unroute("**/problems*")
    wait_until(lambda: titles(cast) == ["Jembatan goyang"], 20)


def test_a_command_over_which_the_server_stumbles_gives_way_and_its_words_come_back(cast, ani, visit):
    page = be_writing(cast, visit(ani))
    stumbles = []

    def stumble(route):
        if "Jembatan" not in route.request.post_data:
            return route.continue_()
        stumbles.append(route)
        return route.fulfill(status=500, body=REFUSAL)

    page.route("**/problems*", stumble)
    write(page, "Jembatan goyang")
    page.wait_for_function("() => document.querySelector('[name=title]').value === ''")
    write(page, "Selokan mampet")
    wait_until(lambda: (page.wait_for_timeout(100), titles(cast) == ["Selokan mampet"])[1], 40)
    assert len(stumbles) == 5
    expect(page.locator("#notices")).to_contain_text("Jembatan goyang")
    expect(page.get_by_label("Judul")).to_have_value("Jembatan goyang")


def test_an_own_part_that_could_not_be_had_is_asked_for_again(cast, ani, visit):
    page = be_writing(cast, visit(ani))
    answers = [503, 503]
    own = re.compile("/mine/my-problems")
    page.route(own, lambda route: route.fulfill(status=answers.pop()) if answers else route.continue_())
    write(page, "Selokan mampet")
    expect(page.locator("#my-problems a", has_text="Selokan mampet")).to_be_visible(timeout=12_000)
    expect(page.locator("#waiting-problems li")).to_have_count(0)
    assert not answers


DRAWN_A_MINUTE_AGO = """new MutationObserver((_changes, watch) => {
  const meta = document.querySelector("meta[name=live]");
  if (!meta) return;
  meta.dataset.now -= 60000;
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });"""


def test_the_clock_of_a_page_that_loaded_slowly_is_set_right(cast, ani, visit):
    agent = visit(ani)
    agent.page.add_init_script(DRAWN_A_MINUTE_AGO)
    page = agent.open(f"/workshops/{cast.workshop.id}")
    page.wait_for_function(
        """async () => {
          const { serverNow } = await import(document.querySelector("link[href$='js/server_time.js']").href);
          return Math.abs(serverNow() - Date.now()) < 2000;
        }"""
    )


def too_much_for_a_frame(page):
    """From now on each frame says that the whole page must be fetched."""

    def say_so(route):
        answer = answer_to(route)
        frame = json.loads(answer.text())
        if frame["to"] > frame["from"]:
            frame |= {"html": "", "reload": True}
        route.fulfill(response=answer, body=json.dumps(frame))

    page.route(re.compile("/frames"), say_so)


def test_a_page_drawn_as_a_whole_is_told_and_begins_at_its_beginning(cast, sari, ani, visit, remote):
    cast.be_at("problems")
    agent = visit(ani, viewport={"width": 390, "height": 300})
    poll_only(agent)
    page = agent.open(f"/workshops/{cast.workshop.id}")
    too_much_for_a_frame(page)
    page.evaluate("() => document.addEventListener('live:frame', () => (window.told = true))")
    page.evaluate("() => window.scrollTo(0, 200)")
    assert page.evaluate("() => scrollY") > 0
    remote(sari).post("~/step", kind="break")
    expect(page.locator("main")).to_have_attribute("data-kind", "break")
    page.wait_for_function("() => window.told")
    assert page.evaluate("() => scrollY") == 0


def test_a_page_beside_the_room_is_loaded_anew_but_not_under_somebodys_hands(cast, sari, ani, visit, remote):
    cast.be_at("problems")
    path = remote(ani).post("~/problems", title="Lampu mati").headers["Location"]
    agent = visit(ani, viewport=LAPTOP)
    poll_only(agent)
    page = agent.open(path)
    page.evaluate("() => (window.stayed = true)")
    too_much_for_a_frame(page)
    page.get_by_label("Judul").focus()
    with page.expect_response(re.compile("/frames")):
        remote(sari).post("~/freeze")
    with page.expect_response(re.compile("/frames")):
        pass  # asked again, with the hands still on it
    assert page.evaluate("() => window.stayed")
    assert page.get_by_label("Judul").evaluate("(field) => field === document.activeElement")
    with page.expect_navigation():
        page.get_by_label("Judul").blur()
    assert not page.evaluate("() => window.stayed")
