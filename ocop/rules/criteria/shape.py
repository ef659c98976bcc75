"""What may be written in a sheet's file: the names of its entries, and text, number, list or date for each.

A misspelled name would otherwise be skipped in silence, and with it what an official meant to change.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ocop.rules.criteria.model import RuleDataError

# A shape is a type, a list of one shape, several types, or the entries of a group; "?" marks an entry that may be left
# out. `object` leaves the value to the self-check, which has a better sentence for it.
OPTION = {"points": object, "label": str, "min_for_star?": int, "source_points?": str}
CASE = {"case": str, "case_vi": str, "options": [OPTION]}
CRITERION = {
    "code": str,
    "key?": str,
    "name_vi": str,
    "name_en?": str,
    "max": int,
    "options?": [OPTION],
    "cases?": [CASE],
    "requires": [str],
    "basis": str,
    "commune_assessed?": bool,
    "scope_vi?": str,
    "note_vi?": str,
    "evidence_rules?": [str],
    "depends_on?": {"criterion": str, "min_points": int, "why_vi": str},
    "subsection?": str,
    "status?": str,
    "options_status?": str,
    "source_code?": str,
}
SUBSECTION = {"code": str, "name_vi": str, "name_en?": str, "max": int}
SECTION = {
    "number": int,
    "name_vi": str,
    "name_en?": str,
    "max": int,
    "criteria": [CRITERION],
    "subsections?": [SUBSECTION],
}
PART = {"part": str, "name_vi": str, "name_en?": str, "max": int, "sections": [SECTION]}
KNOCKOUT = {
    "id": str,
    "criterion?": str,
    "text_vi": str,
    "effect": str,
    "when_zero?": [str],
    "status": str,
    "reading_vi?": str,
}
PROVENANCE = {
    "status": str,
    "enabled_for_official_scoring": bool,
    "attested_by": (str, type(None)),
    "attested_on": (date, str, type(None)),
    "attested_against": (str, type(None)),
    "check?": str,
    "sources": [str],
    "based_on?": [str],
    "corrections?": [str],
    "notes?": [str],
}
SHEET = {
    "code": str,
    "seq": int,
    "group": str,
    "subgroup_vi": str,
    "name_vi": str,
    "name_en?": str,
    "managing_agency": [str],
    "provincial_counterpart": [str],
    "kind": str,
    "requires_sample": bool,
    "max": int,
    "provenance": PROVENANCE,
    "star_gates?": {3: dict, 4: dict, 5: dict},
    "knockouts": [KNOCKOUT],
    "parts": [PART],
}
_IN_WORDS = {
    str: "chữ",
    int: "số nguyên",
    bool: "true hoặc false",
    date: "ngày dạng 2026-11-24",
    dict: "nhóm mục",
    type(None): "null",
}


def check_shape(raw: object, shape: Any, where: str, name: object = "") -> None:
    """Raise RuleDataError, naming the place, unless a value read from a file has its shape."""
    if isinstance(shape, dict):
        _check_entries(raw, shape, where, name)
    elif isinstance(shape, list):
        if not isinstance(raw, list):
            raise RuleDataError(f"{where}: mục {name} phải là danh sách.")
        for item in raw:
            check_shape(item, shape[0], where, name)
    elif shape is not object:
        kinds = shape if isinstance(shape, tuple) else (shape,)
        if type(raw) not in kinds:
            words = " hoặc ".join(_IN_WORDS[kind] for kind in kinds)
            raise RuleDataError(f"{where}: mục {name} phải là {words}.")


def _check_entries(raw: object, shape: Mapping[object, Any], where: str, name: object) -> None:
    if not isinstance(raw, dict):
        raise RuleDataError(f"{where}: mục {name} phải là nhóm mục.")
    place = _place(raw, where)
    known = {key.removesuffix("?") if isinstance(key, str) else key: inner for key, inner in shape.items()}
    for key, value in raw.items():
        if key not in known:
            raise RuleDataError(f"{place}: không có mục nào tên {key}, có thể gõ nhầm.")
        check_shape(value, known[key], place, key)
    for key in known:
        if key not in raw and f"{key}?" not in shape:
            raise RuleDataError(f"{place}: thiếu mục {key}.")


def _place(raw: Mapping[object, object], where: str) -> str:
    """Where one is, down to the criterion: the file, and the code of what is being read."""
    file = where.split(", ", maxsplit=1)[0]
    inside = raw.get("code", raw.get("id"))
    return f"{file}, {inside}" if isinstance(inside, str) and "name_vi" in raw and "seq" not in raw else where
