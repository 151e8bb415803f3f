"""What people do at the door of a workshop, and what the facilitator does with them, by subject."""

from webapp.people.actions.accounts import make_sign_in_link  # what others call, too

__all__ = ["make_sign_in_link"]
