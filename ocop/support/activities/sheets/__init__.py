"""Lists of participants as sheets: the columns of a kind, reading, preview, writing."""
