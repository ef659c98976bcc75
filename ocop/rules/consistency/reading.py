"""Numbers and claims as a data file writes them, so that an official can read and add them."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from ocop.rules.consistency.claims import Claim, Kind, Printed

SHORT = ("where", "value", "unit", "label")
KNOWN = {field.name for field in fields(Printed)} - {"id"}


def numbers_from(data: Mapping[str, Any]) -> dict[str, Printed]:
    """Numbers by id: each a list [where, value, unit, label], or those and more by name.

    Values are texts, so that the decimals printed are kept. Raises ValueError naming the number that cannot be read.
    """
    return {key: _number(key, facts) for key, facts in data.items()}


def claims_from(data: Mapping[str, Sequence[str]]) -> list[Claim]:
    """Claims in their order, each id → [kind, subject, others...]. Raises ValueError naming what cannot be read."""
    return [_claim(key, words) for key, words in data.items()]


def _number(key: str, facts: Any) -> Printed:
    given = dict(facts if isinstance(facts, Mapping) else zip(SHORT, facts, strict=True))
    if unknown := set(given) - KNOWN:
        raise ValueError(f"Số {key} có mục không rõ: {', '.join(sorted(unknown))}.")
    if "value" in given:
        try:
            given["value"] = Decimal(str(given["value"]))
        except InvalidOperation:
            raise ValueError(f"Số {key} có giá trị không phải số: {given['value']}.") from None
    return Printed(key, **{**given, "names": tuple(given.get("names", ()))})


def _claim(key: str, words: Sequence[str]) -> Claim:
    kind, subject, *others = words
    try:
        return Claim(key, Kind(kind), subject, tuple(others))
    except ValueError:
        raise ValueError(f"Phép kiểm {key} thuộc loại không rõ: {kind}.") from None
