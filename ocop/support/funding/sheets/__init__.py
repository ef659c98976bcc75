"""A list of supports from a spreadsheet: what each row means today, what it overlaps, and all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.dates import DateError, parse_date
from ocop.kit.text.fold import squash
from ocop.kit.text.numbers import NumberError, parse_number
from ocop.support.funding import policies
from ocop.support.funding.actions.supports import NewSupport, problem_of
from ocop.support.funding.models import Policy, Support, SupportSheet
from ocop.support.funding.overlaps import Found, find_overlaps, standing_for
from ocop.support.funding.purposes import purpose_called
from ocop.support.funding.queries import producers_for
from ocop.support.funding.states import SheetState

HEADINGS = (
    "Mã chủ thể",
    "Tên chủ thể",
    "Mã chính sách",
    "Ngân sách khác",
    "Mục đích",
    "Nội dung",
    "Từ ngày",
    "Đến ngày",
    "Số tiền (đồng)",
)
REQUIRED = ("Tên chủ thể", "Mục đích", "Nội dung", "Từ ngày", "Đến ngày", "Số tiền (đồng)")
MAX_ROWS = 5000


@dataclass
class Line:
    """One row: its number in Excel, the support it would make, what is wrong with it, what it overlaps."""

    row: int
    name: str
    new: NewSupport | None = None
    errors: list[str] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)


@dataclass
class SheetPlan:
    """What accepting a sheet would do."""

    lines: list[Line]

    @property
    def errors(self) -> list[tuple[Line, str]]:
        return [(line, error) for line in self.lines for error in line.errors]

    @property
    def overlapping(self) -> list[Line]:
        return [line for line in self.lines if line.found]

    @property
    def total(self) -> int:
        return sum(line.new.amount for line in self.lines if line.new)


def places(header: Sequence[str]) -> dict[str, int]:
    """Where each known heading stands, whatever its marks and case."""
    known = {squash(heading.split("(")[0]): heading for heading in HEADINGS}
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        name = known.get(squash(str(heading).split("(")[0]))
        if name and name not in found:
            found[name] = place
    return found


def upload(*, file_name: str, header: Sequence[str], rows: list[Any], by: Actor, at: datetime) -> SupportSheet:
    """Keep an uploaded table for preview. Raises `Refused` when its required columns are not there."""
    require(policies.may_propose(by))
    missing = [heading for heading in REQUIRED if heading not in places(header)]
    if missing:
        wanted = ", ".join(f"“{heading}”" for heading in missing)
        raise Refused(f"Bảng chưa có cột {wanted}. Anh/chị dùng bảng mẫu hoặc bảng tải về từ danh sách.")
    if not rows:
        raise Refused("Bảng chưa có dòng nào dưới hàng tiêu đề.")
    if len(rows) > MAX_ROWS:
        raise Refused(f"Mỗi lần nhập nhiều nhất {MAX_ROWS} dòng. Anh/chị chia làm nhiều tệp.")
    with transaction.atomic():
        sheet = SupportSheet.objects.create(
            file_name=file_name[:200], header=list(header), rows=rows, uploaded_by_id=by.user_id, uploaded_at=at
        )
        record("funding.sheet_uploaded", by=by, at=at, subject=sheet, data={"rows": len(rows)})
    return sheet


def plan_of(sheet: SupportSheet, actor: Actor) -> SheetPlan:
    """What the sheet means on today's records; a fixed number of queries."""
    producers = list(producers_for(actor).only("pk", "public_id", "name", "unit_id", "folded", "squashed"))
    reader = _Reader(
        where=places(sheet.header),
        by_id={one.public_id: one for one in producers},
        by_name=_by_name(producers),
        policies={squash(one.code): one for one in Policy.objects.select_related("office")},
        office=Office.objects.filter(pk__in=actor.office_ids(*OWN)).order_by("pk").first(),
    )
    lines = [reader.line(number, cells) for number, cells in sheet.rows]
    _flag_overlaps(lines)
    return SheetPlan(lines)


OWN = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)


