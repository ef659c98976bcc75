"""The register of partners: retailers, distributors, marketplaces, tour operators."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Q

from ocop.kit.scope import Actor
from ocop.kit.ui.parts import Row
from ocop.support.markets.forms.places import PartnerForm
from ocop.support.markets.models import Listing, Partner, Placement, SupplyContract
from ocop.support.markets.models.places import lines_of
from ocop.support.markets.registers import links
from ocop.support.markets.registers.base import Cell, Column, Filter, Page, Register, Section, choice_filter, text_of
from ocop.support.markets.registers.places import WHERE, cited, inside
from ocop.support.markets.states import PartnerKind


def partner_page(partner: Partner, actor: Actor, on: date) -> Page:
    """The supplier list of a retail system (R175), its points of sale, contracts and listings."""
    suppliers = _suppliers(partner, actor, on)
    products = {each for group in suppliers.values() for each in group}
    sections = [
        cited(partner),
        *([_listed(partner, actor, on)] if partner.kind == PartnerKind.MARKETPLACE else []),
        _supplier_section(partner, suppliers),
        _contracts(partner, actor),
        Section(
            "Điểm bán thuộc hệ thống",
            ("Điểm bán", "Nơi"),
            [[links.named("diem-ban", each), Cell(each.place)] for each in partner.outlets.select_related("unit")],
        ),
    ]
    return Page(
        facts=[
            Row("Loại", partner.get_kind_display()),
            Row("Tên khác", lines_of(partner.aliases)),
            Row("Nơi", partner.place),
            Row("Trang web", partner.website),
            Row("Căn cứ", partner.source),
            Row("Ghi chú", partner.note),
        ],
        figures=[(len(suppliers), "chủ thể đang cung ứng", ""), (len(products), "sản phẩm đang bán", "")],
        sections=sections,
    )


def _suppliers(partner: Partner, actor: Actor, on: date) -> dict[Any, set[Any]]:
    """The products on the partner's shelves on a day, by their producers."""
    shelves = Placement.objects.visible_to(actor).standing_on(on)
    shelves = shelves.filter(Q(partner=partner) | Q(outlet__partner=partner))
    suppliers: dict[Any, set[Any]] = defaultdict(set)
    for line in shelves.select_related("product__producer__unit"):
        suppliers[line.product.producer].add(line.product)
    return suppliers


def _supplier_section(partner: Partner, suppliers: dict[Any, set[Any]]) -> Section:
    rows = [
        [
            Cell(producer.name, tag=links.marked(producer)),
            Cell(producer.unit.full_name),
            Cell("; ".join(sorted(each.name for each in products))),
        ]
        for producer, products in sorted(suppliers.items(), key=lambda pair: pair[0].sort_key)
    ]
    return Section(
        "Chủ thể đang cung ứng",
        ("Chủ thể", "Địa bàn", "Sản phẩm"),
        rows,
        empty="Chưa ghi chủ thể nào đang cung ứng cho đối tác này.",
        links=[(links.list_url("cung-ung", q=partner.name), "Mở danh sách sản phẩm đang bán")],
    )


def _contracts(partner: Partner, actor: Actor) -> Section:
    contracts = SupplyContract.objects.visible_to(actor).filter(partner=partner).select_related("producer", "partner")
    rows = [
        [
            Cell(each.producer.name, links.record_url("hop-dong", each), tag=links.marked(each)),
            Cell(links.days(each.starts_on, each.runs_until)),
            links.state_cell(each),
        ]
        for each in contracts[:50]
    ]
    return Section("Hợp đồng", ("Chủ thể", "Thời hạn", "Trạng thái"), rows, empty="Chưa ghi hợp đồng nào.")


def _listed(partner: Partner, actor: Actor, on: date) -> Section:
    """What stands on a marketplace on a day."""
    listed = Listing.objects.visible_to(actor).standing_on(on).filter(partner=partner)
    rows = [
        [links.product_cell(each.product), Cell(each.product.producer.name), Cell(links.money(each.price))]
        for each in listed.select_related("product__producer")[:100]
    ]
    return Section("Sản phẩm đang trên sàn", ("Sản phẩm", "Chủ thể", "Giá"), rows, empty="Chưa có.")


PARTNERS = Register(
    slug="doi-tac",
    title="Đối tác",
    noun="đối tác",
    about="Hệ thống bán lẻ, nhà phân phối, sàn thương mại điện tử, doanh nghiệp lữ hành, hội, hiệp hội.",
    model=Partner,
    form=PartnerForm,
    related=("unit",),
    filters=(choice_filter("loai", "Loại", PartnerKind.choices, "kind"), Filter("o", "Nơi", WHERE, inside)),
    columns=(
        Column("name", "Tên đối tác", lambda r: r.name, screen=lambda r: links.named("doi-tac", r)),
        Column("kind", "Loại", lambda r: r.get_kind_display()),
        Column("aliases", "Tên khác", lambda r: "; ".join(lines_of(r.aliases))),
        Column("unit", "Xã, phường trong tỉnh", lambda r: text_of(r.unit), on_screen=False),
        Column(
            "province_name",
            "Tỉnh, thành phố ngoài tỉnh",
            lambda r: r.province_name,
            screen=lambda r: Cell(r.place),
            listed="Ở đâu",
        ),
        Column("website", "Trang web", lambda r: r.website, on_screen=False),
        Column("source", "Căn cứ", lambda r: r.source, on_screen=False),
        Column("note", "Ghi chú", lambda r: r.note, on_screen=False),
    ),
    page=partner_page,
)
