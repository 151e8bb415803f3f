"""Bar 8: three real browsers play the day from the lobby to the reveal; its pictures are those in docs/screens."""

import subprocess
import sys
from pathlib import Path

sys.exit(
    subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "tests/browser/test_the_day.py"],
        cwd=Path(__file__).parent.parent.parent,
    ).returncode
)
