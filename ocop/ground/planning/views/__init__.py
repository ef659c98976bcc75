"""Pages of plans, the work they give, and what stands in the way."""
