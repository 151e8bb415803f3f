"""How a refusal is shown: the notice alone for a script, a whole page for somebody who walked into it."""

import logging
import sqlite3

from flask import Flask, Response, make_response, request
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException

from webapp.answers import answer, posted_by_plain_form
from webapp.changes import Repeated, current_command
from webapp.changes.repetition import was_carried_out
from webapp.drawing import draw
from webapp.errors import Busy, NotFound, Refusal
from webapp.look import look_of

# Of SQLite's errors those that pass by themselves, or with a free disk; "no such table" is a fault of ours.
PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
}

log = logging.getLogger(__name__)


def handle_refusals(app: Flask) -> None:
    """Every way of saying no has one place where it becomes an answer."""
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(Repeated, lambda _repeated: answer())
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(NoConnectionFree, _no_connection_free)
    app.register_error_handler(DBAPIError, _database_refuses)


def _refusal(refusal: Refusal) -> Response:
    if not refusal.holds_for_repetitions and was_carried_out(current_command()):
        return answer()
    response = refused(refusal.status, refusal.sentence, refusal.retry_after_s)
    response.headers["Quickwins-Reason"] = refusal.reason
    return response


def refused(status: int, sentence: str, retry_after_s: int | None = None) -> Response:
    """The sentence with its status, and when to try again if that may help."""
    whole_page = (request.method in ("GET", "HEAD") and "HX-Request" not in request.headers) or posted_by_plain_form()
    template = "shared/refused.html" if whole_page else "shared/_refusal.html"
    language = str(get_locale() or "id")
    facts = {"status": status, "sentence": sentence, "language": language, "view": "page"}
    response = make_response(draw(template, **facts, **look_of()), status)
    if retry_after_s:
        response.headers["Retry-After"] = str(retry_after_s)
    return response


def _http_error(error: HTTPException) -> Response:
    sentences = {
        400: _("This request could not be read."),
        404: NotFound().sentence,
        405: _("This cannot be done here."),
        413: _("This is too long. Please shorten it; what you typed is kept."),
        414: _("This address is too long."),
        429: _("That was very fast. Please wait a moment and try again."),
        500: _("Something went wrong here. Nothing was stored; what you typed is kept on your device."),
    }
    code = error.code or 500
    return refused(code, sentences.get(code, error.description or error.name))


def _database_away(error: OperationalError) -> Response:
    """The database is away, full or locked: nothing was stored, and the same command may come again."""
    problem = error.orig
    if isinstance(problem, sqlite3.OperationalError) and problem.sqlite_errorcode & 0xFF not in PASSING:
        return _database_refuses(error)
    log.warning("database: %s", type(problem).__name__)
    if "full" in str(problem) or "disk I/O" in str(problem):
        return refused(507, _("The server's disk is full. What you typed is kept on your device."))
    return _busy()


def _no_connection_free(_error: NoConnectionFree) -> Response:
    log.warning("database: no connection was free in time")
    return _busy()


def _busy() -> Response:
    return refused(503, _("The server is busy. Your change is kept and sent again."), Busy.retry_after_s)


def _database_refuses(error: DBAPIError) -> Response:
    """A rule of the database caught what a rule of ours should have: an error of ours, without its data in the log."""
    log.error("database refused: %s", type(error.orig).__name__, exc_info=error)
    return refused(500, _("Something went wrong here. Nothing was stored; what you typed is kept on your device."))
