"""The child process: reads a wish from its input, and says what is in the file, line by line."""

import os
import sys

from webapp.complaints.files.bounds import CHILD_MEMORY_MB, CHILD_PROCESSOR_S, NICENESS
from webapp.complaints.files.messages import Row, from_line, to_line


def main() -> None:
    """Take the bounds upon itself first, then read."""
    _bind()
    from webapp.complaints.files.reading import messages_of

    wish = from_line(sys.stdin.buffer.readline())
    out = sys.stdout.buffer
    for message in messages_of(wish):
        out.write(to_line(message).encode("ascii"))
        if not isinstance(message, Row):
            out.flush()


def _bind() -> None:
    if sys.platform == "win32":
        return  # knows no such bounds; silence is ended by the parent all the same
    import resource

    os.nice(NICENESS)
    memory = CHILD_MEMORY_MB * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_PROCESSOR_S, CHILD_PROCESSOR_S + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


main()
