"""A step at which complaints are looked at, and files that are on their way in."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast, Person
from tests.servers import wait_until
from webapp.extensions import db
from webapp.workshops.models import Step, Workshop

PATIENCE_S = 60


class Importer:
    """Uploads files as a facilitator, and waits until they are read."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def begin(self, content: bytes, name: str = "lapor.csv", **form: Any) -> str:
        """The address of the import."""
        answer = self.person.post("~/complaints", file=(io.BytesIO(content), name), **form)
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"]

    def read(self, content: bytes, name: str = "lapor.csv", **form: Any) -> dict[str, Any]:
        """What came of it."""
        return self.outcome(self.begin(content, name, **form))

    def outcome(self, path: str) -> dict[str, Any]:
        """Wait until it is read, and say what came of it."""
        ended = lambda: (told := self.told(path))["state"] != "reading" and told  # noqa: E731
        return wait_until(ended, PATIENCE_S, lambda: f"still {self.told(path)}")

    def told(self, path: str) -> dict[str, Any]:
        return self.person.get(path, headers={"Accept": "application/json"}).json | {"path": path}

    def confirm(self, content: bytes, name: str = "lapor.csv", **form: Any) -> dict[str, Any]:
        """Read it and show it to everybody."""
        told = self.read(content, name, **form)
        answer = self.person.post(f"{told['path']}/confirm")
        assert answer.status_code == 204, (answer.text, told)
        return self.told(told["path"])


@pytest.fixture
def importer(sari: Person) -> Importer:
    return Importer(sari)


@pytest.fixture
def at_complaints(cast: Cast) -> Callable[[], None]:
    """Call it to have the room at the complaints."""

    def be_there() -> None:
        db.session.rollback()
        workshop = db.session.get_one(Workshop, cast.workshop.id)
        step = Step(
            workshop_id=workshop.id, position=99, kind="complaints", name_id="Aduan", name_en="Complaints", minutes=20
        )
        db.session.add(step)
        db.session.flush()
        workshop.step_id = step.id
        db.session.commit()

    return be_there
