"""The officers' lists of producers and products: filters in the address, pages, Excel of the same rows, print."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.ground.offices.models import Unit
from ocop.ground.offices.queries import words_in
from ocop.ground.producers import policies
from ocop.ground.producers.forms import ProducerFilter, ProductFilter
from ocop.ground.producers.models import Classification, Producer, ProducerForm, Product, ProductTag
from ocop.ground.producers.queries import ProducerQuerySet, ProductQuerySet
from ocop.ground.producers.sets import criteria_id_on, product_sets, set_name
from ocop.ground.producers.sheets.register import producers_on_file, products_on_file, table
from ocop.ground.producers.states import SheetKind
from ocop.ground.producers.views.scoped import officers_only
from ocop.ground.producers.views.workbooks import workbook
from ocop.kit.scope import Actor

PAGE = 50
MOST_PRINTED = 3000


def _units(producers: ProducerQuerySet) -> tuple[list[tuple[str, str]], dict[str, int]]:
    """The places of these producers as filter options, and what each means; one query."""
    units = list(Unit.objects.filter(producers__in=producers).distinct().select_related("parent").order_by("sort_key"))
    options = []
    for unit in units:
        above = f", {unit.parent.name}" if unit.parent and unit.valid_to else ""
        ended = f" (đến {unit.valid_to:%m/%Y})" if unit.valid_to else ""
        options.append((unit.key, f"{unit.full_name}{above}{ended}"))
    return options, {unit.key: unit.pk for unit in units}


def _running_forms(lookup: str = "forms") -> Prefetch:
    return Prefetch(lookup, ProducerForm.objects.filter(valid_to__isnull=True))


def _filtered_producers(request: HttpRequest, actor: Actor) -> tuple[ProducerFilter, ProducerQuerySet]:
    producers = Producer.objects.visible_to(actor)
    options, meaning = _units(producers)
    form = ProducerFilter(request.GET, units=options)
    form.is_valid()
    chosen = form.cleaned_data
    if words := chosen.get("q"):
        producers = producers.search(words)
    if place := chosen.get("dia_ban"):
        producers = producers.filter(unit_id=meaning[place])
    if kind := chosen.get("loai_hinh"):
        producers = producers.filter(forms__form=kind, forms__valid_to__isnull=True)
    return form, producers.order_by("sort_key", "pk")


def _filtered_products(request: HttpRequest, actor: Actor) -> tuple[ProductFilter, ProductQuerySet]:
    products = Product.objects.visible_to(actor)
    criteria_id = criteria_id_on(actor.on)
    options, meaning = _units(Producer.objects.visible_to(actor))
    form = ProductFilter(request.GET, units=options, sets=product_sets(criteria_id))
    form.is_valid()
    chosen = form.cleaned_data
    if words := chosen.get("q"):
        products = products.search(words)
    if place := chosen.get("dia_ban"):
        products = products.filter(producer__unit_id=meaning[place])
    if kind := chosen.get("loai_hinh"):
        products = products.filter(producer__forms__form=kind, producer__forms__valid_to__isnull=True)
    if state := chosen.get("trang_thai"):
        products = products.filter(state=state)
    if tag := chosen.get("nhan"):
        products = products.with_claims() if tag == "cho" else products.tagged(tag)
    if resource := chosen.get("tai_nguyen"):
        products = products.filter(words_in("resource_folded", resource))
    return form, _in_set(products, criteria_id, chosen.get("bo", "")).order_by("sort_key", "pk")


def _in_set(products: ProductQuerySet, criteria_id: str, chosen: str) -> ProductQuerySet:
    """`chosen` is a set, a whole group, or "chua" for products nobody has put in a set."""
    if not chosen:
        return products
    if chosen == "chua":
        return products.without_set(criteria_id)
    lines = Classification.objects.filter(criteria_id=criteria_id, is_current=True)
    lines = lines.filter(Q(set_code=chosen) | Q(set_code__startswith=f"{chosen}."))
    return products.filter(pk__in=lines.values("product_id"))


@login_required
@require_safe
def producers(request: HttpRequest) -> HttpResponse:
    actor = officers_only(request)
    form, found = _filtered_producers(request, actor)
    rows = found.select_related("unit").prefetch_related(_running_forms()).annotate(product_count=Count("products"))
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "filter_form": form, "may_register": policies.may_register(actor)}
    return render(request, "producers/producers.html", context)


@login_required
@require_safe
def products(request: HttpRequest) -> HttpResponse:
    actor = officers_only(request)
    form, found = _filtered_products(request, actor)
    page = Paginator(_with_list_columns(found, actor), PAGE).get_page(request.GET.get("trang"))
    _name_sets(page.object_list)
    context = {"page": page, "filter_form": form, "may_import": policies.may_import(actor)}
    return render(request, "producers/products.html", context)


def _with_list_columns(products: ProductQuerySet, actor: Actor) -> ProductQuerySet:
    current = Classification.objects.filter(criteria_id=criteria_id_on(actor.on), is_current=True)
    return products.select_related("producer__unit").prefetch_related(
        Prefetch("classifications", current, to_attr="in_force"),
        Prefetch("tags", ProductTag.objects.standing(), to_attr="standing_tags"),
        _running_forms("producer__forms"),
    )


def _name_sets(rows: Any) -> None:
    for product in rows:
        line = product.in_force[0] if product.in_force else None
        product.set_label = set_name(line.criteria_id, line.set_code) if line else ""


@login_required
@require_safe
def producers_sheet(request: HttpRequest) -> HttpResponse:
    """The filtered producers as the very sheet that can be edited and uploaded again."""
    actor = officers_only(request)
    _, found = _filtered_producers(request, actor)
    contacts = bool(policies.may_register(actor))
    header, rows = table(SheetKind.PRODUCERS, producers_on_file(found, actor), with_contacts=contacts)
    return workbook(SheetKind.PRODUCERS, header, rows, actor.on)


@login_required
@require_safe
def products_sheet(request: HttpRequest) -> HttpResponse:
    """The filtered products as the very sheet that can be edited and uploaded again."""
    actor = officers_only(request)
    _, found = _filtered_products(request, actor)
    header, rows = table(SheetKind.PRODUCTS, products_on_file(found, actor), with_contacts=True)
    return workbook(SheetKind.PRODUCTS, header, rows, actor.on)


@login_required
@require_safe
def producers_print(request: HttpRequest) -> HttpResponse:
    actor = officers_only(request)
    _, found = _filtered_producers(request, actor)
    rows = found.select_related("unit").prefetch_related(_running_forms()).annotate(product_count=Count("products"))
    context = {"rows": rows[:MOST_PRINTED], "plain_sheet": True, "most": MOST_PRINTED}
    return render(request, "producers/producers_print.html", context)


@login_required
@require_safe
def products_print(request: HttpRequest) -> HttpResponse:
    actor = officers_only(request)
    _, found = _filtered_products(request, actor)
    rows = list(_with_list_columns(found, actor)[:MOST_PRINTED])
    _name_sets(rows)
    return render(request, "producers/products_print.html", {"rows": rows, "plain_sheet": True, "most": MOST_PRINTED})
