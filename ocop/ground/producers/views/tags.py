"""What a product is made from and good for: the producer says it, an officer of the place confirms it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ocop.ground.offices.models import Unit
from ocop.ground.offices.states import Tier
from ocop.ground.producers import actions, policies
from ocop.ground.producers.guidance import environment_documents, environment_papers
from ocop.ground.producers.models import Product, ProductTag
from ocop.ground.producers.tag_forms import ResourceForm, TagForm, WithdrawTagForm
from ocop.ground.producers.views.scoped import actor_of, product_or_404
from ocop.kit import clock
from ocop.kit.scope import Refused


def _editable_or_404(request: HttpRequest, public_id: str) -> Product:
    found = product_or_404(request, public_id)
    if not policies.may_edit_product(actor_of(request), found):
        raise Http404
    return found


@login_required
def tags(request: HttpRequest, public_id: str) -> HttpResponse:
    """The tags of a product with their history, the form for one more, and guidance on the environment."""
    actor, found = actor_of(request), _editable_or_404(request, public_id)
    lines = list(found.tags.select_related("set_by", "confirmed_by", "withdrawn_by", "product__producer"))
    standing = [line for line in lines if line.withdrawn_at is None]
    is_sent = request.method == "POST"
    form = TagForm(request.POST if is_sent else None, taken=() if is_sent else [line.tag for line in standing])
    if is_sent and form.is_valid():
        try:
            made = actions.set_tag(found, by=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _said(made))
            return redirect("producers:tags", found.public_id)
    context = {
        "product": found,
        "form": form,
        "standing": [(line, policies.may_confirm_tag(actor, line)) for line in standing],
        "withdrawn": [line for line in lines if line.withdrawn_at is not None],
        "documents": environment_documents(actor.on),
        "papers": environment_papers(found.producer),
        "is_own": found.producer_id in actor.producer_ids,
    }
    return render(request, "producers/tags.html", context)


def _said(tag: ProductTag) -> str:
    label = tag.get_tag_display()
    if tag.is_confirmed:
        return f"Đã gắn nhãn “{label}”."
    return f"Đã khai nhãn “{label}”. Cán bộ xã xem và xác nhận; đến lúc đó trang ghi “chủ thể tự khai”."


@login_required
def resource(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tài nguyên bản địa."""
    actor, found = actor_of(request), _editable_or_404(request, public_id)
    places = Unit.objects.in_force(actor.on).at(Tier.COMMUNE).order_by("sort_key")
    initial = {"resource": found.resource, "resource_unit": found.resource_unit_id}
    form = ResourceForm(request.POST if request.method == "POST" else None, places=places, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.describe_resource(found, by=actor, at=clock.now(), **form.cleaned_data)
        messages.success(request, "Đã lưu tài nguyên bản địa của sản phẩm.")
        return redirect("producers:product", found.public_id)
    return render(request, "producers/resource.html", {"form": form, "product": found})


def _tag_or_404(request: HttpRequest, public_id: str, tag_id: str) -> ProductTag:
    found = _editable_or_404(request, public_id)
    rows = ProductTag.objects.visible_to(actor_of(request)).select_related("product__producer")
    return get_object_or_404(rows, product=found, public_id=tag_id)


@login_required
@require_POST
def confirm_tag(request: HttpRequest, public_id: str, tag_id: str) -> HttpResponse:
    tag = _tag_or_404(request, public_id, tag_id)
    try:
        actions.confirm_tag(tag, by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"Đã xác nhận nhãn “{tag.get_tag_display()}”.")
    return redirect("producers:tags", public_id)


@login_required
def withdraw_tag(request: HttpRequest, public_id: str, tag_id: str) -> HttpResponse:
    """Asks for the reason, then takes the tag back."""
    tag = _tag_or_404(request, public_id, tag_id)
    form = WithdrawTagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_tag(tag, why=form.cleaned_data["why"], by=actor_of(request), at=clock.now())
        messages.success(request, f"Đã bỏ nhãn “{tag.get_tag_display()}”.")
        return redirect("producers:tags", public_id)
    return render(request, "producers/withdraw_tag.html", {"form": form, "tag": tag, "product": tag.product})
