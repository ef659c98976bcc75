"""Recalls: the list, calling a batch back, telling who must know, the printed notice, the end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.cycle.certification.queries import reads_register
from ocop.cycle.traceability import actions, policies
from ocop.cycle.traceability.elsewhere import ToTell, concerned_by
from ocop.cycle.traceability.listing import RECALLS
from ocop.cycle.traceability.models import Batch, Recall
from ocop.cycle.traceability.recall_forms import EndRecallForm, LookedAtForm, RecallFilter, RecallForm, ToldForm
from ocop.cycle.traceability.views.scoped import batch_or_404, reader, recall_or_404
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.web import Request

TITLE = "Thu hồi lô hàng"


@login_required
@require_safe
def recalls(request: Request) -> HttpResponse:
    """The recalls the person may see, the newest first."""
    form, found = _found(request)
    page = page_of(request, found)
    context = {
        "title": TITLE,
        "lead": "Lô bị thu hồi: ai quét tem của lô thấy ngay là không được dùng. Thu hồi một lô ở trang của lô ấy.",
        "crumbs": ("Tem truy xuất", reverse("traceability:ranges")),
        "filter_form": form,
        "page": page,
        "table": table_of(TITLE, RECALLS, page),
        "export_url": reverse("traceability:recalls_sheet"),
        "noun": "lần thu hồi",
        "empty_words": "Chưa có lô nào bị thu hồi.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def recalls_sheet(request: Request) -> HttpResponse:
    """The same rows as a workbook."""
    _, rows = _found(request)
    return sheet_of("thu-hoi", "Thu hồi", RECALLS, rows, request.actor.on)


def _found(request: Request) -> tuple[RecallFilter, Any]:
    form = RecallFilter(request.GET)
    form.is_valid()
    rows = Recall.objects.visible_to(reader(request)).for_list()
    if words := form.cleaned_data.get("q"):
        rows = rows.search(words)
    if running := form.cleaned_data.get("running"):
        rows = rows.filter(ended_at__isnull=running == "1")
    return form, rows


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: Request, public_id: str) -> HttpResponse:
    """Calling a batch back; where its raw batch was called back first, what was said there is proposed."""
    found, actor = batch_or_404(request, public_id), request.actor
    only_if(policies.may_make_batch(actor, found.product))
    cause = Recall.objects.visible_to(actor).filter(public_id=request.GET.get("vi", "")[:12]).first()
    said = {name: getattr(cause, name) for name in ("reason", "danger", "advice")} if cause else {}
    form = bound(request, RecallForm, initial=said)

    def act(data: dict[str, Any]) -> str:
        made = actions.declare_recall(found, **data, because_of=cause, by=actor, at=clock.now())
        return reverse("traceability:recall", args=[made.public_id])

    page = FormPage(
        f"Thu hồi lô {found.lot}",
        found.lot,
        reverse("traceability:batch", args=[found.public_id]),
        "Thu hồi ngay",
        "Đã thu hồi. Ai quét tem của lô thấy ngay là không được dùng. Việc tiếp theo: báo từng nơi dưới đây.",
        "",
        f"{found.product.name}, {found.product.producer.name}. Mọi tem của lô sẽ báo “đang bị thu hồi” từ lúc bấm nút.",
    )
    return run(request, form, page, act, policies.may_recall(actor, found))


@login_required
@require_safe
def recall(request: Request, public_id: str) -> HttpResponse:
    """One recall: what was said, who was told and who not yet, the batches made of it, how it ended."""
    found, actor = recall_or_404(request, public_id), request.actor
    done = {each.key: each for each in found.told.select_related("told_by")}
    lines = concerned_by(found, actor)
    groups = _groups(lines, done, actor)
    context = {
        "recall": found,
        "groups": groups,
        "left": sum(told is None for rows in groups.values() for _, told, _ in rows),
        "told_before": _told_before(lines, done, actor),
        "may_run": policies.may_run_recall(actor, found),
        "may_end": policies.may_end_recall(actor, found),
        "stamps": Batch.objects.with_stamps().get(pk=found.batch_id).stamps,
    }
    return render(request, "traceability/recall.html", context)


def _groups(lines: list[ToTell], done: dict[str, Any], actor: Actor) -> dict[str, list[tuple[ToTell, Any, bool]]]:
    """Each line of the list under its heading, with the mark that it is done or None, and whether it may come off."""
    groups: dict[str, list[tuple[ToTell, Any, bool]]] = {}
    for line in lines:
        told = done.get(line.key)
        may_take_off = told is not None and bool(policies.may_take_mark_off(actor, told))
        groups.setdefault(line.group, []).append((line, told, may_take_off))
    return groups


def _told_before(lines: list[ToTell], done: dict[str, Any], actor: Actor) -> list[Any]:
    """The marks whose line has left the list: all for who reads the whole register, else the person's own.

    What is missing from another's list may be a lot they may not know of.
    """
    here = {line.key for line in lines}
    left = [told for key, told in done.items() if key not in here]
    return [told for told in left if reads_register(actor) or told.told_by_id == actor.user_id]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, public_id: str) -> HttpResponse:
    """Noting that somebody of the list was told, or why a batch made of it is not called back."""
    found, actor = recall_or_404(request, public_id), request.actor
    may = policies.may_run_recall(actor, found)
    only_if(may)
    line = _line(found, request)
    form = bound(request, LookedAtForm if line.act else ToldForm)

    def act(data: dict[str, Any]) -> None:
        said = {"key": line.key, "name": line.name[:250], "note": data["note"]}
        actions.mark_told(found, **said, by=actor, at=clock.now())

    here = reverse("traceability:recall", args=[found.public_id])
    title = f"Không thu hồi: {line.name}" if line.act else f"Đã báo: {line.name}"
    page = FormPage(title, f"Thu hồi lô {found.batch.lot}", here, "Ghi lại", "Đã ghi.", here, line.contact)
    return run(request, form, page, act, may)


@login_required
@require_POST
def untell(request: Request, public_id: str) -> HttpResponse:
    """Taking a mark off that was made by mistake."""
    found = recall_or_404(request, public_id)
    only_if(policies.may_run_recall(request.actor, found))
    try:
        actions.unmark_told(found, key=request.GET.get("dong", "")[:60], by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("traceability:recall", found.public_id)


def _line(found: Recall, request: Request) -> ToTell:
    wanted = request.GET.get("dong", "")
    line = next((line for line in concerned_by(found, request.actor) if line.key == wanted), None)
    if line is None:
        raise Http404
    return line


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, public_id: str) -> HttpResponse:
    """Saying what became of the goods."""
    found, actor = recall_or_404(request, public_id), request.actor
    may = policies.may_end_recall(actor, found)
    only_if(policies.may_make_batch(actor, found.batch.product))
    form = bound(request, EndRecallForm, may_call_safe=bool(policies.may_call_safe(actor)))

    def act(data: dict[str, Any]) -> None:
        actions.end_recall(found, **data, by=actor, at=clock.now())

    here = reverse("traceability:recall", args=[found.public_id])
    page = FormPage(
        "Kết thúc thu hồi",
        f"Thu hồi lô {found.batch.lot}",
        here,
        "Kết thúc thu hồi",
        "Đã kết thúc thu hồi.",
        here,
        "Hàng đã thu gom thì tem của lô vẫn báo không được dùng. Chỉ khi bãi bỏ thu hồi, tem mới có giá trị lại.",
    )
    return run(request, form, page, act, may)


@login_required
@require_safe
def notice(request: Request, public_id: str) -> HttpResponse:
    """The notice for shops and boards, on paper."""
    found = recall_or_404(request, public_id)
    return render(request, "traceability/recall_notice.html", {"recall": found, "batch": found.batch})
