"""A file is written, read, and what it tells is given."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.complaints.files.told import Told, told_by


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Told]:
    """Call it with what stands in a file, text or bytes, and with a wish."""

    def tell(content: str | bytes, **wish: Any) -> Told:
        path = tmp_path / "file"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return told_by(path, **wish)

    return tell
