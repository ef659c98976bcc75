"""The nominations of a round as they go out to Excel and come back in."""

from ocop.support.rewards.sheets.nominations import Nominations

TABLES = (Nominations,)

__all__ = ["TABLES", "Nominations"]
