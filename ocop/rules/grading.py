"""From an average to a rank: the band, the minimum marks per star, and the lower of both.

Bands (Điều 3 QĐ 26/2026; Phụ lục II QĐ 1048/2019): 90, 70, 50, 30. Decision 1048 prints whole numbers (70-89, 90-100)
while averages have decimals; the average is compared as it is, never rounded up. Minimum marks are those printed on the
sheets of 26/2026; the table that decision 781 added to 1048 is only partly known, so sheets of 1048 carry none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from ocop.rules.criteria import CriteriaSet, Gate, Sheet, StarRequirement

ROUNDING_RULE = "So điểm trung bình với 90, 70, 50, 30 và không làm tròn lên."
HIGHEST, LOWEST_RECOGNISED = 5, 3
# Điều 7.6 QĐ 26/2026: an average of 90 and over goes to the ministry whatever the minimum marks say.
MINISTRY_FROM = Decimal(90)


@dataclass(frozen=True, slots=True)
class FailedGate:
    """A minimum that was not met: which star asks it, of which criterion, how many points, and how many there were."""

    stars: int
    criterion: str
    min_points: int
    actual: int


@dataclass(frozen=True, slots=True)
class Grade:
    """`stars` is the rank: the lower of `band_stars` and `gate_stars`; 0 when a knock-out holds.

    `gates_known` is False where the decision's minimum marks are not fully known: then `gate_stars` sets no limit, only
    the band speaks, and `gates_note` says what is missing. `known_requirements` are minimums known in words only, for
    the council to read; they never change the rank here.
    """

    average: Decimal
    band_stars: int
    gate_stars: int
    stars: int
    failed_gates: tuple[FailedGate, ...]
    disqualified: tuple[str, ...]
    gates_known: bool
    rounding_rule: str = ROUNDING_RULE
    gates_note: str = ""
    known_requirements: tuple[StarRequirement, ...] = ()

    @property
    def blocking(self) -> tuple[FailedGate, ...]:
        """The failed minimums that keep the rank below its band."""
        return tuple(gate for gate in self.failed_gates if gate.stars <= self.band_stars)

    @property
    def is_recognised_rank(self) -> bool:
        """One and two stars get no decision and no certificate."""
        return self.stars >= LOWEST_RECOGNISED


@dataclass(frozen=True, slots=True)
class NextStar:
    """What the next star would take: points short of its band, and criteria to raise (from, to).

    `blocked_by` are knock-outs: while one holds there is no star at all, whatever the points.
    """

    stars: int
    points_short: Decimal
    raises: tuple[FailedGate, ...]
    blocked_by: tuple[str, ...] = ()


def band(criteria: CriteriaSet, average: Decimal) -> int:
    """The rank by points alone, 1 to 5; raises ValueError outside 0..100 and TypeError for a float.

    A float cannot hold 69,99 exactly, and a rank may hang on it.
    """
    if not isinstance(average, Decimal | int):
        raise TypeError("Điểm trung bình phải là Decimal, không phải số thực nhị phân.")
    if not 0 <= average <= 100:
        raise ValueError(f"Điểm trung bình phải từ 0 đến 100, không phải {average}.")
    return next(item.stars for item in criteria.bands if average >= item.minimum)


def failed_gates(sheet: Sheet, points: Mapping[str, int]) -> tuple[FailedGate, ...]:
    """Every minimum that is not met, lowest star first; a criterion without points counts as zero."""
    return tuple(
        FailedGate(gate.stars, gate.criterion, gate.min_points, points.get(gate.criterion, 0))
        for stars in sorted(sheet.gates)
        for gate in sheet.gates[stars]
        if points.get(gate.criterion, 0) < gate.min_points
    )


def gate_stars(sheet: Sheet, points: Mapping[str, int]) -> int:
    """The highest rank whose minimums are all met; each rank asks its own and those of the ranks below it."""
    failed = {gate.stars for gate in failed_gates(sheet, points)}
    return min(failed, default=HIGHEST + 1) - 1


def grade(
    criteria: CriteriaSet,
    sheet: Sheet,
    average: Decimal,
    points: Mapping[str, int],
    disqualified: tuple[str, ...] = (),
) -> Grade:
    """The rank of an average together with the points that the minimums are tested on.

    `points` are by criterion: one sheet's counted marks, or what the council holds in common
    (`combination.common_points`). Raises ValueError when the average lies outside 0..100.
    """
    by_band, by_gates = band(criteria, average), gate_stars(sheet, points)
    return Grade(
        average=average,
        band_stars=by_band,
        gate_stars=by_gates,
        stars=0 if disqualified else min(by_band, by_gates),
        failed_gates=failed_gates(sheet, points),
        disqualified=disqualified,
        gates_known=sheet.gates_known,
        gates_note=sheet.gates_note if not sheet.gates_known else "",
        known_requirements=sheet.known_requirements,
    )


def next_star(
    criteria: CriteriaSet,
    sheet: Sheet,
    average: Decimal,
    points: Mapping[str, int],
    disqualified: tuple[str, ...] = (),
) -> NextStar | None:
    """What the next recognised rank would take, or None at five stars.

    One and two stars are recognised by nobody, so from below three the goal is three. While a knock-out holds, the goal
    is the rank the points would give without it (three at least).
    """
    now = min(band(criteria, average), gate_stars(sheet, points))
    if disqualified:
        return replace(
            towards(criteria, sheet, average, points, max(now, LOWEST_RECOGNISED)), blocked_by=tuple(disqualified)
        )
    if now >= HIGHEST:
        return None
    return towards(criteria, sheet, average, points, max(now + 1, LOWEST_RECOGNISED))


def towards(criteria: CriteriaSet, sheet: Sheet, average: Decimal, points: Mapping[str, int], wanted: int) -> NextStar:
    """What a wanted rank would take: points short, and for each criterion the highest minimum still unmet."""
    minimum = next(item.minimum for item in criteria.bands if item.stars == wanted)
    raises: dict[str, FailedGate] = {}
    for gate in failed_gates(sheet, points):
        if gate.stars <= wanted and gate.min_points >= raises.get(gate.criterion, gate).min_points:
            raises[gate.criterion] = gate
    return NextStar(wanted, max(Decimal(minimum) - average, Decimal(0)), tuple(raises.values()))


def gates_of(sheet: Sheet, stars: int) -> tuple[Gate, ...]:
    """The minimums a rank asks, its own and those below it."""
    return tuple(gate for level in sorted(sheet.gates) if level <= stars for gate in sheet.gates[level])


def goes_to_ministry(stars: int, average: Decimal | None) -> bool:
    """Whether a conclusion is for the ministry's tier: five stars, or an average of 90 and over.

    A dossier that was knocked out has no rank (0 stars) and goes nowhere, whatever its average.
    """
    return stars == HIGHEST or (stars > 0 and average is not None and average >= MINISTRY_FROM)


def rank_in_words(stars: int | None, average: Decimal | None) -> str:
    """A council's conclusion as papers of the province print it: only the ministry gives five stars."""
    if not stars:
        return "không xếp hạng"
    if not goes_to_ministry(stars, average):
        return f"{stars} sao"
    if stars == HIGHEST:
        return "đề nghị 5 sao, trình Trung ương"
    return f"từ 90 điểm, trình Trung ương; điểm tối thiểu đạt {stars} sao"


def in_print(criteria: CriteriaSet, average: Decimal, rounded: Decimal) -> Decimal:
    """The average as printed: rounded, or cut after three decimals where rounding would seem to lift it over a band."""
    if band(criteria, min(rounded, Decimal(100))) == band(criteria, average):
        return rounded
    return average.quantize(Decimal("0.001"), rounding=ROUND_DOWN)


def total_in_print(criteria: CriteriaSet, total: Decimal | None) -> Decimal | None:
    """A concluded or ministry's total in two decimals, by the rule of `in_print`; None for none."""
    if total is None:
        return None
    return in_print(criteria, total, total.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
