"""The shared screen: read only, opened by its own token."""
