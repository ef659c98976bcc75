"""Writing CSV that spreadsheets open as it was meant."""

import csv
import io
from collections.abc import Iterable, Sequence

# How a text begins that a spreadsheet would take for a formula.
_RECKONED = ("=", "+", "-", "@", "\t", "\r")


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """UTF-8 with a mark, so that spreadsheets read Vietnamese; a text that would be a formula there stays text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([[_plain(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: str | int | None) -> str | int:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RECKONED) else value
