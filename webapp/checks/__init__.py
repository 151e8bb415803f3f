"""A page that tells from a phone whether it reaches this server."""
