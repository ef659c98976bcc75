"""A board for who leads, for each place, for each office: the figures of everywhere, with their tables."""
