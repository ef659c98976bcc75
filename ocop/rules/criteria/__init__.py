"""The criteria sets as frozen data, read from this folder and checked while they are read.

One folder per decision: `decision.yaml` holds the frame, `sheets/<set>.yaml` one score sheet each. `load` refuses a set
that contradicts itself, so a slip in a file shows at once and never in a score.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from ocop.rules.criteria.model import (
    Alternative,
    Band,
    CriteriaSet,
    Criterion,
    Gate,
    Group,
    Knockout,
    LawDocument,
    Option,
    Part,
    RuleDataError,
    Section,
    Sheet,
)

__all__ = [
    "CRITERIA_IDS",
    "Alternative",
    "Band",
    "CriteriaSet",
    "Criterion",
    "Gate",
    "Group",
    "Knockout",
    "LawDocument",
    "Option",
    "Part",
    "RuleDataError",
    "Section",
    "Sheet",
    "criteria_in_force",
    "load",
    "load_all",
]

FOLDER = Path(__file__).parent
CRITERIA_IDS = ("1048-2019", "148-2023", "26-2026")
SHEETS_IN_A_SET = 26


@lru_cache(maxsize=8)
def load(criteria_id: str) -> CriteriaSet:
    """The criteria set called `1048-2019`, `148-2023` or `26-2026`; raises RuleDataError if unknown or inconsistent."""
    if criteria_id not in CRITERIA_IDS:
        raise RuleDataError(f"Không có bộ tiêu chí {criteria_id}; các bộ có: {', '.join(CRITERIA_IDS)}.")
    folder = FOLDER / criteria_id
    frame = _read(folder / "decision.yaml")
    sheets = {}
    for path in sorted((folder / "sheets").glob("*.yaml"), key=lambda path: path.name):
        raw = _read(path)
        sheets[raw["code"]] = _sheet(criteria_id, raw)
    ordered = dict(sorted(sheets.items(), key=lambda item: item[1].seq))
    if ordered and len(ordered) != SHEETS_IN_A_SET:
        raise RuleDataError(f"Bộ {criteria_id} phải có {SHEETS_IN_A_SET} phiếu, đang có {len(ordered)}.")
    return _criteria_set(criteria_id, frame, ordered)


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


def _read(path: Path) -> dict[str, Any]:
    raw: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_FastLoader)  # noqa: S506 — a safe loader
    return raw


_FastLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _hash(raw: object) -> str:
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _criteria_set(criteria_id: str, frame: dict[str, Any], sheets: Mapping[str, Sheet]) -> CriteriaSet:
    bands = tuple(
        Band(stars=band["stars"], minimum=band["min"], official_text=str(band.get("official_text", "")))
        for band in sorted(frame["star_bands"], key=lambda band: -band["stars"])
    )
    valid_to = frame.get("valid_to") or (
        date(2023, 2, 23) if criteria_id == "1048-2019" else None  # superseded by 148 on 24/2/2023
    )
    return CriteriaSet(
        id=criteria_id,
        title=frame["title"],
        valid_from=_day(frame["valid_from"]),
        valid_to=_day(valid_to) if valid_to else None,
        groups=tuple(Group(group["code"], group["name_vi"]) for group in frame["groups"]),
        bands=bands,
        documents=MappingProxyType(
            {
                document["code"]: LawDocument(
                    document["code"], document["name_vi"], document["kind"], document.get("form_vi", "")
                )
                for document in frame.get("dossier_documents", ())
            }
        ),
        sheets=MappingProxyType(dict(sheets)),
        set_names=MappingProxyType(
            {entry["code"]: entry["name_vi"] for entry in frame.get("product_sets", ())}
            or {code: sheet.name_vi for code, sheet in sheets.items()}
        ),
        part_max=MappingProxyType(
            frame.get("part_max") or {part.code: part.max for sheet in sheets.values() for part in sheet.parts}
        ),
        gates_known=criteria_id == "26-2026",
        content_hash=_hash([frame, *(sheet.content_hash for sheet in sheets.values())]),
    )


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _option(raw: dict[str, Any]) -> Option:
    return Option(points=raw["points"], label=raw["label"], min_for_star=raw.get("min_for_star"))


def _criterion(part: str, section: int, raw: dict[str, Any]) -> Criterion:
    return Criterion(
        code=raw["code"],
        name_vi=raw["name_vi"],
        max=raw["max"],
        part=part,
        section=section,
        options=tuple(_option(option) for option in raw.get("options", ())),
        cases=tuple(
            Alternative(case["case"], case["case_vi"], tuple(_option(option) for option in case["options"]))
            for case in raw.get("cases", ())
        ),
        requires=tuple(raw["requires"]),
        basis=raw["basis"],
        commune_assessed=bool(raw.get("commune_assessed")),
        needs_story=any(gate["effect"] == "prerequisite" for gate in raw.get("gates", ())),
        hint=_hint(raw),
        reconstructed=raw.get("status") == "reconstructed",
        key=raw.get("key", ""),
    )


def _hint(raw: dict[str, Any]) -> str:
    """What a filler should know beside the criterion's name: its scope and the rule about its evidence."""
    notes = [raw.get("scope_vi"), raw.get("note_vi")]
    notes += [gate["when_vi"] for gate in raw.get("gates", ()) if gate["effect"] == "evidence_rule"]
    return ". ".join(note for note in notes if note)


