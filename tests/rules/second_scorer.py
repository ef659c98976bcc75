"""A second scorer, written apart from the first: straight from the YAML as it lies there, one walk, no shared code.

It knows nothing of `ocop.rules`. Where the first uses prepared tables, this one searches; where the first reads the
list of minimums, this one reads the stars printed beside the options.
"""

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LAW = Path(__file__).resolve().parents[2] / "ocop" / "rules" / "criteria"


@lru_cache
def frame(criteria_id: str) -> dict[str, Any]:
    return yaml.load((LAW / criteria_id / "decision.yaml").read_text("utf-8"), yaml.CSafeLoader)  # safe


@lru_cache
def sheet(criteria_id: str, code: str) -> dict[str, Any]:
    text = (LAW / criteria_id / "sheets" / f"{code}.yaml").read_text("utf-8")
    return yaml.load(text, yaml.CSafeLoader)  # safe


def codes(criteria_id: str) -> list[str]:
    return sorted(path.name.removesuffix(".yaml") for path in (LAW / criteria_id / "sheets").iterdir())


def questions(raw: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for part in raw["parts"] for section in part["sections"] for item in section["criteria"]]


def score_by_hand(criteria_id: str, code: str, answers: dict[str, Any], ticked: frozenset[str]) -> dict[str, Any]:
    """Everything `ocop rules score` says of a sheet, worked out a second way."""
    raw = sheet(criteria_id, code)
    given = {name: answer["points"] if isinstance(answer, dict) else answer for name, answer in answers.items()}
    result: dict[str, Any] = {"total": 0, "parts": {}, "sections": {}, "blanks": [], "not_counted": []}
    worth: dict[str, int] = {}
    for part in raw["parts"]:
        letter = part["part"]
        for section in part["sections"]:
            name = f"{letter}.{section['number']}"
            for item in section["criteria"]:
                points = given.get(item["code"])
                if points is None:
                    result["blanks"].append(item["code"])
                    points = 0
                rest = item.get("depends_on")
                if rest and given.get(rest["criterion"], 0) < rest["min_points"]:
                    points = 0
                    if item["code"] in given:
                        result["not_counted"].append(item["code"])
                worth[item["code"]] = points
                result["total"] += points
                result["sections"][name] = result["sections"].get(name, 0) + points
                result["parts"][letter] = result["parts"].get(letter, 0) + points
    result["knocked_out"] = knocked_out(criteria_id, raw, given, ticked)
    result["band"] = band_by_hand(criteria_id, Decimal(result["total"]))
    result["gate"] = gate_by_hand(raw, worth) if frame(criteria_id)["star_gates_known"] == "full" else 5
    result["stars"] = 0 if result["knocked_out"] else min(result["band"], result["gate"])
    return result


def knocked_out(criteria_id: str, raw: dict[str, Any], given: dict[str, int], ticked: frozenset[str]) -> list[str]:
    found = []
    for rule in frame(criteria_id).get("common_knockouts", []) + (raw["knockouts"] or []):
        zeros = [name for name in rule.get("when_zero", []) if given.get(name, 1) == 0]
        if zeros or rule["id"] in ticked:
            found.append(rule["id"])
    return found


def band_by_hand(criteria_id: str, total: Decimal) -> int:
    stars = 1
    for level in frame(criteria_id)["star_bands"]:
        if total >= level["min"] and level["stars"] > stars:
            stars = level["stars"]
    return int(stars)


def gate_by_hand(raw: dict[str, Any], worth: dict[str, int]) -> int:
    """The first star that asks more than there is, less one; a star asks the highest option marked for it or below."""
    reached = 5
    for item in questions(raw):
        options = list(item.get("options", []))
        for case in item.get("cases", []):
            options += case["options"]
        for star in (5, 4, 3):
            asked = [option["points"] for option in options if option.get("min_for_star", 9) <= star]
            if asked and worth[item["code"]] < max(asked):
                reached = min(reached, star - 1)
    return reached
