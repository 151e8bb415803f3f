"""What people do at the door of a workshop, and what the facilitator does with them, by subject."""
