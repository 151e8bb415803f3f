"""A SQLite file is served by one process: a second one would not hear what the first one changes."""

import os
import sys
from pathlib import Path
from typing import IO

from sqlalchemy import make_url

try:
    import fcntl
except ImportError:  # Windows: nothing to lock with, and nobody runs two there
    fcntl = None  # type: ignore[assignment]


def hold(database_url: str) -> IO[str] | None:
    """Keep others from serving this database for as long as the returned file is open."""
    url = make_url(database_url)
    if fcntl is None or url.get_backend_name() != "sqlite" or not url.database:
        return None
    path = Path(url.database + ".server")
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(
            f"Another server (process {file.read().strip() or 'unknown'}) is serving {url.database}. Stop that one, "
            "give this one a folder of its own (INSTANCE), or use Postgres, where several may serve."
        )
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file
