"""What happens around every request: where it comes from, what it asks for, and the headers of its answer."""

from urllib.parse import urlsplit

from flask import Flask, Request, Response, g, request
from flask.sessions import NullSession, SessionInterface
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.bodies import body_taken
from webapp.changes import Command, commanded, current_command
from webapp.compression import compress
from webapp.errors import Forbidden, Refused

LONGEST_KEY = 200
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # join codes and tokens stand in addresses
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
HEADERS_OF_HTTPS = {
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class NoFlaskSession(SessionInterface):
    """Flask's own session, a signed cookie, is not used: ours is a row that can be taken away at any moment."""

    def open_session(self, app: Flask, request: Request) -> NullSession:
        return _no_session

    def is_null_session(self, obj: object) -> bool:
        return True


_no_session = NullSession()


def hang_hooks(app: Flask) -> None:
    """Attach the hooks; of those after a request Flask calls the last one first."""
    app.session_interface = NoFlaskSession()
    app.before_request(refuse_other_sites)
    app.before_request(take_command)
    app.after_request(number_the_answer)
    app.after_request(set_headers)
    app.after_request(compress)
    app.teardown_request(forget_command)


def refuse_other_sites() -> None:
    """A form on another site must not act here. Browsers send Origin with every POST; robots need not."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    if (origin is not None and _host_in(origin) != request.host) or request.headers.get(
        "Sec-Fetch-Site", "same-origin"
    ) not in ("same-origin", "none"):
        raise Forbidden(_("This request came from another site."))


def _host_in(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # "http://[" and the like
        return None


def take_command() -> None:
    """Note what the request asks for, so that `change` can tell a repetition from a new wish."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    key = request.headers.get("Idempotency-Key")
    if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isprintable()):
        raise Refused(_("The key of this command is empty or too long."))
    taken = body_taken()
    request.max_content_length = most = taken.most()
    body = b"" if taken.is_read_by_view else request.get_data(cache=True)
    if len(body) >= most:  # one that came in chunks is cut there in silence
        raise RequestEntityTooLarge
    # A browser that sends a file again marks its parts by other words, and means the same.
    boundary = request.mimetype_params.get("boundary", "").encode()
    told = body.replace(boundary, b"") if boundary else body
    g.commanded = commanded(Command(key, f"{request.path}\n".encode() + told))
    g.commanded.__enter__()


def forget_command(_error: BaseException | None) -> None:
    """The next request on this greenlet asks for something else."""
    if "commanded" in g:
        g.pop("commanded").__exit__(None, None, None)


def number_the_answer(response: Response) -> Response:
    """Tell the browser which frame shows the effect of what it asked for."""
    seq = current_command().seq
    if seq is not None:
        response.headers["Quickwins-Seq"] = str(seq)
    return response


def set_headers(response: Response) -> Response:
    """The same headers on every answer, errors and static files included."""
    headers = response.headers
    headers.extend(HEADERS)
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if request.is_secure:  # over plain http browsers only complain of these
        headers.extend(HEADERS_OF_HTTPS)
    return response
