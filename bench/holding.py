"""Bars that tests hold: run them on both databases at the same time; nothing may fail."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATABASES = ("sqlite", "postgres")


def holds(*tests: str, databases: Sequence[str] = DATABASES) -> int:
    """Run these tests, the slow ones too; 0 when all of them pass."""
    with ThreadPoolExecutor() as pool:
        kept = list(pool.map(partial(_holds_on, tests), databases))
    return 0 if all(kept) else 1


def _holds_on(tests: Sequence[str], database: str) -> bool:
    command = [sys.executable, "-m", "pytest", "--database", database, "--durations=8", *tests]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    lines = done.stdout.splitlines() or ["nothing was run"]
    kept = done.returncode == 0
    verdict = f"{'ok    ' if kept else 'FAILED'} {database}"
    print("\n".join([verdict, *lines[-12 if kept else -80 :]]), flush=True)
    return kept
