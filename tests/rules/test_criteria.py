"""The law's data as it stands, and the sentences a slip in it gets."""

import ast
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from ocop.rules import calendar, evidence
from ocop.rules.criteria import (
    CRITERIA_IDS,
    FOLDER,
    RuleDataError,
    Sheet,
    criteria_in_force,
    load,
    load_all,
    load_folder,
)

ALL_SHEETS = [sheet for law in load_all() for sheet in law.sheets.values()]


def test_two_full_sets_of_26_sheets_and_one_frame() -> None:
    assert {law.id: len(law.sheets) for law in load_all()} == {"1048-2019": 26, "148-2023": 0, "26-2026": 26}
    assert {law.id: dict(law.part_max) for law in load_all()} == {
        "1048-2019": {"A": 35, "B": 25, "C": 40},
        "148-2023": {"A": 40, "B": 25, "C": 35},
        "26-2026": {"A": 40, "B": 25, "C": 35},
    }
    assert len(load("148-2023").set_names) == 26


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: f"{sheet.criteria_id}-{sheet.code}")
def test_every_sheet_adds_up_to_100(sheet: Sheet) -> None:
    assert sum(criterion.max for criterion in sheet.criteria.values()) == 100
    assert sum(part.max for part in sheet.parts) == 100


def test_numbers_the_sources_print() -> None:
    law = load("26-2026")
    criteria = [criterion for sheet in law.sheets.values() for criterion in sheet.criteria.values()]
    assert len(criteria) == 787
    assert sum(option.min_for_star is not None for item in criteria for option in item.all_options()) == 575
    contents = {item.name_vi for item in criteria if item.commune_assessed}
    assert len([item for item in criteria if item.commune_assessed]) == 102
    assert "Sử dụng lao động địa phương" in contents


def test_no_sheet_is_official_before_an_officer_has_attested_it() -> None:
    assert not any(sheet.is_official for sheet in ALL_SHEETS)
    assert not any(sheet.enabled_for_official_scoring for sheet in load("26-2026").sheets.values())
    off = {code for code, sheet in load("1048-2019").sheets.items() if not sheet.enabled_for_official_scoring}
    assert off == {"I.2.a", "II.1.b", "III.1"}
    assert load("1048-2019").sheets["I.2.a"].status_vi == "Dựng lại, chưa có bản gốc; chỉ chấm thử"


def test_sources_are_public_addresses() -> None:
    for sheet in ALL_SHEETS:
        assert sheet.source_urls
        assert all(url.startswith(("https://", "http://")) for url in sheet.source_urls)
    for criteria_id in CRITERIA_IDS:
        text = (FOLDER / criteria_id / "decision.yaml").read_text(encoding="utf-8")
        assert all(source["url"] for source in yaml.safe_load(text)["sources"].values())


def test_every_file_opens_with_words_for_an_official() -> None:
    for path in sorted(FOLDER.rglob("*.yaml")):
        first, second = path.read_text(encoding="utf-8").splitlines()[:2]
        assert {first[:2], second[:2]} == {"# "}, path.name


@pytest.mark.parametrize(
    ("on", "criteria_id"),
    [
        (date(2019, 8, 21), "1048-2019"),
        (date(2023, 2, 23), "1048-2019"),
        (date(2023, 2, 24), "148-2023"),
        (date(2026, 5, 21), "148-2023"),
        (date(2026, 5, 22), "26-2026"),
        (date(2030, 1, 1), "26-2026"),
    ],
)
def test_the_law_of_a_day(on: date, criteria_id: str) -> None:
    law = criteria_in_force(on)
    assert law.id == criteria_id
    assert law.valid_from <= on
    assert law.valid_to is None or on <= law.valid_to


def test_no_national_law_before_2019() -> None:
    with pytest.raises(RuleDataError, match="21/8/2019"):
        criteria_in_force(date(2019, 8, 20))


