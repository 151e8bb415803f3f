"""What people say under a card or a problem: comments and answers, and who follows what."""
