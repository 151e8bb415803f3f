"""`quickwins demo`: one command, and there is a room."""

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager

import pytest
import requests

from tests.servers import free_port

pytestmark = pytest.mark.once


@contextmanager
def demo(folder, *options):
    """A demo in a process of its own; gives what it printed when it was ready."""
    environment = {name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "MODE")}
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp", "demo", "--host", "127.0.0.1", "--port", str(free_port()), "--json", *options],
        env=environment | {"INSTANCE": str(folder)},
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("ab"),
    )
    try:
        told = process.stdout.readline()
        assert told, (folder / "log").read_text()
        yield json.loads(told)
    finally:
        process.terminate()
        rest = process.communicate(timeout=15)[0]
        assert rest == b""  # exactly one line


def test_the_demo_opens_a_room_that_one_can_lead_and_join(tmp_path):
    with demo(tmp_path) as told:
        assert set(told) == {"url", "workshop", "join_code", "screen_url", "facilitator_url"}
        assert told["url"].startswith("http://127.0.0.1:")
        assert "Dinkes" in requests.get(told["screen_url"], timeout=5).text

        sari = requests.Session()
        desk = sari.get(told["facilitator_url"], timeout=5)
        assert desk.url == f"{told['url']}/workshops/{told['workshop']}/desk"
        assert "Rina Kartika" in desk.text
        assert requests.get(told["facilitator_url"], timeout=5).status_code == 410  # works once

        home = sari.get(f"{told['url']}/", timeout=5).text
        board = sari.get(told["url"] + re.search(r'href="(/workshops/[\w-]+/cards)"', home)[1], timeout=5).text
        assert board.count('class="card-line"') == 12

        day = {"title": "Another name", "held_on": "2017-09-13", "starts_at": "09:00"}
        assert sari.post(f"{told['url']}/workshops/{told['workshop']}/settings", day, timeout=5).ok

        rina = requests.Session()
        form = {"code": told["join_code"], "name": "Rina Kartika", "agency": "DLH"}
        joined = rina.post(f"{told['url']}/join", form, timeout=5, allow_redirects=False)
        assert joined.status_code == 303
        assert rina.get(f"{told['url']}/workshops/{told['workshop']}", timeout=5).status_code == 200

    with demo(tmp_path) as again:  # what was done is kept, and there is a new link
        assert (again["workshop"], again["join_code"]) == (told["workshop"], told["join_code"])
        assert again["facilitator_url"].split("/")[-1] != told["facilitator_url"].split("/")[-1]
        assert requests.get(again["facilitator_url"], timeout=5).ok

    with demo(tmp_path, "--fresh") as fresh:
        assert fresh["workshop"] != told["workshop"]
        assert requests.get(f"{fresh['url']}/join/{told['join_code']}", timeout=5).status_code == 404
