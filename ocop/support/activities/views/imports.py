"""Lists of participants in: a file or pasted cells, a look at what they mean, then all or nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.sheets import SheetError
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import lists as actions
from ocop.support.activities.forms import ListForm
from ocop.support.activities.models import ListBatch
from ocop.support.activities.sheets.columns import columns_of
from ocop.support.activities.sheets.plan import ListPlan
from ocop.support.activities.sheets.reading import MAX_ROWS, plan_of
from ocop.support.activities.sheets.workbooks import read_list, workbook
from ocop.support.activities.states import ListState, Who
from ocop.support.activities.views.scoped import batch_or_404, kept_activity_or_404, part_or_404

SHOWN = 200
QUESTIONS = 50


@login_required
def bring(request: Request, public_id: str, who: str) -> HttpResponse:
    """The way in: the blank sheet of this very kind, the file box, the box to paste into."""
    found = kept_activity_or_404(request, public_id)
    part = part_or_404(found, who)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, pasted = form.cleaned_data["file"], form.cleaned_data["pasted"]
        try:
            table = read_list(file, pasted)
            batch = actions.bring_list(
                found,
                who,
                name=file.name if file else "Các ô đã dán",
                header=table.headers,
                rows=list(zip(table.numbers, table.rows, strict=True)),
                by=request.actor,
                at=clock.now(),
            )
        except (SheetError, Refused) as error:
            form.add_error("file" if file else "pasted", str(error))
        else:
            return redirect("activities:list", batch.public_id)
    context = {
        "form": form,
        "activity": found,
        "who": who,
        "noun": str(Who(who).label).lower(),
        "columns": columns_of(part),
        "most": MAX_ROWS,
        "may": policies.may_list(request.actor, found),
    }
    return render(request, "activities/bring_list.html", context)


@login_required
@require_safe
def blank_sheet(request: Request, public_id: str, who: str) -> HttpResponse:
    """An empty sheet with the very columns of this kind."""
    found = kept_activity_or_404(request, public_id)
    part = part_or_404(found, who)
    return workbook(f"mau-{found.kind}-{who}", columns_of(part), [], request.actor.on)


@login_required
@require_safe
def preview(request: Request, public_id: str) -> HttpResponse:
    batch = batch_or_404(request, public_id)
    if batch.state != ListState.PREVIEW:
        return render(request, "activities/list_settled.html", {"batch": batch, "activity": batch.activity})
    return _preview(request, batch, plan_of(batch, request.actor))


def _preview(request: Request, batch: ListBatch, plan: ListPlan, wrong: str = "") -> HttpResponse:
    page = Paginator(plan.questions, QUESTIONS).get_page(request.GET.get("trang"))
    context = {
        "batch": batch,
        "activity": batch.activity,
        "plan": plan,
        "errors": plan.errors[:SHOWN],
        "new": plan.new[:SHOWN],
        "questions": page,
        "asked": list(enumerate(page.object_list)),
        "shown": SHOWN,
        "wrong": wrong,
        "form_has_errors": bool(plan.errors or wrong),
    }
    return render(request, "activities/list_preview.html", context)


@login_required
@require_POST
def answer(request: Request, public_id: str) -> HttpResponse:
    """Keep the answers of one page of questions, or one answer for all that are left."""
    batch = batch_or_404(request, public_id)
    answers = {
        request.POST[f"khoa-{place}"]: request.POST.get(f"chon-{place}", "")
        for place in range(QUESTIONS)
        if f"khoa-{place}" in request.POST
    }
    everything = request.POST.get("tat-ca", "")
    if everything in {"same", "new"}:
        left = plan_of(batch, request.actor).unanswered
        answers |= {one.key: "new" if everything == "new" else one.suggestions[0].token for one in left}
    try:
        actions.choose(batch, answers=answers, by=request.actor)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("activities:list", batch.public_id)


@login_required
@require_POST
def accept(request: Request, public_id: str) -> HttpResponse:
    batch = batch_or_404(request, public_id)
    try:
        plan = actions.accept_list(batch, by=request.actor, at=clock.now())
    except Refused as refused:
        batch.refresh_from_db()
        if batch.state == ListState.PREVIEW:
            return _preview(request, batch, plan_of(batch, request.actor), refused.reason)
        messages.info(request, refused.reason)
        return redirect("activities:list", batch.public_id)
    messages.success(request, f"Đã ghi {plan.to_write} dòng vào danh sách.")
    return redirect("activities:participants", batch.activity.public_id, batch.who)


@login_required
@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    batch = batch_or_404(request, public_id)
    try:
        actions.drop_list(batch, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("activities:list", batch.public_id)
    messages.success(request, "Đã bỏ bảng. Danh sách giữ nguyên.")
    return redirect("activities:bring_list", batch.activity.public_id, batch.who)
