"""The transport against a real server and raw clients; `TRANSPORT=stock pytest …` shows the faults that it mends."""

import pytest

from tests.live.transport.process import ServerProcess


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    yield from running(tmp_path_factory)


@pytest.fixture(scope="module")
def narrow_server(tmp_path_factory):
    yield from running(tmp_path_factory, "narrow")


@pytest.fixture(scope="module")
def quick_server(tmp_path_factory):
    yield from running(tmp_path_factory, "quick narrow")


@pytest.fixture
def own_server(tmp_path_factory):
    yield from running(tmp_path_factory)


@pytest.fixture
def gunicorn_server(tmp_path_factory):
    yield from running(tmp_path_factory, gunicorn=True)


def running(tmp_path_factory, words="", gunicorn=False):
    server = ServerProcess(tmp_path_factory.mktemp("server"), words, gunicorn)
    yield server
    server.stop()
