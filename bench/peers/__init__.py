"""The two sides of each comparison, one process each."""
