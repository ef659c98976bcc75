"""The ranking of a council, read from the results that were made at closing. Nothing is computed anew here.

A dossier that is still being scored stands in the list with the number of sheets handed in, never with a figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from ocop.cycle.evaluation.models import Council, Seat
from ocop.cycle.evaluation.states import SCORING_ROLES, DocketState
from ocop.kit.sheets import Column, write_table


@dataclass(frozen=True, slots=True)
class RankLine:
    """One dossier: its place (None without a result), the figures as the minutes print them, each member's total."""

    place: int | None
    public_id: str
    number: str
    product: str
    producer: str
    unit: str
    state: str
    sealed: int
    expected: int
    mean: str
    spread: int | None
    parts: tuple[str, ...]
    band_stars: int | None
    gate_stars: int | None
    stars: int | None
    rank: str
    failed: str
    totals: tuple[int | None, ...]

    @property
    def url(self) -> str:
        return reverse("evaluation:docket", args=[self.public_id])

    @property
    def has_result(self) -> bool:
        return self.place is not None

    @property
    def figures(self) -> tuple[str | int | None, ...]:
        """The columns from the rank to the minimums, in the order of the table."""
        return (self.rank, self.mean, self.spread, *self.parts, self.band_stars, self.gate_stars)


@dataclass(frozen=True)
class Ranking:
    council: Council
    seats: tuple[Seat, ...]
    part_codes: tuple[str, ...]
    lines: tuple[RankLine, ...]

    @property
    def width(self) -> int:
        """How many columns a line without a result leaves to one sentence."""
        return len(self.labels) + 1

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The headings of `RankLine.figures`."""
        parts = (f"Phần {code}" for code in self.part_codes)
        return ("Sao", "Trung bình", "Chênh lệch", *parts, "Theo điểm", "Theo tối thiểu")

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names above `RankLine.totals`."""
        return tuple(seat.user.full_name for seat in self.seats)

    @property
    def by_stars(self) -> dict[int, int]:
        """How many dossiers reach each rank, the highest first."""
        ranked = [line.stars for line in self.lines if line.has_result]
        return {stars: ranked.count(stars) for stars in sorted({each or 0 for each in ranked}, reverse=True)}


FIELDS = (
    "public_id",
    "state",
    "order",
    "turn",
    "stars",
    "mean",
    "spread",
    "band_stars",
    "gate_stars",
    "result",
    "dossier__number",
    "dossier__product__name",
    "dossier__producer__name",
    "dossier__producer__unit__name",
)
WITH_RESULT = (DocketState.CLOSED, DocketState.CONCLUDED)


def ranking_of(council: Council) -> Ranking:
    """Everything the ranking page, its print and its workbook show; one query besides the council's own."""
    rows = council.dockets.with_sheets_counted().ranked().values(*FIELDS, "sealed", "expected")
    seats = tuple(seat for seat in council.seats.all() if seat.role in SCORING_ROLES)
    order = {seat.public_id: place for place, seat in enumerate(seats)}
    lines: list[RankLine] = []
    parts: tuple[str, ...] = ()
    ranked = [row for row in rows if row["state"] in WITH_RESULT]
    for place, row in enumerate(ranked, 1):
        parts = parts or tuple(row["result"]["parts_mean"])
        lines.append(_line(row, place, order))
    lines += [_line(row, None, order) for row in rows if row["state"] not in WITH_RESULT]
    return Ranking(council, seats, parts, tuple(lines))


def _line(row: dict[str, Any], place: int | None, order: dict[str, int]) -> RankLine:
    result = row["result"] if place is not None else None
    totals: list[int | None] = [None] * len(order)
    for member in result["members"] if result else ():
        if member["seat"] in order:
            totals[order[member["seat"]]] = member["total"]
    return RankLine(
        place=place,
        public_id=row["public_id"],
        number=row["dossier__number"] or "",
        product=row["dossier__product__name"],
        producer=row["dossier__producer__name"],
        unit=row["dossier__producer__unit__name"],
        state=DocketState(row["state"]).label,
        sealed=row["sealed"],
        expected=row["expected"],
        mean=_vietnamese(result["printed"]) if result else "",
        spread=row["spread"] if result else None,
        parts=tuple(_vietnamese(value) for value in result["parts_mean"].values()) if result else (),
        band_stars=row["band_stars"] if result else None,
        gate_stars=row["gate_stars"] if result else None,
        stars=row["stars"] if result else None,
        rank=result["rank"] if result else "",
        failed=_failed(result) if result else "",
        totals=tuple(totals),
    )


def _vietnamese(number: str) -> str:
    return number.replace(".", ",")


def _failed(result: dict[str, Any]) -> str:
    """What held the dossier back, in a few words: knock-outs first, else the minimums of the next rank."""
    if result["disqualified"]:
        return "; ".join(result["disqualified"])
    wanted = result["gate_stars"] + 1
    return ", ".join(gate["criterion"] for gate in result["failed_gates"] if gate["stars"] == wanted)


def ranking_workbook(ranking: Ranking) -> bytes:
    """The ranking as an Excel workbook, the same figures in the same order."""
    columns: list[Column | str] = [
        Column("Thứ tự", "number"),
        "Số hồ sơ",
        "Sản phẩm",
        "Chủ thể",
        "Xã, phường",
        "Trạng thái",
        "Điểm trung bình",
        Column("Chênh lệch", "number"),
        *(f"Phần {code}" for code in ranking.part_codes),
        Column("Hạng theo điểm", "number"),
        Column("Hạng theo điểm tối thiểu", "number"),
        "Hạng sao",
        "Điểm tối thiểu chưa đạt, điều kiện loại",
        *(Column(seat.user.full_name, "number") for seat in ranking.seats),
    ]
    return write_table(columns, _rows(ranking), sheet="Xếp hạng", title=ranking.council.name)


def _rows(ranking: Ranking) -> Iterable[list[Any]]:
    blank = ("",) * len(ranking.part_codes)
    for line in ranking.lines:
        yield [
            line.place,
            line.number,
            line.product,
            line.producer,
            line.unit,
            line.state,
            line.mean,
            line.spread,
            *(line.parts or blank),
            line.band_stars,
            line.gate_stars,
            line.rank,
            line.failed,
            *line.totals,
        ]
