"""The browser itself as a doer, before anybody is known behind it: a random cookie that opens nothing on its own."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from flask import Response, g, request

from webapp.changes import Actor
from webapp.clock import A_YEAR_S
from webapp.people.sessions import served_by_https
from webapp.people.tokens import hash_token, new_token

COOKIE = "browser"


@dataclass(frozen=True)
class Browser:
    """A browser at the door. Its commands carry its id, so that a join sent twice is known again."""

    token: str

    @property
    def actor(self) -> Actor:
        """Named by a digest: whoever reads the database cannot make the cookie from it."""
        return Actor("browser", UUID(bytes=hashlib.sha256(b"actor:" + self.token.encode()).digest()[:16]))

    @property
    def token_hash(self) -> str:
        return hash_token(self.token)


def this_browser() -> Browser:
    """The browser of this request; one that is not known yet gets its cookie with the answer."""
    if "browser" not in g:
        token = request.cookies.get(cookie_name(), "")
        if not 40 <= len(token) <= 64:
            token = g.new_browser = new_token()
        g.browser = Browser(token)
    return g.browser  # type: ignore[no-any-return]


def cookie_name() -> str:
    return f"__Host-{COOKIE}" if served_by_https() else COOKIE


def hand_out_browser_cookie(response: Response) -> Response:
    """Let a new browser be known again."""
    if token := g.pop("new_browser", None):
        response.set_cookie(
            cookie_name(), token, max_age=A_YEAR_S, httponly=True, secure=served_by_https(), samesite="Lax"
        )
    return response
