"""What people do in a discussion, by subject."""
