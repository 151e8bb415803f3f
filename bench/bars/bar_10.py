"""Bar 10: all tests of shared texts, the slow ones too, on both databases: nothing lost, nothing diverged."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("tests/coediting", "tests/browser/coediting")


def main() -> int:
    """Run them on both at the same time, as `bin/test` does; nothing may fail or be skipped."""
    with ThreadPoolExecutor() as pool:
        kept = list(pool.map(holds, ("sqlite", "postgres")))
    return 0 if all(kept) else 1


def holds(database: str) -> bool:
    """All of them on one database."""
    command = [sys.executable, "-m", "pytest", "--database", database, "--durations=8", *FOLDERS]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    lines = done.stdout.splitlines() or ["nothing was run"]
    kept = done.returncode == 0
    verdict = f"{'ok    ' if kept else 'FAILED'} {database}"
    print("\n".join([verdict, *lines[-12 if kept else -80 :]]), flush=True)
    return kept


sys.exit(main())
