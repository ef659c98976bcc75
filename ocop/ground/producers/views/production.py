"""A product that is no longer made, and one that is made again: one question with its reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ocop.ground.producers import actions, policies
from ocop.ground.producers.forms import ProductionForm
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.ground.producers.views.scoped import actor_of, product_or_404
from ocop.kit import clock
from ocop.kit.scope import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def discontinue(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ngừng sản xuất."""
    done = "Đã ghi: sản phẩm ngừng sản xuất."
    return _ask(request, public_id, actions.discontinue_product, "producers/discontinue.html", done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sản xuất lại."""
    done = "Đã ghi: sản phẩm được sản xuất lại."
    return _ask(request, public_id, actions.resume_product, "producers/resume.html", done)


def _ask(request: HttpRequest, public_id: str, act: Callable[..., Product], template: str, done: str) -> HttpResponse:
    actor, found = actor_of(request), product_or_404(request, public_id)
    may = policies.may_change_state(actor, found)
    if not may:
        raise Http404
    form = ProductionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(found, why=form.cleaned_data["why"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, done)
            return redirect("producers:product", found.public_id)
    context: dict[str, Any] = {"form": form, "product": found, "may": may}
    context["is_discontinued"] = found.state == ProductState.DISCONTINUED
    return render(request, template, context)
