"""The compiled catalogues are those of the present source; that they are complete is for bin/catalogues to say."""

from flask_babel import force_locale, gettext


def test_the_compiled_catalogues_are_used(app):
    with app.test_request_context():
        with force_locale("id"):
            assert gettext("To the start") == "Ke beranda"
        with force_locale("en"):
            assert gettext("To the start") == "To the start"
