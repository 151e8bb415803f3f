"""Programme cards: the thing that everybody works on."""
