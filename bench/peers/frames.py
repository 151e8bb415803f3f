"""Our side of the fan-out: the application with one workshop, whose frames are emitted at the bidding of the bench.

python -m bench.peers.frames PORT CONTROL_PORT HTML_BYTES     prints the workshop and its screen's token as JSON

Sockets are let in by the real door (as screens), and the frame leaves by the function that the tail uses.
"""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import sys  # noqa: E402

import gevent  # noqa: E402
from gevent.server import StreamServer  # noqa: E402

from bench.room import prepared_app, seed_workshop  # noqa: E402
from webapp.live import tail, transport  # noqa: E402
from webapp.live.audience import Audience  # noqa: E402
from webapp.live.frames import make_frame  # noqa: E402
from webapp.live.views import SCREEN  # noqa: E402
from webapp.serving import start_background  # noqa: E402


def main(port: int, control_port: int, html_bytes: int) -> None:
    """Serve until the process is ended."""
    app = prepared_app()
    with app.app_context():
        workshop = seed_workshop()
    room = Audience(SCREEN, "id").room(workshop.id)
    number = 0

    def emit_at_every_byte(connection, _address) -> None:
        nonlocal number
        while asked := connection.recv(4096):
            for _ in asked:
                number += 1
                tail._emit_frame(room, make_frame(number - 1, number, "x" * html_bytes))
                gevent.sleep(0)

    StreamServer(("127.0.0.1", control_port), emit_at_every_byte).start()
    start_background(app)
    server = transport.Server(("127.0.0.1", port), app)
    server.start()
    print(json.dumps({"workshop": str(workshop.id), "screen": workshop.screen_token}), flush=True)
    gevent.wait()


main(*(int(argument) for argument in sys.argv[1:]))
