"""Pages of projects and of the design centre."""
