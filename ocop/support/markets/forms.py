"""Forms of markets."""
