"""What the programme comes to: the sums, by place, and the local resources behind products."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.offices.borders import Gap
from ocop.ground.offices.models import Unit
from ocop.ground.offices.policies import may_place
from ocop.ground.offices.queries import reach_of, words_in
from ocop.ground.offices.states import Tier
from ocop.ground.producers.states import Tag
from ocop.kit import clock
from ocop.kit.text.fold import fold
from ocop.kit.ui.listing import PAGE, ListColumn, page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.support.contribution.actions import last_year
from ocop.support.contribution.figures import LEAST, BeforeAfter, Total, figures_of, stars_on, tag_lines
from ocop.support.contribution.forms import PlaceFilter, ResourceFilter, YearFilter
from ocop.support.contribution.models import YearlyResult
from ocop.support.contribution.places import PlaceLine, by_places, resource_lines
from ocop.support.contribution.queries import reads_single_results
from ocop.support.contribution.views.scoped import sums_reader

# The last day of districts and of the communes before the merger.
OLD_BORDERS = date(2025, 6, 30)
YEARS_OFFERED = 8


def _years() -> list[int]:
    last = last_year(clock.now())
    return list(range(last, last - YEARS_OFFERED, -1))


def _year(form: YearFilter) -> int:
    form.is_valid()
    return int(form.cleaned_data.get("nam") or last_year(clock.now()))


@login_required
@require_safe
def figures(request: Request) -> HttpResponse:
    """Every sum with its base, in one page that prints."""
    actor = sums_reader(request)
    form = YearFilter(request.GET, years=_years())
    year = _year(form)
    context = {
        "filter_form": form,
        "year": year,
        "found": figures_of(year),
        "stars": stars_on(actor.on),
        "tags": tag_lines(),
        "least": LEAST,
        "export_url": reverse("contribution:figures_sheet"),
        "reads_single": reads_single_results(actor),
    }
    return render(request, "contribution/figures.html", context)


FIGURE_COLUMNS = (
    ListColumn("Con số", lambda row: row[0]),
    ListColumn("Giá trị", lambda row: row[1], "number"),
    ListColumn("Đơn vị", lambda row: row[2]),
    ListColumn("Tính từ", lambda row: row[3], "number"),
    ListColumn("Trên tổng", lambda row: row[4], "number"),
)


@login_required
@require_safe
def figures_sheet(request: Request) -> HttpResponse:
    """The same figures, each with what it was summed from and of how many."""
    actor = sums_reader(request)
    year = _year(YearFilter(request.GET, years=_years()))
    found, stars = figures_of(year), stars_on(actor.on)
    sums = (
        ("Lao động", found.workers, "người"),
        ("Lao động nữ", found.women, "người"),
        ("Lao động tại địa phương", found.local_workers, "người"),
        ("Thu nhập bình quân một lao động một tháng", found.monthly_pay, "đồng"),
        ("Doanh thu", found.turnover, "đồng"),
        ("Đầu tư máy móc, nhà xưởng", found.investment, "đồng"),
    )
    rows = [
        ("Sản phẩm có sao còn hiệu lực, đến hôm nay", stars.products, "sản phẩm", None, None),
        ("Chủ thể từng được công nhận", found.base, "chủ thể", None, None),
        *((f"{name}, năm {year}", _shown(total), unit, total.producers, found.base) for name, total, unit in sums),
        *_pair_rows("Doanh thu", "đồng", found.turnover_before, year),
        *_pair_rows("Lao động", "người", found.workers_before, year),
        *((f"Nhãn: {line.label}", line.confirmed, "sản phẩm", line.confirmed, line.base) for line in tag_lines()),
    ]
    return sheet_of(f"ket-qua-chung-{year}", "Kết quả chung", FIGURE_COLUMNS, rows, actor.on)


def _pair_rows(name: str, unit: str, pair: BeforeAfter, year: int) -> list[tuple[Any, ...]]:
    hidden = "Không hiện"
    before, after = (hidden, hidden) if pair.hidden else (pair.before, pair.after)
    return [
        (f"{name}, năm trước khi được công nhận", before, unit, pair.producers, pair.base),
        (f"{name}, cùng các chủ thể đó, năm {year}", after, unit, pair.producers, pair.base),
    ]


def _shown(total: Total | None) -> str | int | None:
    """A sum as a cell prints it."""
    if total is None:
        return None
    return "Không hiện" if total.hidden else total.shown


def _tag_column(tag: Tag) -> ListColumn:
    return ListColumn(
        str(tag.label), lambda row: row.tags[tag.value], "number", on_screen=tag in (Tag.ECO, Tag.BY_PRODUCT)
    )


SUM_COLUMNS = (
    ListColumn("Lao động", lambda row: _shown(row.workers), "number"),
    ListColumn("Doanh thu (đồng)", lambda row: _shown(row.turnover), "number"),
)
PLACE_COLUMNS = (
    ListColumn("Địa bàn", lambda row: row.name),
    ListColumn("Sản phẩm còn sao", lambda row: row.starred, "number"),
    ListColumn("Chủ thể từng được công nhận", lambda row: row.recognised, "number"),
    ListColumn("Chủ thể đã khai", lambda row: row.reporting, "number"),
    *SUM_COLUMNS,
    *(_tag_column(tag) for tag in Tag),
)


def _placing_link(row: PlaceLine) -> str:
    return reverse("offices:placing") if row.place is Gap.SPLIT else ""


def _place_columns(form: PlaceFilter, *, placing: bool = False) -> list[ListColumn]:
    """Sums stand in today's borders only; who may place the records of split communes finds the way there."""
    columns = [each for each in PLACE_COLUMNS if not form.cleaned_data.get("dia_gioi") or each not in SUM_COLUMNS]
    return [replace(columns[0], url=_placing_link), *columns[1:]] if placing else columns


