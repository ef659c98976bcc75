"""Suspicions: the queue, one with its signs and steps, deciding, a stamp looked up without being counted."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.scans import actions, policies
from ocop.cycle.scans.forms import CodeLookup, DecideForm, ReplyForm, SaleAreaForm, SuspicionFilter
from ocop.cycle.scans.listing import SUSPICIONS, colour_of, which
from ocop.cycle.scans.lookup import found_stamp, lot_of
from ocop.cycle.scans.models import SaleArea, Suspicion, codes_in
from ocop.cycle.scans.places_map import map_of
from ocop.cycle.scans.states import AWAITING_OFFICER, OPEN_SUSPICIONS, SuspicionState
from ocop.cycle.scans.views.scoped import reader, suspicion_or_404
from ocop.cycle.scans.wording import in_words, next_steps
from ocop.ground.producers.models import Product
from ocop.kit import clock
from ocop.kit.scope import YES, Actor, Answer
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.rules.places import PROVINCES

TITLE = "Nghi vấn về tem"
LEAD = (
    "Hệ thống đọc các lượt quét và nêu tem có dấu hiệu bị chép. Dấu hiệu không phải kết luận: "
    "anh/chị xem, hỏi chủ thể rồi quyết định."
)


def _found(request: Request) -> tuple[SuspicionFilter, Any]:
    """The suspicions the person may see, narrowed by the words in the address, the heaviest first."""
    form = SuspicionFilter(request.GET)
    form.is_valid()
    said = form.cleaned_data
    rows = Suspicion.objects.visible_to(reader(request)).for_list().select_related("stamp")
    if words := said.get("q"):
        rows = rows.search(words)
    states = {"": OPEN_SUSPICIONS, "moi": AWAITING_OFFICER, "het": tuple(SuspicionState)}
    wanted = said.get("trang_thai", "")
    rows = rows.filter(state__in=states.get(wanted, (wanted,)))
    if sign := said.get("dau_hieu"):
        rows = rows.filter(signals__has_key=sign)
    return form, rows.order_by("-weight", "-changed_at", "-pk")


@login_required
@require_safe
def suspicions(request: Request) -> HttpResponse:
    """The queue, the heaviest first."""
    form, rows = _found(request)
    page = page_of(request, rows)
    context = {
        "title": TITLE,
        "lead": LEAD,
        "acts": [
            (policies.may_read_doubts(request.actor), "Phản ánh của người mua", reverse("scans:doubts")),
            (policies.may_read_doubts(request.actor), "Bản đồ lượt quét", reverse("scans:map")),
            (YES, "Xem một tem", reverse("scans:stamp")),
        ],
        "filter_form": form,
        "export_url": reverse("scans:suspicions_sheet"),
        "noun": "nghi vấn",
        "page": page,
        "table": table_of(TITLE, SUSPICIONS, page),
        "empty_words": "Không có nghi vấn nào khớp. Tem bị quét lạ thì tự hiện ở đây.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def suspicions_sheet(request: Request) -> HttpResponse:
    """The same rows as a workbook."""
    return sheet_of("nghi-van-tem", "Nghi vấn", SUSPICIONS, _found(request)[1], request.actor.on)


@login_required
@require_safe
def suspicion(request: Request, public_id: str) -> HttpResponse:
    """One suspicion: what was seen, what to do next, what was decided before."""
    found = suspicion_or_404(request, public_id)
    context = {
        "suspicion": found,
        "colour": colour_of(found.state),
        "which": which(found),
        "lot": lot_of(found.range, found.stamp.stamp) if found.stamp else None,
        "signs": in_words(found.signals),
        "next_steps": next_steps(found.signals),
        "places": [PROVINCES[code].name for code in found.stamp.region_codes] if found.stamp else [],
        "steps": found.steps.select_related("by"),
        "doubts": found.range.doubts.count(),
        "may_decide": policies.may_decide(request.actor, found),
        "may_read_doubts": policies.may_read_doubts(request.actor),
        "may_place": policies.may_say_where_sold(request.actor, found.range.product),
    }
    return render(request, "scans/suspicion.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, public_id: str) -> HttpResponse:
    """What the office decides; for the producer, the answer to its question."""
    found, actor = suspicion_or_404(request, public_id), request.actor
    decides = actor.has_role(*policies.DECIDERS)
    only_if(_has_business(request, found))
    here = reverse("scans:suspicion", args=[found.public_id])
    form: Any = bound(request, DecideForm, suspicion=found) if decides else bound(request, ReplyForm)

    def act(data: dict[str, Any]) -> None:
        state = data["state"] if decides else SuspicionState.ANSWERED
        actions.decide(found, state=state, words=data["words"], key=data["key"], by=actor, at=clock.now())

    title, submit, done = (
        ("Xử lý nghi vấn", "Ghi quyết định", "Đã ghi quyết định.")
        if decides
        else ("Trả lời Văn phòng Điều phối", "Gửi trả lời", "Đã gửi trả lời. Văn phòng Điều phối sẽ xem.")
    )
    asked = found.steps.filter(state=SuspicionState.ASKED).order_by("-at", "-pk").first()
    intro = f"Văn phòng Điều phối hỏi: {asked.words}" if asked and not decides else ""
    page = FormPage(title, found.range.product.name, here, submit, done, here, intro)
    return run(request, form, page, act, policies.may_decide(actor, found))


def _has_business(request: Request, found: Suspicion) -> Answer:
    """The office always, the producer with their own; others read only."""
    if request.actor.has_role(*policies.DECIDERS) or found.range.product.producer_id in request.actor.producer_ids:
        return YES
    return policies.may_decide(request.actor, found)


@login_required
@require_safe
def stamp(request: Request) -> HttpResponse:
    """One stamp by its digits: how often it was scanned and where, without counting this look."""
    actor = reader(request)
    form = CodeLookup(request.GET if "ma" in request.GET else None)
    found = found_stamp(form, actor) if form.is_bound and form.is_valid() else None
    return render(request, "scans/stamp.html", {"form": form, "found": found})


@login_required
@require_safe
def scan_map(request: Request) -> HttpResponse:
    """Scans of the last thirty days by province: tiles and the table of the same figures."""
    only_if(policies.may_read_doubts(request.actor))
    return render(request, "scans/map.html", {"map": map_of(request.actor.on)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sale_area(request: Request, public_id: str) -> HttpResponse:
    """Where a product is sold, as its producer says."""
    product: Product = get_object_or_404(_products_kept(reader(request)), public_id=public_id)
    area = SaleArea.objects.filter(product=product).first()
    form = bound(request, SaleAreaForm, initial={"regions": codes_in(area.regions) if area else ()})

    def act(data: dict[str, Any]) -> None:
        actions.say_where_sold(product, regions=data["regions"], by=request.actor, at=clock.now())

    here = reverse("producers:product", args=[product.public_id])
    page = FormPage(
        f"Nơi bán {product.name}",
        product.name,
        here,
        "Lưu nơi bán",
        "Đã lưu nơi bán.",
        here,
        "Lượt quét ở nơi khác là dấu hiệu tem bị chép. Bán thêm ở đâu thì anh/chị khai thêm ở đây.",
    )
    return run(request, form, page, act, policies.may_say_where_sold(request.actor, product))


def _products_kept(actor: Actor) -> Any:
    """The products of which the person may say where they are sold."""
    if actor.has_role(*policies.DECIDERS):
        return Product.objects.all()
    return Product.objects.filter(producer_id__in=actor.producer_ids)
