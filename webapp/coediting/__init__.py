"""Shared texts: people of different agencies write in one card at the same moment, and nothing typed is lost."""
