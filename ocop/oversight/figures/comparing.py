"""What changed between what a figure counted and what its question counts today."""

from collections.abc import Iterable
from dataclasses import dataclass

from ocop.oversight.figures.freezing import Line


@dataclass(frozen=True, slots=True)
class Difference:
    """What was counted then and is not now, what is counted now and was not then, and what adds another amount."""

    gone: tuple[Line, ...]
    come: tuple[Line, ...]
    changed: tuple[tuple[Line, Line], ...]

    def __bool__(self) -> bool:
        return bool(self.gone or self.come or self.changed)


def difference(then: Iterable[Line], now: Iterable[Line]) -> Difference:
    """Compare two lists record by record; a thing counted through another record than before has not gone."""
    before, after = list(then), list(now)
    things_before, things_after = {each.thing for each in before}, {each.thing for each in after}
    by_record = {each.record: each for each in before}
    changed = [(by_record[each.record], each) for each in after if each.record in by_record]
    return Difference(
        gone=tuple(each for each in before if each.thing not in things_after),
        come=tuple(each for each in after if each.thing not in things_before),
        changed=tuple((old, new) for old, new in changed if old.amount != new.amount),
    )
