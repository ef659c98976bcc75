"""Committees and who sits on them as they go out to Excel and come back in."""

from ocop.ground.offices.sheets.committees import Committees
from ocop.ground.offices.sheets.members import Members

TABLES = (Committees, Members)

__all__ = ["TABLES", "Committees", "Members"]
