"""The figures of a proposal, worked out from the plan's records; once it is sent, as they stood that day."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from ocop.ground.budget.models import Allocation, BudgetLine, Disbursement, Proposal, ProposalLine
from ocop.ground.budget.states import ProposalState
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One row of the paper in đồng; `need` is None where the plan prints none.

    `is_whole`: the figures are of everybody's records. An agency's are of its own, and say nothing of what is missing.
    """

    row: ProposalLine
    need: int | None
    allocated: int
    paid: int
    is_whole: bool = True

    @property
    def missing(self) -> int | None:
        """Needed and not yet set aside; never below 0."""
        return max(self.need - self.allocated, 0) if self.is_whole and self.need is not None else None


def sees_all_money(office: Office) -> bool:
    """The coordination office and the committee draw on everybody's records, another agency on its own."""
    return office.kind in (OfficeKind.COORDINATION_OFFICE, OfficeKind.PEOPLES_COMMITTEE)


def asked_lines(proposal: Proposal) -> list[AskedLine]:
    """The rows with their figures; three queries, one once the paper was sent."""
    rows = list(proposal.lines.select_related("line").order_by("line__ordinal", "pk"))
    is_whole = sees_all_money(proposal.office)
    if proposal.state != ProposalState.DRAFT:
        return [AskedLine(row, row.need, row.allocated or 0, row.paid or 0, is_whole) for row in rows]
    allocated, paid = sums_of(proposal.office, [row.line_id for row in rows])
    return [
        AskedLine(row, row.line.amount, allocated.get(row.line_id, 0), paid.get(row.line_id, 0), is_whole)
        for row in rows
    ]


def missing_of(line: BudgetLine, office: Office) -> int | None:
    """What a line still lacks: the sum a form offers; None for an office that does not see everybody's records."""
    if line.amount is None or not sees_all_money(office):
        return None
    allocated, _ = sums_of(office, [line.pk])
    return max(line.amount - allocated.get(line.pk, 0), 0) or None


def sums_of(office: Office, lines: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Allocated and paid of some lines over the plan's whole span, within what the office may know."""
    allocations = Allocation.objects.running().filter(line__in=lines)
    payments = Disbursement.objects.running().filter(line__in=lines)
    if not sees_all_money(office):
        allocations = allocations.filter(Q(payer=office) | Q(payee=office))
        payments = payments.filter(Q(payer=office) | Q(payee_office=office))
    return _by_line(allocations), _by_line(payments)


def _by_line(rows: object) -> dict[int, int]:
    return dict(rows.order_by().values_list("line_id").annotate(total=Sum("amount")))  # type: ignore[attr-defined]
