"""Those who write together in real browsers."""

import pytest


@pytest.fixture
def visit(visit):
    """Visitors who read English, so that words can be compared before they are translated."""
    return lambda person, **options: visit(person, **({"locale": "en-GB"} | options))
