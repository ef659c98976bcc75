"""What the lists of support and credit share: who adds to them, the producers a row may name, what is offered."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from ocop.ground.programme.models import LegalDocument
from ocop.kit import forms as kit
from ocop.kit.scope import Answer, no
from ocop.kit.sheets.cells import CellProblem, NameIndex, by_field, code_of, named
from ocop.kit.sheets.table import SheetTable
from ocop.kit.ui.listing import ListColumn
from ocop.support.funding import policies
from ocop.support.funding.models import CreditProgramme
from ocop.support.funding.queries import producers_for, works_with_support


class OfficersTable(SheetTable):
    """A list on the officers' pages, to which some of them add."""

    @abstractmethod
    def may_add(self) -> Answer:
        """Whether the person is one of them."""

    def may(self) -> Answer:
        return self.may_add() if works_with_support(self.actor) else no("Trang này dành cho cán bộ.")


class OfferTable(OfficersTable):
    """What is offered to producers from a day to a day, by a text of the library (`DOCUMENT`, `DAYS`)."""

    def build_index(self, name: str) -> NameIndex:
        if name == "document":
            return NameIndex("văn bản", LegalDocument.objects.all(), lambda row: (row.number, str(row)))
        return super().build_index(name)

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if facts["ends_on"] and facts["ends_on"] < facts["starts_on"]:
            raise CellProblem("Ngày kết thúc không được trước ngày bắt đầu.", "ends_on")


DOCUMENT = ListColumn(
    "Văn bản", lambda row: row.document.number if row.document else "", reads=named("document", needed=False)
)
DAYS = (
    ListColumn(
        "Từ ngày", lambda row: row.starts_on, "date", reads=by_field("starts_on", kit.DateField(label="Từ ngày"))
    ),
    ListColumn(
        "Đến ngày",
        lambda row: row.ends_on,
        "date",
        reads=by_field("ends_on", kit.DateField(label="Đến ngày", required=False)),
    ),
)


class ProducerTable(OfficersTable):
    """Rows about a producer of the person's reach, named by its code or its name."""

    def may_add(self) -> Answer:
        return policies.may_propose(self.actor)

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
