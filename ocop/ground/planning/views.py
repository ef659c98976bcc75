"""Pages of plans, tasks and obstacles."""
