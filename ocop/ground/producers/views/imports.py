"""Spreadsheets in: upload, preview, choices, accept or drop."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.producers import policies
from ocop.ground.producers.actions.imports import accept_batch, answer_questions, drop_batch, upload_sheet
from ocop.ground.producers.forms import SheetForm
from ocop.ground.producers.models import ImportBatch
from ocop.ground.producers.sets import criteria_id_on, product_sets
from ocop.ground.producers.sheets.batches import plan_of
from ocop.ground.producers.sheets.columns import COLUMNS
from ocop.ground.producers.sheets.plan import Plan, Question
from ocop.ground.producers.states import BatchState, SheetKind
from ocop.ground.producers.views.scoped import actor_of, batch_or_404
from ocop.ground.producers.views.workbooks import read_upload, workbook
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.sheets import SheetError

SHOWN = 200
QUESTIONS_PER_PAGE = 50


def _importer(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not policies.may_import(actor):
        raise Http404
    return actor


@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """The way in: a blank sheet to fill, the box to upload, and the sheets uploaded before."""
    actor = _importer(request)
    form = SheetForm(request.POST or None, request.FILES or None, initial={"kind": SheetKind.PRODUCTS})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_upload(file)
            batch = upload_sheet(
                form.cleaned_data["kind"],
                file_name=file.name,
                header=table.headers,
                rows=list(zip(table.numbers, table.rows, strict=True)),
                by=actor,
                at=clock.now(),
            )
        except (SheetError, Refused) as error:
            form.add_error("file", str(error))
        else:
            return redirect("producers:import", batch.public_id)
    batches = ImportBatch.objects.filter(uploaded_by_id=actor.user_id).defer("rows", "header", "choices")[:10]
    sets = product_sets(criteria_id_on(actor.on))
    context = {"form": form, "batches": batches, "sets": sets, "kinds": SheetKind.choices}
    return render(request, "producers/upload_sheet.html", context)


@login_required
@require_safe
def blank_sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty sheet with the right headings."""
    actor = _importer(request)
    if kind not in SheetKind.values:
        raise Http404
    header = [column.heading for column in COLUMNS[kind] if not column.fixed]
    return workbook(kind, header, [], actor.on)


@login_required
@require_safe
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What accepting would do: cells to mend, rows to decide, cells that change, records that are new."""
    actor = _importer(request)
    batch = batch_or_404(request, public_id)
    if batch.state != BatchState.PREVIEW:
        return render(request, "producers/import_settled.html", {"batch": batch})
    return _preview(request, batch, plan_of(batch, actor))


def _preview(request: HttpRequest, batch: ImportBatch, plan: Plan, wrong: str = "") -> HttpResponse:
    page = Paginator(plan.questions, QUESTIONS_PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "batch": batch,
        "plan": plan,
        "errors": plan.errors[:SHOWN],
        "changes": plan.changes[:SHOWN],
        "new": plan.new[:SHOWN],
        "new_producers": list(plan.new_producers.values())[:SHOWN],
        "questions": page,
        "asked": list(enumerate(page.object_list)),
        "shown": SHOWN,
        "wrong": wrong,
        "form_has_errors": bool(plan.errors or wrong),
    }
    return render(request, "producers/import_preview.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep the answers of one page of questions, or one answer for all that are left."""
    actor, batch = _importer(request), batch_or_404(request, public_id)
    answers = {
        request.POST[f"khoa-{place}"]: request.POST.get(f"chon-{place}", "")
        for place in range(QUESTIONS_PER_PAGE)
        if f"khoa-{place}" in request.POST
    }
    if (everything := request.POST.get("tat-ca")) in {"same", "new"}:
        answers |= {one.key: _answer_for_all(one, str(everything)) for one in plan_of(batch, actor).unanswered}
    try:
        answer_questions(batch, answers=answers, by=actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(_with_page(reverse("producers:import", args=[batch.public_id]), request.GET.get("trang", "")))


def _answer_for_all(question: Question, everything: str) -> str:
    return "new" if everything == "new" else question.suggestions[0].token


def _with_page(address: str, page: str) -> str:
    return f"{address}?trang={page}#trung" if page.isdigit() else f"{address}#trung"


@login_required
@require_POST
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, batch = _importer(request), batch_or_404(request, public_id)
    try:
        accept_batch(batch, digest=request.POST.get("digest", ""), by=actor, at=clock.now())
    except Refused as refused:
        batch.refresh_from_db()
        if batch.state == BatchState.PREVIEW:
            return _preview(request, batch, plan_of(batch, actor), refused.reason)
        messages.info(request, refused.reason)
    return redirect("producers:import", batch.public_id)


@login_required
@require_POST
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, batch = _importer(request), batch_or_404(request, public_id)
    try:
        drop_batch(batch, by=actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("producers:import", batch.public_id)
    messages.success(request, "Đã bỏ bảng. Dữ liệu giữ nguyên như cũ.")
    return redirect("producers:upload_sheet")
