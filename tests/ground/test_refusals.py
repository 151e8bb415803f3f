"""Whatever goes wrong is told with a sentence, in the language asked."""

import pytest
from werkzeug.exceptions import InternalServerError


@pytest.mark.parametrize(("language", "says"), [("id", "Ada yang"), ("en", "Something went wrong here")])
def test_an_error_of_ours_has_a_sentence(app, language, says):
    with app.test_request_context(headers={"Accept-Language": language}):
        answer = app.make_response(app.handle_http_exception(InternalServerError()))
    assert answer.status_code == 500
    assert says in answer.get_data(as_text=True)
