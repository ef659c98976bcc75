"""The one way papers are attached to a record of any room, opened, and taken off."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ocop.ground.registry import attaching
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.forms import AttachForm, DetachForm
from ocop.ground.registry.holders import Holder, holder_called, holder_of
from ocop.ground.registry.models import Attachment
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Answer, Refused
from ocop.kit.web import Request


def _record_or_404(request: Request, holder: Holder | None, public_id: str) -> tuple[Holder, Any]:
    """The record, as the person reads it on its own page."""
    if holder is None:
        raise Http404
    return holder, get_object_or_404(holder.rows(request.actor), public_id=public_id)


def _paper_or_404(request: Request, public_id: str) -> tuple[Holder, Any, Attachment]:
    """A paper that is still attached, with its record, when the person may open both."""
    rows = Attachment.objects.select_related("document").filter(removed_at__isnull=True)
    paper = get_object_or_404(rows, public_id=public_id)
    holder, record = _record_or_404(request, holder_of(paper.subject_type), paper.subject_id)
    if not holder.may_open(request.actor, record, paper):
        raise Http404
    return holder, record, paper


def _sent_back(request: Request, holder: Holder, record: Any, answer: Answer) -> HttpResponse:
    """Whoever reads the record and may not do this is told why, on the record's page."""
    messages.error(request, answer.reason)
    return redirect(holder.url(record))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: Request, holder: str, public_id: str) -> HttpResponse:
    """Attach a photo or a PDF to a record."""
    kind, record = _record_or_404(request, holder_called(holder), public_id)
    may = kind.may_attach(request.actor, record)
    if not may:
        return _sent_back(request, kind, record, may)
    sent = request.method == "POST"
    form = AttachForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        title_hint=kind.title_hint,
        private_words=kind.private_words,
        private_first=kind.private_first,
    )
    if sent and form.is_valid():
        at, said = clock.now(), form.cleaned_data
        try:
            document = file_document(said["file"], by=request.actor, at=at)
            private = said.get("is_private", False)
            paper = attaching.attach(record, document, title=said["title"], is_private=private, by=request.actor, at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã kèm “{paper.title}”.")
            return redirect(f"{kind.url(record)}#giay-to-kem-theo")
    context = {
        "title": "Kèm giấy tờ",
        "lead": f"Kèm vào: {record}.",
        "crumbs": (str(record), kind.url(record)),
        "form": form,
        "may": may,
        "submit": "Lưu giấy tờ",
    }
    return render(request, "kit/form_page.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def detach(request: Request, public_id: str) -> HttpResponse:
    """Ask why, then take a paper off its record."""
    kind, record, paper = _paper_or_404(request, public_id)
    may = kind.may_detach(request.actor, record, paper)
    if not may:
        return _sent_back(request, kind, record, may)
    form = DetachForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            attaching.detach(record, paper, why=form.cleaned_data["why"], by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã bỏ “{paper.title}”.")
            return redirect(kind.url(record))
    context = {
        "title": "Bỏ giấy tờ",
        "lead": f"Bỏ “{paper.title}” khỏi: {record}. Không ai mở tệp này ở đây nữa; tên, người bỏ và lý do được giữ.",
        "crumbs": (str(record), kind.url(record)),
        "form": form,
        "may": may,
        "submit": "Bỏ giấy tờ",
        "variant": "warning",
    }
    return render(request, "kit/form_page.html", context)


@login_required
@require_safe
def attached_file(request: Request, public_id: str) -> HttpResponseBase:
    """The paper itself."""
    return serve(_paper_or_404(request, public_id)[2].document, request)
