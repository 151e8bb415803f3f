"""One secret vote over the cards: ballots, rounds, reveal, results."""
