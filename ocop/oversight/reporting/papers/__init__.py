"""Official reports made into Word, PDF and Excel from plain data, and the check of their layout.

`word.make`, `pdf.make` and `book.make` take a `document.Report` and give the file's bytes; `word.refill` puts new
figures into a Word file that people edited; `layout.check` reads a file against Decree 30/2020/NĐ-CP. Nothing here
touches the database.
"""
