"""Bar 12: what the page on which one writes fetches for its editors, as it comes over the wire."""

import subprocess
import sys
from pathlib import Path

sys.exit(
    subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-s", "tests/browser/coediting", "-k", "weighs"],
        cwd=Path(__file__).parent.parent.parent,
    ).returncode
)
