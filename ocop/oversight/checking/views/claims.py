"""Confirming what is claimed, choosing claims by hand, adding and mending numbers."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.web import Request
from ocop.oversight.checking import actions, policies
from ocop.oversight.checking.cards import Card
from ocop.oversight.checking.forms import ClaimForm, NumberForm
from ocop.oversight.checking.held import Result, claims_of, numbers_of, unclaimed
from ocop.oversight.checking.kinds import KINDS, kind_called
from ocop.oversight.checking.models import Check
from ocop.oversight.checking.views.findings import found_check
from ocop.rules.consistency import said


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: Request, public_id: str) -> HttpResponse:
    """Every claim with a box: those ticked are checked, the others are not."""
    record = found_check(request, public_id)
    may = policies.may_change(request.actor, record)
    if request.method == "POST":
        ticked = set(request.POST.getlist("dung"))
        among = set(request.POST.get("co", "").split())
        try:
            actions.confirm(record, ticked, among=among, by=request.actor, at=clock.now())
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("checking:claims", record.public_id)
        messages.success(request, "Đã xác nhận. Đây là những chỗ không khớp.")
        return redirect("checking:check", record.public_id)
    numbers, held = numbers_of(record), claims_of(record)
    is_new = not any(each.is_confirmed for each in held)
    lines = [(Card(Result(each, None), numbers), each.is_sure if is_new else each.is_confirmed) for each in held]
    context = {
        "check": record,
        "sure": [line for line in lines if line[0].held.is_sure],
        "guessed": [line for line in lines if not line[0].held.is_sure],
        "among": " ".join(each.id for each in held),
        "silent": [said(each) for each in unclaimed(numbers, held)],
        "may": may,
    }
    return render(request, "checking/claims.html", context)


def _form_page(record: Check, title: str, submit: str, done: str, then: str, intro: str = "") -> FormPage:
    return FormPage(title, record.name, reverse("checking:check", args=[record.public_id]), submit, done, then, intro)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_claim(request: Request, public_id: str) -> HttpResponse:
    """Choose a kind of claim, then its numbers."""
    record = found_check(request, public_id)
    may = policies.may_change(request.actor, record)
    only_if(may)
    kind = kind_called(request.GET.get("loai", ""))
    if kind is None:
        return render(request, "checking/kinds.html", {"check": record, "kinds": KINDS.items()})
    form = bound(request, ClaimForm, kind=kind, numbers=numbers_of(record))

    def act(typed: dict[str, Any]) -> None:
        actions.put_claim(record, form.held(typed["key"]), by=request.actor, at=clock.now())

    words = KINDS[kind]
    then = reverse("checking:check", args=[record.public_id])
    page = _form_page(record, words.name, "Thêm phép kiểm", "Đã thêm phép kiểm.", then, words.rule)
    return run(request, form, page, act, may)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_claim(request: Request, public_id: str, key: str) -> HttpResponse:
    """Choose other numbers for a claim, or write why what does not agree is right; it counts as confirmed."""
    record = found_check(request, public_id)
    may = policies.may_change(request.actor, record)
    only_if(may)
    held = next((each for each in claims_of(record) if each.id == key), None)
    if held is None:
        raise Http404
    facts = {"kind": held.claim.kind, "numbers": numbers_of(record), "at_least": len(held.claim.others) + 2}
    form = bound(request, ClaimForm, initial=ClaimForm.of(held), **facts)

    def act(typed: dict[str, Any]) -> None:
        changed = replace(form.held(held.id, held.because), is_sure=held.is_sure)
        actions.put_claim(record, changed, by=request.actor, at=clock.now())

    words = KINDS[held.claim.kind]
    then = reverse("checking:check", args=[record.public_id])
    intro = f"{words.rule} Trong văn bản: {held.because}" if held.because else words.rule
    return run(
        request, form, _form_page(record, words.name, "Lưu phép kiểm", "Đã lưu phép kiểm.", then, intro), act, may
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_number(request: Request, public_id: str) -> HttpResponse:
    """Add a number that was not read."""
    record = found_check(request, public_id)
    may = policies.may_change(request.actor, record)
    only_if(may)
    form = bound(request, NumberForm)

    def act(typed: dict[str, Any]) -> None:
        actions.put_number(record, form.number(typed["key"]), by=request.actor, at=clock.now())

    then = reverse("checking:numbers", args=[record.public_id])
    return run(request, form, _form_page(record, "Thêm con số", "Thêm con số", "Đã thêm con số.", then), act, may)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_number(request: Request, public_id: str, key: str) -> HttpResponse:
    """Mend a number that was read wrongly; what it is checked against follows at once."""
    record = found_check(request, public_id)
    may = policies.may_change(request.actor, record)
    only_if(may)
    number = numbers_of(record).get(key)
    if number is None:
        raise Http404
    form = bound(request, NumberForm, initial=NumberForm.of(number))

    def act(typed: dict[str, Any]) -> None:
        actions.put_number(record, form.number(number.id), by=request.actor, at=clock.now())

    then = reverse("checking:numbers", args=[record.public_id])
    return run(request, form, _form_page(record, "Sửa con số", "Lưu con số", "Đã lưu con số.", then), act, may)
