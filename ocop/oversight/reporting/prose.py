"""Prose with figures bound in: `[[form/row/column]]` stands for the figure of a cell."""

import re
from collections.abc import Iterator

TOKEN = re.compile(r"\[\[([a-z0-9][a-z0-9_./-]{0,118})\]\]")


def cells_bound_in(prose: str) -> list[str]:
    """The cells a text binds, in order."""
    return TOKEN.findall(prose)


def split(line: str) -> Iterator[tuple[str, bool]]:
    """The words of a line and the cells bound in it, in order: (text, False) and (cell, True)."""
    for place, part in enumerate(TOKEN.split(line)):
        if part:
            yield part, place % 2 == 1
