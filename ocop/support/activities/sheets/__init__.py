"""Activities of a kind, and lists of participants, as sheets: columns, reading, preview, writing."""
