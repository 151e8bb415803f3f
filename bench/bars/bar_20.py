"""Bar 20: every page and state beside each other, as pictures; PICTURES says where to, for somebody to look at them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

sys.exit(
    subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-s", "tests/browser/test_pictures.py", "tests/browser/test_the_day.py"],
        cwd=ROOT,
        env=os.environ | {"PICTURES": os.environ.get("PICTURES", str(ROOT / "build" / "pictures"))},
    ).returncode
)
