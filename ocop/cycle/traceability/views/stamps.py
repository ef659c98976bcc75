"""Ranges of stamps: the list, getting some, one range with what became of it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.traceability import actions, policies
from ocop.cycle.traceability.forms import ActivateForm, IssueForm, MoveForm, VoidForm
from ocop.cycle.traceability.listing import RANGES
from ocop.cycle.traceability.models import Activation, StampRange
from ocop.cycle.traceability.views.lists import found_by, list_page
from ocop.cycle.traceability.views.scoped import activation_or_404, if_any, products_with_a_star, range_or_404, reader
from ocop.kit import clock
from ocop.kit.clock import local_date
from ocop.kit.scope import YES, no
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_number
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request

TITLE = "Tem truy xuất"
LEAD = "Mỗi gói hàng một tem. Người mua quét tem biết ngay sao còn hiệu lực hay không, hàng của ai, lô nào."
# Where a batch is chosen: without one to choose the page leads to writing one down.
_ONTO_BATCH = "traceability/onto_batch.html"


@login_required
@require_safe
def ranges(request: Request) -> HttpResponse:
    """The ranges the person may see, the newest first."""
    may_keep = policies.may_keep_some(request.actor)
    return list_page(
        request,
        StampRange.objects.with_counts(),
        RANGES,
        title=TITLE,
        lead=LEAD,
        acts=[
            (may_keep, "Lấy tem", reverse("traceability:issue")),
            (YES, "Lô sản xuất", reverse("traceability:batches")),
            (YES, "Thu hồi lô hàng", reverse("traceability:recalls")),
            (YES, "Cân đối tem và hàng", reverse("traceability:balance")),
        ],
        export_url=reverse("traceability:ranges_sheet"),
        noun="dải tem",
        empty_words="Chưa có dải tem nào. Bấm “Lấy tem” khi sản phẩm đã được công nhận." if may_keep else "",
    )


@login_required
@require_safe
def ranges_sheet(request: Request) -> HttpResponse:
    """The same rows as a workbook."""
    _, rows = found_by(request, StampRange.objects.with_counts())
    return sheet_of("tem-truy-xuat", "Tem", RANGES, rows, request.actor.on)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: Request) -> HttpResponse:
    """Getting stamps for one product."""
    actor = reader(request)
    only_if(policies.may_keep_some(actor))
    products = products_with_a_star(actor)
    form = bound(request, IssueForm, products=products)

    def act(data: dict[str, Any]) -> str:
        said = {name: data[name] for name in ("count", "has_pin", "key")}
        issued = actions.issue_stamps(data["product"], **said, by=actor, at=clock.now())
        return reverse("traceability:range", args=[issued.public_id])

    here = reverse("traceability:ranges")
    page = FormPage(
        "Lấy tem",
        TITLE,
        here,
        "Lấy tem",
        "Đã cấp tem. Tem chỉ có giá trị sau khi anh/chị kích hoạt cho một lô hàng.",
        here,
        "Tem chưa có giá trị ngay: dán xong, anh/chị kích hoạt cho lô hàng thì người mua quét mới thấy.",
    )
    return run(request, form, page, act, if_any(products))


@login_required
@require_safe
def one_range(request: Request, public_id: str) -> HttpResponse:
    """One range: how many, which stand on which batch, which were lost, who took the codes."""
    found, actor = range_or_404(request, public_id), request.actor
    context = {
        "range": found,
        "activations": _numbered(found, found.activations.in_force().select_related("batch")),
        "moved": _numbered(found, found.activations.filter(ended_at__isnull=False).select_related("batch", "ended_by")),
        "exceptions": _numbered(found, found.exceptions.all()),
        "exports": found.exports.select_related("taken_by"),
        "free": actions.free_stamps(found),
        "has_batches": found.product.batches.exists(),
        "may_activate": policies.may_activate(actor, found, actor.on),
        "may_void": policies.may_void(actor, found),
        "may_move": policies.may_move(actor, found),
        "may_take": policies.may_take_codes(actor, found),
    }
    return render(request, "traceability/range.html", context)


def _numbered(found: StampRange, rows: Any) -> list[tuple[int, int, Any]]:
    """Each row with the numbers of its stamps as the printer's file counts them, from 1."""
    return [(row.first - found.first + 1, row.last - found.first + 1, row) for row in rows]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: Request, public_id: str) -> HttpResponse:
    """Letting stamps stand on a batch; the next ones that are free are proposed."""
    found, actor = range_or_404(request, public_id), request.actor
    only_if(policies.may_void(actor, found))
    batches = found.product.batches.with_stamps()
    form = bound(request, ActivateForm, batches=batches, initial=_proposed(found, batches, request.GET.get("lo", "")))

    def act(data: dict[str, Any]) -> None:
        said = {name: data[name] for name in ("first", "last", "key")}
        actions.activate(found, data["batch"], **said, by=actor, at=clock.now())

    may = policies.may_activate(actor, found, actor.on)
    has_batches = batches.exists()
    if may and not has_batches:
        may = no("Sản phẩm này chưa có lô nào. Ghi lô hàng vừa làm trước, rồi kích hoạt tem cho lô ấy.")
    page = _of_range(found, "Kích hoạt tem", "Kích hoạt", "Đã kích hoạt. Người mua quét các tem này sẽ thấy lô hàng.")
    return run(request, form, page, act, may, template=_ONTO_BATCH, more={"has_batches": has_batches})


