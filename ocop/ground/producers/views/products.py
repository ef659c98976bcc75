"""One product: opened, shown, told about, put in a product set."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.producers import actions, policies
from ocop.ground.producers.elsewhere import pages_about
from ocop.ground.producers.forms import GroupForm, NewProductForm, PhotoForm, ProductForm, SetForm, StoryForm
from ocop.ground.producers.models import Product
from ocop.ground.producers.queries import discontinued_by
from ocop.ground.producers.sets import criteria_id_on, law_name, product_sets, set_name
from ocop.ground.producers.states import ProductState
from ocop.ground.producers.views.scoped import actor_of, producer_or_404, product_or_404
from ocop.ground.registry.actions import file_document, file_if_sent
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.forms import OcopForm
from ocop.kit.scope import Refused
from ocop.kit.ui.parts import Row


@login_required
@require_safe
def product(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, found = actor_of(request), product_or_404(request, public_id)
    context = {
        "product": found,
        "facts": _facts(found),
        "may_edit": policies.may_edit_product(actor, found),
        "may_classify": policies.may_classify(actor, found),
        "may_change_state": policies.may_change_state(actor, found),
        "discontinued": discontinued_by(found) if found.state == ProductState.DISCONTINUED else None,
        "is_discontinued": found.state == ProductState.DISCONTINUED,
        "pages": pages_about(found, actor),
        "is_own": found.producer_id in actor.producer_ids,
        "tags": found.tags.standing(),
    }
    return render(request, "producers/product.html", context)


def _facts(found: Product) -> list[Row]:
    lines = found.classifications.filter(is_current=True).order_by("criteria_id")
    sets = [f"{set_name(line.criteria_id, line.set_code)} (theo {law_name(line.criteria_id)})" for line in lines]
    return [
        Row("Chủ thể", found.producer.name),
        Row("Địa bàn", found.producer.unit.full_name),
        Row("Trạng thái", found.get_state_display()),
        Row("Bộ sản phẩm", sets),
        Row("Tài nguyên bản địa", _resource(found)),
        Row("Mã vạch (GTIN)", found.gtin),
    ]


def _resource(found: Product) -> str:
    if found.resource and found.resource_unit:
        return f"{found.resource} ({found.resource_unit.full_name})"
    return found.resource


@login_required
@require_safe
def photo(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The product's picture, for those who may open the product."""
    found = product_or_404(request, public_id)
    if found.photo is None:
        raise Http404
    return serve(found.photo, request)


@login_required
def open_product(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name, description and picture; the product set comes on the next page."""
    actor, producer = actor_of(request), producer_or_404(request, public_id)
    if not policies.may_open_product(actor, producer):
        raise Http404
    form = NewProductForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        try:
            picture = file_if_sent(form.cleaned_data["photo"], by=actor, at=at)
            made = actions.open_product(
                producer,
                name=form.cleaned_data["name"],
                description=form.cleaned_data["description"],
                photo=picture,
                by=actor,
                at=at,
            )
            if form.cleaned_data["gtin"]:
                actions.edit_product(made, gtin=form.cleaned_data["gtin"], by=actor, at=at)
        except Refused as refused:
            form.add_error("name", refused.reason)
        else:
            messages.success(request, f"Đã lưu sản phẩm {made.name}. Tiếp theo, anh/chị chọn bộ sản phẩm.")
            return redirect("producers:classify", made.public_id)
    return render(request, "producers/open_product.html", {"form": form, "producer": producer})


@login_required
def edit_product(request: HttpRequest, public_id: str) -> HttpResponse:
    found = product_or_404(request, public_id)
    initial = {"name": found.name, "description": found.description, "gtin": found.gtin}
    form = ProductForm(request.POST or None, initial=initial)
    if not policies.may_rename(actor_of(request), found):
        del form.fields["name"]
    return _edit(request, found, form, "producers/edit_product.html", "Đã lưu thông tin sản phẩm.")


@login_required
def edit_story(request: HttpRequest, public_id: str) -> HttpResponse:
    found = product_or_404(request, public_id)
    form = StoryForm(request.POST or None, initial={"story": found.story})
    return _edit(request, found, form, "producers/edit_story.html", "Đã lưu câu chuyện sản phẩm.")


def _edit(request: HttpRequest, found: Product, form: OcopForm, template: str, done: str) -> HttpResponse:
    actor = actor_of(request)
    if not policies.may_edit_product(actor, found):
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_product(found, by=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("name" if "name" in form.fields else None, refused.reason)
        else:
            messages.success(request, done)
            return redirect("producers:product", found.public_id)
    return render(request, template, {"form": form, "product": found})


@login_required
def change_photo(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, found = actor_of(request), product_or_404(request, public_id)
    if not policies.may_edit_product(actor, found):
        raise Http404
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            picture = file_document(form.cleaned_data["photo"], by=actor, at=clock.now())
            actions.change_photo(found, photo=picture, by=actor, at=clock.now())
        except Refused as error:
            form.add_error("photo", str(error))
        else:
            messages.success(request, "Đã lưu ảnh sản phẩm.")
            return redirect("producers:product", found.public_id)
    return render(request, "producers/change_photo.html", {"form": form, "product": found})


@login_required
def classify(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two short steps: which group (kept in the address), then which set of it."""
    actor, found = actor_of(request), product_or_404(request, public_id)
    answer = policies.may_classify(actor, found)
    if not policies.may_edit_product(actor, found):
        raise Http404
    criteria_id = criteria_id_on(actor.on)
    sets = product_sets(criteria_id)
    context = {"product": found, "criteria_id": criteria_id, "may_classify": answer}
    group = request.GET.get("nhom", "")
    chosen = [one for one in sets if one.group_code == group]
    if not chosen:
        return _choose_group(
            request, found, GroupForm(request.GET if "group" in request.GET else None, sets=sets), context
        )
    form = SetForm(request.POST or None, sets=chosen, initial={"set_code": _current_set(found, criteria_id)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.classify_product(found, criteria_id=criteria_id, by=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã chọn bộ {set_name(criteria_id, form.cleaned_data['set_code'])}.")
            return redirect("producers:product", found.public_id)
    context |= {"form": form, "group_name": chosen[0].group_name}
    return render(request, "producers/choose_set.html", context)


def _choose_group(request: HttpRequest, found: Product, form: GroupForm, context: dict[str, object]) -> HttpResponse:
    if form.is_bound and form.is_valid():
        address = reverse("producers:classify", args=[found.public_id])
        return redirect(f"{address}?nhom={form.cleaned_data['group']}")
    return render(request, "producers/choose_group.html", {**context, "form": form})


def _current_set(found: Product, criteria_id: str) -> str:
    line = found.classifications.filter(criteria_id=criteria_id, is_current=True).first()
    return line.set_code if line else ""
