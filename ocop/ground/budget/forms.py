"""Forms of the plan's money."""