def test_unknown_sets_and_sheets_are_named() -> None:
    with pytest.raises(RuleDataError, match="9999"):
        load("9999")
    with pytest.raises(RuleDataError, match=r"X\.9"):
        load("26-2026").sheet("X.9")
    with pytest.raises(RuleDataError, match="chỉ có khung"):
        load("148-2023").sheet("I.1.a")


def test_the_frame_and_the_clocks_say_the_same() -> None:
    timing = yaml.safe_load((FOLDER / "26-2026" / "decision.yaml").read_text(encoding="utf-8"))["timing"]
    assert timing["commune_review_working_days"] == calendar.COMMUNE_WORKING_DAYS
    assert timing["reassessment_days_max"] == calendar.REASSESSMENT_DECIDED_DAYS
    assert timing["reassessment_window_days_before_expiry"] == {
        "earliest": calendar.REASSESSMENT_OPENS_DAYS,
        "latest": calendar.REASSESSMENT_CLOSES_DAYS,
    }
    assert timing["late_reassessment_grace_days"] == calendar.GRACE_DAYS
    assert timing["revocation_days"] == calendar.WITHDRAWAL_DAYS
    assert timing["certificate_validity_months"] == calendar.CERTIFICATE_MONTHS
    rounds = [
        (f"{item.proposal_before:%m-%d}", f"{item.meeting_before:%m-%d}") for item in calendar.province_rounds(2027)
    ]
    assert rounds == [(item["commune_proposal_before"], item["finish_before"]) for item in timing["province_rounds"]]


def test_papers_that_are_never_uploaded_are_those_of_the_data() -> None:
    found = {
        code
        for law in load_all()
        for code, document in law.documents.items()
        if document.handed_in in {"form", "commune", "check"}
    }
    assert found == evidence.NOT_UPLOADED


def test_the_rules_stand_alone() -> None:
    """Only the standard library and the YAML reader: no web, no database, no clock."""
    allowed = {
        "calendar", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "hashlib",
        "itertools", "json", "math", "operator", "pathlib", "re", "struct", "types", "typing", "unicodedata", "yaml",
        "ocop",
    }  # fmt: skip
    for path in FOLDER.parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert not node.module or not node.module.startswith("ocop.") or node.module.startswith("ocop.rules")
                names = [node.module or ""]
            assert {name.split(".")[0] for name in names} <= allowed, path
        assert not re.search(r"\.today\(\)|\.now\(|time\.time", text), f"{path} looks at a clock"


# --- What a slip gets -------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER / "26-2026", tmp_path / "26-2026"))


