"""Bar 5: canary, matrix, and the promises P1, P3, P4, P14, P15, each on both databases."""

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROMISES = {
    "canary": "no byte of a choice leaves before the reveal, nothing links it to a seat after the close",
    "matrix": "nobody gets further than they may, by any route or socket",
    "P1": "a kill loses nothing that was acknowledged, and doubles nothing",
    "P3": "the frames applied to an old page give a fresh one",
    "P4": "no gap stays unseen",
    "P14": "a command sent again acts once and is answered alike",
    "P15": "races at close and reveal have one winner",
}
ALSO_HELD_BY = {
    "canary": ["tests/validation/test_canary.py", "tests/validation/test_erasure.py", "tests/problems/test_canary.py"],
    "matrix": ["tests/security/test_matrix.py"],
    "P4": ["tests/browser/test_network.py", "tests/live/test_sockets.py"],
}


def main() -> int:
    """Run them; nothing may be missing, fail, or be skipped."""
    kept = [
        holds(database, promise, modules_for(promise)) for database in ("sqlite", "postgres") for promise in PROMISES
    ]
    return 0 if all(kept) else 1


def modules_for(promise: str) -> list[str]:
    """The test modules that say in their first sentence that they hold the promise, and those named above."""
    named = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if re.search(rf"\b{promise}\b", ast.get_docstring(ast.parse(path.read_text())) or "")
    ]
    return list(dict.fromkeys([*ALSO_HELD_BY.get(promise, []), *(named if promise.startswith("P") else [])]))


def holds(database: str, promise: str, modules: list[str]) -> bool:
    """Run the modules on one database and say how it went."""
    if not modules:
        print(f"FAILED {database:8} {promise}: no test says that it holds this")
        return False
    command = [sys.executable, "-m", "pytest", "--database", database, *modules]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines = done.stdout.splitlines() or ["nothing was run"]
    kept = done.returncode == 0 and "skipped" not in lines[-1]
    print(f"{'ok    ' if kept else 'FAILED'} {database:8} {promise}, {PROMISES[promise]}: {lines[-1]}")
    if not kept:
        print("\n".join(lines[-60:]))
    return kept


sys.exit(main())
