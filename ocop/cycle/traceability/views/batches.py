"""Batches: the list, writing one down, one batch with its stamps."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.traceability import actions, policies
from ocop.cycle.traceability.elsewhere import parts_of
from ocop.cycle.traceability.forms import BatchFactsForm, BatchForm
from ocop.cycle.traceability.listing import BATCHES
from ocop.cycle.traceability.models import Batch
from ocop.cycle.traceability.views.lists import found_by, list_page
from ocop.cycle.traceability.views.scoped import batch_or_404, if_any, products_with_stamps, reader
from ocop.kit import clock
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request

TITLE = "Lô sản xuất"
BATCH_FACTS = ("lot", "made_on", "expires_on", "quantity")


@login_required
@require_safe
def batches(request: Request) -> HttpResponse:
    """The batches the person may see, the newest first."""
    may_keep = policies.may_keep_some(request.actor)
    return list_page(
        request,
        Batch.objects.with_stamps(),
        BATCHES,
        title=TITLE,
        crumbs=("Tem truy xuất", reverse("traceability:ranges")),
        acts=[(may_keep, "Ghi lô mới", reverse("traceability:add_batch"))],
        export_url=reverse("traceability:batches_sheet"),
        noun="lô",
        empty_words="Chưa có lô nào. Bấm “Ghi lô mới” khi làm xong một mẻ hàng." if may_keep else "",
    )


@login_required
@require_safe
def batches_sheet(request: Request) -> HttpResponse:
    """The same rows as a workbook."""
    _, rows = found_by(request, Batch.objects.with_stamps())
    return sheet_of("lo-san-xuat", "Lô", BATCHES, rows, request.actor.on)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_batch(request: Request) -> HttpResponse:
    """Writing down what was made in one go."""
    actor = reader(request)
    only_if(policies.may_keep_some(actor))
    products = products_with_stamps(actor)
    form = bound(request, BatchForm, products=products)

    def act(data: dict[str, Any]) -> str:
        said = {name: data[name] for name in (*BATCH_FACTS, "key")}
        made = actions.make_batch(data["product"], **said, by=actor, at=clock.now())
        return reverse("traceability:batch", args=[made.public_id])

    here = reverse("traceability:batches")
    page = FormPage("Ghi lô mới", TITLE, here, "Ghi lô", "Đã ghi lô. Việc tiếp theo: kích hoạt tem cho lô này.", here)
    return run(request, form, page, act, if_any(products))


@login_required
@require_safe
def batch(request: Request, public_id: str) -> HttpResponse:
    """One batch, and the stamps that stand on it."""
    found = batch_or_404(request, public_id)
    context = {
        "batch": found,
        "activations": found.activations.in_force().select_related("range"),
        "left": max(found.quantity - found.stamps, 0),  # type: ignore[attr-defined]
        "ranges": found.product.stamp_ranges.all()[:20],
        "may_keep": policies.may_make_batch(request.actor, found.product),
        "recalls": found.recalls.all(),
        "may_recall": policies.may_recall(request.actor, found),
        "parts": parts_of(found, request.actor),
    }
    return render(request, "traceability/batch.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_batch(request: Request, public_id: str) -> HttpResponse:
    """Correcting what was written of a batch; who scans one of its stamps sees it at once."""
    found, actor = batch_or_404(request, public_id), request.actor
    may = policies.may_make_batch(actor, found.product)
    only_if(may)
    facts = {name: getattr(found, name) for name in BATCH_FACTS}
    form = bound(request, BatchFactsForm, initial=facts)

    def act(data: dict[str, Any]) -> None:
        actions.change_batch(found, **{name: data[name] for name in BATCH_FACTS}, by=actor, at=clock.now())

    here = reverse("traceability:batch", args=[found.public_id])
    page = FormPage("Sửa lô", found.lot, here, "Lưu lô", "Đã sửa lô. Người mua quét tem thấy ngay.", here)
    return run(request, form, page, act, may)
