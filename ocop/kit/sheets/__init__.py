"""Tables from and for Excel: `read_table`, `read_pasted`, `write_table`, `write_book`."""

from ocop.kit.sheets.errors import Limits, SheetError
from ocop.kit.sheets.reading import Table, read_pasted, read_table, sheet_names
from ocop.kit.sheets.writing import Column, Page, write_book, write_table

__all__ = [
    "Column",
    "Limits",
    "Page",
    "SheetError",
    "Table",
    "read_pasted",
    "read_table",
    "sheet_names",
    "write_book",
    "write_table",
]
