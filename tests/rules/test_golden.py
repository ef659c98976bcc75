"""The hand-worked sheets of tests/golden, case by case."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from ocop.rules.criteria import load, load_all
from ocop.rules.grading import band, grade
from ocop.rules.scoring import parse_marks, score
from tests.rules.filling import best_answers

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def read(name: str) -> Any:
    return yaml.safe_load((GOLDEN / name).read_text(encoding="utf-8"))


CASES = [case for path in sorted(GOLDEN.glob("*.yaml")) for case in read(path.name).get("cases", [])]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['criteria']} {case['set']} {case['title']}")
def test_hand_worked_sheet(case: dict[str, Any]) -> None:
    law = load(str(case["criteria"]))
    sheet = law.sheet(case["set"])
    answers = case["marks"] if "marks" in case else best_answers(sheet) | case["full_marks_except"]
    found = score(sheet, parse_marks(sheet, answers), frozenset(case.get("findings", [])))
    rank = grade(law, sheet, Decimal(found.total), found.counted, found.disqualified)
    everything = {
        "total": found.total,
        "parts": found.parts,
        "sections": found.sections,
        "blanks": list(found.blanks),
        "not_counted": list(found.not_counted),
        "knocked_out": list(found.knocked_out),
        "band": rank.band_stars,
        "gate": rank.gate_stars,
        "stars": rank.stars,
        "gates_known": rank.gates_known,
        "failed_gates": [
            {"stars": gate.stars, "criterion": gate.criterion, "min_points": gate.min_points, "actual": gate.actual}
            for gate in rank.blocking
        ],
    }
    assert {key: everything[key] for key in case["expected"]} == case["expected"]


@pytest.mark.parametrize("line", read("bands.yaml")["bands"], ids=lambda line: line["average"])
def test_bands_at_their_limits(line: dict[str, Any]) -> None:
    for law in load_all():
        assert band(law, Decimal(line["average"])) == line["stars"], law.id
