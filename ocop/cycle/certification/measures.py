"""What targets and reports count of stars: products and producers with one, new and upgraded, what went up."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_noop as _

from ocop.cycle.certification.groups import group_names, in_group
from ocop.cycle.certification.models import Recognition, Referral
from ocop.cycle.certification.queries import may_stand, stands_on
from ocop.cycle.certification.states import ReferralState
from ocop.cycle.dossiers.states import DossierKind
from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.ground.planning.years import years_in
from ocop.ground.producers.measures import had_form, legal_forms
from ocop.kit.addresses import address_of
from ocop.kit.text.dates import format_date

UNIT = "product__producer__unit"
OptionsOffered = Mapping[str, Callable[[], Mapping[str, str]]]
RELATED = ("product__producer__unit", "decision")


def _official(options: Options) -> QuerySet[Recognition]:
    """Recognitions that have legal worth: trial rounds give none."""
    rows: QuerySet[Recognition] = Recognition.objects.filter(is_trial=False)
    if "group" in options:
        rows = rows.filter(in_group(options["group"]))
    if "form" in options:
        rows = rows.filter(had_form(options["form"], "product__producer", "valid_from"))
    if "year" in options:
        rows = rows.filter(year=int(options["year"]))
    if "entry" in options:
        rows = _entered_as(rows, options["entry"])
    return rows.filter(stars=int(options["stars"])) if "stars" in options else rows


def _earlier(**same: Any) -> QuerySet[Recognition]:
    """Recognitions with legal worth that came before the row's."""
    return Recognition.objects.filter(is_trial=False, valid_from__lt=OuterRef("valid_from"), **same)


def _entered_as(rows: QuerySet[Recognition], entry: str) -> QuerySet[Recognition]:
    """First recognitions, those that raised the star of the one before, or those that kept or lowered it."""
    before = _earlier(product=OuterRef("product"))
    if entry == DossierKind.FIRST:
        return rows.filter(~Exists(before))
    rows = rows.annotate(stars_before=Subquery(before.order_by("-valid_from", "-pk").values("stars")[:1]))
    raised = entry == DossierKind.UPGRADE
    return rows.filter(stars__gt=F("stars_before")) if raised else rows.filter(stars__lte=F("stars_before"))


def _first(options: Options) -> QuerySet[Recognition]:
    """The first recognition of each product."""
    return _official({**options, "entry": DossierKind.FIRST})


def _first_of_producer(options: Options) -> QuerySet[Recognition]:
    """Recognitions of producers that had none before."""
    return _official(options).filter(~Exists(_earlier(product__producer=OuterRef("product__producer"))))


def _referred(options: Options) -> QuerySet[Referral]:
    rows = Referral.objects.filter(dossier__round__is_trial=False)
    if "year" in options:
        rows = rows.filter(dossier__round__year=int(options["year"]))
    return rows.filter(state=options["state"]) if "state" in options else rows


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
    day = f"từ {format_date(row.valid_from)} đến {format_date(row.valid_until)}"
    return f"{row.product.producer.name}, {row.product.producer.unit}; {day}"


def _producer(row: Any) -> str:
    return f"{row.product.producer.name}, {row.product.producer.unit}"


def _product(row: Any) -> str:
    return f"{_label(row)} đến {row.valid_until:%d/%m/%Y}"


def _link(row: Any) -> str:
    return address_of("certification:recognition", row)


def _stars() -> dict[str, str]:
    return {str(number): f"{number} sao" for number in (3, 4, 5)}


def _years() -> dict[str, str]:
    return {str(year): str(year) for year in range(2019, 2036)}


def _years_judged() -> dict[str, str]:
    return years_in(Recognition.objects.filter(is_trial=False), "year")


def _years_referred() -> dict[str, str]:
    return years_in(Referral.objects.filter(dossier__round__is_trial=False), "dossier__round__year")


def _entries() -> dict[str, str]:
    return {
        DossierKind.FIRST.value: "Công nhận lần đầu",
        DossierKind.UPGRADE.value: "Nâng hạng",
        DossierKind.RENEWAL.value: "Đánh giá lại, không tăng hạng",
    }


def _referral_states() -> dict[str, str]:
    return {value: str(label) for value, label in ReferralState.choices}


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
GRANTED = replace(RECOGNISED, also=None, near=None, starts=("valid_from",))
FIRST = replace(GRANTED, rows=_first)
REFERRED = Counted(
    rows=_referred,
    label=lambda row: row.dossier.product.name,
    link=lambda row: address_of("certification:referral", row),
    detail=lambda row: f"{row.dossier.producer.name}; gửi ngày {format_date(row.sent_on)}",
    related=("dossier__product", "dossier__producer"),
    of="dossier__product",
    starts=("sent_on",),
    place="dossier__producer__unit",
)
STANDING: OptionsOffered = {"stars": _stars, "group": group_names, "form": legal_forms}
OF_A_YEAR: OptionsOffered = {**STANDING, "entry": _entries, "year": _years_judged}

