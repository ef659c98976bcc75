"""What the coordination office does with a return: takes it, gives it back, opens it again, excuses its office."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.kit import clock
from ocop.kit.ui.form_page import FormPage, bound, run
from ocop.kit.web import Request
from ocop.oversight.reporting import actions, policies
from ocop.oversight.reporting.forms import ShortWhyForm, WhyForm
from ocop.oversight.reporting.models import PeriodicReturn
from ocop.oversight.reporting.views.scoped import attempt, demand, return_or_404


@login_required
@require_POST
def accept(request: Request, public_id: str) -> HttpResponse:
    row = return_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    attempt(request, lambda: actions.accept(row, by=request.actor, at=clock.now()), "Đã nhận và khóa báo cáo.")
    return redirect("reporting:return", row.public_id)


def _settle(request: Request, row: PeriodicReturn, page_: FormPage, form: Any, act: Any, may: Any) -> HttpResponse:
    """A page that asks for a reason and gives the return back."""
    demand(policies.may_collect(request.actor))

    def done(said: dict[str, Any]) -> None:
        act(row, why=said["why"], by=request.actor, at=clock.now())

    return run(request, form, page_, done, may)


def _reason_page(row: PeriodicReturn, title: str, submit: str, done: str, intro: str) -> FormPage:
    address = reverse("reporting:return", args=[row.public_id])
    return FormPage(title, str(row), address, submit, done, address, intro)


@login_required
def send_back(request: Request, public_id: str) -> HttpResponse:
    row = return_or_404(request, public_id)
    words = "Nói rõ chỗ nào sai, vì sao và sửa thế nào. Cơ quan đọc được lý do này."
    page_ = _reason_page(row, "Trả lại báo cáo", "Trả lại", "Đã trả lại báo cáo để sửa.", words)
    may = policies.may_settle(request.actor, row, "send_back")
    return _settle(request, row, page_, bound(request, WhyForm), actions.send_back, may)


@login_required
def unlock(request: Request, public_id: str) -> HttpResponse:
    row = return_or_404(request, public_id)
    words = (
        "Báo cáo đã khóa hoặc kỳ đã đóng. Mở lại là ngoại lệ, lý do được ghi lại; con số đã gửi vẫn mở được theo mã."
    )
    if row.obligation.excused_at is not None:
        words += f" Cơ quan đang được miễn vì: {row.obligation.excused_why} Mở lại thì cơ quan phải gửi."
    page_ = _reason_page(row, "Mở lại cho sửa, gửi muộn", "Mở lại", "Đã mở lại báo cáo cho cơ quan.", words)
    may = policies.may_settle(request.actor, row, "unlock")
    return _settle(request, row, page_, bound(request, WhyForm), actions.unlock, may)


@login_required
def excuse(request: Request, public_id: str) -> HttpResponse:
    row = return_or_404(request, public_id)
    page_ = _reason_page(row, "Miễn báo cáo kỳ này", "Miễn báo cáo", "Đã ghi cơ quan được miễn.", "")
    may = policies.may_excuse(request.actor, row.obligation)

    def act(found: PeriodicReturn, **said: Any) -> None:
        actions.excuse(found.obligation, **said)

    return _settle(request, row, page_, bound(request, ShortWhyForm), act, may)


@login_required
def take_back_excuse(request: Request, public_id: str) -> HttpResponse:
    row = return_or_404(request, public_id)
    words = f"Đang được miễn vì: {row.obligation.excused_why} Bỏ miễn thì cơ quan phải gửi báo cáo, đọc được lý do."
    page_ = _reason_page(row, "Bỏ miễn báo cáo", "Bỏ miễn", "Đã bỏ miễn và báo cho cơ quan.", words)
    may = policies.may_take_back_excuse(request.actor, row.obligation)

    def act(found: PeriodicReturn, **said: Any) -> None:
        actions.take_back_excuse(found.obligation, **said)

    return _settle(request, row, page_, bound(request, ShortWhyForm), act, may)
