"""The page of events says what the source records and the registry redraws, with words for each."""

import subprocess
import sys


def test_the_page_lists_every_event_as_the_source_has_it(repository):
    done = subprocess.run(
        [sys.executable, "bin/events.py", "--check"], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
