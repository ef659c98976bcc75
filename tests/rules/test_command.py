"""`ocop rules`: what it prints, and how it refuses."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from ocop.rules.criteria import load
from tests.rules.filling import best_answers


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rules", *arguments, stdout=out)
    return out.getvalue()


def score_file(path: Path, content: Any, criteria: str = "26-2026", set_code: str = "I.3.d", *more: str) -> Any:
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return json.loads(run("score", "--criteria", criteria, "--set", set_code, *more, str(path)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "phieu.json"


def test_list_shows_both_sets_and_the_frame() -> None:
    text = run("list")
    assert text.count("26 phiếu, 26 phiếu đủ 100 điểm") == 2
    assert "148-2023" in text
    assert "chỉ có khung của 26 bộ sản phẩm" in text
    assert "Dựng lại, chưa có bản gốc; chỉ chấm thử" in text


def test_show_prints_the_whole_sheet() -> None:
    text = run("show", "I.3.e", "--criteria", "1048-2019")
    for criterion in load("1048-2019").sheet("I.3.e").criteria.values():
        assert f"{criterion.code}  {criterion.name_vi}" in text
        for option in criterion.all_options():
            assert f"[{option.points}] {option.label}" in text
    assert "[forged_dossier] Giả mạo hồ sơ  [recalled]" in text
    assert "QĐ 781" in text
    newest = run("show", "I.3.d")
    assert "tự nhận khi C.6.1 được 0" in newest
    assert "4 sao: A.1.1 từ 1" in newest


def test_score_prints_every_figure(file: Path) -> None:
    best = best_answers(load("26-2026").sheet("I.3.d"))
    found = score_file(file, best | {"A.3.4": 1, "C.11": None})
    assert (found["total"], found["band"], found["stars"]) == (96, 5, 3)
    assert found["parts"] == {"A": 39, "B": 25, "C": 32}
    assert found["sections"]["C.11"] == 0
    assert found["blanks"] == ["C.11"]
    assert found["disqualified"] == []
    assert {"stars": 4, "criterion": "A.3.4", "min_points": 2, "points": 1} in found["failed_gates"]
    assert found["next_star"] == {
        "stars": 4, "points_short": 0, "raise": [{"criterion": "A.3.4", "from": 1, "to": 2}],
        "blocked_by": [], "note": "",
    }  # fmt: skip


def test_score_takes_a_finding(file: Path) -> None:
    best = best_answers(load("26-2026").sheet("I.3.d"))
    found = score_file(file, best, "26-2026", "I.3.d", "--finding", "copied_product")
    assert (found["total"], found["stars"]) == (100, 0)
    assert found["disqualified"] == ["Giống hệt sản phẩm của nhà sản xuất khác, chỉ đổi tên"]
    assert found["next_star"]["blocked_by"] == found["disqualified"]
    assert (found["next_star"]["stars"], found["next_star"]["points_short"]) == (5, 0)
    assert "chặn mọi hạng sao" in found["next_star"]["note"]


def test_score_reads_a_case(file: Path) -> None:
    found = score_file(file, {"A.3.2": {"case": "owner", "points": 1}}, "1048-2019", "I.3.e")
    assert found["sections"]["A.3"] == 1
    assert found["gates_known"] is False


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"Z.1": 3}, "Z.1"),
        ({"A.1.1": 7}, "A.1.1"),
        ({"A.3.2": {"case": "x", "points": 1}}, "A.3.2"),
        ({"A.3.2": 1}, "A.3.2"),
        ({"A.1.1": 1.0}, "A.1.1"),
        ('{"A.1.1": 1, "A.1.1": 2}', "A.1.1 được ghi hai lần"),
        ('{"A.1.1": NaN}', "A.1.1"),
        ("{", "không phải JSON"),
        ("[]", "danh sách tiêu chí"),
        ("[" * 100_000, "không phải JSON"),
        ('{"A.1.1": ' + "9" * 5000 + "}", "không phải JSON"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(file: Path, content: Any, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        score_file(file, content, "1048-2019", "I.3.e")
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("score", "--criteria", "148-2023", "--set", "I.1.a", "-"), "chỉ có khung"),
        (("score", "--criteria", "1999", "--set", "I.1.a", "-"), "1999"),
        (("score", "--criteria", "26-2026", "--set", "Q.1", "-"), r"Q\.1"),
        (("score", "--criteria", "26-2026", "--set", "I.1.a", "/no/such.json"), r"/no/such\.json"),
        (("score", "--criteria", "26-2026", "--set", "I.1.a", "/"), "Không đọc được"),
        (("show", "Q.1"), r"Q\.1"),
    ],
)
def test_what_does_not_exist_is_named(arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        run(*arguments)
    assert refused.value.returncode == 2


def test_from_the_console_without_a_database(tmp_path: Path) -> None:
    """Exit status and channels as a shell sees them; the database address leads nowhere."""
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}
    command = [
        sys.executable,
        "-m",
        "ocop.config.cli",
        "rules",
        "score",
        "--criteria",
        "26-2026",
        "--set",
        "I.3.d",
        "-",
    ]
    good = subprocess.run(command, input='{"A.1.1": 3}', capture_output=True, text=True, env=environment, check=False)
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["total"] == 3
    bad = subprocess.run(command, input='{"A.1.1": 8}', capture_output=True, text=True, env=environment, check=False)
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "Tiêu chí A.1.1: phiếu không có mức 8 điểm; các mức: 1, 2, 3." in bad.stderr
