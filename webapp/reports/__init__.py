"""What people take along: every list as CSV or XLSX, at any time."""
