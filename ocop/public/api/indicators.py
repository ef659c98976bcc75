"""Indicators: the list, one figure with its base whole and split, the places one may ask about."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from ocop.kit import clock
from ocop.oversight.figures.questions import places_on
from ocop.public.api import answers, formats
from ocop.public.api.asked import Missing, format_in, public_measures, question_in
from ocop.public.api.paging import Id
from ocop.public.api.service import COMMON, JSON, told

router = Router(tags=[_("Chỉ số")])
TYPES = {
    "json": JSON,
    "dhis2": JSON,
    "csv": "text/csv; charset=utf-8",
    "sdmx": "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
}


class Indicator(Schema):
    key: str
    name: str
    unit: str
    definition: str
    is_share: bool
    counts_since: bool
    options: dict[str, dict[str, str]]
    splits: list[str]


class Indicators(Schema):
    version: str
    indicators: list[Indicator]


class Place(Schema):
    key: str
    code: str
    name: str
    tier: str
    valid_from: str
    valid_to: str | None


class Places(Schema):
    version: str
    places: list[Place]


class Figure(Schema):
    """A count; where it is a share, the base it is a share of, and the share in per cent."""

    count: int | None
    base: int | None
    share: str | None


class Part(Figure):
    part: str
    label: str


class Named(Schema):
    key: str
    name: str
    unit: str


class Answered(Schema):
    version: str
    indicator: Named
    on: str
    since: str | None
    place: Place | None
    options: dict[str, str]
    split: str | None
    figure: Figure
    parts: list[Part]


class DataValueSet(Schema):
    """What `dang=dhis2` answers: DHIS2 imports it with `idScheme=CODE`."""

    dataValues: list[dict[str, str]]


class IndicatorQuestion(Schema):
    """Conditions of an indicator stand beside these as `o_…`; the list of indicators names them."""

    ngay: str = Field("", description=_("Tính đến ngày, năm-tháng-ngày. Không ghi là hôm nay."))
    tu: str = Field("", description=_("Tính từ ngày, năm-tháng-ngày."))
    dia_ban: str = Field("", description=_("Mã địa bàn. Không ghi là toàn tỉnh."))
    chia: str = Field("", description=_("xa, huyen, xa-cu, quy, hoặc tên một điều kiện."))
    dang: str = Field("json", description=_("Dạng câu trả lời; các dạng có ở trang Dữ liệu mở."))


@router.get("/chi-so/", response={200: Indicators, **COMMON}, url_name="indicators", summary=_("Mọi chỉ số công khai"))
def indicators(request: HttpRequest) -> HttpResponseBase:
    found = [answers.described(measure) for measure in public_measures().values()]
    return told(request, {"version": answers.VERSION, "indicators": found})


@router.get("/dia-ban/", response={200: Places, **COMMON}, url_name="places", summary=_("Mã địa bàn"))
def places(request: HttpRequest) -> HttpResponseBase:
    found = [answers.place_told(unit) for unit in places_on(clock.today())]
    return told(request, {"version": answers.VERSION, "places": found})


@router.get(
    "/chi-so/{key}/",
    response={200: Answered | DataValueSet, **COMMON},
    url_name="indicator",
    summary=_("Con số của một chỉ số"),
    openapi_extra={
        "responses": {200: {"content": {kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in
                                        ("text/csv", "application/vnd.sdmx.data+csv")}}}
    },
)  # fmt: skip
def indicator(request: HttpRequest, key: Id, asked: Query[IndicatorQuestion]) -> HttpResponseBase:
    measure = public_measures().get(key)
    if measure is None:
        raise Missing(gettext("Không có chỉ số công khai này. Danh sách ở /api/v1/chi-so/."))
    today = clock.today()
    said = {name: request.GET[name] for name in request.GET}
    wanted = format_in(said)
    found = answers.answered(question_in(measure, said, today), today)
    written: dict[str, Callable[[answers.Answer], Any]] = {
        "json": answers.told,
        "dhis2": formats.as_dhis2,
        "csv": formats.as_csv,
        "sdmx": formats.as_sdmx,
    }
    response = told(request, written[wanted](found), TYPES[wanted])
    if wanted == "csv":
        response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response
