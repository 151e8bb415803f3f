"""A slow link: everything that is sent through it shares its bandwidth, and is under way for half its round trip.

python -m bench.slow_link PORT TO_PORT [MBIT_PER_SECOND] [ROUND_TRIP_MS]

Both directions and all connections share one allowance, as the air of one Wi-Fi does. Opening a connection takes a
round trip, and each connection starts slowly, as TCP does: ten packets at first, twice as many each round trip.
"""

from gevent import monkey

monkey.patch_all()

import socket  # noqa: E402
import sys  # noqa: E402
from time import monotonic  # noqa: E402

import gevent  # noqa: E402
from gevent.event import Event  # noqa: E402
from gevent.lock import BoundedSemaphore  # noqa: E402
from gevent.queue import Queue  # noqa: E402
from gevent.server import StreamServer  # noqa: E402

PACKET = 1460  # bytes that one packet carries
OVERHEAD = 40  # its headers
FIRST_WINDOW, LARGEST_WINDOW = 10 * PACKET, 256 * 1024


class Link:
    """The air: lets packets through one after another, at its pace."""

    def __init__(self, bytes_per_second: float, delay_s: float) -> None:
        self.bytes_per_second = bytes_per_second
        self.delay_s = delay_s
        self._free_at = monotonic()
        self._queue = BoundedSemaphore(1)  # first come, first served: the connections take turns

    def carry(self, size: int) -> float:
        """Wait until a packet has left; the moment at which it arrives."""
        with self._queue:
            now = monotonic()
            self._free_at = max(now, self._free_at) + (size + OVERHEAD) / self.bytes_per_second
            # Sleep only for what a timer can tell; what is owed below that is slept with a later packet.
            if (ahead := self._free_at - now) > 0.002:
                gevent.sleep(ahead)
            return self._free_at + self.delay_s


class Window:
    """What may be under way at once: grows by what is acknowledged, a round trip after it was sent."""

    def __init__(self) -> None:
        self.size = FIRST_WINDOW
        self.under_way = 0
        self._room = Event()

    def enter(self, amount: int) -> None:
        """Wait until there is room."""
        while self.under_way + amount > self.size:
            self._room.clear()
            self._room.wait()
        self.under_way += amount

    def leave(self, amount: int) -> None:
        """It is acknowledged."""
        self.under_way -= amount
        self.size = min(LARGEST_WINDOW, self.size + amount)
        self._room.set()


def serve(port: int, to_port: int, link: Link) -> StreamServer:
    """Begin to carry connections from one port to the other."""

    def attend(near: socket.socket, _address: object) -> None:
        gevent.sleep(2 * link.delay_s)  # the handshake
        far = socket.create_connection(("127.0.0.1", to_port))
        for tcp in (near, far):
            tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        gevent.joinall([gevent.spawn(_carry_all, near, far, link), gevent.spawn(_carry_all, far, near, link)])
        near.close()
        far.close()

    server = StreamServer(("127.0.0.1", port), attend, backlog=512)
    server.start()
    return server


def _carry_all(from_: socket.socket, to: socket.socket, link: Link) -> None:
    """Carry one direction until its end."""
    arriving: Queue = Queue()
    window = Window()
    arrivals = gevent.spawn(_arrive_all, arriving, to, link, window)
    try:
        while data := from_.recv(PACKET):
            window.enter(len(data))
            arriving.put((link.carry(len(data)), data))
    except OSError:
        pass
    arriving.put((monotonic() + link.delay_s, b""))
    arrivals.join()


def _arrive_all(arriving: Queue, to: socket.socket, link: Link, window: Window) -> None:
    while True:
        at, data = arriving.get()
        gevent.sleep(max(0.0, at - monotonic()))
        try:
            if not data:
                to.shutdown(socket.SHUT_WR)
                return
            to.sendall(data)
        except OSError:
            pass  # who does not listen any more still has its packets acknowledged
        gevent.spawn_later(link.delay_s, window.leave, len(data))


def main(port: int, to_port: int, megabits: float = 5, round_trip_ms: float = 200) -> None:
    """Carry until the process is ended."""
    serve(port, to_port, Link(megabits * 1e6 / 8, round_trip_ms / 2000))
    print("ready", flush=True)
    gevent.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *map(float, sys.argv[3:]))
