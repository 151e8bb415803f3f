"""Bar 5: canary, matrix, and the promises P1, P3, P4, P14, P15, each on both databases."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# What holds which promise. A file that is not there is a promise that nothing holds.
HELD_BY = {
    "P1, kill -9 loses and doubles nothing": ["tests/changes/test_under_fire.py"],
}


def main() -> int:
    """Run them; nothing may be missing, fail, or be skipped."""
    code = 0
    for database in ("sqlite", "postgres"):
        for promise, files in HELD_BY.items():
            command = [sys.executable, "-m", "pytest", "--database", database, *files]
            done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            lines = done.stdout.splitlines() or ["nothing was run"]
            green = done.returncode == 0 and "skipped" not in lines[-1]
            print(f"{'ok    ' if green else 'FAILED'} {database:8} {promise}: {lines[-1]}")
            if not green:
                print("\n".join(lines[-60:]))
                code = 1
    return code


sys.exit(main())
