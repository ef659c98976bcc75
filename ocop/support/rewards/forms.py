"""Forms of rewards."""
