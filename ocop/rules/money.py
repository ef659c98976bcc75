"""Sums of a plan: a total and its parts, and who is to pay which share (Kế hoạch 124/KH-UBND ngày 14/4/2021, III.3.10).

All sums are whole đồng. "Dự kiến 50% vốn ngân sách Tỉnh và 50 % vốn ngân sách thành phố Sa Đéc" (and the same for the
lotus pilot with its district) is the only split the plan prints; nothing here knows the number 50.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

HUNDRED = Decimal(100)


class Disagreement(ValueError):
    """A printed total that is not the sum of its parts; carries both, in đồng."""

    def __init__(self, total: int, parts: int) -> None:
        super().__init__(f"total {total} is not the sum of its parts {parts}")
        self.total, self.parts = total, parts


def sum_of_parts(parts: Sequence[int | None], total: int | None = None) -> int | None:
    """The sum of parts that all have a figure; `total` itself while no part has one; None when nothing is known.

    Raises `Disagreement` when a given total differs from its parts, ValueError when only some parts have a figure.
    """
    known = [part for part in parts if part is not None]
    if not known:
        return total
    if len(known) != len(parts):
        raise ValueError("some parts have a figure and some have none")
    found = sum(known)
    if total is not None and total != found:
        raise Disagreement(total, found)
    return found


def per_cent(part: int, whole: int, places: int = 1) -> Decimal | None:
    """`part` of `whole` in per cent, rounded half up; None of nothing."""
    if whole == 0:
        return None
    return (Decimal(part) * HUNDRED / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def split(total: int, percents: Mapping[Hashable, Decimal]) -> dict[Hashable, int]:
    """A sum split by per cents that make 100, in whole đồng that add up to it again (largest remainders first).

    Raises ValueError when the per cents do not make 100, or the sum is below 0.
    """
    if sum(percents.values()) != HUNDRED:
        raise ValueError("shares must make 100 per cent")
    if total < 0:
        raise ValueError("a sum is never below 0")
    exact = {payer: Decimal(total) * percent / HUNDRED for payer, percent in percents.items()}
    whole = {payer: int(amount) for payer, amount in exact.items()}
    left = total - sum(whole.values())
    by_remainder = sorted(exact, key=lambda payer: exact[payer] - whole[payer], reverse=True)
    for payer in by_remainder[:left]:
        whole[payer] += 1
    return whole


@dataclass(frozen=True, slots=True)
class ShareCheck:
    """What one payer was to pay, and paid. `due` is the payer's share of all that was really paid so far."""

    payer: Hashable
    percent: Decimal
    planned: int | None
    due: int
    actual: int
    actual_percent: Decimal | None

    @property
    def difference(self) -> int:
        """Paid less due, in đồng: below 0 the payer is behind the others."""
        return self.actual - self.due

    @property
    def percent_difference(self) -> Decimal | None:
        """The same in percentage points; None while nobody paid."""
        return None if self.actual_percent is None else self.actual_percent - self.percent


def check_shares(need: int | None, percents: Mapping[Any, Decimal], actual: Mapping[Any, int]) -> list[ShareCheck]:
    """Each payer's share against what was paid; a payer the plan does not name is listed with a share of 0.

    `need` is the planned sum (None where the plan prints none). Raises ValueError as `split` does.
    """
    everybody: dict[Hashable, Decimal] = {
        **percents,
        **{payer: Decimal(0) for payer in actual if payer not in percents},
    }
    paid = sum(actual.values())
    planned = split(need, everybody) if need is not None else {}
    due = split(paid, everybody)
    return [
        ShareCheck(
            payer=payer,
            percent=percent,
            planned=planned.get(payer),
            due=due[payer],
            actual=actual.get(payer, 0),
            actual_percent=per_cent(actual.get(payer, 0), paid),
        )
        for payer, percent in everybody.items()
    ]


def add_up(rows: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    """Sums by key, in the order the keys are first met."""
    found: dict[Hashable, int] = {}
    for key, amount in rows:
        found[key] = found.get(key, 0) + amount
    return found
