"""Figures the plan prints of 2018-2020 beside the same figures computed from the records.

`printed.yaml` says what is printed where and how it is computed; nothing is taken from the print into the sum.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ocop.support.activities.models import Activity, Output

DATA = Path(__file__).parent / "printed.yaml"
Outputs = dict[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class Compared:
    """One printed figure, what the records give (None where no record is on file), and what is odd about it."""

    label: str
    section: str
    unit: str
    printed: Decimal | None
    computed: Decimal | None
    note: str
    url_of: tuple[Activity, ...] = ()

    @property
    def agrees(self) -> bool:
        return self.printed is None or self.printed == self.computed


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    figures: tuple[Compared, ...]


@lru_cache(maxsize=1)
def _declared() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["sections"]
    return listed


def compared_figures() -> list[Section]:
    """Every printed figure beside the computed one; two queries."""
    records = {one.code: one for one in Activity.objects.exclude(code="")}
    rows = Output.objects.exclude(activity__code="").values_list("activity__code", "name", "figure")
    outputs: Outputs = {(code, name): figure for code, name, figure in rows}
    return [
        Section(each["title"], tuple(_compared(one, records, outputs) for one in each["figures"]))
        for each in _declared()
    ]


def _compared(line: dict[str, Any], records: dict[str, Activity], outputs: Outputs) -> Compared:
    rule = line["compute"]
    codes = rule.get("of") or rule.get("count") or [rule["from"], rule["to"]]
    printed = line.get("printed")
    return Compared(
        label=line["label"],
        section=line["section"],
        unit=line["unit"],
        printed=None if printed is None else Decimal(printed),
        computed=_computed(rule, records, outputs),
        note=line.get("note", ""),
        url_of=tuple(records[code] for code in codes if code in records),
    )


def _computed(rule: dict[str, Any], records: dict[str, Activity], outputs: Outputs) -> Decimal | None:
    """The figure a rule gives; None when a record it needs is not on file."""
    if "count" in rule:
        return Decimal(sum(code in records for code in rule["count"])) or None
    if "growth" in rule:
        before, after = (outputs.get((rule[end], rule["growth"])) for end in ("from", "to"))
        return None if not before or after is None else round((after - before) / before * 100, 1)
    if "difference" in rule:
        first, second = (outputs.get((rule["of"][0], name)) for name in rule["difference"])
        return None if first is None or second is None else first - second
    found = [outputs[code, rule["sum"]] for code in rule["of"] if (code, rule["sum"]) in outputs]
    return sum(found, Decimal(0)) if found else None
