"""What communities gave, in and out of Excel."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.budget import policies
from ocop.ground.budget.actions import NewContribution, record_contribution
from ocop.ground.budget.actions.contributions import refuse_contribution
from ocop.ground.budget.models import Contribution
from ocop.ground.budget.queries import reads_money
from ocop.ground.budget.sheets.base import MoneyTable
from ocop.ground.budget.states import ContributionKind
from ocop.ground.offices.names import commune_index
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanState
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, no
from ocop.kit.sheets.cells import NameIndex, by_field, code_of, named, one_of, words
from ocop.kit.sheets.table import Line, Near, note_near
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn


def _address(row: Contribution) -> str:
    return reverse("budget:contribution", args=[row.public_id])


class Contributions(MoneyTable):
    """Money, land, labour, materials or technology given, and by which law it is used."""

    slug = "nguon-luc-cong-dong"
    title = "Nguồn lực cộng đồng"
    noun = "khoản đóng góp"
    columns = (
        CODE,
        ListColumn(
            "Đóng góp",
            lambda row: row.what,
            url=_address,
            note=lambda row: "Mẫu" if row.is_sample else "",
            reads=words("what", 300),
        ),
        ListColumn("Người, nhóm đóng góp", lambda row: row.giver, reads=words("giver", 200)),
        ListColumn("Địa bàn", lambda row: row.unit.full_name, reads=named("unit")),
        ListColumn(
            "Hình thức", lambda row: str(row.get_kind_display()), reads=one_of("kind", ContributionKind.choices)
        ),
        ListColumn(
            "Số lượng",
            lambda row: row.quantity,
            "decimal",
            reads=by_field("quantity", kit.DecimalTextField(label="Số lượng", minimum=0, required=False)),
        ),
        ListColumn("Đơn vị tính", lambda row: row.measured_in, reads=words("measured_in", 40, needed=False)),
        ListColumn(
            "Quy ra tiền (đồng)",
            lambda row: row.value,
            "number",
            reads=by_field("value", kit.MoneyField(label="Quy ra tiền", required=False)),
        ),
        ListColumn("Ngày", lambda row: row.given_on, "date", reads=by_field("given_on", kit.DateField(label="Ngày"))),
        ListColumn("Căn cứ pháp lý", lambda row: row.legal_basis, reads=words("legal_basis", 300)),
        ListColumn("Mã kế hoạch", lambda row: row.plan.public_id, on_screen=False, reads=code_of("plan_code")),
        ListColumn("Kế hoạch", lambda row: row.plan.name, on_screen=False, reads=named("plan", code="plan_code")),
    )

    def may(self) -> Answer:
        if not reads_money(self.actor):
            return no("Trang này dành cho cán bộ.")
        return policies.may_contribute(self.actor, None)

    def home(self) -> str:
        return reverse("budget:contributions")

    def export(self) -> str:
        return reverse("budget:contributions_sheet")

    def records(self) -> Any:
        return Contribution.objects.visible_to(self.actor).select_related("unit", "plan")

    def build_index(self, name: str) -> NameIndex:
        if name == "unit":
            return commune_index(self.actor.on)
        if name == "plan":
            return NameIndex("kế hoạch", Plan.objects.visible_to(self.actor).filter(state=PlanState.ISSUED))
        return super().build_index(name)

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        refuse_contribution(_new(facts), by=self.actor, today=self.actor.on)

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["unit"].pk, facts["given_on"], squash(facts["giver"]), squash(facts["what"]), facts["value"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        for row in Contribution.objects.running().filter(unit__in={line.facts["unit"].pk for line in lines}):
            yield (row.unit_id, row.given_on, squash(row.giver), squash(row.what), row.value)

    def find_near(self, lines: Sequence[Line]) -> None:
        """The same giver at the same place in the same month."""
        rows = Contribution.objects.visible_to(self.actor).running()
        note_near(
            lines,
            rows.filter(unit__in={line.facts["unit"].pk for line in lines}),
            of_line=lambda said: (said["unit"].pk, squash(said["giver"]), f"{said['given_on']:%Y%m}"),
            of_row=lambda row: (row.unit_id, squash(row.giver), f"{row.given_on:%Y%m}"),
            near=lambda row: Near(
                f"{row.giver} đã có một đóng góp ngày {format_date(row.given_on)}: {row.what}", _address(row)
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            record_contribution(_new(line.facts), by=by, at=at)


def _new(facts: Mapping[str, Any]) -> NewContribution:
    return NewContribution(**{name: facts[name] for name in NewContribution.__dataclass_fields__ if name in facts})
