"""The legal library as it goes out to Excel and comes back in."""

from ocop.ground.programme.sheets.library import Library

TABLES = (Library,)

__all__ = ["TABLES", "Library"]
