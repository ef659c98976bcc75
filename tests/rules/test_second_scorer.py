"""Two scorers, written apart, agree on ten thousand random sheets of each criteria set."""

import random
from decimal import Decimal

import pytest

from ocop.rules.criteria import load
from ocop.rules.grading import grade
from ocop.rules.scoring import parse_marks, score, subtotals, total_of
from tests.rules import second_scorer
from tests.rules.filling import random_answers

SHEETS = 10_000


@pytest.mark.parametrize("criteria_id", ["1048-2019", "26-2026"])
def test_both_scorers_agree(criteria_id: str) -> None:
    rng = random.Random(f"{criteria_id} 1")
    law = load(criteria_id)
    codes = second_scorer.codes(criteria_id)
    assert codes == sorted(law.sheets)
    ranks = set()
    for turn in range(SHEETS):
        sheet = law.sheets[codes[turn % len(codes)]]
        answers = random_answers(sheet, rng)
        some = rng.random() < 0.1 and sheet.knockouts
        ticked = frozenset({rng.choice(sheet.knockouts).id}) if some else frozenset()
        expected = second_scorer.score_by_hand(criteria_id, sheet.code, answers, ticked)
        marks = parse_marks(sheet, answers)
        found = score(sheet, marks, ticked)
        grading = grade(law, sheet, Decimal(found.total), found.counted, found.disqualified)
        assert {
            "total": found.total,
            "parts": found.parts,
            "sections": found.sections,
            "blanks": list(found.blanks),
            "not_counted": list(found.not_counted),
            "knocked_out": list(found.knocked_out),
            "band": grading.band_stars,
            "gate": grading.gate_stars,
            "stars": grading.stars,
        } == expected, (criteria_id, sheet.code, answers)
        assert total_of(sheet, marks) == subtotals(sheet, marks).total == found.total
        assert subtotals(sheet, marks).sections == tuple(found.sections.values())
        ranks.add(grading.stars)
    assert ranks == {0, 1, 2, 3, 4, 5}, "the random sheets must reach every rank, or the test proves little"
