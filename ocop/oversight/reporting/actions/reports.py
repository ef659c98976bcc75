"""The consolidated report: begun, its figures frozen and papers made in the background, sent to its readers."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.registry.actions import notify, record
from ocop.ground.registry.policies import offices_served
from ocop.ground.registry.states import NoticeKind
from ocop.kit.scope import Actor, Refused, require
from ocop.oversight.reporting import policies
from ocop.oversight.reporting.actions.noting import keep_notes
from ocop.oversight.reporting.catalogue import template_called
from ocop.oversight.reporting.cells import filled_forms, report_cells, values_of
from ocop.oversight.reporting.findings import Found, findings_of_report
from ocop.oversight.reporting.models import ConsolidatedReport, Period, Receipt
from ocop.oversight.reporting.prose import cells_bound_in
from ocop.oversight.reporting.states import REPORT_WORKFLOW, ReportState

MOST_LETTERS = 40_000


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What stands around the text of a report: its number, day, and who signs; empty until known."""

    number: str = ""
    signed_on: date | None = None
    signer: str = ""
    signer_title: str = ""


def locked(report: ConsolidatedReport) -> ConsolidatedReport:
    """The report and its period as they stand, held until the act is done."""
    rows = ConsolidatedReport.objects.select_for_update(of=("self", "period"))
    return rows.select_related("period__plan").get(pk=report.pk)


@transaction.atomic
def start_report(period: Period, *, template: str, by: Actor, at: datetime) -> ConsolidatedReport:
    """Begin the province's report of a period with the words of its template; a second press finds the first."""
    require(policies.may_collect(by))
    require(policies.may_report_on(Period.objects.select_for_update().get(pk=period.pk), template))
    already = ConsolidatedReport.objects.filter(period=period).first()
    if already is not None:
        return already
    sections = {section.key: section.prose.strip() for section in template_called(template).sections}
    report = ConsolidatedReport.objects.create(period=period, template=template, sections=sections)
    record("reporting.report_started", by=by, at=at, subject=report)
    return report


@transaction.atomic
def save_report(
    report: ConsolidatedReport,
    *,
    sections: Mapping[str, str],
    head: ReportHead,
    notes: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> ConsolidatedReport:
    """Keep the words of a report, and what is said of figures that do not agree.

    Saving the words that stand there already changes nothing: papers made of them stay good. Raises `Refused` for a
    figure bound in that the template does not have.
    """
    found = locked(report)
    require(policies.may_change_report(by, found))
    template = template_called(found.template)
    known = template.cells
    for section in template.sections:
        words = sections.get(section.key, "")
        if len(words) > MOST_LETTERS:
            raise Refused(f"Mục “{section.title}” dài quá {MOST_LETTERS} chữ. Rút gọn hoặc chuyển sang phụ lục.")
        if unknown := [cell for cell in cells_bound_in(words) if cell not in known]:
            raise Refused(f"Mục “{section.title}” gọi số không có: [[{unknown[0]}]]. Chọn mã số trong bảng bên dưới.")
    keep_notes(found, notes or {}, by=by, at=at)
    kept = {key: words.strip() for key, words in sections.items() if template.section(key)}
    said = {**asdict(head), "sections": {**found.sections, **kept}}
    if all(getattr(found, name) == value for name, value in said.items()):
        return found
    for name, value in said.items():
        setattr(found, name, value)
    found.written_at = at
    found.save(update_fields=[*said, "written_at"])
    record("reporting.report_saved", by=by, at=at, subject=found)
    return found


@transaction.atomic
def submit_report(
    report: ConsolidatedReport, *, readers: Iterable[Office], seen: str = "", by: Actor, at: datetime
) -> ConsolidatedReport:
    """Send a report to all its readers at once; `seen` is `EditedWord.seen_as` of the remarks that were seen.

    Raises `Refused` until its papers are made of the figures it holds, and while remarks were not seen.
    """
    found = locked(report)
    if found.state == ReportState.SUBMITTED:
        return found
    require(policies.may_submit_report(by, found))
    if wrong := _contradictions(found):
        first = wrong[0].finding.words
        raise Refused(
            f"Còn {len(wrong)} chỗ không khớp. {first} Sửa ở bản ghi rồi dựng lại, hoặc giải trình nếu số đúng như vậy."
        )
    edited = found.edited_word
    if edited is not None and edited.told and seen != edited.seen_as:
        raise Refused("Bản Word đã sửa có điều cần xem. Đọc các điều ấy rồi đánh dấu đã xem.")
    offices = list(readers)
    if not offices:
        raise Refused("Chọn ít nhất một nơi nhận.")
    found.state = REPORT_WORKFLOW.target("submit", found.state)
    found.submitted_at, found.submitted_by_id = at, by.user_id
    found.save(update_fields=["state", "submitted_at", "submitted_by"])
    Receipt.objects.bulk_create([Receipt(report=found, office=office, sent_at=at) for office in offices])
    url = reverse("reporting:report", args=[found.public_id])
    for office in offices:
        notify(title=f"{found}", at=at, office_id=office.pk, body=found.number, url=url, kind=NoticeKind.RESULT)
    data: dict[str, object] = {"readers": [office.public_id for office in offices]}
    if edited is not None:
        data["edited_word"] = edited.sha256
    record("reporting.report_submitted", by=by, at=at, subject=found, data=data)
    return found


def _contradictions(report: ConsolidatedReport) -> list[Found]:
    """What does not agree among the frozen figures and is neither mended nor explained."""
    forms = template_called(report.template).forms
    found = findings_of_report(report, filled_forms(forms, values_of(report_cells(report))))
    return [each for each in found if each.is_open]


def mark_received(receipts: Iterable[Receipt], *, by: Actor, at: datetime) -> int:
    """Note that the person opened what was sent to their offices; returns how many were new."""
    offices = offices_served(by)
    mine = [each.pk for each in receipts if each.read_at is None and each.office_id in offices]
    if not mine:
        return 0
    return Receipt.objects.filter(pk__in=mine, read_at__isnull=True).update(read_at=at, read_by_id=by.user_id)
