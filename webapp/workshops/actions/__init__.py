"""What the facilitator and her people do with a workshop, by subject."""
