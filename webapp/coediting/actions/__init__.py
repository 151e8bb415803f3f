"""What is done with a card's texts beside typing, by subject."""
