"""The papers of a report, made from its frozen figures and kept in the file store under a hash of what they hold."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.models import ConsolidatedReport, ReportPaper
from ocop.oversight.reporting.papers.document import Report
from ocop.oversight.reporting.states import PaperKind

TYPES: Mapping[PaperKind, str] = {
    PaperKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperKind.PDF: "application/pdf",
    PaperKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _maker(kind: PaperKind) -> Callable[[Report], bytes]:
    """What makes a paper; imported when one is made, since reading these libraries takes longer than most pages."""
    from ocop.oversight.reporting.papers import book, pdf, word

    return {PaperKind.DOCX: word.make, PaperKind.PDF: pdf.make, PaperKind.XLSX: book.make}[kind]


def make_paper(report: ConsolidatedReport, kind: PaperKind, *, at: datetime) -> ReportPaper:
    """Make one paper anew from the figures frozen last; the one before is no longer offered."""
    content = _maker(kind)(compose(report))
    digest = hashlib.sha256(content).hexdigest()
    path = f"reports/{report.public_id}-{digest[:16]}.{kind.value}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(content))
    made, _ = ReportPaper.objects.update_or_create(report=report, kind=kind, defaults={"path": path, "made_at": at})
    return made


def content_of(paper: ReportPaper) -> bytes:
    """The bytes of a paper as it was made."""
    with default_storage.open(paper.path) as kept:
        return bytes(kept.read())
