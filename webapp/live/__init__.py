"""Heart 2: the only code that talks to browsers on others' behalf."""
