"""Pages of the legal library: reading, keeping, sending, and who has read."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.ground.programme import actions, policies
from ocop.ground.programme.forms import DocumentFilter, DocumentForm, SendForm
from ocop.ground.programme.models import DocumentReceipt, LegalDocument
from ocop.ground.programme.recipients import suggested_recipients
from ocop.ground.programme.sheets import Library
from ocop.ground.programme.views.scoped import require_page
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.holders import Link, shelf_of
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.fold import fold
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request


def _filtered(request: Request) -> tuple[DocumentFilter, list[LegalDocument]]:
    form = DocumentFilter(request.GET or None)
    found = LegalDocument.objects.prefetch_related("amends", "amended_by")
    wanted = form.cleaned_data if form.is_valid() else {}
    if kind := wanted.get("loai"):
        found = found.filter(kind=kind)
    if wanted.get("con_hieu_luc"):
        found = found.in_force(clock.today())
    if wanted.get("nhac_ocop"):
        found = found.filter(mentions_ocop=True)
    return form, _matching(list(found), wanted.get("tim", ""))


@login_required
@require_safe
def library(request: Request) -> HttpResponse:
    """The legal library; marks and case of what is typed do not matter."""
    form, documents = _filtered(request)
    context = {
        "documents": documents,
        "filter_form": form,
        "may": policies.may_keep_library(request.actor),
        "upload_url": reverse("intake:upload", args=[Library.slug]),
    }
    return render(request, "programme/library.html", context)


@login_required
@require_safe
def library_sheet(request: Request) -> HttpResponse:
    """The same documents as a workbook, in the layout that is read again."""
    return sheet_of("van-ban", "Văn bản", Library.columns, _filtered(request)[1], request.actor.on)


def _matching(documents: list[LegalDocument], text: str) -> list[LegalDocument]:
    """A library of some dozens of texts is searched in memory, folded on both sides."""
    words = fold(text).split()
    return [
        each for each in documents if all(word in fold(f"{each.number} {each.title} {each.issuer}") for word in words)
    ]


@login_required
@require_safe
def document(request: Request, public_id: str) -> HttpResponse:
    """One document, who it was sent to as far as the person may know, and who has not read it."""
    found = _document(public_id)
    today = clock.today()
    receipts = list(
        DocumentReceipt.objects.visible_to(request.actor)
        .filter(document=found)
        .select_related("office", "read_by")
        .order_by("read_at", "office__sort_key")
    )
    own = request.actor.office_ids()
    context = {
        "document": found,
        "in_force": LegalDocument.objects.filter(pk=found.pk).in_force(today).exists(),
        "may": policies.may_keep_library(request.actor),
        "receipts": receipts,
        "unread": [each for each in receipts if each.read_at is None],
        "shelf": shelf_of(found, request.actor, kept=_scan(found)),
        "asks_me": any(each.office_id in own and each.read_at is None for each in receipts),
    }
    return render(request, "programme/document.html", context)


def _scan(found: LegalDocument) -> list[Link]:
    """The signed copy, first among the papers."""
    if found.scan is None:
        return []
    return [Link("Bản quét có chữ ký", reverse("programme:document_scan", args=[found.public_id]), found.scan)]


def _document(public_id: str) -> LegalDocument:
    rows = LegalDocument.objects.select_related("scan").prefetch_related("amends", "amended_by")
    return get_object_or_404(rows, public_id=public_id)


def _form(request: Request, initial: dict[str, Any], but: int | None = None) -> DocumentForm:
    sent = request.method == "POST"
    documents = LegalDocument.objects.exclude(pk=but) if but else LegalDocument.objects.all()
    return DocumentForm(
        request.POST if sent else None, request.FILES if sent else None, initial=initial, documents=documents
    )


def _saved(request: Request, form: DocumentForm, row: LegalDocument | None) -> LegalDocument | None:
    """The document added or changed with its scan, or None when something was refused; then the form says what."""
    by, at = request.actor, clock.now()
    upload = form.cleaned_data["file"]
    try:
        with transaction.atomic():
            if row is None:
                saved = actions.add_document(form.facts(), by=by, at=at)
            else:
                saved = actions.change_document(row, form.facts(), by=by, at=at)
            if upload:
                actions.attach_scan(saved, scan=file_document(upload, by=by, at=at), by=by, at=at)
    except Refused as refused:
        form.add_error(None, refused.reason)
    else:
        return saved
    return None


@login_required
def new_document(request: Request) -> HttpResponse:
    require_page(policies.may_keep_library(request.actor))
    form = _form(request, {})
    if request.method == "POST" and form.is_valid() and (saved := _saved(request, form, None)):
        messages.success(request, "Đã thêm văn bản vào thư viện.")
        return redirect("programme:document", saved.public_id)
    return render(request, "programme/document_form.html", {"form": form, "heading": "Thêm văn bản"})


@login_required
def change_document(request: Request, public_id: str) -> HttpResponse:
    found = _document(public_id)
    require_page(policies.may_keep_library(request.actor))
    names = [name for name in actions.DocumentFacts.__dataclass_fields__ if name != "amends"]
    initial = {name: getattr(found, name) for name in names}
    form = _form(request, {**initial, "amends": [old.public_id for old in found.amends.all()]}, but=found.pk)
    if request.method == "POST" and form.is_valid() and (saved := _saved(request, form, found)):
        messages.success(request, "Đã lưu văn bản.")
        return redirect("programme:document", saved.public_id)
    return render(request, "programme/document_form.html", {"form": form, "heading": "Sửa văn bản", "document": found})


@login_required
@require_safe
def document_scan(request: Request, public_id: str) -> HttpResponseBase:
    """The signed paper; the library is public to everybody signed in."""
    scanned = LegalDocument.objects.filter(scan__isnull=False).select_related("scan")
    found: Any = get_object_or_404(scanned, public_id=public_id)
    return serve(found.scan, request)


@login_required
def send_document(request: Request, public_id: str) -> HttpResponse:
    """Send a document to offices; those with tasks in running plans are suggested."""
    found = _document(public_id)
    require_page(policies.may_keep_library(request.actor))
    on = request.actor.on
    running = Office.objects.in_force(on)
    held = found.receipts.values("office_id")
    offices = running.filter(tier__in=(Tier.PROVINCE, Tier.CENTRAL)).exclude(pk__in=held).order_by("sort_key")
    suggested = suggested_recipients(on)
    chosen = [office.public_id for office in offices if office.pk in suggested]
    form = SendForm(request.POST if request.method == "POST" else None, offices=offices, initial={"offices": chosen})
    if request.method == "POST" and form.is_valid():
        wanted = list(form.cleaned_data["offices"])
        if form.cleaned_data["communes"]:
            wanted += running.committees_of(Tier.COMMUNE).order_by("sort_key")
        new = actions.send_document(found, wanted, by=request.actor, at=clock.now())
        messages.success(request, f"Đã gửi văn bản đến {len(new)} nơi nhận mới.")
        return redirect("programme:document", found.public_id)
    context = {"form": form, "document": found, "suggested": len(chosen)}
    return render(request, "programme/send_document.html", context)


@login_required
@require_POST
def acknowledge(request: Request, public_id: str) -> HttpResponse:
    found = _document(public_id)
    try:
        actions.acknowledge(found, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã ghi nhận cơ quan anh/chị đã đọc văn bản.")
    return redirect("programme:document", found.public_id)
