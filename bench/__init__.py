"""Measures Quick Wins beside its peers; not part of what is installed."""
