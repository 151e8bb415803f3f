"""Bar 6: no violation for axe on any page, 320 px without side scroll, every step by keyboard, a light first load."""

import subprocess
import sys
from pathlib import Path

sys.exit(
    subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "tests/browser/test_axe.py"], cwd=Path(__file__).parent.parent.parent
    ).returncode
)
