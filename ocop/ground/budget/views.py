"""Pages of the plan's money."""
