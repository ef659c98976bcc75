"""The lists of the platform that take sheets in, as the rooms above register them at the start."""

from ocop.kit.scope import Actor
from ocop.kit.sheets.table import SheetTable

_TABLES: dict[str, type[SheetTable]] = {}


def register(*tables: type[SheetTable]) -> None:
    """Make lists known by their address; twice the same is once. Raises ValueError for two lists at one address."""
    for table in tables:
        if _TABLES.setdefault(table.slug, table) is not table:
            raise ValueError(f"two lists at {table.slug}")


def registered() -> dict[str, type[SheetTable]]:
    return dict(_TABLES)


def table_for(actor: Actor, slug: str, scope: str = "") -> SheetTable:
    """The list for a person, of what it is of; raises LookupError when there is none within their reach."""
    found = _TABLES[slug]
    return found(actor, found.scope_of(actor, scope))
