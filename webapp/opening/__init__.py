"""The opening: the city's vision and its pillars on the wall, and which pillar each agency serves most."""
