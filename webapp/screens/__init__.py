"""The shared screen on the wall."""
