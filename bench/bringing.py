"""A facilitator who brings files of complaints in, as a script does it: uploads, looks what came of it, confirms."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import gevent
import requests

from bench.rounds import Void
from webapp.changes.place import new_id
from webapp.rehearsal.robot import Robot

LOOKS_EVERY_S = 0.5  # twice as often as the page does
PATIENCE_S = 900
UPLOADING, READING, CONFIRMING = "uploading", "reading", "confirming"


class Bringer:
    """Somebody signed in at the desk."""

    def __init__(self, leader: Robot) -> None:
        self._url, self._workshop = leader.browser.url, leader.workshop
        self._session = requests.Session()
        self._session.headers.update({"Cookie": leader.browser.cookie_header, "Accept-Language": "en"})

    def bring(self, file: Path, begins: Callable[[str], object] = str) -> dict[str, Any]:
        """Upload, wait until it is read, confirm; what the preview said, and how long each part and all took.

        `begins` is called with each part as it begins.
        """
        moments = [monotonic()]
        begins(UPLOADING)
        path = self.upload(file)
        moments.append(monotonic())
        begins(READING)
        told = self.outcome(path)
        moments.append(monotonic())
        begins(CONFIRMING)
        self.confirm(path)
        moments.append(monotonic())
        parts = zip((UPLOADING, READING, CONFIRMING), moments, moments[1:], strict=False)
        return told | {part: end - begin for part, begin, end in parts} | {"seconds": moments[-1] - moments[0]}

    def upload(self, file: Path) -> str:
        """The address of the import."""
        with file.open("rb") as content:
            answer = self._post(f"/workshops/{self._workshop}/complaints", files={"file": (file.name, content)})
        return str(answer.headers["Location"])

    def outcome(self, path: str) -> dict[str, Any]:
        """What is in the file, as soon as it is read."""
        end = monotonic() + PATIENCE_S
        while (told := self._get(path, "application/json").json())["state"] == "reading":
            if monotonic() > end:
                raise Void(f"It is still being read: {told}")
            gevent.sleep(LOOKS_EVERY_S)
        return dict(told)

    def confirm(self, path: str) -> None:
        """Show it to everybody."""
        self._post(f"{path}/confirm")

    def drop(self, path: str) -> None:
        """Nobody wants it."""
        self._post(f"{path}/removal")

    def total(self) -> int:
        """How many complaints the room sees."""
        return int(self._get(f"/workshops/{self._workshop}/complaints.json", "application/json").json()["total"])

    def page(self, path: str) -> str:
        """The import's page."""
        return self._get(path, "text/html").text

    def _get(self, path: str, kind: str) -> requests.Response:
        return _accepted(self._session.get(self._url + path, headers={"Accept": kind}, timeout=30))

    def _post(self, path: str, **more: Any) -> requests.Response:
        key = {"Idempotency-Key": str(new_id())}
        address = self._url + path
        return _accepted(self._session.post(address, headers=key, timeout=120, allow_redirects=False, **more))


def _accepted(answer: requests.Response) -> requests.Response:
    if not answer.ok:
        raise Void(f"{answer.request.method} {answer.url} answered {answer.status_code}: {answer.text[:300]}")
    return answer
