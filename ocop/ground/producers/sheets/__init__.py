"""Lists of producers and products as spreadsheets: out, edited by hand, and in again."""
