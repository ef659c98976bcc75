"""The legal library: documents of the programme with number, date, issuer, amendments and public source."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.programme.models import LegalDocument
from ocop.ground.programme.states import DocumentKind

DATA = Path(__file__).parent / "data" / "legal_documents.yaml"


def read_documents() -> list[dict[str, Any]]:
    """The lines of the data file as they stand."""
    lines: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["documents"]
    return lines


@transaction.atomic
def load_library() -> int:
    """Write the library, or bring it up to the data file; returns how many documents were new.

    A document is known by its number and day of issue, so loading twice changes nothing. Raises ValueError for an
    unknown kind and KeyError when a document amends one the file does not hold.
    """
    lines = read_documents()
    made = 0
    by_number: dict[str, LegalDocument] = {}
    for line in lines:
        document, is_new = LegalDocument.objects.update_or_create(
            number=line["number"], issued_on=line["issued_on"], defaults=_fields(line)
        )
        by_number[line["number"]] = document
        made += is_new
    for line in lines:
        by_number[line["number"]].amends.set([by_number[number] for number in line.get("amends", ())])
    return made


def _fields(line: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": DocumentKind(line["kind"]),
        "title": line["title"],
        "issuer": line["issuer"],
        "in_force_from": line.get("from"),
        "in_force_to": line.get("to"),
        "source_url": line.get("source", ""),
        "note": line.get("note", ""),
    }
