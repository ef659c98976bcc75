"""Keeping the legal library, sending a document to offices, and their word that they have read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.programme import policies
from ocop.ground.programme.models import DocumentReceipt, LegalDocument
from ocop.ground.registry.actions import notify, record
from ocop.ground.registry.models import Document
from ocop.ground.registry.states import NoticeKind
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is printed on a document; `mention` says where a resolution speaks of OCOP."""

    kind: str
    number: str
    title: str
    issuer: str
    issued_on: date
    in_force_from: date | None = None
    in_force_to: date | None = None
    source_url: str = ""
    note: str = ""
    mentions_ocop: bool = False
    mention: str = ""
    amends: Sequence[LegalDocument] = field(default_factory=tuple)


def _columns(facts: DocumentFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in DocumentFacts.__dataclass_fields__ if name != "amends"}


def _check(facts: DocumentFacts, row: LegalDocument | None = None) -> None:
    if facts.in_force_from and facts.in_force_to and facts.in_force_to < facts.in_force_from:
        raise Refused("Ngày hết hiệu lực phải sau ngày có hiệu lực.")
    if facts.mentions_ocop and not facts.mention.strip():
        raise Refused("Ghi rõ văn bản nhắc đến OCOP ở mục nào.")
    same = LegalDocument.objects.filter(number=facts.number, issued_on=facts.issued_on)
    if row is not None:
        same = same.exclude(pk=row.pk)
    if same.exists():
        raise Refused(f"Thư viện đã có văn bản {facts.number} ngày {facts.issued_on:%d/%m/%Y}.")
    if row is not None and any(old.pk == row.pk for old in facts.amends):
        raise Refused("Văn bản không sửa đổi chính nó. Bỏ chọn văn bản này.")


@transaction.atomic
def add_document(facts: DocumentFacts, *, by: Actor, at: datetime) -> LegalDocument:
    """Put a document into the library; its number and day are known once. Raises `Refused`."""
    require(policies.may_keep_library(by))
    _check(facts)
    document = LegalDocument.objects.create(**_columns(facts))
    document.amends.set(facts.amends)
    record("programme.document_added", by=by, at=at, subject=document, data={"number": document.number})
    return document


@transaction.atomic
def change_document(document: LegalDocument, facts: DocumentFacts, *, by: Actor, at: datetime) -> LegalDocument:
    """Correct what the library says of a document. Raises `Refused`."""
    require(policies.may_keep_library(by))
    row = LegalDocument.objects.select_for_update().get(pk=document.pk)
    _check(facts, row)
    changed = [name for name, value in _columns(facts).items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, getattr(facts, name))
    before = set(row.amends.values_list("pk", flat=True))
    if before != {old.pk for old in facts.amends}:
        row.amends.set(facts.amends)
        changed.append("amends")
    if changed:
        row.save()
        record("programme.document_changed", by=by, at=at, subject=row, data={"fields": changed})
    return row


@transaction.atomic
def attach_scan(document: LegalDocument, *, scan: Document, by: Actor, at: datetime) -> LegalDocument:
    """Keep the signed paper beside the document. Raises `Refused`."""
    require(policies.may_keep_library(by))
    row = LegalDocument.objects.select_for_update().get(pk=document.pk)
    if row.scan_id != scan.pk:
        row.scan = scan
        row.save(update_fields=["scan"])
        record("programme.document_scanned", by=by, at=at, subject=row, data={"file": scan.public_id})
    return row


@transaction.atomic
def send_document(
    document: LegalDocument, offices: Iterable[Office], *, by: Actor, at: datetime
) -> list[DocumentReceipt]:
    """Send a document to offices; who has it already is not told again. Returns the new receipts.

    Raises `Refused`.
    """
    require(policies.may_keep_library(by))
    row = LegalDocument.objects.select_for_update().get(pk=document.pk)
    held = set(row.receipts.values_list("office_id", flat=True))
    new = [office for office in offices if office.pk not in held]
    receipts = [
        DocumentReceipt.objects.create(document=row, office=office, sent_at=at, sent_by_id=by.user_id) for office in new
    ]
    url = reverse("programme:document", args=[row.public_id])
    for office in new:
        notify(
            title=f"Có văn bản mới: {row}", at=at, office_id=office.pk, body=row.title, url=url, kind=NoticeKind.TODO
        )
    if new:
        data = {"offices": [office.public_id for office in new]}
        record("programme.document_sent", by=by, at=at, subject=row, data=data)
    return receipts


@transaction.atomic
def acknowledge(document: LegalDocument, *, by: Actor, at: datetime) -> int:
    """Note that the person's offices have read what was sent; who read it first stands. Returns how many offices."""
    mine = DocumentReceipt.objects.select_for_update().filter(document=document, office_id__in=by.office_ids())
    receipts = list(mine)
    if not receipts:
        raise Refused("Văn bản này không gửi cho cơ quan của anh/chị.")
    unread = [receipt for receipt in receipts if receipt.read_at is None]
    for receipt in unread:
        receipt.read_at, receipt.read_by_id = at, by.user_id
        receipt.save(update_fields=["read_at", "read_by"])
    if unread:
        record("programme.document_read", by=by, at=at, subject=document, data={"offices": len(unread)})
    return len(unread)
