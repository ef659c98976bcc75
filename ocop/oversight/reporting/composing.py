"""The consolidated report put together as plain data: its words, its frozen figures, what the returns say."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.planning.actions.notices import coordination_office
from ocop.kit.clock import local_date
from ocop.kit.text.dates import format_date
from ocop.oversight.reporting.bindings import Bindings, bindings_of
from ocop.oversight.reporting.catalogue import ChartOf, Template, template_called
from ocop.oversight.reporting.gathering import gathered_for
from ocop.oversight.reporting.models import ConsolidatedReport, ReportCell, sections_of
from ocop.oversight.reporting.papers.document import (
    Block,
    Chart,
    Column,
    Heading,
    Letterhead,
    List,
    Note,
    Paragraph,
    Part,
    Report,
    Signature,
    Table,
    Text,
)
from ocop.oversight.reporting.prose import split
from ocop.oversight.reporting.tables import form_table, list_tables, printed_table, target_table
from ocop.rules.forms import cell_id


def compose(report: ConsolidatedReport, kept: Mapping[str, ReportCell] | None = None) -> Report:
    """The report as Word, PDF and Excel are made from; its figures are those frozen last, or those `kept`.

    Raises ValueError for a report whose figures were never frozen: nothing is printed without what it counted.
    """
    if report.figures_at is None:
        raise ValueError("the figures of this report are not frozen")
    template = template_called(report.template)
    office = coordination_office(report.signed_on or local_date(report.figures_at))
    return Report(
        heading=_letterhead(report, office),
        kind="BÁO CÁO",
        subject=subject_of(report),
        recipients=_recipients(report),
        blocks=tuple(_blocks(report, template, bindings_of(report, template, kept))),
        signature=Signature("", report.signer_title, report.signer),
        copies=("Như trên", "Các cơ quan, địa phương có báo cáo", "Lưu: VT"),
        open_at=settings.SITE_URL.rstrip("/") + reverse("figures:published"),
        mark=report.public_id,
        version=version_of(report.figures_at),
    )


def subject_of(report: ConsolidatedReport) -> str:
    """What the report is about: its template and its period, a list the day it is of."""
    period, title = report.period, template_called(report.template).title
    return f"{title} đến hết ngày {format_date(period.until)}" if period.template else f"{title} {period.name}"


def version_of(figures_at: datetime) -> str:
    """What a file says of the figures it holds: when they were frozen, the same text wherever it is read."""
    return figures_at.astimezone(UTC).isoformat()


def _letterhead(report: ConsolidatedReport, office: Office | None) -> Letterhead:
    province = settings.OCOP_PROVINCE_NAME
    return Letterhead(
        parent=f"Ủy ban nhân dân tỉnh {province}",
        organ=office.name if office is not None else "",
        number=report.number,
        place=province,
        on=report.signed_on,
    )


def _recipients(report: ConsolidatedReport) -> tuple[str, ...]:
    """Those it went to; until then whom Kế hoạch 124/KH-UBND, phần IV names."""
    named = [receipt.office.name for receipt in report.receipts.select_related("office")]
    province = f"Ủy ban nhân dân tỉnh {settings.OCOP_PROVINCE_NAME}"
    return tuple(named) or (province, "Văn phòng Điều phối nông thôn mới Trung ương")


def _blocks(report: ConsolidatedReport, template: Template, bindings: Bindings) -> Iterator[Block]:
    words, gathered = sections_of(report.sections), gathered_for(report)
    for section in template.sections:
        yield Heading(section.level, section.number, section.title)
        yield from paragraphs(words.get(section.key, ""), bindings)
        for code in section.forms:
            yield form_table(bindings.forms[code], bindings)
            yield from list_tables(bindings.forms[code], bindings)
            if (compared := printed_table(bindings.forms[code], bindings)) is not None:
                yield compared
        yield from (_chart(each, bindings) for each in section.charts)
        if section.key == template.targets_in:
            yield from target_table(report, bindings)
        if section.gathers:
            yield _told(gathered.get(section.gathers, []))
    if report.left_out:
        yield Note(report.left_out)


def paragraphs(prose: str, bindings: Bindings) -> Iterator[Block]:
    """Prose as paragraphs, a line each; lines that begin with a dash are items of a list."""
    items: list[tuple[Part, ...]] = []
    for line in filter(None, map(str.strip, prose.splitlines())):
        is_item = line.startswith(("- ", "+ "))
        if items and not is_item:
            yield List(tuple(items))
            items = []
        parts = _parts(line[2:] if is_item else line, bindings)
        if is_item:
            items.append(parts)
        else:
            yield Paragraph(parts)
    if items:
        yield List(tuple(items))


def _parts(line: str, bindings: Bindings) -> tuple[Part, ...]:
    return tuple(bindings.part(text) if is_cell else Text(text) for text, is_cell in split(line))


def _chart(drawn: ChartOf, bindings: Bindings) -> Chart:
    """Some rows of a form, drawn from the very figures its table prints."""
    form = bindings.forms[drawn.form]
    rows = tuple(
        (Text(form.row(key).title), bindings.part(cell_id(form.code, key, drawn.column))) for key in drawn.rows
    )
    heading = form.column(drawn.column).title
    return Chart(drawn.title, Table(drawn.title, (Column("Nội dung"), Column(heading, "number")), rows))


def _told(told: list[tuple[str, str]]) -> Block:
    if not told:
        return Note("Chưa cơ quan nào nêu nội dung này trong báo cáo của kỳ.")
    return List(tuple((Text(f"{office}: ", bold=True), Text(" ".join(words.split()))) for office, words in told))
