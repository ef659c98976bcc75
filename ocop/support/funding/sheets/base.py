"""What the lists of support and credit share: the producers a row may name."""

from typing import Any

from django.urls import reverse

from ocop.kit.scope import Answer, no
from ocop.kit.sheets.cells import NameIndex, code_of, named
from ocop.kit.sheets.table import SheetTable
from ocop.kit.ui.listing import ListColumn
from ocop.support.funding import policies
from ocop.support.funding.models import CreditProgramme
from ocop.support.funding.queries import producers_for, works_with_support


class ProducerTable(SheetTable):
    """Rows about a producer of the person's reach, named by its code or its name."""

    def may(self) -> Answer:
        return policies.may_propose(self.actor) if works_with_support(self.actor) else no("Trang này dành cho cán bộ.")

    def build_index(self, name: str) -> NameIndex:
        if name == "producer":
            rows = producers_for(self.actor).only("pk", "public_id", "name", "unit_id")
            return NameIndex("chủ thể", rows, lambda row: (row.name,))
        if name == "programme":
            return NameIndex("chương trình tín dụng", CreditProgramme.objects.all())
        return super().build_index(name)


def producer_columns(heading: str, **screen: Any) -> tuple[ListColumn, ListColumn]:
    """The producer's code, for Excel only, and its name."""
    return (
        ListColumn("Mã chủ thể", lambda row: row.producer.public_id, on_screen=False, reads=code_of("producer_code")),
        ListColumn(heading, lambda row: row.producer.name, reads=named("producer", code="producer_code"), **screen),
    )


IN_CHARGE = ListColumn("Cơ quan phụ trách", lambda row: row.in_charge_name)


def sample_note(row: Any) -> str:
    return "Mẫu" if row.is_sample else ""


def address_of(page: str) -> Any:
    """The address of a row's page, for a link."""
    return lambda row: reverse(page, args=[row.public_id])
