"""Pages of the money of plans."""
