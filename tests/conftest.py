"""Fixtures for all tests: a real database of either kind, and the fixed cast."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402
import os  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from datetime import timedelta  # noqa: E402
from pathlib import Path  # noqa: E402

import hypothesis  # noqa: E402
import pytest  # noqa: E402
from flask import Flask  # noqa: E402
from flask_migrate import upgrade  # noqa: E402

from tests.cast import Cast, Person  # noqa: E402
from tests.commands import Commands  # noqa: E402
from tests.databases import empty, fresh_database  # noqa: E402
from tests.room import Room, full_room  # noqa: E402
from tests.servers import SECRET, Server  # noqa: E402
from webapp.application import create_app  # noqa: E402
from webapp.cards.models import Card  # noqa: E402
from webapp.changes import clockwork  # noqa: E402
from webapp.clock import clock  # noqa: E402
from webapp.coediting import log  # noqa: E402
from webapp.database import SQLITE_PRAGMAS  # noqa: E402
from webapp.extensions import db  # noqa: E402
from webapp.people.actions.tidying import plan_tidying  # noqa: E402

hypothesis.settings.register_profile("without clock", deadline=None)  # a busy machine is no fault of the code
hypothesis.settings.load_profile("without clock")

gc.set_threshold(100_000)  # looking for garbage ever so often costs a twentieth of the time

# The tests' own process and a server that they start write to one file, which an installation never does.
SQLITE_PRAGMAS["busy_timeout"] = "10000"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgres"), default=os.environ.get("TEST_DATABASE", "sqlite"))
    parser.addoption("--only-with-database", action="store_true", help="leave out what is the same on every database")
    parser.addoption("--one-of-each", action="store_true", help="of a test with many parameters take the first")


@pytest.hookimpl(trylast=True)  # once the marks have had their say
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-with-database"):
        _keep(config, items, [item for item in items if _depends_on_the_database(item)])
    if config.getoption("--one-of-each"):
        unlike = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
        _keep(config, items, [item for item in items if unlike[item.nodeid.partition("[")[0]] is item])


def _keep(config: pytest.Config, items: list[pytest.Item], kept: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _depends_on_the_database(item: pytest.Item) -> bool:
    uses_one = not {"app", "database_kind"}.isdisjoint(item.fixturenames)  # type: ignore[attr-defined]
    return uses_one and not item.get_closest_marker("appearance")


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--database"))


@pytest.fixture(scope="session")
def new_database(database_kind: str, tmp_path_factory: pytest.TempPathFactory):
    """Call it for the address of one more empty database."""
    return lambda: fresh_database(database_kind, tmp_path_factory.mktemp("database"))


@pytest.fixture
def quickwins(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    """Runs a command of `quickwins` to its end."""
    return Commands(monkeypatch, capsys)


@pytest.fixture(scope="session")
def new_app(new_database, tmp_path_factory: pytest.TempPathFactory):
    """Call it for one more application, with a migrated database of its own."""
    return lambda: _migrated_app(new_database(), str(tmp_path_factory.mktemp("instance")))


def _migrated_app(database: str, instance: str) -> Flask:
    app = create_app(
        {
            "MODE": "development",
            "SECRET_KEY": SECRET,
            "DATABASE_URL": database,
            "INSTANCE": instance,
            "TESTING": True,
            "COMMANDS_PER_MINUTE": 1_000_000,  # tests are faster than people
        }
    )
    with app.app_context():
        upgrade()
    return app


@pytest.fixture(scope="session")
def the_app(new_app) -> Flask:
    """The application of all tests that need no server."""
    return new_app()


@pytest.fixture(scope="session")
def the_served_app(new_app) -> Flask:
    """The application of all tests at the server; on a database of its own: its clockwork would disturb others."""
    return new_app()


@pytest.fixture(scope="session")
def the_server(the_served_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that need one."""
    own = {"INSTANCE": the_served_app.config["INSTANCE"]}  # where the keys of open rounds lie
    address = the_served_app.config["SQLALCHEMY_DATABASE_URI"]
    running = Server(address, tmp_path_factory.mktemp("server"), **own).start()
    yield running
    running.stop()


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application with an empty database and an application context."""
    its_name = "the_served_app" if "server" in request.fixturenames else "the_app"
    app: Flask = request.getfixturevalue(its_name)
    with app.app_context():
        yield app
        db.session.rollback()
        db.session.remove()
        empty(db.engine)


@pytest.fixture
def server(app: Flask, the_server: Server) -> Iterator[Server]:
    """A real server on the database of this test's cast; what it logged is shown when the test fails."""
    before = the_server.log.stat().st_size
    yield the_server
    db.session.rollback()
    print(the_server.log.read_bytes()[before:].decode())


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Tangerang Selatan, Batch II: a workshop in its lobby, and nobody seated yet."""
    return Cast(app)


@pytest.fixture
def room(cast: Cast) -> Room:
    """A workshop in full swing."""
    return full_room(cast)


@pytest.fixture
def sari(cast: Cast) -> Person:
    """The facilitator, signed in."""
    return cast.facilitator("Sari")


@pytest.fixture
def ani(cast: Cast) -> Person:
    """An agent of DLH with a seat."""
    return cast.agent("Ani", "DLH")


@pytest.fixture
def budi(cast: Cast) -> Person:
    """An agent of Dishub with a seat."""
    return cast.agent("Budi", "Dishub")


@pytest.fixture
def charlie(cast: Cast) -> Person:
    """A stranger: seated, but in another workshop."""
    return cast.stranger("Charlie")


@pytest.fixture
def nobody(cast: Cast) -> Person:
    """A browser that nobody has joined or signed in with."""
    return cast.nobody()


@pytest.fixture
def card(cast: Cast) -> Card:
    """A card at the step at which cards are written; its texts are empty but for its title."""
    made = Card(workshop_id=cast.workshop.id, title="Pasukan Sampah Kilat", made_at=clock.now())
    db.session.add(made)
    db.session.commit()
    cast.be_at("cards")
    return made


@pytest.fixture
def days_pass(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Call it with a number of days: what is due in them is done, and nothing of old is remembered."""
    monkeypatch.setattr(clock, "skew", timedelta(0))
    plan_tidying()

    def pass_by(days: float) -> None:
        clock.skew += timedelta(days=days)
        clockwork.work_off()
        log.forget()

    return pass_by


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).parent.parent
