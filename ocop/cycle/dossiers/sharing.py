"""A dossier as those read it who neither check nor own it: a council at its table, the office it was referred to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ocop.cycle.dossiers import commune_contents, law
from ocop.cycle.dossiers.models import CommuneFinding, Dossier
from ocop.cycle.dossiers.reading import FileAddress, PageReading, Reading, reading_of


def shared_reading(dossier: Dossier, on: date, *, file_url: FileAddress) -> Reading:
    """The whole dossier without what the form asks about the person; files under the reader's own address."""
    return without_private(reading_of(dossier, on, file_url=file_url))


def without_private(reading: Reading) -> Reading:
    pages = (PageReading(each.page, _open(each)) for each in reading.pages)
    return replace(reading, pages=tuple(page for page in pages if page.lines))


def _open(page: PageReading) -> tuple[Any, ...]:
    return tuple(line for line in page.lines if not line.field.private)


def findings_of(dossier: Dossier) -> list[tuple[commune_contents.Content, CommuneFinding | None]]:
    """The contents of Mẫu số 03 in order, each with what the commune wrote; one query."""
    written = {finding.content: finding for finding in dossier.commune_findings.all()}
    return [(content, written.get(content.key)) for content in commune_contents.CONTENTS]


def content_context(dossier: Dossier, reading: Reading) -> Mapping[str, Any]:
    """What `dossiers/_content.html` shows: the commune's findings, the registration, the story, the evidence."""
    return {
        "dossier": dossier,
        "reading": reading,
        "commune_assesses": law.commune_assesses(dossier.criteria_id),
        "findings": findings_of(dossier),
    }
