"""Years as measures read them: from which day a year on record counts, and which years there are."""

from typing import Any

from django.db.models import CharField, DateField, QuerySet, Value
from django.db.models.functions import Cast, Concat


def new_year(field: str) -> Cast:
    """The first of January of the year in a field, as a day."""
    return Cast(Concat(Cast(field, CharField(max_length=4)), Value("-01-01")), DateField())


def years_in(rows: QuerySet[Any], field: str) -> dict[str, str]:
    """The years some rows name, newest first, as an option of a measure offers them; one query."""
    found = rows.order_by(f"-{field}").values_list(field, flat=True).distinct()
    return {str(year): f"{year}" for year in found}
