"""The server of `transport_server.py` in a process of its own."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import websocket

from tests.live.transport.clients import Raw, until
from tests.servers import free_port

HERE = Path(__file__).parent
STOCK = os.environ.get("TRANSPORT", "")


class ServerProcess:
    """The server, what it says of itself, and clients of it."""

    def __init__(self, tmp_path, words="", gunicorn=False):
        self.port, self.log = free_port(), tmp_path / "server.log"
        command = [sys.executable, str(HERE / "transport_server.py"), str(self.port)]
        if gunicorn:
            command = [
                sys.executable,
                "-m",
                "gunicorn",
                "-k",
                "gevent",
                "-b",
                f"127.0.0.1:{self.port}",
                "--log-level",
                "warning",
                "--chdir",
                str(HERE),
                "transport_server:app",
            ]
        self.process = subprocess.Popen(
            command, stderr=self.log.open("w"), env=os.environ | {"TRANSPORT": f"{STOCK} {words}"}
        )
        until(lambda: answers(self.port), 15)

    def get(self, path):
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def state(self, part):
        return json.loads(self.get("/state"))[part]

    def cuts(self):
        return self.state("metrics").get("cuts", {})

    def connect(self, **options):
        """A polite client in the namespace, past the server's first two packets."""
        client = websocket.create_connection(self.url(), timeout=10, **options)
        client.recv()
        client.send("40")
        assert client.recv().startswith('40{"sid"')
        return client

    def url(self, query="EIO=4&transport=websocket"):
        return f"ws://127.0.0.1:{self.port}/socket.io/?{query}"

    def raw(self, **headers):
        return Raw(self.port, headers)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def answers(port):
    with suppress(OSError):
        return urlopen(f"http://127.0.0.1:{port}/state", timeout=5).status == 200


def status_of(server, path, method="GET", data=None, **headers):
    try:
        return urlopen(Request(f"http://127.0.0.1:{server.port}{path}", data, headers, method=method)).status
    except HTTPError as refusal:
        return refusal.code
