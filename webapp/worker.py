"""A gunicorn worker that says goodbye: the stock one waits for sockets that never end, and then cuts them."""

from typing import Any

import gevent
from gunicorn.workers.ggevent import GeventWorker


class Worker(GeventWorker):  # type: ignore[misc]
    """gunicorn's gevent worker, which finishes what was begun and closes the sockets before it goes."""

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Told to stop: leave in a greenlet, since a signal handler must not wait."""
        gevent.spawn(self._leave, sig, frame)

    def _leave(self, sig: int, frame: Any) -> None:
        self.wsgi.extensions["leaving"].leave()
        super().handle_exit(sig, frame)
