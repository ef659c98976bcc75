"""Pages of figures: asking, and what was published."""
