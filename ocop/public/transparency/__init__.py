"""The programme in public: what was promised and reached, who holds a star and since when, decisions, open data."""
