"""What targets may count of stars: new products and their producers, products with a valid star, what went up."""

from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from ocop.cycle.certification.models import Recognition, Referral
from ocop.cycle.certification.queries import may_stand, stands_on
from ocop.ground.planning.measures import Counted, Measure, Options

UNIT = "product__producer__unit"
RELATED = ("product__producer__unit", "decision")


def _official(options: Options) -> QuerySet[Recognition]:
    """Recognitions that have legal worth: trial rounds give none."""
    rows = Recognition.objects.filter(is_trial=False)
    return rows.filter(stars=int(options["stars"])) if "stars" in options else rows


def _first(options: Options) -> QuerySet[Recognition]:
    """The first recognition of each product."""
    earlier = Recognition.objects.filter(product=OuterRef("product"), valid_from__lt=OuterRef("valid_from"))
    return _official(options).filter(~Exists(earlier))


def _sent_up(options: Options) -> QuerySet[Referral]:
    """Dossiers sent to the ministry's tier, of products recognised with some stars in some year."""
    recognised = Recognition.objects.filter(
        product=OuterRef("dossier__product"),
        stars=int(options.get("stars", "4")),
        year=int(options.get("year", "2020")),
    )
    return Referral.objects.filter(Exists(recognised))


def _label(row: Any) -> str:
    return f"{row.product.name}: {row.stars} sao"


def _detail(row: Any) -> str:
    day = f"từ {row.valid_from:%d/%m/%Y} đến {row.valid_until:%d/%m/%Y}"
    return f"{row.product.producer.name}, {row.product.producer.unit}; {day}"


def _link(row: Any) -> str:
    return reverse("certification:recognition", args=[row.public_id])


def _stars() -> dict[str, str]:
    return {str(number): f"{number} sao" for number in (3, 4, 5)}


def _years() -> dict[str, str]:
    return {str(year): str(year) for year in range(2019, 2100)}


RECOGNISED = Counted(
    rows=_official,
    label=_label,
    link=_link,
    detail=_detail,
    related=RELATED,
    of="product",
    also=stands_on,
    near=may_stand,
    place=UNIT,
)
FIRST = replace(RECOGNISED, rows=_first, also=None, near=None, starts=("valid_from",))

MEASURES = (
    Measure(
        key="certification.recognised",
        name="Sản phẩm có sao còn hiệu lực",
        unit="sản phẩm",
        definition="Sản phẩm có công nhận còn hiệu lực trong ngày, mỗi sản phẩm tính một lần; không tính đợt thử.",
        counted=RECOGNISED,
        options={"stars": _stars},
    ),
    Measure(
        key="certification.five_star",
        name="Sản phẩm 5 sao còn hiệu lực",
        unit="sản phẩm",
        definition="Sản phẩm có công nhận 5 sao còn hiệu lực trong ngày; không tính đợt thử.",
        counted=replace(RECOGNISED, rows=lambda options: _official({**options, "stars": "5"})),
    ),
    Measure(
        key="certification.new_products",
        name="Sản phẩm mới được công nhận",
        unit="sản phẩm",
        definition="Sản phẩm được công nhận lần đầu trong thời gian của kế hoạch; không tính nâng hạng và đợt thử.",
        counted=FIRST,
        since_start=True,
    ),
    Measure(
        key="certification.new_producers",
        name="Chủ thể của sản phẩm mới",
        unit="chủ thể",
        definition="Chủ thể có ít nhất một sản phẩm được công nhận lần đầu trong thời gian của kế hoạch.",
        counted=replace(FIRST, of="product__producer"),
        since_start=True,
    ),
    Measure(
        key="certification.four_star_2020_ready",
        name="Sản phẩm 4 sao của một năm đã lập hồ sơ dự thi cấp quốc gia",
        unit="sản phẩm",
        definition="Sản phẩm được công nhận 4 sao trong năm đã chọn (không chọn là 2020), đã có hồ sơ gửi Trung ương.",
        counted=Counted(
            rows=_sent_up,
            label=lambda row: row.dossier.product.name,
            detail=lambda row: f"{row.dossier.producer.name}; gửi ngày {row.sent_on:%d/%m/%Y}",
            related=("dossier__product", "dossier__producer"),
            of="dossier__product",
            starts=("sent_on",),
            place="dossier__producer__unit",
        ),
        options={"stars": _stars, "year": _years},
    ),
)
