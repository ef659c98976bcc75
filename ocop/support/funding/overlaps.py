"""What a support overlaps, from the records, said in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_money
from ocop.rules.overlap import Given, Overlap, Relation, overlaps_of
from ocop.support.funding.models import Support
from ocop.support.funding.purposes import wider_of
from ocop.support.funding.states import GIVEN, SupportState

_RELATION = {
    Relation.SAME: "cùng mục đích",
    Relation.WIDER: "cho mục đích rộng hơn, bao trùm mục đích này",
    Relation.NARROWER: "cho một phần của mục đích này",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A support that overlaps another, with the reason in words."""

    other: Support
    overlap: Overlap

    @property
    def is_given(self) -> bool:
        """Whether the other was approved already: only then does an approval need a reason."""
        return self.other.state in GIVEN

    @property
    def words(self) -> str:
        first, last = format_date(self.overlap.first_day), format_date(self.overlap.last_day)
        how = _RELATION[self.overlap.relation]
        return (
            f"“{self.other.budget_name}” hỗ trợ {how} ({self.other.purpose_name}: {self.other.detail}), "
            f"trùng {self.overlap.days} ngày từ {first} đến {last}. Số tiền {format_money(self.other.amount)}, "
            f"có thể chi hai lần nhiều nhất {format_money(self.overlap.at_stake)}."
        )


def as_given(support: Support) -> Given:
    """A support as the rule sees it."""
    return Given(
        id=support.public_id,
        producer=support.producer_id,
        purpose=support.purpose,
        starts_on=support.starts_on,
        ends_on=support.ends_on,
        budget=support.budget_key,
        amount=support.amount,
    )


def standing_for(producer_ids: Iterable[int]) -> list[Support]:
    """Every support of some producers that was not refused; one query."""
    rows = Support.objects.filter(producer_id__in=list(producer_ids)).exclude(state=SupportState.REFUSED)
    return list(rows.select_related("policy", "office", "producer"))


def find_overlaps(support: Support, others: Iterable[Support] | None = None) -> list[Found]:
    """What a support overlaps, the earliest shared day first; one query unless `others` are given."""
    rows = list(others) if others is not None else standing_for([support.producer_id])
    by_id = {row.public_id: row for row in rows}
    found = overlaps_of(as_given(support), [as_given(row) for row in rows], wider_of())
    return [Found(by_id[str(each.other.id)], each) for each in found]
