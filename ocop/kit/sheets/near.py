"""Which known names a mistyped one may mean."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST_SEARCHES = 200


class CloseNames:
    """Suggests names for those not found; after so many the list is wrong as a whole and nothing more is searched.

    One search through a province's names takes some hundredths of a second, and a sheet has thousands of rows.
    """

    def __init__(self, names: Iterable[str], *, most: int = 3, cutoff: float = 0.7) -> None:
        self.names = list(names)
        self.most, self.cutoff = most, cutoff
        self.found: dict[str, list[str]] = {}

    def to(self, text: str) -> list[str]:
        """The nearest names first; empty when nothing is near, or when too many were searched for already."""
        if text not in self.found:
            if len(self.found) >= MOST_SEARCHES:
                return []
            self.found[text] = get_close_matches(text, self.names, self.most, self.cutoff)
        return self.found[text]
