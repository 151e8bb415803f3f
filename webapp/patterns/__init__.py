"""Every part of the interface in every state on one page; only where the code is worked on."""
