"""The criteria sets as frozen data, read from this folder and checked while they are read.

One folder per decision: `decision.yaml` holds the frame, `sheets/<set>.yaml` one score sheet each. `load` refuses a set
that contradicts itself, so a slip in a file shows at once and never in a score.
"""

from datetime import date
from functools import lru_cache
from pathlib import Path

from ocop.rules.criteria.checking import check_frame, check_sheet
from ocop.rules.criteria.model import (
    Alternative,
    Band,
    CriteriaSet,
    Criterion,
    Dependence,
    Gate,
    Group,
    Knockout,
    LawDocument,
    Option,
    Part,
    RuleDataError,
    Section,
    Sheet,
    StarRequirement,
    Subsection,
)
from ocop.rules.criteria.reading import read_criteria_set, read_yaml

__all__ = [
    "CRITERIA_IDS",
    "Alternative",
    "Band",
    "CriteriaSet",
    "Criterion",
    "Dependence",
    "Gate",
    "Group",
    "Knockout",
    "LawDocument",
    "Option",
    "Part",
    "RuleDataError",
    "Section",
    "Sheet",
    "StarRequirement",
    "Subsection",
    "criteria_in_force",
    "load",
    "load_all",
    "load_folder",
]

FOLDER = Path(__file__).parent
CRITERIA_IDS = ("1048-2019", "148-2023", "26-2026")


@lru_cache(maxsize=8)
def load(criteria_id: str) -> CriteriaSet:
    """The criteria set called `1048-2019`, `148-2023` or `26-2026`; raises RuleDataError if unknown or inconsistent."""
    if criteria_id not in CRITERIA_IDS:
        raise RuleDataError(f"Không có bộ tiêu chí {criteria_id}; các bộ có: {', '.join(CRITERIA_IDS)}.")
    return load_folder(FOLDER / criteria_id)


def load_folder(folder: Path) -> CriteriaSet:
    """Read and check one decision's folder; raises RuleDataError with a sentence naming the file or the criterion."""
    frame = read_yaml(folder / "decision.yaml")
    paths = sorted((folder / "sheets").glob("*.yaml"))
    found = read_criteria_set(frame, {path.stem: read_yaml(path) for path in paths})
    check_frame(found)
    for sheet in found.sheets.values():
        check_sheet(sheet, found)
    return found


def load_all() -> tuple[CriteriaSet, ...]:
    """Every criteria set, oldest first."""
    return tuple(load(criteria_id) for criteria_id in CRITERIA_IDS)


def criteria_in_force(on: date) -> CriteriaSet:
    """The criteria set new dossiers are scored by on a day; raises RuleDataError before 21 August 2019."""
    for criteria_id in reversed(CRITERIA_IDS):
        found = load(criteria_id)
        if found.valid_from <= on:
            return found
    raise RuleDataError("Trước ngày 21/8/2019 chưa có bộ tiêu chí quốc gia.")
