"""Which papers a dossier needs, and how those in hand stand."""

from datetime import date

import pytest

from ocop.rules.criteria import load
from ocop.rules.evidence import Demand, PaperHeld, check, demanded

NEW, OLD = load("26-2026"), load("1048-2019")
HAM = NEW.sheet("I.3.d")
TODAY = date(2026, 11, 24)


def by_code(demands: tuple[Demand, ...]) -> dict[str, Demand]:
    return {demand.code: demand for demand in demands}


@pytest.mark.requirement("R48")
def test_what_a_goods_dossier_of_26_2026_asks() -> None:
    asked = by_code(demanded(NEW, HAM, 4))
    assert [code for code, demand in asked.items() if demand.mandatory] == ["E01"]
    assert "A.3.1" in asked["E01"].criteria
    assert asked["E07"].for_star == ("A.3.5",)
    assert asked["E07"].why == "Cần cho mức tối thiểu 4 sao ở tiêu chí A.3.5."
    assert not {"M01", "M02", "M03", "FIELD"} & set(asked)
    assert "SMP" in asked


def test_a_higher_star_asks_no_less() -> None:
    three, five = by_code(demanded(NEW, HAM, 3)), by_code(demanded(NEW, HAM, 5))
    assert set(three) == set(five)
    assert all(set(three[code].for_star) <= set(five[code].for_star) for code in three)


@pytest.mark.requirement("R191")
def test_tourism_hands_over_no_samples() -> None:
    assert "SMP" not in by_code(demanded(NEW, NEW.sheet("VI.1"), 3))
    assert "D05" not in by_code(demanded(OLD, OLD.sheet("VI.1"), 3))


def test_the_mandatory_papers_of_1048() -> None:
    asked = by_code(demanded(OLD, OLD.sheet("I.3.e"), 3, "upgrade"))
    assert [code for code, demand in asked.items() if demand.mandatory] == ["D02", "D03"]
    assert not asked["D04"].mandatory, "only for those that have a business registration"


def test_an_unknown_kind_of_dossier_is_refused() -> None:
    with pytest.raises(ValueError, match="again"):
        demanded(NEW, HAM, 3, "again")


def states(*papers: PaperHeld, code: str = "E12") -> tuple[list[str], list[str], list[str]]:
    demand = by_code(demanded(NEW, HAM, 3))[code]
    found = check([demand], papers, TODAY)
    return tuple([item.code for item in group] for group in (found.missing, found.out_of_date, found.soon_out_of_date))  # type: ignore[return-value]  # three groups


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([], (["E12"], [], [])),
        ([PaperHeld("E12", date(2026, 11, 1), None)], ([], [], [])),
        ([PaperHeld("E12", None, None)], ([], [], [])),
        ([PaperHeld("E12", date(2026, 11, 1), TODAY)], ([], [], ["E12"])),
        ([PaperHeld("E12", date(2026, 11, 1), date(2026, 11, 23))], ([], ["E12"], [])),
        ([PaperHeld("E12", date(2025, 11, 24), None)], ([], [], ["E12"])),
        ([PaperHeld("E12", date(2025, 11, 23), None)], ([], ["E12"], [])),
        ([PaperHeld("E12", date(2024, 1, 1), None), PaperHeld("E12", date(2026, 11, 1), None)], ([], [], [])),
        ([PaperHeld("E12", date(2026, 12, 1), None)], (["E12"], [], [])),
        ([PaperHeld("E01", date(2026, 1, 1), None)], (["E12"], [], [])),
    ],
)
def test_how_a_test_report_stands(papers: list[PaperHeld], expected: tuple[list[str], list[str], list[str]]) -> None:
    assert states(*papers) == expected


def test_a_registration_does_not_age() -> None:
    assert states(PaperHeld("E01", date(2001, 1, 1), None), code="E01") == ([], [], [])


def test_an_outdated_mandatory_paper_counts_as_missing_for_lodging() -> None:
    demands = demanded(NEW, HAM, 3)
    found = check(demands, [PaperHeld("E01", date(2010, 1, 1), date(2020, 1, 1))], TODAY)
    assert [demand.code for demand in found.missing_mandatory] == ["E01"]


def test_how_soon_is_soon_is_the_callers_to_say() -> None:
    demands = [by_code(demanded(NEW, HAM, 3))["E02"]]
    paper = PaperHeld("E02", None, date(2027, 1, 23))
    assert check(demands, [paper], TODAY).soon_out_of_date == ()
    assert check(demands, [paper], TODAY, soon_days=61).soon_out_of_date == tuple(demands)
