"""Whether this process is well: for whoever watches over it."""
