"""Forms of plans, tasks and obstacles."""
