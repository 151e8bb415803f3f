"""Citizens' complaints: imported, shown, noted."""
