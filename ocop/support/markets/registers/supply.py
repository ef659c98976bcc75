"""Registers of what is where: placements, and listings on marketplaces."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ocop.kit.scope import Actor
from ocop.kit.ui.parts import Row
from ocop.rules import contracts as rules
from ocop.support.markets.forms.supply import ListingForm, PlacementForm
from ocop.support.markets.models import Listing, Placement
from ocop.support.markets.queries import CHECK_DAYS, stars_on
from ocop.support.markets.registers import links
from ocop.support.markets.registers.base import (
    Cell,
    Column,
    Filter,
    Page,
    Register,
    choice_filter,
    running_filter,
)
from ocop.support.markets.states import PlacementBasis, RecordState


def _unchecked(rows: QuerySet[Any], value: str, on: date) -> QuerySet[Any]:
    return rows.due_for_check(on)  # type: ignore[attr-defined]


def add_register_stars(rows: list[Listing], on: date) -> None:
    """Give each listing the star of the register and whether the page contradicts it; one query."""
    stars = stars_on({each.product_id for each in rows}, on)
    for each in rows:
        each.registered = stars.get(each.product_id)  # type: ignore[attr-defined]
        each.mismatch = rules.star_mismatch(each.claimed_stars, each.registered)  # type: ignore[attr-defined]


def _claim(listing: Any) -> Cell:
    text = links.stars_text(listing.claimed_stars) or "Không ghi"
    return Cell(text, tag="Khác sổ công nhận" if listing.mismatch else "", colour="red")


def _register_text(listing: Any) -> str:
    return links.stars_text(listing.registered) or "Không có sao còn hiệu lực"


def listing_page(listing: Listing, actor: Actor, on: date) -> Page:
    add_register_stars([listing], on)
    claimed: Any = listing
    warnings = []
    if claimed.mismatch:
        warnings.append(
            f"Trang bán ghi {listing.claimed_stars} sao; sổ công nhận: {_register_text(listing).lower()}. "
            "Anh/chị báo chủ thể sửa trang bán."
        )
    return Page(
        facts=[
            links.opens("Sản phẩm", listing.product.name, links.product_url(listing.product)),
            Row("Chủ thể", listing.product.producer.name),
            links.opens("Sàn", listing.partner.name, links.record_url("doi-tac", listing.partner)),
            Row("Địa chỉ trang bán", listing.address),
            Row("Giá", links.money(listing.price)),
            Row("Sao ghi trên trang", links.stars_text(listing.claimed_stars)),
            Row("Sao theo sổ công nhận hôm nay", _register_text(listing)),
            Row("Có trên sàn", links.days(listing.starts_on, listing.ends_on)),
            Row("Kiểm tra gần nhất", links.day(listing.checked_on)),
            Row("Căn cứ", listing.source),
            Row("Ghi chú", listing.note),
        ],
        warnings=warnings,
    )


LISTINGS = Register(
    slug="gian-hang",
    title="Sản phẩm trên sàn thương mại điện tử",
    noun="trang bán",
    about=f"Trang bán, giá, sao ghi trên trang so với sổ công nhận; kiểm tra lại sau {CHECK_DAYS} ngày.",
    model=Listing,
    form=ListingForm,
    related=("product__producer", "partner"),
    order=("product__sort_key", "pk"),
    filters=(
        choice_filter("trang_thai", "Trạng thái", RecordState.choices, "state"),
        running_filter("starts_on", "ends_on"),
        Filter("can", "Việc cần làm", [("kiem-tra", f"Chưa kiểm tra {CHECK_DAYS} ngày")], _unchecked),
    ),
    columns=(
        Column(
            "product",
            "Sản phẩm",
            lambda r: r.product.name,
            screen=lambda r: Cell(r.product.name, links.record_url("gian-hang", r), tag=links.marked(r)),
        ),
        Column("partner", "Sàn", lambda r: r.partner.name),
        Column("address", "Địa chỉ trang bán", lambda r: r.address, on_screen=False),
        Column("price", "Giá", lambda r: r.price, kind="number", screen=lambda r: Cell(links.money(r.price))),
        Column("claimed_stars", "Sao ghi trên trang", lambda r: links.stars_text(r.claimed_stars), screen=_claim),
        Column("starts_on", "Có trên sàn từ", lambda r: r.starts_on, kind="date", on_screen=False),
        Column("checked_on", "Kiểm tra gần nhất", lambda r: r.checked_on, kind="date"),
        Column("ends_on", "Ngày cuối còn trên sàn", lambda r: r.ends_on, kind="date", on_screen=False),
        Column("note", "Ghi chú", lambda r: r.note, on_screen=False),
    ),
    extra=(
        Column("producer", "Chủ thể", lambda r: r.product.producer.name, typed=False, on_screen=False),
        Column("registered", "Sao theo sổ công nhận", _register_text, typed=False),
        Column("state", "Trạng thái", lambda r: r.get_state_display(), typed=False, screen=links.state_cell),
    ),
    page=listing_page,
    dress=add_register_stars,
)


def placement_page(placement: Placement, actor: Actor, on: date) -> Page:
    where = links.where_cell(placement)
    contract = placement.contract
    facts = [
        links.opens("Sản phẩm", placement.product.name, links.product_url(placement.product)),
        Row("Chủ thể", placement.product.producer.name),
        links.opens("Nơi bán", where.text, where.url),
        Row("Hình thức", placement.get_basis_display()),
        Row("Thời gian", links.days(placement.starts_on, placement.ends_on)),
        *([links.opens("Theo hợp đồng", str(contract), links.record_url("hop-dong", contract))] if contract else []),
        Row("Căn cứ", placement.source),
        Row("Ghi chú", placement.note),
    ]
    return Page(facts)


def _at(rows: QuerySet[Any], value: str, on: date) -> QuerySet[Any]:
    at_outlet = Q(outlet__isnull=False)
    return rows.filter(at_outlet if value == "diem" else ~at_outlet)


PLACEMENTS = Register(
    slug="cung-ung",
    title="Sản phẩm tại nơi bán",
    noun="nơi bán của sản phẩm",
    about="Sản phẩm nào đang có ở đâu, từ ngày nào đến ngày nào; dòng theo hợp đồng do hợp đồng tự ghi.",
    model=Placement,
    form=PlacementForm,
    related=("product__producer", "outlet", "partner"),
    order=("product__sort_key", "-starts_on", "pk"),
    filters=(
        choice_filter("trang_thai", "Trạng thái", RecordState.choices, "state"),
        choice_filter("hinh_thuc", "Hình thức", PlacementBasis.choices, "basis"),
        running_filter("starts_on", "ends_on"),
        Filter("o", "Nơi bán", [("diem", "Điểm bán"), ("he-thong", "Hệ thống, nhà phân phối")], _at),
    ),
    columns=(
        Column(
            "product",
            "Sản phẩm",
            lambda r: r.product.name,
            screen=lambda r: Cell(r.product.name, links.record_url("cung-ung", r), tag=links.marked(r)),
        ),
        Column("place", "Nơi bán", lambda r: str(r.where), screen=links.where_cell),
        Column("basis", "Hình thức", lambda r: r.get_basis_display()),
        Column(
            "starts_on",
            "Từ ngày",
            lambda r: r.starts_on,
            kind="date",
            screen=lambda r: Cell(links.days(r.starts_on, r.ends_on)),
        ),
        Column("ends_on", "Đến hết ngày", lambda r: r.ends_on, kind="date", on_screen=False),
        Column("note", "Ghi chú", lambda r: r.note, on_screen=False),
    ),
    extra=(
        Column("producer", "Chủ thể", lambda r: r.product.producer.name, typed=False),
        Column("state", "Trạng thái", lambda r: r.get_state_display(), typed=False, screen=links.state_cell),
    ),
    page=placement_page,
)
