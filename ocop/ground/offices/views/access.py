"""What the pages of this room share: who may enter, the day looked at, and paging."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from ocop.ground.offices.policies import may_see_offices
from ocop.kit import clock
from ocop.kit.web import Request

PER_PAGE = 50


def for_officers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in whoever holds a post; tell others why not."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = may_see_offices(request.actor)
        if not answer:
            raise PermissionDenied(answer.reason)
        return view(request, *args, **kwargs)

    return guarded


def looked_at(form: forms.Form) -> date:
    """The day the list is asked for: the one in the filter, else today."""
    day = form.cleaned_data.get("ngay") if form.is_valid() else None
    return day or clock.today()


def asked(form: forms.Form, name: str) -> str:
    """The cleaned filter value, empty when it could not be read."""
    form.is_valid()
    return str(form.cleaned_data.get(name) or "")


def page_of(request: Request, rows: QuerySet) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
