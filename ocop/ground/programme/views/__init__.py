"""Pages of rounds and of the legal library."""
