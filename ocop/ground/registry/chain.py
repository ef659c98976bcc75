"""The journal's chain: what each row's hash covers and how text and values are written for it."""

import hashlib
import json
from collections.abc import Mapping, Set
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any


def canonical(values: Mapping[str, Any]) -> str:
    """One spelling of a set of values: sorted keys, no spaces, dates in ISO form, decimals as text.

    Raises TypeError for floats and for anything that is not a plain value.
    """
    return json.dumps(_plain(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Set):
        return sorted((_plain(each) for each in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    raise TypeError(f"the journal holds plain values, not {type(value).__name__}")


def moment(at: datetime) -> str:
    """An aware moment in UTC to the microsecond, the same whatever zone it was given in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


# The fields a row's hash covers, in the order queries read them; `hash` itself follows them.
COVERED = (
    "seq",
    "at",
    "actor_id",
    "actor_name",
    "actor_post",
    "act",
    "subject_type",
    "subject_id",
    "why",
    "data",
    "prev_hash",
)


def row_hash(values: tuple[Any, ...]) -> str:
    """SHA-256 over the covered fields, given in the order of `COVERED`."""
    seq, at, *rest = values
    text = json.dumps([seq, moment(at), *rest], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
