"""Members by criteria after closing: what each gave, what the producer claimed, where they differ most."""

from dataclasses import dataclass
from functools import cached_property

from ocop.cycle.dossiers import law
from ocop.cycle.evaluation.models import Docket, ScoreSheet
from ocop.cycle.evaluation.states import SheetState


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion: `points` in the order of the members, None for a blank."""

    code: str
    name: str
    max: int
    self_points: int | None
    points: tuple[int | None, ...]

    @property
    def spread(self) -> int:
        given = [value or 0 for value in self.points]
        return max(given) - min(given) if given else 0

    @property
    def cells(self) -> tuple[int | None, ...]:
        """Most, the producer's own, each member's: the columns after the name."""
        return (self.max, self.self_points, *self.points)

    @property
    def is_apart(self) -> bool:
        """Worth talking about: the members differ by half of the criterion or more."""
        return self.spread * 2 >= self.max and self.spread > 1


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    name: str
    max: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Comparison:
    sheets: tuple[ScoreSheet, ...]
    groups: tuple[Group, ...]
    self_total: int

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The headings of the columns after the name."""
        return ("Tối đa", "Chủ thể", *(sheet.seat.user.full_name for sheet in self.sheets))

    @property
    def totals(self) -> tuple[int | None, ...]:
        """The last word of each column: the most of the sheet, the producer's total, each member's."""
        return (sum(group.max for group in self.groups), self.self_total, *(sheet.total for sheet in self.sheets))

    @property
    def width(self) -> int:
        return 1 + len(self.labels)


def comparison_of(docket: Docket, turn: int) -> Comparison:
    """Lay the sealed sheets of a turn beside each other and beside the self-assessment; three queries."""
    sheets = tuple(
        docket.sheets.filter(turn=turn, state=SheetState.SEALED)
        .select_related("seat__user")
        .prefetch_related("marks")
        .order_by("seat__order", "seat_id")
    )
    marks = [{mark.criterion_code: mark.points for mark in sheet.marks.all()} for sheet in sheets]
    claimed = {mark.criterion_code: mark.points for mark in docket.dossier.self_marks.all()}
    groups = tuple(
        Group(
            heading=section.heading,
            name=section.name,
            max=section.max,
            rows=tuple(
                Row(
                    code=criterion.code,
                    name=criterion.name_vi,
                    max=criterion.max,
                    self_points=claimed.get(criterion.code),
                    points=tuple(given.get(criterion.code) for given in marks),
                )
                for criterion in section.criteria
            ),
        )
        for section in law.sections_of(docket.dossier)
    )
    return Comparison(sheets=sheets, groups=groups, self_total=sum(claimed.values()))
