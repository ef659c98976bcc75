"""Results of an assignment: records of other rooms found and shown, a result taken off again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.ground.planning import actions, policies
from ocop.ground.planning.forms import RemoveProofForm
from ocop.ground.planning.models import Assignment, Proof
from ocop.ground.planning.proof_sources import ProofSource, known_sources, source_called
from ocop.ground.planning.views.scoped import assignment_or_404, attempt, demand
from ocop.ground.registry.actions import subject_of
from ocop.ground.registry.queries import attachments_of
from ocop.kit import clock
from ocop.kit import forms as kit
from ocop.kit.ids import looks_public
from ocop.kit.scope import Actor, Refused
from ocop.kit.text.dates import format_date
from ocop.kit.web import Request

# What the page sends for a paper attached to the assignment, where a record sends the slug of its source.
ATTACHED = "giay-to-kem-theo"


class RecordFilter(kit.OcopForm):
    """Which records are looked for, kept in the address."""

    q = forms.CharField(label="Tìm theo tên", required=False, max_length=100)
    loai = forms.ChoiceField(label="Loại bản ghi", required=False)

    def __init__(self, *args: Any, sources: list[ProofSource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Mọi loại"), *((each.slug, each.title) for each in sources)]
        self.fields["loai"].choices = choices  # type: ignore[attr-defined]


@login_required
def pick_record(request: Request, public_id: str) -> HttpResponse:
    """Find a class, a contract, a payment already on record and show it as a result; the office's own come first."""
    row = assignment_or_404(request, public_id)
    demand(policies.may_work_on(request.actor, row))
    if request.method == "POST":
        return _show(request, row)
    sources = known_sources()
    form = RecordFilter(request.GET, sources=sources)
    form.is_valid()
    words, kind = form.cleaned_data.get("q", ""), form.cleaned_data.get("loai", "")
    wanted = [each for each in sources if kind in ("", each.slug)]
    shown = set(row.proofs.exclude(subject_id="").values_list("subject_type", "subject_id"))
    groups = [(source.title, _lines(source, request.actor, row, words, shown)) for source in wanted]
    if not words and not kind:
        groups.insert(0, ("Giấy tờ kèm theo việc này", _paper_lines(row)))
    context = {
        "assignment": row,
        "filter_form": form,
        "words": words,
        "groups": [(title, lines) for title, lines in groups if lines],
    }
    return render(request, "planning/pick_record.html", context)


def _lines(
    source: ProofSource, actor: Actor, row: Assignment, words: str, shown: set[tuple[str, str]]
) -> list[dict[str, Any]]:
    return [
        {
            "slug": source.slug,
            "id": record.public_id,
            "name": source.name(record),
            "about": source.about(record),
            "url": source.url(record),
            "is_shown": subject_of(record) in shown,
        }
        for record in source.found(actor, row.office_id, words)
    ]


def _paper_lines(row: Assignment) -> list[dict[str, Any]]:
    """The papers attached to the assignment itself, as lines to choose from."""
    shown = set(row.proofs.values_list("document_id", flat=True))
    papers = attachments_of(row).filter(removed_at=None).select_related("document")
    return [
        {
            "slug": ATTACHED,
            "id": paper.public_id,
            "name": paper.title,
            "about": f"kèm {format_date(paper.added_at)}",
            "url": reverse("registry:attached_file", args=[paper.public_id]),
            "is_shown": paper.document_id in shown,
        }
        for paper in papers
    ]


def _show_paper(request: Request, row: Assignment, named: str) -> None:
    """Let a paper attached to the assignment show its result."""
    papers = attachments_of(row).filter(removed_at=None).select_related("document")
    paper = get_object_or_404(papers, public_id=named)
    attempt(
        request,
        lambda: actions.attach_paper(row, document=paper.document, label=paper.title, by=request.actor, at=clock.now()),
        f"Đã dùng “{paper.title}” làm minh chứng.",
    )


def _show(request: Request, row: Assignment) -> HttpResponse:
    """Show the record or the paper chosen on the page, when the person may read it."""
    slug, named = request.POST.get("loai", ""), request.POST.get("ma", "")
    source = source_called(slug)
    if slug == ATTACHED and looks_public(named):
        _show_paper(request, row, named)
        return redirect("planning:assignment", row.public_id)
    if source is None or not looks_public(named):
        raise Http404
    record: Any = get_object_or_404(source.rows(request.actor), public_id=named)
    name = source.name(record)
    attempt(
        request,
        lambda: actions.attach_record(
            row,
            subject=record,
            label=f"{source.title}: {name}",
            url=source.url(record),
            by=request.actor,
            at=clock.now(),
        ),
        f"Đã gắn “{name}” làm minh chứng.",
    )
    return redirect("planning:assignment", row.public_id)


@login_required
def remove_proof(request: Request, public_id: str, proof_id: str) -> HttpResponse:
    """Ask once, then take a result off an assignment that is not reported yet."""
    row = assignment_or_404(request, public_id)
    proof = get_object_or_404(Proof.objects.select_related("assignment"), assignment=row, public_id=proof_id)
    may = policies.may_work_on(request.actor, row)
    demand(may)
    form = RemoveProofForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_proof(proof, why=form.cleaned_data["why"], by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã bỏ minh chứng “{proof.label}”.")
            return redirect("planning:assignment", row.public_id)
    context = {
        "heading": "Bỏ minh chứng",
        "lead": f"Bỏ “{proof.label}” khỏi việc này. Bản ghi hoặc tệp gốc không mất; nhật ký giữ lại việc bỏ.",
        "button": "Bỏ minh chứng",
        "variant": "warning",
        "may": may,
        "form": form,
        "assignment": row,
    }
    return render(request, "planning/assignment_form.html", context)