def _knockouts(raw: dict[str, Any]) -> tuple[Knockout, ...]:
    """Everything that ends an evaluation: what a council must find, and what a mark itself says."""
    found = []
    for number, text in enumerate(raw.get("disqualify_when", ()), 1):
        found.append(Knockout(f"sheet-{number}", None, text, "disqualify", "no"))
    for part in raw["parts"]:
        for section in part["sections"]:
            found += [
                Knockout(f"section-{section['number']}", None, gate["when_vi"], "stop", "no")
                for gate in section.get("gates", ())
            ]
            for criterion in section["criteria"]:
                for gate in criterion.get("gates", ()):
                    effect = {"stop_evaluation": "stop"}.get(gate["effect"], gate["effect"])
                    if effect in {"stop", "disqualify", "require", "not_assessed"}:
                        found.append(
                            Knockout(
                                f"{criterion['code']}-{effect}",
                                criterion["code"],
                                gate["when_vi"],
                                effect,
                                gate.get("automatic", "no"),
                            )
                        )
    return tuple(found)


def _sheet(criteria_id: str, raw: dict[str, Any]) -> Sheet:
    parts = tuple(
        Part(
            code=part["part"],
            name_vi=part["name_vi"],
            max=part["max"],
            sections=tuple(
                Section(
                    number=section["number"],
                    name_vi=section["name_vi"],
                    max=section["max"],
                    criteria=tuple(_criterion(part["part"], section["number"], item) for item in section["criteria"]),
                )
                for section in part["sections"]
            ),
        )
        for part in raw["parts"]
    )
    criteria = [item for part in parts for section in part.sections for item in section.criteria]
    provenance, attestation = raw["provenance"], raw["attestation"]
    sheet = Sheet(
        criteria_id=criteria_id,
        code=raw["code"],
        seq=raw["seq"],
        group=raw["group"],
        name_vi=raw["name_vi"],
        subgroup_vi=raw["subgroup_vi"],
        agencies=tuple(raw["provincial_counterpart"]),
        max=raw["max"],
        requires_sample=raw["requires_sample"],
        parts=parts,
        criteria=MappingProxyType({item.code: item for item in criteria}),
        gates=MappingProxyType(
            {
                int(stars): tuple(Gate(int(stars), gate["criterion"], gate["min_points"]) for gate in gates)
                for stars, gates in raw.get("star_gates", {}).items()
            }
        ),
        knockouts=_knockouts(raw),
        source_status=provenance["status"],
        enabled_by_source=bool(provenance["enabled_for_official_scoring"]),
        attested_by=attestation["attested_by"] or "",
        attested_on=attestation["attested_on"],
        source_urls=tuple(provenance.get("url", ())),
        content_hash=_hash({key: value for key, value in raw.items() if key not in {"provenance", "attestation"}}),
    )
    _check(sheet, criteria)
    return sheet


def _check(sheet: Sheet, criteria: list[Criterion]) -> None:
    """Raise RuleDataError unless every sum, option and gate of the sheet agrees with the others."""
    where = f"Phiếu {sheet.code} ({sheet.criteria_id})"
    if len(sheet.criteria) != len(criteria):
        raise RuleDataError(f"{where}: có mã tiêu chí trùng nhau.")
    for name, expected, actual in _sums(sheet):
        if expected != actual:
            raise RuleDataError(f"{where}: {name} ghi {expected} điểm nhưng cộng được {actual}.")
    for criterion in criteria:
        options = [*criterion.options, *(option for case in criterion.cases for option in case.options)]
        if not options or bool(criterion.options) == bool(criterion.cases):
            raise RuleDataError(f"{where}: tiêu chí {criterion.code} phải có phương án, hoặc trường hợp, không cả hai.")
        if max(option.points for option in options) != criterion.max:
            raise RuleDataError(f"{where}: tiêu chí {criterion.code} ghi tối đa {criterion.max} điểm, phương án khác.")
        if any(option.points < 0 for option in options):
            raise RuleDataError(f"{where}: tiêu chí {criterion.code} có phương án điểm âm.")
    for gates in sheet.gates.values():
        for gate in gates:
            named = sheet.criteria.get(gate.criterion)
            if named is None:
                raise RuleDataError(f"{where}: điểm tối thiểu {gate.stars} sao gọi tiêu chí {gate.criterion} không có.")
            if gate.min_points > named.max:
                raise RuleDataError(f"{where}: điểm tối thiểu của {gate.criterion} vượt quá {named.max}.")


def _sums(sheet: Sheet) -> list[tuple[str, int, int]]:
    rows = [("phiếu", sheet.max, sum(part.max for part in sheet.parts))]
    for part in sheet.parts:
        rows.append((f"phần {part.code}", part.max, sum(section.max for section in part.sections)))
        rows += [
            (f"mục {section.number}", section.max, sum(item.max for item in section.criteria))
            for section in part.sections
        ]
    return rows
