"""`/healthz`: the process lives. `/readyz`: it can do its work; 503 says send people elsewhere."""

from typing import Any

from flask import Blueprint, current_app

from webapp.health import queries, watchdog

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> dict[str, Any]:
    """Alive, and how late its loop was at worst in the last minute."""
    return {"alive": True, "lag_ms": watchdog.lag_ms()}


@bp.get("/readyz")
def readyz() -> tuple[dict[str, bool], int]:
    """Ready when it can write, has room, and is not about to stop."""
    leaving = current_app.extensions.get("leaving")
    checks = {
        "database": queries.can_write(),
        "disk": queries.has_room(),
        "staying": not (leaving and leaving.is_leaving),
    }
    return checks, 200 if all(checks.values()) else 503
