"""Bar 6: no violation for axe on any page, 320 px without side scroll, every step by keyboard, a light first load."""

import subprocess
import sys
from pathlib import Path

PARTS = ("every_page", "keyboard", "first_load")

sys.exit(
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-v",
            "-s",
            "--durations=20",
            *(f"tests/browser/test_{part}.py" for part in PARTS),
        ],
        cwd=Path(__file__).parent.parent.parent,
    ).returncode
)
