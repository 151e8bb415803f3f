"""Problems that people lived through, written alone first and shown all at once."""
