"""Files with complaints, as cities export them: read in a process of their own, given row by row."""
