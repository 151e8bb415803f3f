"""Nobody has guessed wrong before a test begins."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def no_wrong_tries(the_app: Flask) -> Iterator[None]:
    yield
    for throttle in the_app.extensions["throttles"].values():
        throttle.forget()
