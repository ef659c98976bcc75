"""The first page of the market, and where one product is sold."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ocop.ground.producers.elsewhere import pages_about
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.support.markets import policies
from ocop.support.markets.models import CitedFigure, CitedSupplier, Listing, Placement, SalesLead, SupplyContract
from ocop.support.markets.queries import products_for, reads_all, stars_on
from ocop.support.markets.registers import GROUPS, links
from ocop.support.markets.registers.base import Cell, Section
from ocop.support.markets.registers.contracts import add_signals
from ocop.support.markets.registers.supply import add_register_stars
from ocop.support.markets.states import LEADS_RUNNING
from ocop.support.markets.views.scoped import market_person


@login_required
@require_safe
def front(request: Request) -> HttpResponse:
    """Figures that open their rows, the registers, and what papers printed; a producer sees its own three forms."""
    actor = market_person(request)
    on = actor.on
    placed = Placement.objects.visible_to(actor).standing_on(on)
    listed = Listing.objects.visible_to(actor).standing_on(on)
    figures = [
        (_products(placed), "sản phẩm đang ở nơi bán", links.list_url("cung-ung", dang="nay", trang_thai="confirmed")),
        (_products(listed), "sản phẩm đang trên sàn", links.list_url("gian-hang", dang="nay", trang_thai="confirmed")),
        (
            SupplyContract.objects.visible_to(actor).running_on(on).count(),
            "hợp đồng đang chạy",
            links.list_url("hop-dong", dang="nay", trang_thai="confirmed"),
        ),
        (
            SalesLead.objects.visible_to(actor).filter(state__in=LEADS_RUNNING).count(),
            "nhu cầu mua đang mở",
            links.list_url("nhu-cau"),
        ),
    ]
    groups = [
        (title, [each for each in registers if policies.may_read(actor, each.model)]) for title, registers in GROUPS
    ]
    context = {
        "figures": figures,
        "groups": groups,
        "cited": CitedFigure.objects.select_related("partner", "outlet") if reads_all(actor) else (),
        "suppliers": CitedSupplier.objects.select_related("producer") if reads_all(actor) else (),
        "is_own": actor.is_producer and not actor.posts,
        "products": products_for(actor).filter(producer_id__in=actor.producer_ids) if actor.is_producer else (),
        "forms": [
            ("Báo sản phẩm đang bán ở đâu", links.add_url("cung-ung")),
            ("Báo trang bán trên sàn", links.add_url("gian-hang")),
            ("Báo hợp đồng cung ứng", links.add_url("hop-dong")),
        ],
    }
    return render(request, "markets/front.html", context)


def _products(rows: Any) -> int:
    count: int = rows.order_by().values("product_id").distinct().count()
    return count


@login_required
@require_safe
def product(request: Request, public_id: str) -> HttpResponse:
    """Where one product is sold: shelves, marketplaces, contracts, tours."""
    actor = market_person(request)
    found = get_object_or_404(products_for(actor).select_related("producer__unit"), public_id=public_id)
    stars = stars_on([found.pk], actor.on).get(found.pk)
    may = policies.may_keep_for(actor, found.producer)
    name = f"{found.name} · mã {found.public_id}"
    context = {
        "product": found,
        "facts": [
            Row("Chủ thể", found.producer.name),
            Row("Địa bàn", found.producer.unit.full_name),
            Row("Sao theo sổ công nhận hôm nay", links.stars_text(stars) or "Không có sao còn hiệu lực"),
        ],
        "sections": [_placed(found), _listed(found, actor.on), _contracted(found, actor.on), _toured(found)],
        "may": may,
        "pages": [page for page in pages_about(found, actor) if page[1] != request.path],
        "place_url": links.add_url("cung-ung", product=name),
        "list_url": links.add_url("gian-hang", product=name),
    }
    return render(request, "markets/product.html", context)


def _placed(found: Any) -> Section:
    rows = [
        [
            Cell(str(each.where), links.record_url("cung-ung", each), tag=links.marked(each)),
            Cell(each.get_basis_display()),
            Cell(links.days(each.starts_on, each.ends_on)),
            links.state_cell(each),
        ]
        for each in found.placements.select_related("outlet", "partner")
    ]
    return Section(
        "Ở nơi bán", ("Nơi bán", "Hình thức", "Thời gian", "Trạng thái"), rows, empty="Chưa ghi nơi bán nào."
    )


def _listed(found: Any, on: Any) -> Section:
    listings = list(found.listings.select_related("partner", "product"))
    add_register_stars(listings, on)
    rows = [
        [
            Cell(each.partner.name, links.record_url("gian-hang", each), tag=links.marked(each)),
            Cell(links.money(each.price)),
            Cell(
                links.stars_text(each.claimed_stars) or "Không ghi",
                tag="Khác sổ công nhận" if each.mismatch else "",
                colour="red",
            ),
            Cell(links.days(each.starts_on, each.ends_on)),
            links.state_cell(each),
        ]
        for each in listings
    ]
    headings = ("Sàn", "Giá", "Sao ghi trên trang", "Thời gian", "Trạng thái")
    return Section("Trên sàn thương mại điện tử", headings, rows, empty="Chưa ghi sàn nào.")


def _contracted(found: Any, on: Any) -> Section:
    contracts = list(found.supply_contracts.select_related("partner", "producer", "renews", "renewed_by"))
    add_signals(contracts, on)
    rows = [
        [
            Cell(each.partner.name, links.record_url("hop-dong", each), tag=links.marked(each)),
            Cell(links.days(each.starts_on, each.runs_until)),
            links.state_cell(each),
        ]
        for each in contracts
    ]
    return Section("Theo hợp đồng", ("Bên mua", "Thời hạn", "Trạng thái"), rows, empty="Chưa ghi hợp đồng nào.")


def _toured(found: Any) -> Section:
    rows = [[links.named("tua", each)] for each in found.tours.order_by("sort_key")]
    return Section("Trong tua du lịch", ("Tua",), rows, empty="Chưa gắn với tua nào.")
