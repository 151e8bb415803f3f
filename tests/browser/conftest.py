"""Real browsers at a real server."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import LAN_NAME, Visitor
from tests.servers import Remote

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {LAN_NAME} 127.0.0.1",
]


def chromium_path() -> str | None:
    there = map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))
    return os.environ.get("CHROMIUM") or next(filter(None, there), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server) -> Iterator:
    """Call it with a person of the cast for their browser."""
    visitors: list[Visitor] = []

    def open_for(person, **options) -> Visitor:
        visitors.append(Visitor(chromium, server, person, **options))
        return visitors[-1]

    yield open_for
    for visitor in visitors:
        visitor.close()


@pytest.fixture
def remote(server):
    """Call it with a person of the cast for their requests over real HTTP."""
    return lambda person: Remote(server, person)
