"""The page of patterns draws every part, where the code is worked on and nowhere else."""

from tests.servers import SECRET
from webapp.application import create_app


def test_the_page_draws_every_part(nobody):
    page = nobody.get("/patterns")
    assert page.status_code == 200
    assert "Bahasa rupa" in page.text


def test_an_installation_has_no_such_page(tmp_path):
    app = create_app({"MODE": "production", "SECRET_KEY": SECRET, "INSTANCE": str(tmp_path), "DATABASE_URL": ""})
    assert app.test_client().get("/patterns").status_code == 404