MEASURES = (
    Measure(
        key="certification.recognised",
        name=_("Sản phẩm có sao còn hiệu lực"),
        public=True,
        unit=_("sản phẩm"),
        definition=_("Sản phẩm có công nhận còn hiệu lực trong ngày, mỗi sản phẩm tính một lần; không tính đợt thử."),
        counted=RECOGNISED,
        options=STANDING,
    ),
    Measure(
        key="certification.producers",
        name=_("Chủ thể có sản phẩm còn sao"),
        public=True,
        unit=_("chủ thể"),
        definition=_(
            "Chủ thể có ít nhất một công nhận còn hiệu lực trong ngày, mỗi chủ thể tính một lần; không tính đợt "
            "thử. Loại hình là loại hình ngày được công nhận."
        ),
        counted=replace(RECOGNISED, of="product__producer", label=_producer, detail=_product),
        options=STANDING,
    ),
    Measure(
        key="certification.granted",
        name=_("Sản phẩm được công nhận trong kỳ"),
        public=True,
        unit=_("sản phẩm"),
        definition=_(
            "Sản phẩm có công nhận bắt đầu hiệu lực trong kỳ, mỗi sản phẩm tính một lần; không tính đợt thử. "
            "Nhóm theo tên gọi lúc công nhận; nâng hạng là sao cao hơn lần công nhận liền trước; năm là năm đánh giá."
        ),
        counted=GRANTED,
        since_start=True,
        options=OF_A_YEAR,
    ),
    Measure(
        key="certification.granted_producers",
        name=_("Chủ thể có sản phẩm được công nhận trong kỳ"),
        public=True,
        unit=_("chủ thể"),
        definition=_(
            "Chủ thể có ít nhất một công nhận bắt đầu hiệu lực trong kỳ, mỗi chủ thể tính một lần; không tính "
            "đợt thử. Loại hình là loại hình ngày được công nhận."
        ),
        counted=replace(GRANTED, of="product__producer"),
        since_start=True,
        options=OF_A_YEAR,
    ),
    Measure(
        key="certification.first_producers",
        name=_("Chủ thể lần đầu có sản phẩm được công nhận"),
        public=True,
        unit=_("chủ thể"),
        definition=_(
            "Chủ thể có công nhận đầu tiên bắt đầu hiệu lực trong kỳ, trước đó chưa có công nhận nào; không "
            "tính đợt thử."
        ),
        counted=replace(GRANTED, rows=_first_of_producer, of="product__producer"),
        since_start=True,
        options={"stars": _stars, "form": legal_forms, "year": _years_judged},
    ),
    Measure(
        key="certification.referred",
        name="Sản phẩm trình Trung ương đánh giá 5 sao",
        unit="sản phẩm",
        definition="Sản phẩm có hồ sơ tiềm năng 5 sao gửi Trung ương trong kỳ; trả lời là trả lời hiện nay. Năm là năm "
        "của đợt đánh giá.",
        counted=REFERRED,
        since_start=True,
        options={"year": _years_referred, "state": _referral_states},
    ),
    Measure(
        key="certification.five_star",
        name=_("Sản phẩm 5 sao còn hiệu lực"),
        public=True,
        unit=_("sản phẩm"),
        definition=_("Sản phẩm có công nhận 5 sao còn hiệu lực trong ngày; không tính đợt thử."),
        counted=replace(RECOGNISED, rows=lambda options: _official({**options, "stars": "5"})),
    ),
    Measure(
        key="certification.new_products",
        name=_("Sản phẩm mới được công nhận"),
        public=True,
        unit=_("sản phẩm"),
        definition=_("Sản phẩm được công nhận lần đầu trong thời gian của kế hoạch; không tính nâng hạng và đợt thử."),
        counted=FIRST,
        since_start=True,
    ),
    Measure(
        key="certification.new_producers",
        name=_("Chủ thể của sản phẩm mới"),
        public=True,
        unit=_("chủ thể"),
        definition=_("Chủ thể có ít nhất một sản phẩm được công nhận lần đầu trong thời gian của kế hoạch."),
        counted=replace(FIRST, of="product__producer"),
        since_start=True,
    ),
    Measure(
        key="certification.four_star_2020_ready",
        name="Sản phẩm 4 sao của một năm đã lập hồ sơ dự thi cấp quốc gia",
        unit="sản phẩm",
        definition="Sản phẩm được công nhận 4 sao trong năm đã chọn (không chọn là 2020), đã có hồ sơ gửi Trung ương.",
        counted=replace(REFERRED, rows=_sent_up),
        options={"stars": _stars, "year": _years},
    ),
)
