"""Questions of an indicator: how many, on which day, in which place, split by what.

A question is plain data that its address says whole, so a link asks it again. Every answer carries its base, and each
of its figures opens the records it counted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from ocop.ground.offices.borders import Borders, Gap, PlaceKey, all_borders
from ocop.ground.offices.lineage import last_heirs, lineage_of
from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import Tier
from ocop.ground.planning.measures import Measure, Span, Value, by_part, rows_behind, values_on
from ocop.ground.planning.progress import BORDERS_OF_2020
from ocop.rules.indicators import quarter_ends, share_of

# How a figure may be split by place: name in the address → tier, and the day whose borders are meant (None: today).
BORDERS: Mapping[str, tuple[str, date | None]] = {
    "xa": (Tier.COMMUNE, None),
    "huyen": (Tier.DISTRICT, BORDERS_OF_2020),
    "xa-cu": (Tier.COMMUNE, BORDERS_OF_2020),
}
BY_TIME, BY_OFFICE = "quy", "co-quan"


@dataclass(frozen=True, slots=True)
class Question:
    """A measure narrowed by options, on a day (`since` bounds what must have started), in a place or the province.

    `office` keeps the work of one office and of those it carries on. `split` is a name of `BORDERS`, `BY_OFFICE`,
    `BY_TIME`, one of the measure's options, or empty.
    """

    measure: Measure
    on: date
    since: date | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    place: Unit | None = None
    office: Office | None = None
    split: str = ""

    @property
    def span(self) -> Span:
        return Span(self.on, self.since if self.measure.since_start else None)

    @property
    def offices(self) -> frozenset[int] | None:
        """The offices whose rows count; None for all."""
        return lineage_of(self.office) if self.office is not None else None


def query_of(question: Question) -> str:
    """A question as an address says it."""
    said = {"ngay": f"{question.on:%d/%m/%Y}"}
    if question.since is not None:
        said["tu"] = f"{question.since:%d/%m/%Y}"
    if question.place is not None:
        said["dia_ban"] = str(question.place.pk)
    if question.office is not None:
        said["co_quan"] = question.office.public_id
    said |= {f"o_{name}": value for name, value in question.options.items()}
    return urlencode(said | ({"chia": question.split} if question.split else {}))


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of an answer, and the question that asks for it alone (None where no place bears it: `gap`)."""

    label: str
    count: int
    base: int | None
    question: Question | None
    gap: Gap | None = None

    @property
    def share(self) -> Decimal | None:
        """Per cent with two decimals; None without a base, or of nothing."""
        return share_of(self.count, self.base)


# What a part is told from the others by: a place (or why there is none), or an office; with its words and its question.
PartKey = PlaceKey | None
Part = tuple[PartKey, str, Question | None]


def splits_of(measure: Measure) -> list[str]:
    """What a figure may be split by."""
    places = list(BORDERS) if measure.counted.place else []
    offices = [BY_OFFICE] if measure.tells_offices else []
    return [*places, *offices, BY_TIME, *measure.options]


def places_on(day: date) -> list[Unit]:
    """The places one may ask about: today's communes, and the districts and communes of the borders of 2020."""
    communes = Unit.objects.in_force(day).at(Tier.COMMUNE).order_by("sort_key")
    before = Unit.objects.in_force(BORDERS_OF_2020).filter(tier__in=(Tier.DISTRICT, Tier.COMMUNE))
    return [*communes, *before.order_by("-tier", "sort_key")]


def units_of(place: Unit | None, borders: Borders) -> frozenset[int] | None:
    """The units whose records a place counts: those that lie in it on a day it stood; None for the whole province."""
    if place is None:
        return None
    return borders.within(place)


def answer(question: Question, borders: Borders | None = None) -> Cell:
    """The figure itself; one query, two for a share, one more for an office.

    Raises `Refused` for an office where rows name none.
    """
    units = units_of(question.place, borders or all_borders()) if question.place else None
    (found,) = _values(question, [question.on], units)
    return Cell(question.place.full_name if question.place else "Toàn tỉnh", found.count, found.base, question)


def _values(question: Question, days: list[date], units: frozenset[int] | None) -> list[Value]:
    since, offices = question.span.since, question.offices
    return values_on(question.measure, question.options, days, since=since, units=units, offices=offices)


