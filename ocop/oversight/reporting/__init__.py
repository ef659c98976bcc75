"""Periodic returns of offices and the consolidated report made of them."""
