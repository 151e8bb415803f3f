"""The HTTP server when there is one process: gevent's, with bounds on what a stranger can hold open."""

import errno
import logging
from http.client import HTTPException
from socket import IPPROTO_TCP, TCP_NODELAY
from typing import Any

import gevent
from gevent import pywsgi
from gevent.socket import socket

log = logging.getLogger(__name__)


class Handler(pywsgi.WSGIHandler):  # type: ignore[misc]
    """pywsgi's handler with bounds on what a stranger can hold open."""

    idle_seconds, header_seconds, header_bytes = 60, 10, 8192

    def read_requestline(self) -> str:
        """Wait for a request, but not for ever."""
        with gevent.Timeout(self.idle_seconds, TimeoutError()):  # an OSError, which closes in silence
            line: str = super().read_requestline()
        return line

    def read_request(self, raw_requestline: str) -> bool:
        """Read the headers; what is wrong with them is answered with 400."""
        try:
            with gevent.Timeout(self.header_seconds, ValueError("headers too slow")):
                is_good: bool = super().read_request(raw_requestline)
        except (HTTPException, LookupError, OSError) as fault:  # else each one prints a traceback
            raise ValueError(f"bad request: {type(fault).__name__}") from None
        return is_good

    def MessageClass(self, rfile: Any, *rest: Any) -> Any:  # noqa: N802, gevent's name
        """Parse the headers."""
        return super().MessageClass(Head(rfile, self.header_bytes), *rest)

    def _sendall(self, data: bytes) -> None:
        try:
            super()._sendall(data)
        except TimeoutError:
            raise BrokenPipeError(errno.EPIPE, "the client stopped reading") from None

    def log_error(self, _message: str, *_args: Any) -> None:
        """Say nothing of a request that could not be read: a token may stand in it, and floods fill a disk."""
        log.debug("a request could not be read")


class Head:
    """The header lines of one request, and not a byte more than allowed (the stock bound is 6 MB)."""

    def __init__(self, rfile: Any, most: int) -> None:
        self.rfile, self.left = rfile, most

    def readline(self, *_: Any) -> bytes:
        """The next line."""
        line: bytes = self.rfile.readline(self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise ValueError("headers too large")
        return line


class Server(pywsgi.WSGIServer):  # type: ignore[misc]
    """pywsgi without an access log, and with TCP_NODELAY: else each keep-alive POST waits 40 ms for an ACK."""

    handler_class = Handler
    idle_seconds = 60  # for a body that stops arriving, an answer that nobody takes

    def __init__(self, *args: Any, log: Any = None, **options: Any) -> None:
        super().__init__(*args, log=log, **options)

    def handle(self, sock: socket, address: Any) -> None:
        """Attend to one connection."""
        sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        sock.settimeout(self.idle_seconds)
        super().handle(sock, address)
