"""The groups of criteria a question may be about, as the criteria law of a day names them."""

from datetime import date
from functools import lru_cache

from ocop.kit.text.slug import slugify_vi
from ocop.rules.criteria import RuleDataError, criteria_in_force, load


def criteria_groups(on: date) -> list[tuple[str, str]]:
    """Code and name of every section of the score sheets in force on a day, each once.

    A section's number differs from sheet to sheet, so its code is made of its part and its name.
    """
    try:
        found = criteria_in_force(on)
    except RuleDataError:
        return []
    return list(_groups(found.id))


@lru_cache(maxsize=4)
def _groups(criteria_id: str) -> tuple[tuple[str, str], ...]:
    named: dict[str, tuple[str, int, str]] = {}
    for sheet in load(criteria_id).sheets.values():
        for part in sheet.parts:
            for section in part.sections:
                code = f"{part.code}-{slugify_vi(section.name_vi)}"[:20]
                named.setdefault(code, (part.code, section.number, f"Phần {part.code}: {section.name_vi}"))
    return tuple((code, label) for code, (_, _, label) in sorted(named.items(), key=lambda one: one[1]))
