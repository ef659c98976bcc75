"""Pages of checks: making one, what was found, its claims and numbers."""