def _place_lines(request: Request) -> tuple[PlaceFilter, list[PlaceLine], int]:
    actor = sums_reader(request)
    form = PlaceFilter(request.GET, years=_years())
    year = _year(form)
    borders = form.cleaned_data.get("dia_gioi")
    tier = Tier.DISTRICT if borders == "huyen" else Tier.COMMUNE
    lines = by_places(year, actor.on, tier=tier, borders_on=OLD_BORDERS if borders else actor.on)
    words = fold(form.cleaned_data.get("q") or "").split()
    return form, [line for line in lines if all(word in fold(line.name) for word in words)], year


@login_required
@require_safe
def places(request: Request) -> HttpResponse:
    """Each place with its products in force, producers, people and turnover, in the borders of today or before."""
    form, lines, year = _place_lines(request)
    filled = [line for line in lines if not line.is_empty]
    page = Paginator(filled, PAGE).get_page(request.GET.get("trang"))
    columns = _place_columns(form, placing=bool(may_place(request.actor)))
    context = {
        "title": "Kết quả chung theo địa bàn",
        "crumbs": ("Kết quả chung", reverse("contribution:figures")),
        "filter_form": form,
        "export_url": reverse("contribution:places_sheet"),
        "noun": "địa bàn có số liệu",
        "page": page,
        "table": table_of(f"Kết quả chung theo địa bàn, số liệu năm {year}", columns, page),
        "year": year,
        "samples": YearlyResult.objects.current().filter(year=year, is_sample=True).exists(),
        "with_sums": not form.cleaned_data.get("dia_gioi"),
        "empty_places": len(lines) - len(filled),
        "least": LEAST,
    }
    return render(request, "contribution/places.html", context)


@login_required
@require_safe
def places_sheet(request: Request) -> HttpResponse:
    form, lines, year = _place_lines(request)
    return sheet_of(f"ket-qua-chung-theo-dia-ban-{year}", "Theo địa bàn", _place_columns(form), lines, request.actor.on)


RESOURCE_COLUMNS = (
    ListColumn("Tài nguyên bản địa", lambda row: row.name, note=lambda row: "Có mẫu" if row.samples else ""),
    ListColumn("Sản phẩm", lambda row: row.products, "number"),
    ListColumn("Còn sao", lambda row: row.starred, "number"),
    ListColumn("Chủ thể", lambda row: row.producers, "number"),
    ListColumn("Sản xuất ở", lambda row: ", ".join(row.places)),
    ListColumn("Nguyên liệu lấy từ", lambda row: ", ".join(row.origins)),
)


def _resource_lines(request: Request) -> tuple[ResourceFilter, Any]:
    actor = sums_reader(request)
    units = Unit.objects.in_force(actor.on).at(Tier.COMMUNE).order_by("sort_key")
    form = ResourceFilter(request.GET, units=[(unit.code, unit.full_name) for unit in units])
    form.is_valid()
    words, code = form.cleaned_data.get("q"), form.cleaned_data.get("xa")
    unit = next((each for each in units if each.code == code), None)
    lines = resource_lines(
        actor.on,
        words=words_in("resource_folded", words) if words else None,
        units=reach_of([unit.pk])[unit.pk] if unit else None,
    )
    return form, lines


@login_required
@require_safe
def resources(request: Request) -> HttpResponse:
    """Which local resources the programme's products live by, and where."""
    form, lines = _resource_lines(request)
    page = page_of(request, lines)
    context = {
        "title": "Tài nguyên bản địa",
        "lead": "Cộng theo tên chủ thể và cán bộ ghi ở trang sản phẩm. Sản phẩm chưa ghi tài nguyên thì chưa có ở đây.",
        "crumbs": ("Kết quả chung", reverse("contribution:figures")),
        "filter_form": form,
        "export_url": reverse("contribution:resources_sheet"),
        "noun": "tài nguyên",
        "page": page,
        "table": table_of("Tài nguyên bản địa", RESOURCE_COLUMNS, page),
        "empty_words": "Chưa có sản phẩm nào ghi tài nguyên bản địa khớp với bộ lọc.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def resources_sheet(request: Request) -> HttpResponse:
    _, lines = _resource_lines(request)
    return sheet_of("tai-nguyen-ban-dia", "Tài nguyên bản địa", RESOURCE_COLUMNS, lines, request.actor.on)
