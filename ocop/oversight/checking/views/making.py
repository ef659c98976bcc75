"""The list of checks, and the three ways to make one."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.kit import clock
from ocop.kit.scope import Actor
from ocop.kit.ui.form_page import FormPage, bound, run
from ocop.kit.ui.listing import XLSX, ListColumn, page_of, table_of
from ocop.kit.web import Request
from ocop.oversight.checking import actions, policies
from ocop.oversight.checking.forms import NewCheck, SearchForm, TextForm, WorkbookForm
from ocop.oversight.checking.held import Held
from ocop.oversight.checking.models import Check
from ocop.oversight.checking.states import Source
from ocop.oversight.checking.workbook import write_workbook

COLUMNS = (
    ListColumn("Lần kiểm tra", lambda row: row.name, url=lambda row: reverse("checking:check", args=[row.public_id])),
    ListColumn("Nguồn", lambda row: row.get_source_display()),
    ListColumn("Số con số", lambda row: len(row.numbers), "number"),
    ListColumn("Phép kiểm đã xác nhận", lambda row: sum(each["is_confirmed"] for each in row.claims), "number"),
    ListColumn("Người lập", lambda row: row.made_by.full_name),
    ListColumn("Lập ngày", lambda row: clock.local_date(row.made_at), "date"),
)


def checker(request: Request) -> Actor:
    """The person, when checking numbers is for them; 404 otherwise."""
    if not policies.may_check(request.actor):
        raise Http404
    return request.actor


@login_required
@require_safe
def checks(request: Request) -> HttpResponse:
    """The checks a person may read, the newest first."""
    actor = checker(request)
    form = SearchForm(request.GET)
    form.is_valid()
    rows: Any = Check.objects.visible_to(actor).select_related("made_by")
    if words := form.cleaned_data.get("q"):
        rows = rows.search(words)
    page = page_of(request, rows)
    context = {
        "filter_form": form,
        "page": page,
        "table": table_of("Các lần kiểm tra", COLUMNS, page),
        "noun": "lần kiểm tra",
    }
    return render(request, "checking/checks.html", context)


def _page(title: str, submit: str, intro: str) -> FormPage:
    listed = reverse("checking:checks")
    return FormPage(title, "Kiểm tra số liệu", listed, submit, "Đã đọc xong.", listed, intro)


def _begun(request: Request, form: NewCheck, source: Source, page: FormPage) -> HttpResponse:
    """The page of a form that begins a check; what is read of it comes next, to be confirmed or keyed in."""
    actor = checker(request)

    def act(said: dict[str, Any]) -> str:
        numbers, claims = form.read
        made = actions.make_check(said["name"], source, numbers, claims, key=said["key"], by=actor, at=clock.now())
        return reverse(_next(source, claims), args=[made.public_id])

    return run(request, form, page, act, policies.may_check(actor))


def _next(source: Source, claims: Iterable[Held]) -> str:
    """The page after reading: a workbook's claims may have been confirmed in it."""
    if source == Source.KEYED:
        return "checking:numbers"
    is_confirmed = source == Source.WORKBOOK and all(each.is_confirmed for each in claims)
    return "checking:check" if is_confirmed else "checking:claims"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def from_text(request: Request) -> HttpResponse:
    """Paste a text; what it claims of its numbers comes next, to be confirmed."""
    intro = (
        "Máy tìm các con số và đề nghị số nào phải khớp với số nào; anh/chị xác nhận rồi máy mới kiểm. "
        "Văn bản không được lưu lại."
    )
    page = _page("Kiểm tra một văn bản", "Đọc văn bản", intro)
    return _begun(request, bound(request, TextForm), Source.TEXT, page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def from_workbook(request: Request) -> HttpResponse:
    """Send a workbook: the template filled in, or any table with totals."""
    intro = (
        "Gửi tệp mẫu đã điền, hoặc bất kỳ bảng nào có dòng hay cột “Tổng”, “Cộng”, “Tỷ lệ (%)”: "
        "máy đề nghị phép kiểm để anh/chị xác nhận. Tệp mẫu tải ở trang Kiểm tra số liệu."
    )
    page = _page("Kiểm tra một bảng Excel", "Đọc bảng", intro)
    return _begun(request, bound(request, WorkbookForm), Source.WORKBOOK, page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keyed(request: Request) -> HttpResponse:
    """Begin a check whose numbers are keyed in one by one."""
    page = _page("Nhập từng số", "Bắt đầu", "Đặt tên trước, rồi thêm từng số và từng phép kiểm.")
    return _begun(request, bound(request, NewCheck), Source.KEYED, page)


@login_required
@require_safe
def blank(request: Request) -> HttpResponse:
    """The template of a workbook, with every kind of claim explained."""
    checker(request)
    response = HttpResponse(write_workbook(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="kiem-tra-so-lieu-mau.xlsx"'
    return response
