"""A room with invented people, to try everything out."""
