"""A place is what changes happen to one by one: a workshop, a series, or the installation itself."""

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A key that sorts by time and never meets another server's (UUIDv7, RFC 9562)."""
    return uuid7()


class Place:
    """Adds the counter of changes; `seq` n means that n changes have happened here, without gaps."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    seq: Mapped[int] = mapped_column(default=0)
