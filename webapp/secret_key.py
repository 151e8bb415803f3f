"""The installation's secret: never a default one, and never a short one."""

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SHORTEST = 32
DEFAULTS = {"dev", "secret", "changeme", "change-me", "secret-key", "development"}


def settle_secret(config: Mapping[str, Any], instance: Path) -> str:
    """The secret to use; in production only one that was set, elsewhere one kept in the instance folder."""
    secret = config["SECRET_KEY"]
    if secret and len(secret) >= SHORTEST and secret.lower() not in DEFAULTS:
        return str(secret)
    if config["MODE"] == "production":
        sys.exit(
            f"SECRET_KEY must be set to at least {SHORTEST} random characters. Make one with:\n"
            '  python3 -c "import secrets; print(secrets.token_hex(32))"'
        )
    return _kept_secret(instance / "secret_key")


def _kept_secret(file: Path) -> str:
    if not file.exists():
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write(secrets.token_hex(SHORTEST))
    return file.read_text().strip()
