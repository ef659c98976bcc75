"""Registers of points of sale, their years and what buyers say there."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from ocop.kit.scope import Actor
from ocop.kit.ui.parts import Row
from ocop.support.markets.forms.places import FeedbackForm, OutletForm, YearForm
from ocop.support.markets.models import Feedback, Outlet, OutletYear, Placement
from ocop.support.markets.models.places import lines_of
from ocop.support.markets.registers import links
from ocop.support.markets.registers.base import Cell, Column, Filter, Page, Register, Section, choice_filter, text_of
from ocop.support.markets.registers.places import WHERE, cited, inside
from ocop.support.markets.states import FeedbackKind, OutletKind


def outlet_page(outlet: Outlet, actor: Actor, on: date) -> Page:
    """What stands there on a day: products and supplying units are two counts (R196)."""
    lines = Placement.objects.visible_to(actor).standing_on(on).filter(outlet=outlet)
    standing = list(lines.select_related("product__producer").order_by("product__sort_key", "pk"))
    products = {each.product_id for each in standing}
    producers = {each.product.producer_id for each in standing}
    return Page(
        facts=_facts(outlet),
        figures=[(len(products), "sản phẩm", ""), (len(producers), "đơn vị cung cấp", "")],
        sections=[cited(outlet), _standing(standing, on), _years(outlet, actor), _said(outlet, actor)],
    )


def _facts(outlet: Outlet) -> list[Row]:
    since = links.day(outlet.opened_on)
    return [
        Row("Loại", outlet.get_kind_display()),
        Row("Tên khác, tên cũ", lines_of(outlet.aliases)),
        Row("Đơn vị quản lý", outlet.operator),
        Row("Thuộc hệ thống", text_of(outlet.partner)),
        Row("Nơi", outlet.place),
        Row("Địa chỉ", outlet.address),
        Row("Tại điểm du lịch", text_of(outlet.tourist_site)),
        Row("Mở cửa từ", f"{since} (ước theo năm của văn bản)" if outlet.opened_is_estimated else since),
        Row("Ngày hoạt động cuối", links.day(outlet.closed_on)),
        Row("Căn cứ", outlet.source),
        Row("Ghi chú", outlet.note),
    ]


def _standing(lines: list[Placement], on: date) -> Section:
    """The products of a day, each with its producer."""
    rows = [
        [
            links.product_cell(each.product),
            Cell(each.product.producer.name),
            Cell(each.get_basis_display()),
            Cell(links.days(each.starts_on, each.ends_on)),
        ]
        for each in lines
    ]
    headings = ("Sản phẩm", "Chủ thể", "Hình thức", "Thời gian")
    return Section(f"Sản phẩm ngày {links.day(on)}", headings, rows, empty="Ngày này chưa ghi sản phẩm nào ở đây.")


def _said(outlet: Outlet, actor: Actor) -> Section:
    feedback = Feedback.objects.visible_to(actor).filter(outlet=outlet).select_related("product")[:30]
    rows = [
        [
            Cell(links.day(each.on), links.record_url("phan-hoi", each), tag=links.marked(each)),
            Cell(each.get_kind_display()),
            Cell(text_of(each.product)),
            Cell(each.text),
        ]
        for each in feedback
    ]
    headings = ("Ngày", "Loại", "Sản phẩm", "Nội dung")
    return Section("Người mua nói gì", headings, rows, empty="Chưa ghi phản hồi nào.")


def _years(outlet: Outlet, actor: Actor) -> Section:
    rows = [
        [
            Cell(str(each.year), links.record_url("ket-qua", each), tag=links.marked(each)),
            Cell(links.money(each.revenue)),
            Cell(links.number(each.visitors)),
        ]
        for each in OutletYear.objects.visible_to(actor).filter(outlet=outlet)
    ]
    empty = "Chưa có báo cáo năm nào mà anh/chị xem được."
    return Section("Kết quả từng năm", ("Năm", "Doanh thu", "Lượt khách"), rows, empty=empty)


def _open_on(rows: QuerySet[Any], value: str, on: date) -> QuerySet[Any]:
    if value == "dong":
        return rows.filter(closed_on__lt=on)
    return rows.filter(opened_on__lte=on).exclude(closed_on__lt=on)


OUTLETS = Register(
    slug="diem-ban",
    title="Điểm giới thiệu và bán sản phẩm",
    noun="điểm bán",
    about="Cửa hàng, trung tâm, quầy tại điểm du lịch, điểm trưng bày, siêu thị có sản phẩm của tỉnh.",
    model=Outlet,
    form=OutletForm,
    related=("unit", "partner", "tourist_site"),
    filters=(
        choice_filter("loai", "Loại", OutletKind.choices, "kind"),
        Filter("o", "Nơi", WHERE, inside),
        Filter("dang", "Hoạt động", [("mo", "Đang mở"), ("dong", "Đã đóng")], _open_on),
    ),
    columns=(
        Column("name", "Tên điểm bán", lambda r: r.name, screen=lambda r: links.named("diem-ban", r)),
        Column("kind", "Loại", lambda r: r.get_kind_display()),
        Column("aliases", "Tên khác, tên cũ", lambda r: "; ".join(lines_of(r.aliases)), on_screen=False),
        Column("operator", "Đơn vị quản lý", lambda r: r.operator, on_screen=False),
        Column("partner", "Thuộc hệ thống", lambda r: text_of(r.partner), on_screen=False),
        Column("unit", "Xã, phường trong tỉnh", lambda r: text_of(r.unit), on_screen=False),
        Column(
            "province_name",
            "Tỉnh, thành phố ngoài tỉnh",
            lambda r: r.province_name,
            screen=lambda r: Cell(r.place),
            listed="Ở đâu",
        ),
        Column("address", "Địa chỉ", lambda r: r.address, on_screen=False),
        Column("tourist_site", "Tại điểm du lịch", lambda r: text_of(r.tourist_site)),
        Column("opened_on", "Mở cửa từ", lambda r: r.opened_on, kind="date"),
        Column("closed_on", "Ngày hoạt động cuối", lambda r: r.closed_on, kind="date"),
        Column("source", "Căn cứ", lambda r: r.source, on_screen=False),
        Column("note", "Ghi chú", lambda r: r.note, on_screen=False),
    ),
    page=outlet_page,
)

YEARS = Register(
    slug="ket-qua",
    title="Kết quả hoạt động của điểm bán",
    noun="kết quả năm",
    about="Doanh thu và lượt khách của từng điểm bán theo năm. Nơi giữ sổ và cán bộ địa bàn của điểm bán xem được.",
    model=OutletYear,
    form=YearForm,
    related=("outlet",),
    order=("-year", "outlet__sort_key"),
    columns=(
        Column(
            "outlet",
            "Điểm bán",
            lambda r: r.outlet.name,
            screen=lambda r: Cell(r.outlet.name, links.record_url("ket-qua", r), tag=links.marked(r)),
        ),
        Column("year", "Năm", lambda r: str(r.year)),
        Column(
            "revenue", "Doanh thu", lambda r: r.revenue, kind="number", screen=lambda r: Cell(links.money(r.revenue))
        ),
        Column(
            "visitors",
            "Lượt khách",
            lambda r: r.visitors,
            kind="number",
            screen=lambda r: Cell(links.number(r.visitors)),
        ),
        Column("source", "Căn cứ", lambda r: r.source),
        Column("note", "Ghi chú", lambda r: r.note, on_screen=False),
    ),
    page=lambda r, actor, on: Page(
        facts=[
            links.opens("Điểm bán", r.outlet.name, links.record_url("diem-ban", r.outlet)),
            Row("Năm", str(r.year)),
            Row("Doanh thu", links.money(r.revenue)),
            Row("Lượt khách", links.number(r.visitors)),
            Row("Căn cứ", r.source),
            Row("Ghi chú", r.note),
        ]
    ),
)

FEEDBACK = Register(
    slug="phan-hoi",
    title="Phản hồi thị trường",
    noun="phản hồi",
    about="Người mua nói gì ở các điểm bán.",
    model=Feedback,
    form=FeedbackForm,
    related=("outlet", "product"),
    order=("-on", "-pk"),
    filters=(choice_filter("loai", "Loại", FeedbackKind.choices, "kind"),),
    columns=(
        Column(
            "outlet",
            "Điểm bán",
            lambda r: r.outlet.name,
            screen=lambda r: Cell(r.outlet.name, links.record_url("phan-hoi", r), tag=links.marked(r)),
        ),
        Column("on", "Ngày", lambda r: r.on, kind="date"),
        Column("kind", "Loại", lambda r: r.get_kind_display()),
        Column("product", "Nói về sản phẩm", lambda r: text_of(r.product)),
        Column("text", "Nội dung", lambda r: r.text),
        Column("source", "Căn cứ", lambda r: r.source, on_screen=False),
    ),
    page=lambda r, actor, on: Page(
        facts=[
            links.opens("Điểm bán", r.outlet.name, links.record_url("diem-ban", r.outlet)),
            Row("Ngày", links.day(r.on)),
            Row("Loại", r.get_kind_display()),
            Row("Nói về sản phẩm", text_of(r.product)),
            Row("Nội dung", r.text),
            Row("Căn cứ", r.source),
        ]
    ),
)
