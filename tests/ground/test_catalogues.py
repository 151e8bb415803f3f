"""Both languages are complete, and the compiled catalogues are those of the present source."""

import subprocess
import sys

from flask_babel import force_locale, gettext


def test_every_sentence_stands_in_both_catalogues(repository):
    done = subprocess.run(
        [sys.executable, "bin/catalogues.py", "--check"], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[:2000]


def test_the_compiled_catalogues_are_used(app):
    with app.test_request_context():
        with force_locale("id"):
            assert gettext("To the start") == "Ke beranda"
        with force_locale("en"):
            assert gettext("To the start") == "To the start"
