"""The facilitator of a workshop: an account that its series names, or a desk opened by the rescue code."""

from dataclasses import dataclass
from typing import Any

from webapp.changes import Actor
from webapp.people.models import Account
from webapp.people.sessions import KnownSession


@dataclass(frozen=True)
class Facilitator:
    """Somebody who leads this workshop now."""

    workshop: Any
    session: KnownSession
    account: Account | None  # None: came by the rescue code

    @property
    def actor(self) -> Actor:
        return self.account.actor if self.account else self.session.actor
