"""The papers of a sample report: made at once, and the Word file edited as an officer would."""

import io
from collections.abc import Callable
from datetime import datetime

from ocop.kit.scope import Actor
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.making import content_of, make_paper
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.states import PaperKind

OURS, THEIRS = "Trong kỳ, toàn tỉnh đã tổ chức", "Trong kỳ, các ngành, các cấp đã phối hợp tổ chức"
COUNTED = "Đến cuối kỳ, toàn tỉnh có"


def freeze_with_papers(report: ConsolidatedReport, *, by: Actor, at: datetime) -> ConsolidatedReport:
    """Freeze the figures and make all papers, as the worker does when somebody asks; the report as it stands then."""
    actions.freeze_figures(report, by=by, at=at)
    found = ConsolidatedReport.objects.select_related("period__plan__office").get(pk=report.pk)
    for kind in PaperKind:
        make_paper(found, kind, at=at)
    return found


def replace_word(report: ConsolidatedReport, edit: Callable[[bytes], bytes], *, by: Actor, at: datetime) -> None:
    """Edit the Word file and have it go out in place of ours."""
    content = edit(content_of(report.papers.get(kind=PaperKind.DOCX)))
    actions.keep_edited(report, actions.read_edited(report, content), by=by, at=at)


def reworded(content: bytes) -> bytes:
    """One sentence said in other words."""
    from docx import Document

    found = Document(io.BytesIO(content))
    for run in (run for paragraph in found.paragraphs for run in paragraph.runs if OURS in run.text):
        run.text = run.text.replace(OURS, THEIRS)
    return _bytes(found)


def typed_by_hand(content: bytes) -> bytes:
    """A sentence with a number typed by hand before ours: the platform says so before the file goes out."""
    from docx import Document

    found = Document(io.BytesIO(content))
    ours = next(paragraph for paragraph in found.paragraphs if paragraph.text.startswith(COUNTED))
    ours.insert_paragraph_before(f"{COUNTED} 1 sản phẩm còn sao.", ours.style)
    return _bytes(found)


def _bytes(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
