"""Tables from and for Excel: `read_table`, `read_pasted`, `write_table`."""

from ocop.kit.sheets.errors import Limits, SheetError
from ocop.kit.sheets.reading import Table, read_pasted, read_table
from ocop.kit.sheets.writing import Column, write_table

__all__ = ["Column", "Limits", "SheetError", "Table", "read_pasted", "read_table", "write_table"]
