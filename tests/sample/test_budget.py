"""The money the plan prints is in the sample to the million, and a file that disagrees with itself is refused."""

import pytest
import yaml

from ocop.ground.budget.coverage import coverage_of
from ocop.ground.budget.figures import forest, total_of
from ocop.ground.budget.models import BudgetLine, BudgetShare
from ocop.ground.budget.papers import form_4, form_5
from ocop.ground.planning.models import Plan
from ocop.kit.scope import Actor
from ocop.rules.money import Disagreement
from ocop.sample.budget import DATA, check_sums, load_budget
from ocop.sample.library import load_library
from ocop.sample.places import load_offices, load_places
from tests.world import NOW

MILLION = 1_000_000
NOBODY = Actor(None, "bài thử", NOW.date())


@pytest.fixture
def loaded(db: None) -> None:
    load_places()
    load_offices()
    load_library()
    assert load_budget() > 0
    assert load_budget() == 0, "loading twice changes nothing"


def rows(paper) -> dict[str, tuple]:
    return {row.name: tuple(None if s is None else s // MILLION for s in row.sums) for row in paper.rows}


@pytest.mark.requirement("R132", "R133")
def test_bieu_4_agrees_with_the_print_in_one_span(loaded: None) -> None:
    paper = form_4(Plan.objects.get(document__number="226/KH-UBND"))
    assert paper.columns == ("2018-2020", "Cộng")
    found = rows(paper)
    assert found["Tổng cộng"] == (38_614, 38_614)
    assert [found[name][0] for name in ("Ngân sách Trung ương", "Ngân sách địa phương", "Vốn khác")] == [
        6_543, 30_296, 1_775,
    ]  # fmt: skip
    assert "không in riêng từng năm" in paper.notes[0]


@pytest.mark.requirement("R134", "R135", "R136", "R137", "R138", "R139", "R222", "R248", "R249", "R254")
def test_bieu_5_agrees_with_the_print(loaded: None) -> None:
    plan = Plan.objects.get(document__number="124/KH-UBND")
    roots = forest(plan, NOBODY)
    assert total_of(roots).need == 938_702 * MILLION
    found = rows(form_5(plan, roots))
    assert found["Tổng cộng"] == (405_029, 298_962, 234_711, 938_702)
    assert found["Dự án Làng Văn hoá Du lịch Sa Đéc"] == (309_542, 269_235, 0, 578_777)
    assert [sums for name, sums in found.items() if "sen" in name] == [(6_831, 29_727, 0, 36_558)]
    assert found["Các nội dung khác của Chương trình"] == (88_656, 0, 234_711, 323_367)
    lines = {line.code: line for line in BudgetLine.objects.filter(plan=plan)}
    assert lines["trung-uong"].amount is None, "a sum of parts is never stored twice"
    assert {"nd-kiem-tra", "nd-thiet-ke", "nd-bao-bi"} <= set(lines)
    assert lines["nd-kiem-tra"].amount is None, "the plan prints one undivided sum"
    assert sum(line.parent == lines["long-ghep"] for line in lines.values()) == 6
    assert set(BudgetShare.objects.values_list("percent", flat=True)) == {50}


@pytest.mark.requirement("R134")
def test_gaps_and_doubts_of_the_plan_are_told(loaded: None) -> None:
    plan = Plan.objects.get(document__number="124/KH-UBND")
    found = coverage_of(plan, forest(plan, NOBODY))
    assert any("298,962 = 269,235 + 29,727" in words for words in found.exhausted)
    assert [part in " ".join(found.doubtful) for part in ("134,6175", "14,8635", "234,711")] == [True] * 3


def test_a_file_whose_total_is_not_its_parts_is_refused() -> None:
    (_, facts) = yaml.safe_load(DATA.read_text(encoding="utf-8"))["plans"]
    facts["lines"][0]["total"] += 1
    with pytest.raises(Disagreement):
        check_sums(facts)
