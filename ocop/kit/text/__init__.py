"""Vietnamese text: folding for search, alphabetical order, numbers, dates, telephone numbers."""
