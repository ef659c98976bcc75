"""A program's look at a finished paper against Decree 30/2020/NĐ-CP: what it finds, and what it looked at."""

from ocop.oversight.reporting.papers.layout.finding import CHECKED, Finding
from ocop.oversight.reporting.papers.layout.portable import findings_in_pdf
from ocop.oversight.reporting.papers.layout.reading import Paper
from ocop.oversight.reporting.papers.layout.rules import findings_in

__all__ = ["CHECKED", "Finding", "check"]


def check(content: bytes) -> list[Finding]:
    """What of a .docx or a PDF is not as the Decree asks; empty when nothing was found.

    A PDF is checked for the size of its paper and its fonts only. Raises `word.PaperError` for any other file.
    """
    if b"%PDF-" in content[:1024]:
        return findings_in_pdf(content)
    return findings_in(Paper.read(content))
