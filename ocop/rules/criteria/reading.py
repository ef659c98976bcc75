"""From the YAML of one decision to frozen data. What a file says wrongly is named; nothing is filled in silently."""

import hashlib
import json
from collections.abc import Hashable, Mapping
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from ocop.rules.criteria.model import (
    Alternative,
    Band,
    CountingPlan,
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
from ocop.rules.criteria.shape import SHEET, check_shape

Raw = dict[str, Any]


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C reader when it is built in
    """The safe reader, but a key written twice in one place is an error: one of the two would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise RuleDataError(f"dòng {node.start_mark.line + 1}: mục {twice} được ghi hai lần.")
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_yaml(path: Path) -> Raw:
    """One file of the law; raises RuleDataError naming the file when it cannot be read as YAML."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # derived from the safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RuleDataError) as problem:
        raise RuleDataError(f"Không đọc được {path.parent.name}/{path.name}: {_in_words(problem)}") from None
    if not isinstance(raw, dict):
        raise RuleDataError(f"Tệp {path.parent.name}/{path.name} không có nội dung.")
    return raw


def _in_words(problem: Exception) -> str:
    if isinstance(problem, FileNotFoundError):
        return "không có tệp này."
    if isinstance(problem, UnicodeDecodeError):
        return "tệp phải lưu bằng mã UTF-8."
    mark = getattr(problem, "problem_mark", None)
    if mark is not None:
        return f"dòng {mark.line + 1}: sai cách viết, hãy xem thụt đầu dòng, dấu ngoặc, dấu nháy, dấu hai chấm."
    return str(problem)


def read_criteria_set(frame: Raw, sheets: Mapping[str, Raw]) -> CriteriaSet:
    """The whole set from its frame and its sheets by file name."""
    try:
        read = [_sheet(frame, name, raw) for name, raw in sheets.items()]
        return _criteria_set(frame, {sheet.code: sheet for sheet in sorted(read, key=lambda sheet: sheet.seq)})
    except RuleDataError:
        raise
    except KeyError as missing:
        raise RuleDataError(f"Bộ {frame.get('id', '?')}: thiếu mục {missing.args[0]}.") from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise RuleDataError(f"Bộ {frame.get('id', '?')}: decision.yaml có mục ghi sai kiểu ({wrong}).") from wrong


def _criteria_set(frame: Raw, sheets: dict[str, Sheet]) -> CriteriaSet:
    bands = sorted(frame["star_bands"], key=lambda band: -int(band["stars"]))
    for upper, lower in pairwise(bands):
        if lower["max_exclusive"] != upper["min"]:
            raise RuleDataError(f"Bộ {frame['id']}: hạng {lower['stars']} sao phải dừng ở điểm bắt đầu hạng trên.")
    names = {entry["code"]: entry["name_vi"] for entry in frame.get("product_sets", ())}
    return CriteriaSet(
        id=frame["id"],
        title=frame["title"],
        legal_basis=frame["legal_basis"],
        valid_from=_day(frame["valid_from"], "decision.yaml"),
        valid_to=_day(frame["valid_to"], "decision.yaml") if frame["valid_to"] else None,
        groups=tuple(Group(group["code"], group["name_vi"]) for group in frame["groups"]),
        bands=tuple(Band(band["stars"], band["min"], str(band.get("official_text", ""))) for band in bands),
        documents=MappingProxyType({item["code"]: _document(item) for item in frame.get("documents", ())}),
        sheets=MappingProxyType(sheets),
        set_names=MappingProxyType(names or {code: sheet.name_vi for code, sheet in sheets.items()}),
        part_max=MappingProxyType(frame["part_max"]),
        gates_known=frame["star_gates_known"] == "full",
        gates_note=frame["star_gates_note_vi"],
        content_hash=_hash([_content(frame), *((code, sheet.content_hash) for code, sheet in sheets.items())]),
    )


def _document(raw: Raw) -> LawDocument:
    return LawDocument(
        code=raw["code"],
        name_vi=raw["name_vi"],
        kind=raw["kind"],
        form_vi=raw.get("form_vi", ""),
        handed_in=raw["handed_in"],
        mandatory=bool(raw.get("mandatory")),
        mandatory_note=raw.get("mandatory_note_vi", ""),
        max_age_days=raw.get("max_age_days"),
    )


def _sheet(frame: Raw, name: str, raw: Raw) -> Sheet:
    if raw.get("code") != name:
        raise RuleDataError(f"Bộ {frame['id']}: tệp {name}.yaml lại ghi mã phiếu {raw.get('code')}.")
    check_shape(raw, SHEET, f"Phiếu {name} ({frame['id']})")
    parts = tuple(_part(part) for part in raw["parts"])
    criteria = [item for part in parts for section in part.sections for item in section.criteria]
    codes = [item.code for item in criteria]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise RuleDataError(f"Phiếu {name} ({frame['id']}): mã tiêu chí {', '.join(twice)} được dùng hai lần.")
    provenance, knockouts = raw["provenance"], _knockouts(frame, raw)
    if unknown := sorted(set(provenance["sources"]) - set(frame["sources"])):
        raise RuleDataError(f"Phiếu {name} ({frame['id']}): nguồn {', '.join(unknown)} không có trong decision.yaml.")
    excluded = raw["group"] in frame.get("minimum_requirements_781", {}).get("excluded", ())
    return Sheet(
        criteria_id=frame["id"],
        code=raw["code"],
        seq=raw["seq"],
        group=raw["group"],
        name_vi=raw["name_vi"],
        subgroup_vi=raw["subgroup_vi"],
        agencies=tuple(raw["provincial_counterpart"]),
        kind=raw["kind"],
        max=raw["max"],
        requires_sample=raw["requires_sample"],
        parts=parts,
        criteria=MappingProxyType({item.code: item for item in criteria}),
        gates=_gates(raw.get("star_gates", {})),
        gates_known=frame["star_gates_known"] == "full" or excluded,
        gates_note="" if excluded else frame["star_gates_note_vi"],
        known_requirements=_requirements(frame, raw["group"]),
        knockouts=knockouts,
        source_status=provenance["status"],
        enabled_for_official_scoring=provenance["enabled_for_official_scoring"],
        attested_by=provenance["attested_by"] or "",
        attested_on=_day(provenance["attested_on"], f"Phiếu {name}") if provenance["attested_on"] else None,
        attested_against=provenance["attested_against"] or "",
        source_urls=tuple(frame["sources"][key]["url"] for key in provenance["sources"]),
        notes=(*provenance.get("corrections", ()), *provenance.get("notes", ())),
        content_hash=_hash(_content(raw)),
        plan=_plan(parts, codes, knockouts),
    )


def _part(raw: Raw) -> Part:
    return Part(raw["part"], raw["name_vi"], raw["max"], tuple(_section(raw["part"], item) for item in raw["sections"]))


def _section(part: str, raw: Raw) -> Section:
    return Section(
        number=raw["number"],
        name_vi=raw["name_vi"],
        max=raw["max"],
        criteria=tuple(_criterion(part, raw["number"], item) for item in raw["criteria"]),
        subsections=tuple(
            Subsection(item["code"], item["name_vi"], item["max"]) for item in raw.get("subsections", ())
        ),
    )


def _criterion(part: str, section: int, raw: Raw) -> Criterion:
    depends = raw.get("depends_on")
    notes = [raw.get("scope_vi"), raw.get("note_vi"), *raw.get("evidence_rules", ())]
    return Criterion(
        code=raw["code"],
        name_vi=raw["name_vi"],
        max=raw["max"],
        part=part,
        section=section,
        options=_options(raw.get("options", ())),
        cases=tuple(
            Alternative(item["case"], item["case_vi"], _options(item["options"])) for item in raw.get("cases", ())
        ),
        requires=tuple(raw["requires"]),
        basis=raw["basis"],
        commune_assessed=bool(raw.get("commune_assessed")),
        depends_on=Dependence(depends["criterion"], depends["min_points"], depends["why_vi"]) if depends else None,
        hint=". ".join(note for note in notes if note),
        reconstructed=raw.get("status") == "reconstructed",
        key=raw.get("key", ""),
        subsection=raw.get("subsection", ""),
    )


def _options(raw: list[Raw] | tuple[Raw, ...]) -> tuple[Option, ...]:
    return tuple(Option(item["points"], item["label"], item.get("min_for_star")) for item in raw)


def _gates(raw: Mapping[int, Mapping[str, int]]) -> Mapping[int, tuple[Gate, ...]]:
    return MappingProxyType(
        {stars: tuple(Gate(stars, code, points) for code, points in gates.items()) for stars, gates in raw.items()}
    )


def _requirements(frame: Raw, group: str) -> tuple[StarRequirement, ...]:
    """What is known in words of the minimum requirements per star that decision 781 added to 1048."""
    return tuple(
        StarRequirement(level["stars"], rule["requirement_vi"], level["status"])
        for level in frame.get("minimum_requirements_781", {}).get("part_C", ())
        for rule in level["rules"]
        if group in rule["groups"]
    )


def _knockouts(frame: Raw, raw: Raw) -> tuple[Knockout, ...]:
    return tuple(
        Knockout(
            id=item["id"],
            criterion=item.get("criterion"),
            text=item["text_vi"],
            effect=item["effect"],
            when_zero=tuple(item.get("when_zero", ())),
            status=item["status"],
            reading=item.get("reading_vi", ""),
        )
        for item in (*frame.get("common_knockouts", ()), *raw.get("knockouts", ()))
    )


def _plan(parts: tuple[Part, ...], codes: list[str], knockouts: tuple[Knockout, ...]) -> CountingPlan:
    sections = [(part.code, section) for part in parts for section in part.sections]
    ends = list(accumulate(len(section.criteria) for _, section in sections))
    part_ends = list(accumulate(len(part.sections) for part in parts))
    criteria = [item for _, section in sections for item in section.criteria]
    return CountingPlan(
        codes=tuple(codes),
        dependences=tuple(
            (place, codes.index(item.depends_on.criterion), item.depends_on.min_points)
            for place, item in enumerate(criteria)
            if item.depends_on is not None and item.depends_on.criterion in codes
        ),
        section_names=tuple(f"{part}.{section.number}" for part, section in sections),
        sections=tuple(slice(first, end) for first, end in pairwise([0, *ends])),
        parts=tuple(
            (part.code, slice(first, end)) for part, (first, end) in zip(parts, pairwise([0, *part_ends]), strict=True)
        ),
        stops=tuple(
            (knockout.id, tuple(codes.index(code) for code in knockout.when_zero if code in codes))
            for knockout in knockouts
            if knockout.when_zero
        ),
    )


def _day(value: date | str, where: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise RuleDataError(f"{where}: ngày phải ghi dạng 2026-11-24, không phải {value}.") from None


def _content(raw: Raw) -> Raw:
    """What a hash covers: the law itself, not who attested it or where it was read."""
    aside = {"provenance", "sources", "reading_notes"}
    return {key: value for key, value in raw.items() if key not in aside and not key.endswith("_provenance")}


def _hash(raw: object) -> str:
    text = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
