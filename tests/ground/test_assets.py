"""Static files as they go over the wire."""

import re

from webapp.assets import assets


def test_what_only_people_read_of_our_modules_stays_here(repository):
    for path in (repository / "static/js").rglob("*.js"):
        source = path.read_text()
        sent = assets()[path.relative_to(repository / "static").as_posix()].content.decode()
        lines = [line for line in source.splitlines() if not re.match(r"\s*(//|/?\*)", line)]
        assert sent.splitlines() == lines, path
