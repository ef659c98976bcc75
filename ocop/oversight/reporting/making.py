"""The papers of a report, made from its frozen figures and kept in the file store under a hash of what they hold."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.models import ConsolidatedReport, EditedWord, ReportPaper
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


def set_paper(report: ConsolidatedReport, kind: PaperKind) -> str:
    """Make one paper from the figures frozen last and put it in the file store; its path there."""
    return stored(report, _maker(kind)(compose(report)), kind.value)


def stored(report: ConsolidatedReport, content: bytes, extension: str) -> str:
    """Put a paper in the file store under a hash of what it holds; the same paper twice is one file."""
    path = f"reports/{report.public_id}-{hashlib.sha256(content).hexdigest()[:16]}.{extension}"
    return path if default_storage.exists(path) else str(default_storage.save(path, ContentFile(content)))


def offer_paper(report: ConsolidatedReport, kind: PaperKind, path: str, *, at: datetime) -> ReportPaper:
    """Offer a paper that was made; the one before is no longer offered."""
    made, _ = ReportPaper.objects.update_or_create(report=report, kind=kind, defaults={"path": path, "made_at": at})
    return made


def make_paper(report: ConsolidatedReport, kind: PaperKind, *, at: datetime) -> ReportPaper:
    """Make and offer one paper at once, for who waits for it."""
    return offer_paper(report, kind, set_paper(report, kind), at=at)


def content_of(paper: ReportPaper | EditedWord) -> bytes:
    """The bytes of a paper as it was made."""
    with default_storage.open(paper.path) as kept:
        return bytes(kept.read())
