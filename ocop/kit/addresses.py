"""Addresses of records by the thousand: a list of what a figure counted links to each."""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse


def address_of(page: str, record: Any, *before: str) -> str:
    """What `reverse` gives for the page of a record by its public id, the last part; a hundred times faster."""
    head, tail = _around(get_script_prefix(), page, before)
    return f"{head}{record.public_id}{tail}"


_ID = "222222222222"  # shaped like a public id


@lru_cache
def _around(prefix: str, page: str, before: tuple[str, ...]) -> tuple[str, str]:
    """What stands before and after the id in the address of a page."""
    head, _, tail = reverse(page, args=[*before, _ID]).rpartition(_ID)
    return head, tail
