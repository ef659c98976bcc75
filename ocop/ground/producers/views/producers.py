"""One producer: its page, its facts, its legal forms, the people who speak for it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.models import Unit
from ocop.ground.producers import actions, policies
from ocop.ground.producers.forms import ContactForm, LegalFormForm, ProducerForm, RegisterForm, RepresentativeForm
from ocop.ground.producers.models import Producer
from ocop.ground.producers.sheets.columns import Place
from ocop.ground.producers.sheets.register import setting_for
from ocop.ground.producers.views.scoped import actor_of, officers_only, producer_or_404, representative_or_404
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.text.dates import format_date
from ocop.kit.text.phone import format_phone
from ocop.kit.ui.parts import Row


@login_required
@require_safe
def producer(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, found = actor_of(request), producer_or_404(request, public_id)
    representatives = found.representatives.select_related("user").order_by("valid_to", "valid_from")
    context = {
        "producer": found,
        "facts": _facts(found, actor),
        "forms": sorted(found.forms.all(), key=lambda form: form.valid_from, reverse=True),
        "representatives": representatives.on(actor.on),
        "products": found.products.order_by("sort_key"),
        "may_keep": policies.may_keep(actor, found),
        "may_edit": policies.may_edit(actor, found),
        "may_open_product": policies.may_open_product(actor, found),
        "may_see_wallet": bool(policies.may_file_papers(actor, found)),
        "sees_lists": bool(policies.may_list(actor)),
    }
    return render(request, "producers/producer.html", context)


def _facts(found: Producer, actor: Actor) -> list[Row]:
    form = found.legal_form
    rows = [
        Row("Loại hình", form.get_form_display() if form else ""),
        Row("Địa bàn", found.unit.full_name),
        Row("Mã số thuế", found.tax_code),
        Row("Số đăng ký kinh doanh", form.registration_number if form else ""),
    ]
    if policies.may_see_contacts(actor, found):
        phone = format_phone(found.phone) if found.phone else ""
        rows += [Row("Địa chỉ", found.address), Row("Số điện thoại", phone), Row("Thư điện tử", found.email)]
    return rows


def _kept_places(actor: Actor) -> list[Place]:
    return [place for place in setting_for(actor).places if place.kept]


@login_required
def register(request: HttpRequest) -> HttpResponse:
    actor = officers_only(request)
    if not policies.may_register(actor):
        raise Http404
    form = RegisterForm(request.POST or None, places=_kept_places(actor))
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        unit = Unit.objects.get(pk=form.places[facts.pop("unit")].pk)
        try:
            made = actions.register_producer(unit=unit, by=actor, at=clock.now(), **facts)
        except Refused as refused:
            form.add_error("tax_code" if "Mã số thuế" in refused.reason else None, refused.reason)
        else:
            messages.success(request, f"Đã đăng ký {made.name}. Tiếp theo, anh/chị mời người đại diện của chủ thể.")
            return redirect("producers:producer", made.public_id)
    return render(request, "producers/register.html", {"form": form})


@login_required
def edit_producer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Officers edit every fact; a representative how the producer is reached and introduced."""
    actor, found = actor_of(request), producer_or_404(request, public_id)
    if not policies.may_edit(actor, found):
        raise Http404
    form = _edit_form(request, actor, found)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = dict(form.cleaned_data)
        if isinstance(form, ProducerForm):
            facts["unit"] = Unit.objects.get(pk=form.places[facts["unit"]].pk)
        try:
            actions.edit_producer(found, by=actor, at=clock.now(), **facts)
        except Refused as refused:
            form.add_error("tax_code" if "Mã số thuế" in refused.reason else None, refused.reason)
        else:
            messages.success(request, "Đã lưu thông tin chủ thể.")
            return redirect("producers:producer", found.public_id)
    return render(request, "producers/edit_producer.html", {"form": form, "producer": found})


def _edit_form(request: HttpRequest, actor: Actor, found: Producer) -> ContactForm:
    initial = {key: getattr(found, key) for key in ("name", "tax_code", "address", "phone", "email", "introduction")}
    if not policies.may_keep(actor, found):
        return ContactForm(request.POST or None, initial=initial)
    places = _kept_places(actor)
    if found.unit_id not in {place.pk for place in places}:
        places.insert(0, Place(found.unit_id, found.unit.code, found.unit.full_name, found.unit.name, True))
    return ProducerForm(request.POST or None, initial={**initial, "unit": found.unit.code}, places=places)


@login_required
def change_legal_form(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, found = actor_of(request), producer_or_404(request, public_id)
    if not policies.may_keep(actor, found):
        raise Http404
    form = LegalFormForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            line = actions.change_legal_form(found, by=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("since", refused.reason)
        else:
            messages.success(
                request, f"Từ {format_date(line.valid_from)}, {found.name} là {line.get_form_display().lower()}."
            )
            return redirect("producers:producer", found.public_id)
    return render(request, "producers/change_legal_form.html", {"form": form, "producer": found})


@login_required
def add_representative(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, found = actor_of(request), producer_or_404(request, public_id)
    if not policies.may_keep(actor, found):
        raise Http404
    form = RepresentativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            line, token = actions.add_representative(found, by=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("login", refused.reason)
        else:
            context = {"producer": found, "person": line.user, "link": _invitation_link(request, token)}
            return render(request, "producers/representative_added.html", context)
    return render(request, "producers/add_representative.html", {"form": form, "producer": found})


def _invitation_link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("accounts:invitation", args=[token])) if token else ""


@login_required
@require_POST
def invite_again(request: HttpRequest, public_id: str, person: str) -> HttpResponse:
    found = producer_or_404(request, public_id)
    line = representative_or_404(request, found, person)
    try:
        token = actions.invite_again(line, by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("producers:producer", found.public_id)
    context = {"producer": found, "person": line.user, "link": _invitation_link(request, token)}
    return render(request, "producers/representative_added.html", context)


@login_required
def end_representative(request: HttpRequest, public_id: str, person: str) -> HttpResponse:
    """Asks once, then ends."""
    actor, found = actor_of(request), producer_or_404(request, public_id)
    if not policies.may_keep(actor, found):
        raise Http404
    line = representative_or_404(request, found, person)
    if request.method == "POST":
        try:
            actions.end_representative(line, by=actor, at=clock.now())
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, f"{line.user.full_name} không còn đại diện cho {found.name}.")
        return redirect("producers:producer", found.public_id)
    return render(request, "producers/end_representative.html", {"producer": found, "person": line.user})
