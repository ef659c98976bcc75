"""The officers' lists of dossiers: filters in the address, pages, Excel of the same rows, print."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ocop.cycle.dossiers import policies
from ocop.cycle.dossiers.forms import ReadingFilter
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.queries import FIRST_READERS, DossierQuerySet, reads_province
from ocop.cycle.dossiers.states import DossierState
from ocop.cycle.dossiers.views.fetch import actor_of
from ocop.kit import clock
from ocop.kit.scope import Actor
from ocop.kit.sheets import Column, write_table

PAGE_SIZE = 50
MOST_PRINTED = 3000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class OfficersList:
    """One of the two lists: its URL name and template, title, and the state shown at first.

    `shows_office`: the third column says where the dossier is checked; otherwise its number.
    """

    name: str
    template: str
    title: str
    first: str
    shows_office: bool = False

    @property
    def third(self) -> str:
        return "Nơi kiểm tra" if self.shows_office else "Số hồ sơ"

    @property
    def columns(self) -> list[Column]:
        """The columns of the screen."""
        texts = ("Sản phẩm", "Chủ thể", self.third)
        dates = (Column("Nộp ngày", "date"), Column("Trạng thái"), Column("Thời hạn", "date"))
        return [*map(Column, texts), *dates]

    def line(self, row: Dossier) -> list[str | date | None]:
        """One dossier under those columns."""
        third = str(row.reading_office or "") if self.shows_office else row.number or ""
        lodged_on = clock.local_date(row.lodged_at) if row.lodged_at else None
        return [row.product.name, row.producer.name, third, lodged_on, row.get_state_display(), row.due_on]


READING = OfficersList("reading_list", "dossiers/reading_list.html", "Hồ sơ chờ kiểm tra", DossierState.LODGED)
PROVINCE = OfficersList(
    "province_list", "dossiers/province_list.html", "Hồ sơ của tỉnh", DossierState.FORWARDED, shows_office=True
)


def _rows(which: OfficersList, actor: Actor) -> DossierQuerySet:
    rows = Dossier.objects.read_by(actor)
    if which is READING:
        return rows.filter(reading_office_id__in=actor.office_ids(*FIRST_READERS))
    return rows


def _filtered(
    request: HttpRequest, which: OfficersList, rows: DossierQuerySet
) -> tuple[ReadingFilter, DossierQuerySet]:
    data = request.GET.copy()
    data.setdefault("trang_thai", which.first)
    form = ReadingFilter(data)
    return form, form.narrow(rows, clock.today()).for_list()


def _require_reader(request: HttpRequest) -> None:
    """A list of the officers answers 403 with a sentence to whoever checks nothing."""
    if not (may := policies.may_open_reading_list(actor_of(request))):
        raise PermissionDenied(may.reason)


@login_required
@require_safe
def reading_list(request: HttpRequest) -> HttpResponse:
    """Hồ sơ chờ kiểm tra: what was lodged at this person's offices, the nearest deadline first."""
    _require_reader(request)
    return _list(request, READING)


@login_required
@require_safe
def province_list(request: HttpRequest) -> HttpResponse:
    """All dossiers of the province, those waiting for intake first."""
    _require_reader(request)
    if not reads_province(actor_of(request)):
        return redirect("dossiers:reading_list")
    return _list(request, PROVINCE)


def _list(request: HttpRequest, which: OfficersList) -> HttpResponse:
    rows = _rows(which, actor_of(request))
    counts = rows.state_counts()
    form, found = _filtered(request, which, rows)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {"form": form, "page": page, "counts": counts, "first": which.first}
    return render(request, which.template, context)


@login_required
@require_safe
def reading_sheet(request: HttpRequest) -> HttpResponse:
    """The filtered rows of the first reader's list as Excel, in the columns of the screen."""
    _require_reader(request)
    return _sheet(request, READING)


@login_required
@require_safe
def province_sheet(request: HttpRequest) -> HttpResponse:
    """The filtered rows of the province's list as Excel, in the columns of the screen."""
    _require_reader(request)
    if not reads_province(actor_of(request)):
        return redirect("dossiers:reading_sheet")
    return _sheet(request, PROVINCE)


def _sheet(request: HttpRequest, which: OfficersList) -> HttpResponse:
    _, found = _filtered(request, which, _rows(which, actor_of(request)))
    content = write_table(which.columns, [which.line(row) for row in found], sheet=which.title)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ho-so-{clock.today():%Y-%m-%d}.xlsx"'
    return response


@login_required
@require_safe
def reading_print(request: HttpRequest) -> HttpResponse:
    """The filtered rows of the first reader's list on paper."""
    _require_reader(request)
    return _print(request, READING)


@login_required
@require_safe
def province_print(request: HttpRequest) -> HttpResponse:
    """The filtered rows of the province's list on paper."""
    _require_reader(request)
    if not reads_province(actor_of(request)):
        return redirect("dossiers:reading_print")
    return _print(request, PROVINCE)


def _print(request: HttpRequest, which: OfficersList) -> HttpResponse:
    _, found = _filtered(request, which, _rows(which, actor_of(request)))
    rows = found[:MOST_PRINTED]
    context = {
        "which": which,
        "rows": [which.line(row) for row in rows],
        "list_url": f"dossiers:{which.name}",
        "most": MOST_PRINTED,
        "plain_sheet": True,
    }
    return render(request, "dossiers/list_print.html", context)
