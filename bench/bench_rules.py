"""Scoring one sheet, and recomputing a season of 500 dossiers × 11 members, against bare lists of the same figures."""

import random
from decimal import Decimal

from bench.result import Result, against, in_turns, seconds
from ocop.rules.combination import CouncilSettings, combine
from ocop.rules.criteria import Sheet, load
from ocop.rules.scoring import Mark, score, subtotals

DOSSIERS, MEMBERS = 500, 11
# A sheet with exactly the 26 criteria the promise names.
CRITERIA, SET = "26-2026", "V.1"
SETTINGS = CouncilSettings(
    quorum_percent=75, quorum_needs_chair=True, spread_limit=10, decimals=2, rounding="none",
    gate_test="majority", source="bài đo",
)  # fmt: skip

Season = list[list[dict[str, Mark]]]


def run() -> list[Result]:
    """Both promises of the rules."""
    sheet = load(CRITERIA).sheet(SET)
    season = a_season(sheet)
    rows = [[[mark.points for mark in marks.values()] for marks in dossier] for dossier in season]
    spans = list(sheet.plan.sections), [span for _, span in sheet.plan.parts]
    stories = [(place, needed, least) for place, needed, least in sheet.plan.dependences]
    assert recompute(sheet, season) == by_lists(rows, spans, stories), "the two ways must find the same"
    ours, peer = in_turns(lambda: recompute(sheet, season), lambda: by_lists(rows, spans, stories))
    one = seconds(lambda: [score(sheet, season[0][0]) for _ in range(1000)]) * 1000
    name = f"Tính lại một mùa: {DOSSIERS} hồ sơ × {MEMBERS} thành viên × {len(sheet.criteria)} tiêu chí"
    return [
        Result("Chấm một phiếu, có đủ giải thích", one, "µs"),
        against(name, ours * 1000, "ms", "cùng phép cộng trên danh sách số", peer * 1000, 3),
    ]


def a_season(sheet: Sheet) -> Season:
    """Whole marks for every member of every dossier, from one seed."""
    rng = random.Random(2026)
    criteria = [(item, item.cases[0].case if item.cases else None) for item in sheet.criteria.values()]
    return [
        [{item.code: Mark(rng.choice(item.points_of(case)), case) for item, case in criteria} for _ in range(MEMBERS)]
        for _ in range(DOSSIERS)
    ]


def recompute(sheet: Sheet, season: Season) -> list[tuple[Decimal, int, list[tuple[int, ...]]]]:
    """Sub-totals of every sheet, mean and spread of every dossier, by the rules."""
    found = []
    for dossier in season:
        figures = [subtotals(sheet, marks) for marks in dossier]
        council = combine(SETTINGS, [each.total for each in figures])
        found.append((council.mean, council.spread, [each.sections for each in figures]))
    return found


def by_lists(
    season: list[list[list[int]]], spans: tuple[list[slice], list[slice]], stories: list[tuple[int, int, int]]
) -> list[tuple[Decimal, int, list[tuple[int, ...]]]]:
    """The same figures from bare lists of numbers, without a single check."""
    sections, parts = spans
    found = []
    for dossier in season:
        totals, subs = [], []
        for row in dossier:
            values = list(row)
            for place, needed, least in stories:
                if values[needed] < least:
                    values[place] = 0
            points = [sum(values[span]) for span in sections]
            by_part = [sum(points[span]) for span in parts]
            totals.append(sum(by_part))
            subs.append(tuple(points))
        mean = Decimal(sum(totals) * 10**4 // len(totals)).scaleb(-4)
        found.append((mean, max(totals) - min(totals), subs))
    return found
