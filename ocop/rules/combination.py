"""How a council's sheets become one result. Every setting is the council's own, with its source; none is a constant.

Known practice: the mean of the members and a spread of at most 10 points, otherwise discuss and score again (Đồng Tháp
under 1048); quorum of 75 % with the chair (Tây Ninh). Decision 26/2026 leaves all of it to the province's regulation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class CouncilSettings:
    """The working rules a council sits under. `rounding` is `none` or `half_up` and applies before the bands."""

    quorum_percent: int
    quorum_needs_chair: bool
    spread_limit: int
    decimals: int
    rounding: str
    gate_test: str
    source: str

    def __post_init__(self) -> None:
        if not 1 <= self.quorum_percent <= 100:
            raise ValueError("Tỷ lệ thành viên tối thiểu phải từ 1 đến 100 %.")
        if self.rounding not in {"none", "half_up"}:
            raise ValueError(f"Không có cách làm tròn {self.rounding}.")
        if self.gate_test not in {"majority", "every_member"}:
            raise ValueError(f"Không có cách xét điểm tối thiểu {self.gate_test}.")


@dataclass(frozen=True, slots=True)
class Combined:
    """`mean` has four decimals and is what the bands see unless the council rounds; `printed` is for the minutes."""

    count: int
    mean: Decimal
    for_band: Decimal
    printed: Decimal
    spread: int
    spread_exceeded: bool


def _round(value: Fraction, places: int) -> Decimal:
    """Half up to so many decimals, exactly."""
    scaled = Decimal(value.numerator * 10 ** (places + 6) // value.denominator).scaleb(-(places + 6))
    return scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _cut(value: Fraction, places: int) -> Decimal:
    """Cut off after so many decimals, so that a mean just under a band never reaches it."""
    return Decimal(value.numerator * 10**places // value.denominator).scaleb(-places)


def combine(settings: CouncilSettings, totals: Sequence[int]) -> Combined:
    """The arithmetic mean and spread of the members' totals; raises ValueError without a single total."""
    if not totals:
        raise ValueError("Chưa có phiếu chấm nào để tính.")
    exact = Fraction(sum(totals), len(totals))
    spread = max(totals) - min(totals)
    mean = _cut(exact, 4)
    printed = _round(exact, settings.decimals)
    return Combined(
        count=len(totals),
        mean=mean,
        for_band=printed if settings.rounding == "half_up" else mean,
        printed=printed,
        spread=spread,
        spread_exceeded=spread > settings.spread_limit,
    )


def printed_parts(sums: Mapping[str, int], count: int, printed: Decimal) -> dict[str, Decimal]:
    """The means of the parts in the decimals of the printed total, so that a reader can add them up to it.

    `sums` are the members' points of each part added together. Each mean is cut; what is then missing of the total
    goes, one last unit each, to the parts that lost most, the earlier part first (largest remainder).
    """
    places = -int(printed.as_tuple().exponent)
    exact = {part: Fraction(points * 10**places, count) for part, points in sums.items()}
    units = {part: int(value) for part, value in exact.items()}
    missing = int(printed.scaleb(places)) - sum(units.values())
    for part in sorted(exact, key=lambda part: units[part] - exact[part])[:missing]:
        units[part] += 1
    return {part: Decimal(value).scaleb(-places) for part, value in units.items()}


def quorum_needed(settings: CouncilSettings, seats: int) -> int:
    """How many members must be present out of so many seats, rounded up."""
    return -(-seats * settings.quorum_percent // 100)


def quorum_met(settings: CouncilSettings, *, present: int, seats: int, chair_present: bool) -> bool:
    """True if enough members are present, the chair among them where the council's rules ask it."""
    enough = seats > 0 and present >= quorum_needed(settings, seats)
    return enough and (chair_present or not settings.quorum_needs_chair)


def common_points(settings: CouncilSettings, sheets: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """What the council holds in common on each criterion, for testing minimum marks.

    `majority`: the highest points that at least half of the members gave or exceeded (the upper median).
    `every_member`: the lowest points any member gave. A criterion a member left blank counts as zero there.
    """
    if not sheets:
        raise ValueError("Chưa có phiếu chấm nào để xét điểm tối thiểu.")
    codes = set().union(*sheets)
    place = 0 if settings.gate_test == "every_member" else len(sheets) // 2
    return {code: sorted(sheet.get(code, 0) for sheet in sheets)[place] for code in codes}
