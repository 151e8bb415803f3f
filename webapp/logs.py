"""What is written to the log: names of events and ids, never what people wrote, chose or are called."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any

import structlog
from flask import Flask, Response, g, request

# All that a line may carry. An address would carry join codes and tokens, so a request is told by its route.
ALLOWED = (
    *("at", "level", "logger", "event", "trace"),
    *("method", "route", "status", "ms", "seq", "lag_ms"),
)
CALM = ("/healthz", "/readyz", "/static/<of_version>/<path:name>")

log = structlog.get_logger("webapp.requests")


def start_logging(level: str, readable: bool) -> None:
    """Send everything to stderr: lines of JSON, or coloured text where a person looks on."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
    ]
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True, key="at")
    drawn: Any = structlog.dev.ConsoleRenderer(timestamp_key="at") if readable else structlog.processors.JSONRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[tell_where, structlog.stdlib.ProcessorFormatter.remove_processors_meta, stamp, only_allowed, drawn],
    )
    structlog.configure(
        processors=[*shared[:2], structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)  # others' loggers know no allowlist: they are heard when something is wrong
    logging.getLogger("webapp").setLevel(level)


def log_requests(app: Flask) -> None:
    """One line for each error of ours; with DEBUG also one for each request."""
    app.log_exception = _log_error  # type: ignore[method-assign]
    if logging.getLogger("webapp.requests").isEnabledFor(logging.DEBUG):
        app.before_request(_note_beginning)
        app.after_request(_log_request)


def only_allowed(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that nobody has thought about."""
    return {name: entry[name] for name in ALLOWED if name in entry}


def tell_where(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """In place of an exception its type and the lines it passed: its message may quote what somebody wrote."""
    error = entry.pop("exc_info", None) or getattr(entry.get("_record"), "exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, BaseException):
        error = (type(error), error, error.__traceback__)
    if error and error[0]:
        entry["trace"] = _trace(error[0], error[2])
    return entry


def _trace(kind: type[BaseException], trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    told = [*ours, *frames[-1:]] if frames[-1:] != ours[-1:] else ours
    steps = [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in told]
    return " < ".join([kind.__name__, *reversed(steps)])


def _note_beginning() -> None:
    g.began = perf_counter()


def _log_request(response: Response) -> Response:
    if (route := _route()) not in CALM:
        log.debug(
            "request",
            method=request.method,
            route=route,
            status=response.status_code,
            ms=round((perf_counter() - g.get("began", perf_counter())) * 1000, 1),
            seq=response.headers.get("Quickwins-Seq"),
        )
    return response


def _log_error(exc_info: Any) -> None:
    log.error("error", method=request.method, route=_route(), exc_info=exc_info)


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "none"
