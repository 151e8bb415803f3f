"""The bare extension objects, bound to an application by `create_app`, and two ways to ask the database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from flask_babel import Babel
from flask_migrate import Migrate
from flask_socketio import SocketIO
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, CursorResult, Executable, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, registry

from webapp.database import Moment
from webapp.errors import NotFound
from webapp.live import transport

Row = TypeVar("Row")


class Base(DeclarativeBase):
    """What all models share: names for constraints, so that migrations can take them down again."""

    registry = registry(
        type_annotation_map={UUID: Uuid(), datetime: Moment(), dict[str, Any]: JSON(), list[int]: JSON()},
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_N_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(compare_type=True, render_as_batch=True)
babel = Babel()
socketio = SocketIO(**transport.OPTIONS)


def row_or_404(model: type[Row], id: UUID) -> Row:
    """The row of this id; whether it may be seen is for the doors to say."""
    row = db.session.get(model, id)
    if row is None:
        raise NotFound
    return row


def run(statement: Executable, facts: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
    """Execute a statement that was built once, and leave the mapper out: for what nearly every request asks."""
    return db.session.connection().execute(statement, facts)