def _by_name(producers: list[Producer]) -> dict[str, list[Producer]]:
    found: dict[str, list[Producer]] = {}
    for one in producers:
        found.setdefault(one.squashed, []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rows; every name was fetched before."""

    where: dict[str, int]
    by_id: dict[str, Producer]
    by_name: dict[str, list[Producer]]
    policies: dict[str, Policy]
    office: Office | None

    def line(self, number: int, cells: Sequence[str]) -> Line:
        said = {name: str(cells[place]).strip() for name, place in self.where.items() if place < len(cells)}
        line = Line(number, said.get("Tên chủ thể", ""))
        facts: dict[str, Any] = {
            "producer": self._producer(said, line),
            "policy": self._policy(said, line),
            "other_budget": said.get("Ngân sách khác", "")[:200],
            "purpose": purpose_called(said.get("Mục đích", "")),
            "detail": said.get("Nội dung", "")[:300],
            "starts_on": _day(said, "Từ ngày", line),
            "ends_on": _day(said, "Đến ngày", line),
            "amount": _amount(said, line),
        }
        if not facts["purpose"]:
            line.errors.append(f"Mục đích “{said.get('Mục đích', '')}” không có trong danh mục.")
        if not facts["detail"]:
            line.errors.append("Hãy ghi nội dung.")
        office = facts["policy"].office if facts["policy"] else self.office
        if not line.errors and office is not None:
            new = NewSupport(**facts, office=office)
            if problem := problem_of(new):
                line.errors.append(problem)
            else:
                line.new = new
        return line

    def _producer(self, said: dict[str, str], line: Line) -> Producer | None:
        if code := said.get("Mã chủ thể"):
            if code not in self.by_id:
                line.errors.append(f"Không có chủ thể mang mã “{code}” ở nơi anh/chị phụ trách.")
            return self.by_id.get(code)
        same = self.by_name.get(squash(line.name), [])
        if not same:
            line.errors.append(f"Không có chủ thể “{line.name}” ở nơi anh/chị phụ trách. Kiểm tra tên, hoặc ghi mã.")
        elif len(same) > 1:
            line.errors.append(f"Có {len(same)} chủ thể tên “{line.name}”. Ghi mã chủ thể để phân biệt.")
        return same[0] if len(same) == 1 else None

    def _policy(self, said: dict[str, str], line: Line) -> Policy | None:
        code = said.get("Mã chính sách", "")
        found = self.policies.get(squash(code)) if code else None
        if code and found is None:
            line.errors.append(f"Không có chính sách mang mã “{code}”.")
        return found


def _day(said: dict[str, str], name: str, line: Line) -> date | None:
    try:
        return parse_date(said.get(name, ""))
    except DateError as wrong:
        line.errors.append(f"{name}: {wrong}")
        return None


def _amount(said: dict[str, str], line: Line) -> int:
    try:
        amount = parse_number(said.get("Số tiền (đồng)", ""))
    except NumberError as wrong:
        line.errors.append(f"Số tiền: {wrong}")
        return 0
    if amount != int(amount):
        line.errors.append("Số tiền phải là số đồng nguyên.")
    return int(amount)


def _unsaved(line: Line) -> Support:
    assert line.new is not None  # noqa: S101 — asked only of lines that were read
    facts = {name: getattr(line.new, name) for name in NewSupport.__dataclass_fields__}
    return Support(**facts)


def _flag_overlaps(lines: list[Line]) -> None:
    """What each row overlaps, on file and in the sheet itself."""
    made = [(line, _unsaved(line)) for line in lines if line.new]
    rows: dict[int, list[Support]] = {}
    for row in [*standing_for({one.producer_id for _, one in made}), *(one for _, one in made)]:
        rows.setdefault(row.producer_id, []).append(row)
    for line, one in made:
        line.found = find_overlaps(one, rows[one.producer_id])


def accept(sheet: SupportSheet, *, by: Actor, at: datetime) -> int:
    """Propose every row, or none; returns how many. A second tap finds it settled. Raises `Refused`."""
    with transaction.atomic():
        sheet = _locked(sheet, by)
        if sheet.state == SheetState.ACCEPTED:
            return 0
        plan = plan_of(sheet, by)
        if plan.errors:
            raise Refused(f"Còn {len(plan.errors)} chỗ cần sửa trong bảng. Chưa dòng nào được ghi.")
        made = []
        for line in plan.lines:
            assert line.new is not None  # noqa: S101 — no errors, so every line was read
            require(policies.may_propose_for(by, line.new.producer))
            one = _unsaved(line)
            one.proposed_by_id, one.proposed_at = by.user_id, at
            one.fill_search_column()
            made.append(one)
        Support.objects.bulk_create(made, batch_size=500)
        _settle(sheet, SheetState.ACCEPTED, at)
        record("funding.sheet_accepted", by=by, at=at, subject=sheet, data={"rows": len(made), "total": plan.total})
    return len(made)


def drop(sheet: SupportSheet, *, by: Actor, at: datetime) -> None:
    """Set a sheet aside; nothing of it is written."""
    with transaction.atomic():
        sheet = _locked(sheet, by)
        if sheet.state != SheetState.PREVIEW:
            return
        _settle(sheet, SheetState.DROPPED, at)
        record("funding.sheet_dropped", by=by, at=at, subject=sheet)


def _locked(sheet: SupportSheet, by: Actor) -> SupportSheet:
    require(policies.may_propose(by))
    return SupportSheet.objects.select_for_update().get(pk=sheet.pk, uploaded_by_id=by.user_id)


def _settle(sheet: SupportSheet, state: str, at: datetime) -> None:
    sheet.state, sheet.settled_at = state, at
    sheet.save(update_fields=["state", "settled_at"])
