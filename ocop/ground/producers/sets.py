"""Product sets as the register shows them: names from the law, everyday examples of our own."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from ocop.rules.criteria import CRITERIA_IDS, RuleDataError, criteria_in_force, load

EXAMPLES = Path(__file__).parent / "set_examples.yaml"


@dataclass(frozen=True, slots=True)
class ProductSet:
    """One product set of one criteria law; `examples` are plain words and not the decision's."""

    criteria_id: str
    code: str
    name: str
    group_code: str
    group_name: str
    examples: str


@cache
def product_sets(criteria_id: str) -> tuple[ProductSet, ...]:
    """The product sets of a criteria law in the order of the law; empty for a law that is not known."""
    if criteria_id not in CRITERIA_IDS:
        return ()
    law = load(criteria_id)
    groups = {group.code: group.name_vi for group in law.groups}
    examples = _examples().get(criteria_id) or _examples()["26-2026"]  # 148/2023 cuts the sets as 26/2026 does
    return tuple(
        ProductSet(
            criteria_id=criteria_id,
            code=code,
            name=name,
            group_code=code.split(".")[0],
            group_name=groups.get(code.split(".")[0], ""),
            examples=examples.get(code, ""),
        )
        for code, name in law.set_names.items()
    )


@cache
def _by_code(criteria_id: str) -> dict[str, ProductSet]:
    return {one.code: one for one in product_sets(criteria_id)}


def product_set(criteria_id: str, code: str) -> ProductSet | None:
    """One product set, or None when the law has no such set."""
    return _by_code(criteria_id).get(code)


def set_name(criteria_id: str, code: str) -> str:
    """`I.3.c Chế biến từ rau, củ, quả, hạt`; the bare code when the law does not name it."""
    found = product_set(criteria_id, code)
    return f"{code} {found.name}" if found else code


def law_name(criteria_id: str) -> str:
    """`QĐ 26/2026/QĐ-TTg 22/5/2026`, the decision a criteria law comes from; the bare id when it is not known."""
    return load(criteria_id).legal_basis.split(";")[0] if criteria_id in CRITERIA_IDS else criteria_id


def criteria_id_on(day: date) -> str:
    """The criteria law by which new dossiers are scored on a day; empty before the first law."""
    try:
        return criteria_in_force(day).id
    except RuleDataError:
        return ""


@cache
def _examples() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    return data
