"""Stating a producer's year, and correcting what was stated."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.numbers import format_number
from ocop.support.contribution import policies
from ocop.support.contribution.models import FIRST_YEAR, YearlyResult
from ocop.support.contribution.states import Source


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A year as it was stated; None means not stated. Money in đồng."""

    workers: int
    women: int | None = None
    local_workers: int | None = None
    turnover: int | None = None
    monthly_pay: int | None = None
    investment: int | None = None
    source: str = Source.DECLARED
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}


# What one producer of the programme can be: past these a figure was mistyped, or stands in another unit.
MOST_PEOPLE = 100_000
MOST_MONEY = 10**14
_PEOPLE = {"workers": "Lao động", "women": "Lao động nữ", "local_workers": "Lao động tại địa phương"}
_MONEY = {"turnover": "Doanh thu", "monthly_pay": "Thu nhập bình quân một tháng", "investment": "Đầu tư"}

FACTS = tuple(each.name for each in fields(YearFacts))


def last_year(at: datetime) -> int:
    """The last year that is over, so that its figures can be known."""
    return local_date(at).year - 1


def problem_of(facts: YearFacts, year: int, last: int) -> tuple[str, str] | None:
    """The field that cannot be right and what to do about it; None when all can be. `last`: see `last_year`."""
    if not FIRST_YEAR <= year <= last:
        return "year", f"Năm phải từ {FIRST_YEAR} đến {last}, năm gần nhất đã hết."
    if facts.workers < 1:
        return "workers", "Lao động phải từ 1 trở lên; không có ai ngoài chủ hộ thì ghi 1."
    for names, most, unit in ((_PEOPLE, MOST_PEOPLE, "người"), (_MONEY, MOST_MONEY, "đồng")):
        for name, words in names.items():
            number = getattr(facts, name) or 0
            if number < 0:
                return name, f"{words} không thể âm."
            if number > most:
                return name, f"{words} nhiều nhất là {format_number(most)} {unit}. Anh/chị xem lại số và đơn vị tính."
    for name in ("women", "local_workers"):
        part = getattr(facts, name)
        if part is not None and part > facts.workers:
            words = f"{_PEOPLE[name]} không thể nhiều hơn tổng số lao động ({format_number(facts.workers)})"
            return name, f"{words}. Anh/chị xem lại hai số."
    return None


@transaction.atomic
def record_year(
    producer: Producer, year: int, facts: YearFacts, *, by: Actor, at: datetime, why: str = ""
) -> YearlyResult:
    """State a producer's year, or correct what was stated with a reason; the same facts again change nothing.

    Raises `Refused` for impossible figures, for a correction without a reason, and when the producer says that papers
    were checked, which only an officer can.
    """
    producer = Producer.objects.select_for_update().get(pk=producer.pk)
    require(policies.may_record(by, producer))
    if facts.source == Source.PAPER and not policies.keeps(by, producer):
        raise Refused("Chỉ cán bộ ghi được là số liệu có giấy tờ đối chiếu.")
    if problem := problem_of(facts, year, last_year(at)):
        raise Refused(problem[1])
    before = YearlyResult.objects.current().filter(producer=producer, year=year).first()
    if before is not None and facts_of(before) == facts:
        return before
    if before is not None and not why.strip():
        raise Refused(f"Năm {year} đã có số liệu. Anh/chị ghi lý do sửa; số cũ vẫn được giữ.")
    if before is not None:
        before.is_current = False
        before.save(update_fields=["is_current"])
    made = YearlyResult.objects.create(
        producer=producer,
        year=year,
        **facts.as_dict(),
        corrects=before,
        why=why.strip() if before else "",
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    act = "contribution.year_corrected" if before else "contribution.year_recorded"
    # Figures stay out of the journal, which more people read than may see a producer's turnover.
    record(act, by=by, at=at, subject=made, why=made.why, data={"producer": producer.public_id, "year": year})
    return made


@transaction.atomic
def state_years(rows: Sequence[tuple[Producer, int, YearFacts]], *, by: Actor, at: datetime) -> None:
    """State many producers' years that nobody stated before, as an officer; all or none. Raises `Refused`."""
    if not rows:
        return
    named = {producer.pk for producer, _, _ in rows}
    producers = {row.pk: row for row in Producer.objects.select_for_update().filter(pk__in=named).order_by("pk")}
    stated = set(YearlyResult.objects.current().filter(producer__in=named).values_list("producer_id", "year"))
    for producer, year, facts in rows:
        if not policies.keeps(by, producers[producer.pk]):
            raise Refused(f"{producer} không thuộc nơi anh/chị phụ trách.")
        if problem := problem_of(facts, year, last_year(at)):
            raise Refused(problem[1])
        if (producer.pk, year) in stated:
            raise Refused(f"{producer} vừa được khai năm {year}. Anh/chị xem lại bảng.")
    said = {"recorded_by_id": by.user_id, "recorded_at": at}
    years = [YearlyResult(producer=producer, year=year, **facts.as_dict(), **said) for producer, year, facts in rows]
    YearlyResult.objects.bulk_create(years, batch_size=500)
    record("contribution.years_stated", by=by, at=at, subject=years[0], data={"rows": len(years)})


def facts_of(row: YearlyResult) -> YearFacts:
    """What a row states."""
    return YearFacts(**{name: getattr(row, name) for name in FACTS})
