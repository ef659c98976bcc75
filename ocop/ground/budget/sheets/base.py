"""What the lists of money share: the lines and offices a row may name, and what stays as it was recorded."""

from typing import Any

from django.db.models import Exists, OuterRef

from ocop.ground.budget import policies
from ocop.ground.budget.models import BudgetLine
from ocop.ground.budget.queries import reads_money
from ocop.ground.offices.names import offices_by_day
from ocop.kit.scope import Answer, no
from ocop.kit.sheets.cells import NameIndex
from ocop.kit.sheets.table import SheetTable


class MoneyTable(SheetTable):
    """Rows that, once recorded, are cancelled and never rewritten."""

    kept = "Khoản đã ghi thì không sửa được. Giữ nguyên ô này; nếu ghi nhầm thì hủy khoản rồi ghi khoản mới."

    def may(self) -> Answer:
        return policies.may_record(self.actor) if reads_money(self.actor) else no("Trang này dành cho cán bộ.")

    def build_index(self, name: str) -> NameIndex:
        if name == "office":
            return offices_by_day()
        if name == "line":
            parts = BudgetLine.objects.filter(parent=OuterRef("pk"))
            lines = BudgetLine.objects.visible_to(self.actor).select_related("plan").annotate(has_parts=Exists(parts))
            return NameIndex("dòng dự toán", lines)
        return super().build_index(name)


def state_note(row: Any) -> str:
    """What the list says in small print of a row of money."""
    return "Dựng lại" if row.is_reconstructed else "Đã hủy" if row.cancelled_at else ""
