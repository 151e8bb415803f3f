"""What a browser does over HTTP: cookies, keep-alive, compression, redirects; and no more."""

import gzip
import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit

TIMEOUT_S = 20
MOST_REDIRECTS = 5


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes = b""
    path: str = ""  # where it came from, after redirects

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 400

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def seq(self) -> int | None:
        """The number of the change that shows the effect of the command."""
        number = self.headers.get("quickwins-seq")
        return int(number) if number else None

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


@dataclass
class Browser:
    """One person's browser: its cookies, and connections that stay open."""

    url: str
    language: str = "id"
    cookies: dict[str, str] = field(default_factory=dict)
    bytes_received: int = 0
    _idle: list[http.client.HTTPConnection] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> Answer:
        """Fetch, following redirects."""
        for _ in range(MOST_REDIRECTS):
            answer = self._ask("GET", path, None, headers)
            if answer.status not in (301, 302, 303, 307, 308):
                break
            path = self.local(answer.location)
        return answer

    def post(self, path: str, form: Mapping[str, str], key: str | None = None, *, by_script: bool = True) -> Answer:
        """Send a form as a script does, or as a page without scripts; a redirect is for the caller to follow."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"HX-Request": "true"} if by_script else {"Accept": "text/html"}
        if key:
            headers["Idempotency-Key"] = key
        return self._ask("POST", path, urlencode(form).encode(), headers)

    def local(self, address: str) -> str:
        """An address as a path on this server."""
        parts = urlsplit(urljoin(self.url, address))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """Ask once more where a connection that was kept open has meanwhile been closed."""
        while self._idle:
            try:
                return self._ask_over(self._idle.pop(), method, path, body, headers)
            except (http.client.RemoteDisconnected, ConnectionError):
                continue
        return self._ask_over(self._new_connection(), method, path, body, headers)

    def _ask_over(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        body: bytes | None,
        headers: dict[str, str],
    ) -> Answer:
        common = {"Accept-Language": self.language, "Accept-Encoding": "gzip", "Cookie": self.cookie_header}
        try:
            connection.request(method, path, body, common | headers)
            response = connection.getresponse()
            content = response.read()
        except BaseException:
            connection.close()
            raise
        if response.will_close:
            connection.close()
        else:
            self._idle.append(connection)
        self._remember_cookies(response.headers.get_all("Set-Cookie") or [])
        self.bytes_received += len(content)
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, content, path)

    def _new_connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        return kind(parts.netloc, timeout=TIMEOUT_S)

    def _remember_cookies(self, lines: list[str]) -> None:
        for line in lines:
            pair, *attributes = line.split(";")
            name, _, value = pair.strip().partition("=")
            if any(attribute.strip().lower() == "max-age=0" for attribute in attributes) or not value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
