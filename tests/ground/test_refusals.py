"""Whatever goes wrong is told with a sentence, in the language asked."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import InternalServerError

from webapp.extensions import db


@pytest.mark.parametrize(("language", "says"), [("id", "Ada yang"), ("en", "Something went wrong here")])
def test_an_error_of_ours_has_a_sentence(app, language, says):
    with app.test_request_context(headers={"Accept-Language": language}):
        answer = app.make_response(app.handle_http_exception(InternalServerError()))
    assert answer.status_code == 500
    assert says in answer.get_data(as_text=True)


def test_a_table_that_is_not_there_is_a_fault_and_no_busy_moment(app):
    """A server on a database that was never migrated must not ask people to wait."""
    with app.test_request_context():
        with pytest.raises(SQLAlchemyError) as met:
            db.session.execute(text("SELECT * FROM nowhere"))
        answer = app.make_response(app.handle_user_exception(met.value))
    assert answer.status_code == 500


def test_whoever_finds_no_free_connection_may_come_again(app):
    engine = create_engine(db.engine.url, pool_size=1, max_overflow=0, pool_timeout=0.01)
    with engine.connect(), pytest.raises(SQLAlchemyError) as met:
        engine.connect()
    engine.dispose()
    with app.test_request_context():
        answer = app.make_response(app.handle_user_exception(met.value))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
