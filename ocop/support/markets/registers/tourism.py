"""Registers of tourist sites, tours, value chains and communities."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from ocop.kit.scope import Actor
from ocop.kit.ui.parts import Row
from ocop.support.markets.forms.others import (
    ChainForm,
    CommunityForm,
    SiteForm,
    TourForm,
)
from ocop.support.markets.models import (
    Community,
    LargeSpan,
    Tour,
    TouristSite,
    ValueChain,
)
from ocop.support.markets.queries import products_for
from ocop.support.markets.registers import links
from ocop.support.markets.registers.base import (
    Cell,
    Column,
    Filter,
    Page,
    Register,
    Section,
    choice_filter,
    joined,
    running_filter,
    text_of,
)
from ocop.support.markets.states import ChainStage, CommunityKind


def _large(rows: QuerySet[Any], value: str, on: date) -> QuerySet[Any]:
    spans = LargeSpan.objects.filter(site=OuterRef("pk"), valid_from__lte=on).exclude(valid_to__lt=on)
    return rows.filter(Exists(spans)) if value == "lon" else rows.filter(~Exists(spans))


def _is_large(site: Any) -> str:
    return "Điểm lớn" if any(each.valid_to is None for each in site.large_spans.all()) else ""


def site_page(site: TouristSite, actor: Actor, on: date) -> Page:
    spans = [
        [
            Cell(links.days(each.valid_from, each.valid_to), tag=links.marked(each)),
            Cell(each.reason),
            Cell(each.end_reason),
        ]
        for each in site.large_spans.all()
    ]
    outlets = [
        [links.named("diem-ban", each), Cell(each.get_kind_display()), Cell(links.days(each.opened_on, each.closed_on))]
        for each in site.outlets.all()
    ]
    tours = [[links.named("tua", each)] for each in site.tours.all()]
    return Page(
        facts=[
            Row("Xã, phường", text_of(site.unit)),
            Row("Giới thiệu", site.about),
            Row("Căn cứ", site.source),
            Row("Ghi chú", site.note),
        ],
        sections=[
            Section(
                "Trong danh sách điểm du lịch lớn",
                ("Thời gian", "Lý do đưa vào", "Lý do đưa ra"),
                spans,
                empty="Chưa đưa vào danh sách.",
                note="Kế hoạch nói “điểm du lịch lớn” mà không kê tên, nên danh sách do tỉnh giữ, có ngày và lý do.",
            ),
            Section(
                "Điểm bán tại đây", ("Điểm bán", "Loại", "Thời gian"), outlets, empty="Chưa có quầy, điểm bán nào."
            ),
            Section("Tua đi qua", ("Tua",), tours),
        ],
    )


SITES = Register(
    slug="diem-du-lich",
    title="Điểm du lịch",
    noun="điểm du lịch",
    about="Điểm du lịch của tỉnh; điểm lớn là danh sách được giữ theo ngày, có lý do.",
    model=TouristSite,
    form=SiteForm,
    related=("unit",),
    many=("large_spans",),
    filters=(Filter("lon", "Trong danh sách điểm lớn", [("lon", "Có"), ("khong", "Không")], _large),),
    columns=(
        Column("name", "Tên điểm du lịch", lambda r: r.name, screen=lambda r: links.named("diem-du-lich", r)),
        Column("unit", "Xã, phường", lambda r: text_of(r.unit)),
        Column("about", "Giới thiệu", lambda r: r.about, on_screen=False),
        Column("source", "Căn cứ", lambda r: r.source, on_screen=False),
    ),
    extra=(Column("large", "Điểm lớn", _is_large, typed=False),),
    page=site_page,
)


def tour_page(tour: Tour, actor: Actor, on: date) -> Page:
    """Products one may not read stay out; the rest of the tour is for everybody concerned."""
    mine = tour.products.filter(pk__in=products_for(actor).values("pk")).select_related("producer")
    return Page(
        facts=[
            Row("Doanh nghiệp lữ hành", text_of(tour.operator)),
            Row("Thời gian", links.days(tour.starts_on, tour.ends_on)),
            Row("Nội dung", tour.about),
            Row("Căn cứ", tour.source),
        ],
        sections=[
            Section(
                "Điểm du lịch đi qua",
                ("Điểm du lịch",),
                [[links.named("diem-du-lich", each)] for each in tour.sites.order_by("sort_key")],
                empty="Chưa ghi điểm nào.",
            ),
            Section(
                "Sản phẩm gắn với tua",
                ("Sản phẩm", "Chủ thể"),
                [[links.product_cell(each), Cell(each.producer.name)] for each in mine.order_by("sort_key")],
                empty="Chưa ghi sản phẩm nào.",
            ),
        ],
    )


TOURS = Register(
    slug="tua",
    title="Tua du lịch",
    noun="tua",
    about="Tua du lịch nông thôn và sản phẩm gắn với tua.",
    model=Tour,
    form=TourForm,
    related=("operator",),
    many=("sites",),
    filters=(running_filter("starts_on", "ends_on"),),
    columns=(
        Column("name", "Tên tua", lambda r: r.name, screen=lambda r: links.named("tua", r)),
        Column("operator", "Doanh nghiệp lữ hành", lambda r: text_of(r.operator)),
        Column("sites", "Điểm du lịch đi qua", lambda r: joined(r.sites)),
        Column("starts_on", "Từ ngày", lambda r: r.starts_on, kind="date"),
        Column("ends_on", "Đến hết ngày", lambda r: r.ends_on, kind="date"),
        Column("about", "Nội dung", lambda r: r.about, on_screen=False),
        Column("source", "Căn cứ", lambda r: r.source, on_screen=False),
    ),
    page=tour_page,
)


def chain_page(chain: ValueChain, actor: Actor, on: date) -> Page:
    found = list(chain.links.select_related("producer", "partner"))
    order = {stage: place for place, stage in enumerate(ChainStage.values)}
    rows = [
        [Cell(each.get_stage_display()), Cell(str(each.producer or each.partner)), Cell(each.does)]
        for each in sorted(found, key=lambda each: (order[each.stage], each.pk))
    ]
    have = {each.stage for each in found}
    lacking = [str(stage.label).lower() for stage in ChainStage if stage not in have]
    return Page(
        facts=[
            Row("Nội dung", chain.about),
            Row("Thời gian", links.days(chain.starts_on, chain.ends_on)),
            Row("Khâu chưa có ai", ", ".join(lacking)),
            Row("Căn cứ", chain.source),
        ],
        sections=[Section("Các mắt xích", ("Khâu", "Ai", "Làm gì"), rows, empty="Chưa ghi mắt xích nào.")],
    )


CHAINS = Register(
    slug="chuoi",
    title="Chuỗi giá trị",
    noun="chuỗi",
    about="Từ đầu vào đến tiêu thụ: ai làm khâu nào, khâu nào còn thiếu.",
    model=ValueChain,
    form=ChainForm,
    filters=(running_filter("starts_on", "ends_on"),),
    columns=(
        Column("name", "Tên chuỗi", lambda r: r.name, screen=lambda r: links.named("chuoi", r)),
        Column("starts_on", "Từ ngày", lambda r: r.starts_on, kind="date"),
        Column("ends_on", "Đến hết ngày", lambda r: r.ends_on, kind="date"),
        Column("about", "Nội dung", lambda r: r.about),
        Column("source", "Căn cứ", lambda r: r.source, on_screen=False),
    ),
    page=chain_page,
)

COMMUNITIES = Register(
    slug="lang-nghe",
    title="Làng nghề, hội quán",
    noun="làng nghề, hội quán",
    about="Làng nghề và hội quán, cùng các chủ thể là thành viên.",
    model=Community,
    form=CommunityForm,
    related=("unit",),
    many=("producers",),
    filters=(choice_filter("loai", "Loại", CommunityKind.choices, "kind"),),
    columns=(
        Column("name", "Tên", lambda r: r.name, screen=lambda r: links.named("lang-nghe", r)),
        Column("kind", "Loại", lambda r: r.get_kind_display()),
        Column("unit", "Xã, phường", lambda r: text_of(r.unit)),
        Column("founded_on", "Thành lập, công nhận ngày", lambda r: r.founded_on, kind="date", on_screen=False),
        Column("members", "Số thành viên, số hộ", lambda r: r.members, kind="number"),
        Column("about", "Giới thiệu", lambda r: r.about, on_screen=False),
        Column("source", "Căn cứ", lambda r: r.source, on_screen=False),
    ),
    page=lambda r, actor, on: Page(
        facts=[
            Row("Loại", r.get_kind_display()),
            Row("Xã, phường", r.unit.full_name),
            Row("Thành lập, công nhận ngày", links.day(r.founded_on)),
            Row("Số thành viên, số hộ", links.number(r.members)),
            Row("Giới thiệu", r.about),
            Row("Căn cứ", r.source),
        ],
        sections=[
            Section(
                "Chủ thể tham gia OCOP",
                ("Chủ thể",),
                [[Cell(each.name, tag=links.marked(each))] for each in r.producers.order_by("sort_key")],
                empty="Chưa ghi chủ thể nào.",
            )
        ],
    ),
)
