"""Quick Wins: one room, many agencies, programmes whose effect shows soon."""
