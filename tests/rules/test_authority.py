"""Who does what on which day, and what nobody knows."""

from datetime import date
from itertools import pairwise

import pytest
import yaml

from ocop.rules.authority import PROCEDURES, NoRule, Step, Tier, may, old_rule_until, product_code, rule_for
from ocop.rules.criteria import FOLDER, load

D, P, C, X, U = Tier.DISTRICT, Tier.PROVINCE, Tier.COMMUNE, Tier.CENTRAL, Tier.UNKNOWN


@pytest.mark.parametrize(
    ("on", "first", "three", "four", "five"),
    [
        (date(2019, 8, 21), D, P, P, X),
        (date(2023, 2, 23), D, P, P, X),
        (date(2023, 2, 24), D, D, P, X),
        (date(2025, 6, 30), D, D, P, X),
        (date(2025, 7, 1), U, U, U, X),
        (date(2025, 7, 5), U, U, U, X),
        (date(2025, 7, 6), C, P, P, X),
        (date(2026, 5, 21), C, P, P, X),
        (date(2026, 5, 22), C, P, P, X),
    ],
)
def test_the_table_day_by_day(on: date, first: Tier, three: Tier, four: Tier, five: Tier) -> None:
    assert may(Step.FIRST_READING, None, on) is first
    assert may(Step.RECEIVE, None, on) is first
    assert (may(Step.RECOGNISE, 3, on), may(Step.RECOGNISE, 4, on), may(Step.RECOGNISE, 5, on)) == (three, four, five)
    assert may("assess", 3, on) is three


def test_a_dossier_without_a_rank_has_one_tier_only_where_three_and_four_stars_agree() -> None:
    assert may(Step.ASSESS, None, date(2020, 1, 1)) is P
    assert may(Step.ASSESS, None, date(2024, 1, 1)) is U
    assert may(Step.ASSESS, None, date(2025, 7, 2)) is U
    assert may(Step.ASSESS, None, date(2026, 11, 1)) is P


def test_periods_follow_each_other_without_gap_or_overlap() -> None:
    for earlier, later in pairwise(PROCEDURES):
        assert earlier.last_day is not None
        assert (later.first_day - earlier.last_day).days == 1
    assert PROCEDURES[-1].last_day is None


def test_every_procedure_scores_by_the_law_of_its_days() -> None:
    for procedure in PROCEDURES:
        law = load(procedure.criteria_id)
        assert law.valid_from <= procedure.first_day
        assert law.valid_to is None or (procedure.last_day is not None and procedure.last_day <= law.valid_to)


def test_the_frame_of_26_2026_names_the_same_tiers() -> None:
    frame = yaml.safe_load((FOLDER / "26-2026" / "decision.yaml").read_text(encoding="utf-8"))
    certificates = {stars: item["level"] for item in frame["authority"] for stars in item["certificates"]}
    assert certificates == {stars: str(tier) for stars, tier in PROCEDURES[-1].recognise.items()}


def test_low_ranks_and_early_days_have_no_answer() -> None:
    with pytest.raises(ValueError, match="2 sao"):
        may(Step.RECOGNISE, 2, date(2026, 11, 1))
    with pytest.raises(NoRule):
        may(Step.RECOGNISE, 3, date(2019, 8, 20))


def test_a_dossier_keeps_the_rule_of_its_day() -> None:
    assert rule_for(date(2026, 5, 21)).id == "148+1489"
    assert rule_for(date(2026, 5, 22)).criteria_id == "26-2026"
    assert rule_for(date(2025, 7, 3)).id == "gap-2025"


@pytest.mark.parametrize(
    ("lodged", "kind", "until"),
    [
        (date(2026, 5, 21), "first", date(2026, 7, 21)),
        (date(2026, 5, 21), "upgrade", date(2026, 7, 21)),
        (date(2026, 5, 21), "renewal", date(2026, 6, 21)),
        (date(2026, 5, 22), "first", None),
    ],
)
def test_old_dossiers_finish_within_60_or_30_days(lodged: date, kind: str, until: date | None) -> None:
    assert old_rule_until(lodged, kind) == until


def test_product_codes_of_the_three_periods() -> None:
    units = {"province": "83", "district": "832", "commune": "28882", "sequence": 2, "year": 2022}
    assert product_code("1048-2019", **units) == "83-832-28882-2-2022"  # type: ignore[arg-type]  # keywords of one call
    assert product_code("148-2023", province="87", district="866", sequence=4, year=2024) == "87-866-4-2024"
    assert product_code("26-2026", province="82", commune="29869", sequence=1, year=2026) == "82-29869-1-2026"


def test_a_code_is_never_made_from_a_missing_unit() -> None:
    with pytest.raises(ValueError, match="thiếu mã"):
        product_code("148-2023", province="82", sequence=1, year=2025)
    with pytest.raises(ValueError, match="thiếu mã"):
        product_code("26-2026", province="82", district="866", sequence=1, year=2026)
