"""Rounds and the nominations of a round as they go out to Excel and come back in."""

from ocop.support.rewards.sheets.nominations import Nominations
from ocop.support.rewards.sheets.rounds import Rounds

TABLES = (Nominations, Rounds)

__all__ = ["TABLES", "Nominations", "Rounds"]