def _proposed(found: StampRange, batches: Any, wanted: str) -> dict[str, Any]:
    """The batch the person comes from, or the newest with packets left; as many of the free stamps as it takes."""
    free, open_ones = actions.free_stamps(found), [each for each in batches if each.quantity > each.stamps]
    batch = next((each for each in open_ones if each.public_id == wanted), open_ones[0] if open_ones else None)
    if free is None or batch is None:
        return {"batch": batch and batch.public_id}
    first, last = free
    return {"batch": batch.public_id, "first": first, "last": min(last, first + batch.quantity - batch.stamps - 1)}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, public_id: str) -> HttpResponse:
    """Saying that activated stamps stand on another batch than the one that was written."""
    active, actor = activation_or_404(request, public_id), request.actor
    found = active.range
    may = policies.may_move(actor, found)
    only_if(may)
    if active.ended_at is not None:
        return _moved_before(request, active, active.ended_at)
    batches = found.product.batches.with_stamps().exclude(pk=active.batch_id)
    form = bound(request, MoveForm, batches=batches)

    def act(data: dict[str, Any]) -> None:
        said = {name: data[name] for name in ("reason", "key")}
        actions.move_activation(active, data["batch"], **said, by=actor, at=clock.now())

    has_batches = batches.exists()
    if may and not has_batches:
        may = no("Sản phẩm này chưa có lô nào khác. Ghi lô đúng trước, rồi chuyển tem sang lô ấy.")
    first, last = (format_number(number - found.first + 1) for number in (active.first, active.last))
    page = _of_range(
        found,
        "Chuyển tem sang lô khác",
        "Chuyển lô",
        "Đã chuyển. Người mua quét các tem này sẽ thấy lô mới.",
        f"Tem số {first} đến {last} đang ghi cho lô “{active.batch.lot}”. Lần ghi cũ được giữ lại cùng lý do.",
    )
    return run(request, form, page, act, may, template=_ONTO_BATCH, more={"has_batches": has_batches})


def _moved_before(request: Request, active: Activation, at: datetime) -> HttpResponse:
    """What a second press and an old address lead to: that it is done, and the range as it stands now."""
    found = active.range
    now = found.activations.all().holding(active.first).select_related("batch").first()
    stands = f" Nay chúng đứng trên lô “{now.batch.lot}”." if now is not None else ""
    day = format_date(local_date(at))
    messages.info(request, f"Các tem ghi nhầm cho lô “{active.batch.lot}” đã được chuyển ngày {day}.{stands}")
    return redirect("traceability:range", found.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: Request, public_id: str) -> HttpResponse:
    """Saying that stamps were lost or spoiled."""
    found, actor = range_or_404(request, public_id), request.actor
    may = policies.may_void(actor, found)
    only_if(may)
    form = bound(request, VoidForm)

    def act(data: dict[str, Any]) -> None:
        said = {name: data[name] for name in ("first", "last", "mishap", "reason", "key")}
        actions.void_stamps(found, **said, by=actor, at=clock.now())

    page = _of_range(
        found,
        "Báo tem mất, hỏng",
        "Báo mất, hỏng",
        "Đã ghi. Ai quét các tem này sẽ thấy tem không còn giá trị.",
        "Không hủy lại được: tem đã báo không bao giờ có giá trị nữa.",
    )
    return run(request, form, page, act, may)


def _of_range(found: StampRange, title: str, submit: str, done: str, intro: str = "") -> FormPage:
    here = reverse("traceability:range", args=[found.public_id])
    return FormPage(title, found.product.name, here, submit, done, here, intro)
