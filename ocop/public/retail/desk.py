"""Offers for those who make products and for officers: the list with its columns for marketplaces, one offer, packs."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Paper, Producer, Product
from ocop.kit import clock
from ocop.kit.scope import YES, Actor
from ocop.kit.text.slug import slugify_vi
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.ui.listing import XLSX, ListColumn, page_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.public.portal.catalogue.sharing import whole
from ocop.public.retail import policies, profiles
from ocop.public.retail.actions import CONTACT, GOODS, declare_offer
from ocop.public.retail.facts import Facts, facts_of, goods_lines, paper_words
from ocop.public.retail.forms import GoodsForm, ListFilter, NoContactForm, OfferForm
from ocop.public.retail.models import Offer
from ocop.public.retail.pack import bars_words, entries_of, entries_of_all, name_of
from ocop.public.retail.profiles import PROFILES, Profile, lacking
from ocop.public.retail.views import sent
from ocop.support.markets.models import OnboardingList

TITLE = "Chào hàng"
# Products of a producer in one archive: each takes a moment to set.
MOST_AT_ONCE = 20


def _columns(profile: Profile) -> tuple[ListColumn, ...]:
    return (
        ListColumn("Sản phẩm", lambda row: row.product.name, url=lambda row: _address("offer", row)),
        ListColumn("Chủ thể", lambda row: row.product.producer.name),
        ListColumn("Sao", lambda row: row.star),
        ListColumn("Giá (đồng)", lambda row: row.price, kind="number"),
        ListColumn("Còn thiếu", lambda row: _gaps(profile, row) or "Đã đủ"),
    )


def _address(name: str, facts: Facts) -> str:
    return reverse(f"offers:{name}", args=[facts.product.public_id])


def _gaps(profile: Profile, facts: Facts) -> str:
    return ", ".join(column.needed for column in lacking(profile, facts))


@login_required
@require_safe
def offers(request: Request) -> HttpResponse:
    """The products whose offers one reads, with what each lacks for the chosen marketplace."""
    form, profile, keys, narrowing = _asked_for(request)
    page = page_of(request, _narrowed(request.actor, keys, profile, narrowing) if narrowing else keys)
    rows = page.object_list if narrowing else _facts(request.actor, list(page.object_list))
    csv_url = f"{reverse('offers:offers_sheet')}?{_address_with(request, dang='csv')}"
    context = {
        "title": TITLE,
        "lead": f"Mẫu cột: {profile.name}. {profile.note} Sản phẩm còn thiếu nằm ở trang thứ hai của Excel. "
        f"{profile.price_words}",
        "acts": [(YES, "Tải CSV cho mẫu này", csv_url)],
        "export_url": reverse("offers:offers_sheet"),
        "noun": "sản phẩm",
        "filter_form": form,
        "page": page,
        "table": table_of(TITLE, _columns(profile), rows),
        "empty_words": "Chưa có sản phẩm nào được công nhận ở đây, hoặc bộ lọc quá hẹp. Xoá bớt bộ lọc để xem thêm.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def offers_sheet(request: Request) -> HttpResponse:
    """The same products in the columns of the chosen marketplace, as a workbook or as CSV."""
    on = request.actor.on
    _, profile, keys, narrowing = _asked_for(request)
    found = _narrowed(request.actor, keys, profile, narrowing)
    if request.GET.get("dang") == "csv":
        response = HttpResponse(profiles.as_csv(profile, found), content_type="text/csv; charset=utf-8")
        extension = "csv"
    else:
        response, extension = HttpResponse(profiles.book(profile, found, _page_to_fill, on), content_type=XLSX), "xlsx"
    response["Content-Disposition"] = f'attachment; filename="chao-hang-{profile.key}-{on:%Y-%m-%d}.{extension}"'
    return response


def _page_to_fill(facts: Facts, column: profiles.Column) -> str:
    return whole(reverse(column.where, args=[facts.product.public_id]))


def _address_with(request: Request, **more: str) -> str:
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def _asked_for(request: Request) -> tuple[ListFilter, Profile, list[int], dict[str, str]]:
    """The filters of the address, the marketplace, the products found by name and place, and what narrows them further.

    A wrong filter filters nothing.
    """
    actor = request.actor
    only_if(policies.may_open(actor))
    products = policies.offered_by(actor)
    places = Unit.objects.filter(pk__in=products.order_by().values("producer__unit")).order_by("sort_key")
    units = {unit.key: unit for unit in places}
    names = [(key, profile.name) for key, profile in PROFILES.items()]
    lists = list(OnboardingList.objects.visible_to(actor).order_by("name").values_list("public_id", "name"))
    form = ListFilter(
        request.GET, units=[(key, unit.full_name) for key, unit in units.items()], lists=lists, profiles=names
    )
    form.is_valid()
    chosen = form.cleaned_data
    if words := chosen.get("q"):
        products = products.search(words)
    if place := chosen.get("dia_ban"):
        products = products.filter(producer__unit=units[place])
    if kept := chosen.get("danh_sach"):
        products = products.filter(pk__in=OnboardingList.objects.filter(public_id=kept).values("products"))
    profile = PROFILES.get(chosen.get("mau", ""), profiles.GENERIC)
    keys = list(products.order_by("sort_key", "pk").values_list("pk", flat=True))
    return form, profile, keys, {name: chosen[name] for name in ("sao", "du") if chosen.get(name)}


def _facts(actor: Actor, keys: list[int]) -> list[Facts]:
    return facts_of(keys, actor.on, partial(_is_full, actor))


def _facts_to_hand_out(actor: Actor, keys: list[int]) -> list[Facts]:
    """With the scans of papers the person may open: nobody hands on a file they could not look at."""
    return facts_of(keys, actor.on, partial(_is_full, actor), Paper.objects.visible_to(actor))


def _narrowed(actor: Actor, keys: list[int], profile: Profile, narrowing: dict[str, str]) -> list[Facts]:
    """Those whose star and whose gaps are as asked; it reads all of them, so a page alone is not narrowed this way."""
    return [facts for facts in _facts(actor, keys) if _is_wanted(facts, profile, narrowing)]


def _is_full(actor: Actor, product: Product) -> bool:
    return bool(policies.may_hand_out(actor, product))


def _is_wanted(facts: Facts, profile: Profile, narrowing: dict[str, str]) -> bool:
    star, complete = narrowing.get("sao"), narrowing.get("du")
    if star and facts.star_stands != (star == "con"):
        return False
    return not complete or (not lacking(profile, facts)) == (complete == "du")


def _facts_or_404(request: Request, public_id: str, read: Callable[[Actor, list[int]], list[Facts]] = _facts) -> Facts:
    """One product whose offer the person reads."""
    only_if(policies.may_open(request.actor))
    product = get_object_or_404(policies.offered_by(request.actor), public_id=public_id)
    found = read(request.actor, [product.pk])
    if not found:
        raise Http404
    return found[0]


@login_required
@require_safe
def offer(request: Request, public_id: str) -> HttpResponse:
    """One product as it is offered, what each marketplace still needs, and the packs to hand out."""
    actor, facts = request.actor, _facts_or_404(request, public_id)
    product = facts.product
    context = {
        "title": f"{product.name}: chào hàng",
        "facts": facts,
        "product": product,
        "rows": [Row(name, words) for name, words in goods_lines(facts)],
        "price_is_hidden": facts.price is not None and not facts.offer.price_is_shown,
        "papers": [paper_words(paper) for paper in facts.papers],
        "bars_words": bars_words(facts),
        "gaps": [(profile.name, _gaps(profile, facts)) for profile in PROFILES.values()],
        "may_declare": policies.may_declare(actor, product),
        "may_hand_out": policies.may_hand_out(actor, product),
        "opens_wallet": Producer.objects.visible_to(actor).filter(pk=product.producer_id).exists(),
        "most": MOST_AT_ONCE,
    }
    return render(request, "retail/offer.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: Request, public_id: str) -> HttpResponse:
    """How the product is sold; the contact is written by a representative only."""
    actor, facts = request.actor, _facts_or_404(request, public_id)
    product = facts.product
    only_if(may := policies.may_declare(actor, product))
    here = reverse("offers:offer", args=[public_id])
    page = FormPage(
        "Khai cách bán",
        product.name,
        here,
        "Lưu",
        "Đã lưu. Gói cho nhà bán lẻ dùng thông tin mới ngay.",
        here,
        "Ô nào chưa biết thì để trống. Mọi thông tin ở đây ai cũng xem được, trừ giá khi không chọn cho thấy.",
    )
    form = bound(request, _form_for(actor, product, facts.offer), initial=_initial(facts.offer))
    return run(request, form, page, lambda said: _declare(product, said, by=actor), may)


def _form_for(actor: Actor, product: Product, stands: Offer) -> type[GoodsForm]:
    if policies.may_agree(actor, product):
        return OfferForm
    return NoContactForm if stands.has_contact else GoodsForm


def _initial(stands: Offer) -> dict[str, Any]:
    return {**{name: getattr(stands, name) for name in (*GOODS, *CONTACT)}, "agrees": stands.has_contact}


def _declare(product: Product, said: dict[str, Any], *, by: Actor) -> None:
    facts = {name: said[name] for name in (*GOODS, *CONTACT) if name in said}
    if said.get("drop_contact"):
        facts |= dict.fromkeys(CONTACT, "")
    declare_offer(product, by=by, at=clock.now(), **facts)


@login_required
@require_safe
def pack(request: Request, public_id: str) -> HttpResponseBase:
    """The fuller pack: with a price that is not shown to all, and the papers for buyers whose files one may open."""
    facts = _facts_or_404(request, public_id, _facts_to_hand_out)
    only_if(policies.may_hand_out(request.actor, facts.product))
    return sent(entries_of(facts, request.actor.on), name_of(facts), request.actor.on)


@login_required
@require_safe
def producer_pack(request: Request, public_id: str) -> HttpResponseBase:
    """The fuller packs of all products a producer offers, the first `MOST_AT_ONCE` by name."""
    only_if(policies.may_open(request.actor))
    producer = get_object_or_404(Producer, public_id=public_id)
    own = policies.offered_by(request.actor).filter(producer=producer).values_list("pk", flat=True)
    found = _facts_to_hand_out(request.actor, list(own))
    wanted = [facts for facts in found if facts.is_full][:MOST_AT_ONCE]
    if not wanted:
        raise Http404
    name = slugify_vi(producer.name, 60) or producer.public_id
    return sent(entries_of_all(wanted, request.actor.on, name), name, request.actor.on)
