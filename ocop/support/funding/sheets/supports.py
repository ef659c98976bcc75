"""Supports in and out of Excel; what a row overlaps is asked about before it is written."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.offices.names import offices_by_day
from ocop.ground.offices.states import Role
from ocop.ground.registry.actions import record
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.sheets.cells import CellProblem, In, NameIndex, by_field, named, words
from ocop.kit.sheets.table import MOST_NEAR, Line, Near
from ocop.kit.text.fold import fold, squash
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.funding import policies
from ocop.support.funding.actions import NewSupport
from ocop.support.funding.actions.supports import problem_of
from ocop.support.funding.models import Policy, Support
from ocop.support.funding.overlaps import find_overlaps, standing_for
from ocop.support.funding.purposes import purpose_called
from ocop.support.funding.sheets.base import ProducerTable, address_of, producer_columns, sample_note
from ocop.support.funding.states import STATE_COLOURS, SupportState

OWN = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)
_FIELDS = tuple(name for name in NewSupport.__dataclass_fields__ if name != "product")


def _purpose(text: str, table: Any) -> str:
    if not (code := purpose_called(text)):
        raise CellProblem(f"“{text}” không có trong danh mục mục đích. Anh/chị xem các mục đích ở trang chính sách.")
    return code


class Supports(ProducerTable):
    """Supports given; a new row is a proposal, decided later by the office that pays."""

    slug = "ho-tro"
    title = "Hỗ trợ chủ thể"
    noun = "hỗ trợ"
    about = (
        "Mỗi dòng mới là một đề xuất. Ghi mã chính sách, hoặc tên ngân sách khác; bỏ trống cơ quan hỗ trợ thì lấy cơ"
        " quan của chính sách, hoặc cơ quan của anh/chị."
    )
    kept = "Hỗ trợ đã ghi không sửa bằng bảng. Giữ nguyên ô này; cơ quan quyết định trên trang của hỗ trợ."
    columns = (
        CODE,
        *producer_columns("Tên chủ thể", url=address_of("funding:support"), note=sample_note),
        ListColumn(
            "Mã chính sách",
            lambda row: row.policy.code if row.policy else "",
            on_screen=False,
            reads=named("policy", needed=False),
        ),
        ListColumn(
            "Ngân sách khác",
            lambda row: row.other_budget,
            on_screen=False,
            reads=words("other_budget", 200, needed=False),
        ),
        ListColumn("Mục đích", lambda row: row.purpose_name, reads=In("purpose", _purpose, needed=True)),
        ListColumn("Nội dung", lambda row: row.detail, reads=words("detail", 300)),
        ListColumn("Chính sách, ngân sách", lambda row: row.budget_name),
        ListColumn(
            "Cơ quan hỗ trợ",
            lambda row: str(row.office),
            on_screen=False,
            reads=named("office", needed=False, on="starts_on"),
        ),
        ListColumn(
            "Từ ngày", lambda row: row.starts_on, "date", reads=by_field("starts_on", kit.DateField(label="Từ ngày"))
        ),
        ListColumn(
            "Đến ngày", lambda row: row.ends_on, "date", reads=by_field("ends_on", kit.DateField(label="Đến ngày"))
        ),
        ListColumn(
            "Số tiền (đồng)",
            lambda row: row.amount,
            "number",
            reads=by_field("amount", kit.MoneyField(label="Số tiền", minimum=1)),
        ),
        ListColumn(
            "Trạng thái",
            lambda row: str(row.get_state_display()),
            tag=lambda row: STATE_COLOURS[SupportState(row.state)],
        ),
    )

    def home(self) -> str:
        return reverse("funding:supports")

    def export(self) -> str:
        return reverse("funding:supports_sheet")

    def records(self) -> Any:
        return Support.objects.visible_to(self.actor).select_related("producer", "policy", "office")

    def build_index(self, name: str) -> NameIndex:
        if name == "policy":
            rows = Policy.objects.select_related("office")
            return NameIndex("chính sách", rows, lambda row: (row.code, row.name))
        if name == "office":
            return offices_by_day()
        if name == "own":
            return NameIndex("cơ quan", Office.objects.filter(pk__in=self.actor.office_ids(*OWN)).order_by("pk"))
        return super().build_index(name)

    def complete(self, facts: dict[str, Any]) -> None:
        """A policy has its office; another budget is of the office named, or of the person's own."""
        own = next(iter(self.index("own").by_code.values()), None)
        if facts["policy"] is not None:
            facts["office"] = facts["policy"].office
        elif facts["office"] is None:
            facts["office"] = own
        elif facts["office"].pk not in self.actor.office_ids(*OWN) and not self.actor.has_role(*policies.KEEPERS):
            raise CellProblem("Anh/chị chỉ đề xuất được từ ngân sách của cơ quan mình.", "office")

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        require(policies.may_propose_for(self.actor, facts["producer"]))
        if problem := problem_of(_new(facts)):
            raise Refused(problem)

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return _key(_unsaved(facts))

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        return [_key(row) for row in self._standing(lines)]

    def _standing(self, lines: Sequence[Line]) -> list[Support]:
        return standing_for({line.facts["producer"].pk for line in lines})

    def find_near(self, lines: Sequence[Line]) -> None:
        """What each row overlaps, on file and further up in the sheet: producer, purpose and days together."""
        rows: dict[int, list[Support]] = {}
        on_file = self._standing(lines)
        seen = set(Support.objects.visible_to(self.actor).filter(pk__in=[row.pk for row in on_file]).values_list("pk"))
        for row in on_file:
            rows.setdefault(row.producer_id, []).append(row)
        for line in lines:
            one = _unsaved(line.facts)
            mine = rows.setdefault(one.producer_id, [])
            for found in find_overlaps(one, mine)[:MOST_NEAR]:
                shown = (found.other.pk,) in seen
                line.near.append(Near(found.words, address_of("funding:support")(found.other) if shown else ""))
            mine.append(one)

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        """Propose every row in one statement."""
        made = []
        for line in lines:
            require(policies.may_propose_for(by, line.facts["producer"]))
            one = _unsaved(line.facts)
            one.proposed_by_id, one.proposed_at = by.user_id, at
            one.fill_search_column()
            made.append(one)
        Support.objects.bulk_create(made, batch_size=500)
        for one in made[:1]:
            data = {"rows": len(made), "total": sum(each.amount for each in made)}
            record("funding.supports_proposed", by=by, at=at, subject=one, data=data)


def _new(facts: Mapping[str, Any]) -> NewSupport:
    return NewSupport(**{name: facts[name] for name in _FIELDS})


def _unsaved(facts: Mapping[str, Any]) -> Support:
    return Support(**{name: facts[name] for name in _FIELDS})


def _key(row: Support) -> Hashable:
    budget = (row.producer_id, row.policy_id, fold(row.other_budget), row.purpose)
    return (*budget, squash(row.detail), row.starts_on, row.ends_on, row.amount)
