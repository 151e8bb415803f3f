"""The three ways of looking at a workshop; each is an audience of the live channel."""

SEAT, DESK, SCREEN = VIEWS = ("seat", "desk", "screen")