def change(folder: Path, old: str, new: str, name: str = "sheets/I.5.a.yaml") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("max: 100", "max: 99", "phiếu ghi 99 điểm"),
        ("    max: 18\n", "    max: 17\n", "phần A ghi 40 điểm nhưng cộng được 39"),
        ("      max: 3\n", "      max: 2\n", r"mục 1 ghi 18 điểm nhưng cộng được 17"),
        ("- {points: 3, label: 'Sử dụng nguyên", "- {points: 4, label: 'Sử dụng nguyên", r"A\.1\.1 ghi tối đa 3 điểm"),
        ("- {points: 1, label: 'Có sử dụng", "- {points: true, label: 'Có sử dụng", "không phải số nguyên"),
        ("- {points: 1, label: 'Có sử dụng", "- {points: -1, label: 'Có sử dụng", "không phải số nguyên"),
        ("3: {A.1.1: 2,", "3: {A.9.9: 2,", r"gọi tiêu chí A\.9\.9 không có"),
        ("3: {A.1.1: 2,", "3: {A.1.1: 7,", "phiếu không có mức ấy"),
        ("3: {A.1.1: 2,", "3: {A.1.1: 1,", "không khớp dấu sao"),
        ("when_zero: [C.6.1.1]", "when_zero: [C.6.9]", r"gọi tiêu chí C\.6\.9 không có"),
        ("when_zero: [C.6.1.1]", "when_zero: [A.1.1]", "phiếu không có mức 0"),
        ("- code: A.1.2\n", "- code: A.1.1\n", r"A\.1\.1 được dùng hai lần"),
        ("code: I.5.a", "code: I.5.b", "ghi mã phiếu I.5.b"),
        ("requires: [E03]", "requires: [E99]", "E99 không có trong danh mục"),
        ("enabled_for_official_scoring: false", "enabled_for_official_scoring: true", "không thể bật chấm chính thức"),
        ("attested_by: null", "attested_by: Lê Văn Tám", "ghi đủ người, ngày và văn bản"),
        ("kind: goods\n", "kind: goods\nkind: service\n", "mục kind được ghi hai lần"),
        ("group: I\n", "", "thiếu mục group"),
        ("seq: 11", "seq: [11", r"Không đọc được sheets/I\.5\.a\.yaml: dòng \d+"),
        ("commune_assessed: true", "commune_assesed: true", r"A\.1\.1: không có mục nào tên commune_assesed"),
        ("      max: 3\n", "      max: ba\n", r"A\.1\.1: mục max phải là số nguyên"),
        ("      requires: [E03]\n", "      requires:\n", r"A\.1\.1: mục requires phải là danh sách"),
        ("group: I\n", "group: IX\n", "nhóm sản phẩm IX không có trong khung"),
        ("kind: goods\n", "kind: hàng\n", "không phải hàng"),
        ("seq: 11", "seq: 12", "hai phiếu cùng số thứ tự"),
        ("sources: [T1", "sources: [T9", "nguồn T9 không có"),
        ("attested_on: null", "attested_on: 24/11/2026", "ngày phải ghi dạng 2026-11-24"),
        ("criterion: B.5.1, min_points: 1", "criterion: B.5.1, min_points: 9", r"chờ 9 điểm ở B\.5\.1"),
        (
            "name_vi: Ngoại hình\n      name_en: Appearance\n      max: 4",
            "name_vi: Ngoại hình\n      max: 5",
            r"tiểu mục C\.6\.1",
        ),
    ],
)
def test_a_slip_in_a_sheet_is_named(folder: Path, old: str, new: str, sentence: str) -> None:
    change(folder, old, new)
    with pytest.raises(RuleDataError, match=sentence):
        load_folder(folder)


def test_a_lost_sheet_is_noticed(folder: Path) -> None:
    (folder / "sheets" / "V.3.yaml").unlink()
    with pytest.raises(RuleDataError, match="phải có 26 phiếu, đang có 25; thiếu phiếu số 25"):
        load_folder(folder)


def test_an_attested_sheet_scores_real_rounds_and_keeps_its_hash(folder: Path) -> None:
    before = load_folder(folder).sheets["I.5.a"]
    change(folder, "attested_by: null", "attested_by: Nguyễn Thị Lan, Chánh Văn phòng Điều phối")
    change(folder, "attested_on: null", "attested_on: '2026-12-01'")
    change(folder, "attested_against: null", "attested_against: Bản ký QĐ 26/2026/QĐ-TTg")
    change(folder, "enabled_for_official_scoring: false", "enabled_for_official_scoring: true")
    after = load_folder(folder).sheets["I.5.a"]
    assert (before.is_official, after.is_official) == (False, True)
    assert after.status_vi == "Đã đối chiếu bản ký (Nguyễn Thị Lan, Chánh Văn phòng Điều phối, 01/12/2026)"
    assert after.content_hash == before.content_hash, "attesting says who looked; it does not change the law"


def test_the_hash_changes_with_the_law(folder: Path) -> None:
    before = load_folder(folder)
    assert before.content_hash == load("26-2026").content_hash
    change(folder, "Chế biến đơn giản", "Chế biến rất đơn giản")
    after = load_folder(folder)
    assert after.sheets["I.5.a"].content_hash != before.sheets["I.5.a"].content_hash
    assert after.sheets["I.5.b"].content_hash == before.sheets["I.5.b"].content_hash
    assert after.content_hash != before.content_hash
