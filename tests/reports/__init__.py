"""What people take along."""