def split_answer(question: Question, today: date) -> list[Cell]:
    """The figure split as asked; what no place bears stands last without a question."""
    if question.split in BORDERS:
        return _by_places(question, today)
    if question.split == BY_OFFICE:
        return _by_offices(question)
    if question.split == BY_TIME:
        return _over_time(question)
    alone = replace(question, split="")
    offered = question.measure.options[question.split]()
    cells = []
    for value, words in offered.items():
        narrowed = replace(alone, options={**question.options, question.split: value})
        cells.append(replace(answer(narrowed), label=words))
    return cells


def _over_time(question: Question) -> list[Cell]:
    """The figure at the end of each quarter, from `since` or two years before."""
    first = question.since or question.on.replace(year=question.on.year - 2, day=1)
    days = list(quarter_ends(first, question.on))
    units = units_of(question.place, all_borders()) if question.place else None
    found = _values(question, days, units)
    alone = replace(question, split="")
    return [Cell(f"{each.on:%d/%m/%Y}", each.count, each.base, replace(alone, on=each.on)) for each in found]


def _by_places(question: Question, today: date) -> list[Cell]:
    """The figure of each place that has any, in the borders asked for; at most six queries."""
    tier, day = BORDERS[question.split]
    on = day or today
    borders = all_borders()

    def place_of(unit_id: int | None) -> PlaceKey:
        return borders.key_at(unit_id, tier, on)

    alone = replace(question, split="")
    places: list[Part] = [(unit.pk, unit.full_name, replace(alone, place=unit)) for unit in borders.standing(tier, on)]
    gaps: list[Part] = [(gap, gap.full_name, None) for gap in Gap]
    return _cells(question, [*places, *gaps], place_of, borders)


def _by_offices(question: Question) -> list[Cell]:
    """The figure of each office that has any, with the work it carries on; the province's first; seven queries."""
    heirs = last_heirs() if question.office is None else {}
    alone = replace(question, split="")
    tiers = list(Tier)
    standing = Office.objects.exclude(pk__in=heirs).order_by("sort_key", "pk")
    offices = [question.office] if question.office else sorted(standing, key=lambda each: tiers.index(Tier(each.tier)))

    def office_of(office_id: int | None) -> int | None:
        return question.office.pk if question.office and office_id else heirs.get(office_id or 0, office_id)

    asked: list[Part] = [(office.pk, office.name, replace(alone, office=office)) for office in offices]
    return _cells(question, [*asked, (None, "Chưa rõ cơ quan", None)], office_of, all_borders())


def _cells(
    question: Question, parts: Sequence[Part], part_of: Callable[[int | None], PartKey], borders: Borders
) -> list[Cell]:
    """The parts that have any of what is counted or of its base, in their order; what none bears stands last."""
    units, offices = units_of(question.place, borders), question.offices

    def figures(*, of_base: bool) -> dict[PartKey, int]:
        return by_part(
            question.measure, question.options, question.span, part_of, of_base=of_base, units=units, offices=offices,
            by_office=question.split == BY_OFFICE,
        )  # fmt: skip

    counted = figures(of_base=False)
    base = figures(of_base=True) if question.measure.base is not None else None
    return [
        Cell(
            label,
            counted.get(key, 0),
            base.get(key, 0) if base is not None else None,
            alone,
            gap=key if isinstance(key, Gap) else None,
        )
        for key, label, alone in parts
        if key in counted or key in (base or ())
    ]


def rows_of(
    question: Question,
    *,
    of_base: bool = False,
    units: frozenset[int] | None = None,
    borders: Borders | None = None,
) -> QuerySet[Any]:
    """The records behind a figure; `units` narrows them to what a person may open. `borders` when read already."""
    asked = units_of(question.place, borders or all_borders()) if question.place else None
    within = asked if units is None else units if asked is None else asked & units
    rows = rows_behind(
        question.measure, question.options, question.span, of_base=of_base, units=within, offices=question.offices
    )
    return rows.distinct() if _may_repeat(rows) else rows


def _may_repeat(rows: QuerySet[Any]) -> bool:
    """Whether a record may come several times, because its conditions look at several others that belong to it.

    Telling records apart costs a long list seconds, so it is done only there.
    """
    joins: list[Any] = [getattr(each, "join_field", None) for each in rows.query.alias_map.values()]
    return any(field.one_to_many or field.many_to_many for field in joins if field is not None)
