"""Pages about offices, the people in them, and the map."""
