"""Bar 19: nothing leaks, every page is accessible and in both languages, migrations carry data."""

import subprocess
import sys
from pathlib import Path

from bench.holding import holds

ROOT = Path(__file__).parent.parent.parent
ON_BOTH = {
    "canary: no byte of what is secret leaves": [
        *(f"tests/{feature}/test_canary.py" for feature in ("opening", "problems", "validation")),
        "tests/complaints/test_see_complaints.py",
        "tests/reports",
    ],
    "matrix: nobody gets further than they may": ["tests/security/test_matrix.py"],
    "P3: frames applied to an old page give a fresh one": ["tests/browser/test_every_event.py"],
    "P14: a command sent again acts once": ["tests/changes/test_repetition.py"],
    "migrations up and down with data in them": ["tests/ground/test_migrations.py"],
}
EVERY_PAGE = ["tests/browser/test_every_page.py", "tests/browser/test_first_load.py"]


def main() -> int:
    """Run them all, whatever fails."""
    kept = [say(what) or holds(*tests) == 0 for what, tests in ON_BOTH.items()]
    say("axe on every page in both languages, 320 px, the weight of the first load")
    kept.append(holds(*EVERY_PAGE, databases=["sqlite"]) == 0)
    for check in ("catalogues", "events"):
        say(f"bin/{check}.py --check")
        kept.append(
            subprocess.run([sys.executable, f"bin/{check}.py", "--check"], cwd=ROOT, check=False).returncode == 0
        )
    return 0 if all(kept) else 1


def say(what: str) -> None:
    print(f"\n{what}", flush=True)


sys.exit(main())
