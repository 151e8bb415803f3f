"""What is done with problems, by subject."""
