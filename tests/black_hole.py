"""A dead spot: everything goes through it to a server, until it is told to swallow all, as a tunnel swallows a phone.

python -m tests.black_hole PORT TO_PORT

SIGUSR1: from now on nothing passes, and nobody is told. SIGUSR2: it passes again.
"""

from gevent import monkey

monkey.patch_all()

import signal  # noqa: E402
import socket  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
from contextlib import suppress  # noqa: E402

import gevent  # noqa: E402
from gevent.event import Event  # noqa: E402
from gevent.server import StreamServer  # noqa: E402

from tests.servers import free_port, wait_until  # noqa: E402


class BlackHole:
    """The dead spot in a process of its own."""

    def __init__(self, to_port: int) -> None:
        self.port = free_port()
        self._process = subprocess.Popen([sys.executable, "-m", "tests.black_hole", str(self.port), str(to_port)])
        wait_until(self._answers, 20)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def swallow(self) -> None:
        """From now on nothing passes."""
        self._process.send_signal(signal.SIGUSR1)

    def pass_on(self) -> None:
        """What comes from now on passes; what was swallowed is gone with its connection."""
        self._process.send_signal(signal.SIGUSR2)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def _serve(port: int, to_port: int) -> None:
    is_open = Event()
    is_open.set()

    def carry(from_: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := from_.recv(65536):
                if not is_open.is_set():  # it is lost, and so is the connection as soon as anything passes again
                    is_open.wait()
                    break
                to.sendall(data)
        for end in (from_, to):
            end.close()

    def meet(client: socket.socket, _address: object) -> None:
        is_open.wait()
        server = socket.create_connection(("127.0.0.1", to_port))
        gevent.joinall([gevent.spawn(carry, client, server), gevent.spawn(carry, server, client)])

    gevent.signal_handler(signal.SIGUSR1, is_open.clear)
    gevent.signal_handler(signal.SIGUSR2, is_open.set)
    StreamServer(("127.0.0.1", port), meet).serve_forever()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
