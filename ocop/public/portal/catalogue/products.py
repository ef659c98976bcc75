"""The catalogue's products as facets see them, and the facets a shopper narrows by."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.states import STANDS, Standing
from ocop.ground.offices.queries import words_in
from ocop.ground.producers.models import Classification, Paper, ProductTag
from ocop.ground.producers.states import PublicMark, Tag
from ocop.public.portal.catalogue.facets import Facet, Line, Words
from ocop.public.portal.catalogue.places import Places
from ocop.public.portal.groups import GROUPS, slugs_of
from ocop.public.portal.queries import shown
from ocop.support.markets.models import Listing, Placement
from ocop.support.markets.states import OutletKind, PartnerKind

STANDINGS: dict[str, Words] = {
    "con": _("Còn hiệu lực"),
    "het": _("Hết hạn, quá 36 tháng"),
    "thu-hoi": _("Tạm dừng, thu hồi"),
    "tung": _("Từng được công nhận"),
    "dung-lai": _("Dựng lại từ số liệu"),
    "thu": _("Bản thử, không có giá trị"),
}
STARS: dict[str, Words] = {"5": _("5 sao"), "4": _("4 sao"), "3": _("3 sao")}
MARKETPLACE = "san"
SOLD_AT: dict[str, Words] = {**dict(OutletKind.choices), MARKETPLACE: _("Sàn thương mại điện tử")}
# Partners whose shops are not told apart, as the kind of place a shopper finds there.
_SHELVES: dict[str | None, OutletKind] = {
    PartnerKind.RETAILER: OutletKind.SUPERMARKET,
    PartnerKind.DISTRIBUTOR: OutletKind.SHOP,
}
ORDERS = {"": ("product__sort_key", "pk"), "moi": ("-valid_from", "product__sort_key", "pk")}
ORDERS["sao"] = ("-stars", *ORDERS[""])


def facets(places: Places) -> list[Facet]:
    """What products are narrowed by, in the order shoppers ask."""
    return [
        Facet("nhom", _("Nhóm"), dict[str, Words]((group.slug, group.name) for group in GROUPS)),
        Facet("sao", _("Hạng sao"), STARS),
        Facet("hieu_luc", _("Hiệu lực"), STANDINGS),
        Facet("noi", _("Địa bàn"), places.words),
        Facet("ban", _("Bán ở đâu"), SOLD_AT),
        Facet("giay", _("Giấy chứng nhận"), dict(PublicMark.choices)),
        Facet("nhan", _("Nhãn cán bộ xác nhận"), dict(Tag.choices)),
    ]


def lines(on: date, text: str, order: str, places: Places) -> list[Line]:
    """A line for each product ever recognised in which the words are found; seven queries, two of them the places'.

    Those whose star stands come first, records that are no real recognition last.
    """
    rows = shown(on)
    if text:
        rows = rows.filter(words_in("product__folded", text))
    sorts, marks, tags, sold = _groups(), _marks(on), _tags(), _sold(on)
    found = []
    fields = ("pk", "product_id", "stars", "standing", "is_trial", "is_reconstructed")
    of_product = ("product__producer_id", "product__producer__unit_id", "product__group_label")
    ordered = rows.order_by("is_trial", "is_reconstructed", *ORDERS[order])
    listed = ordered.values_list(*fields, *of_product)
    for pk, product, stars, standing, trial, rebuilt, producer, unit, label in listed:
        values = {
            "nhom": slugs_of(sorts.get(product, ()), label),
            "sao": frozenset((str(stars),)),
            "hieu_luc": standings_of(standing, is_trial=trial, is_reconstructed=rebuilt),
            "noi": places.keys_of(unit),
            "ban": frozenset(sold.get(product, ())),
            "giay": frozenset((*marks.get((producer, None), ()), *marks.get((producer, product), ()))),
            "nhan": frozenset(tags.get(product, ())),
        }
        found.append(Line(pk, values))
    found.sort(key=lambda line: not line.has("hieu_luc", "con"))
    return found


def standings_of(standing: str, *, is_trial: bool, is_reconstructed: bool) -> frozenset[str]:
    """What a recognition counts as; one that is no real recognition counts neither as valid nor as ended.

    A suspended star may not be shown as valid, so it stands with the withdrawn.
    """
    if is_trial or is_reconstructed:
        values = {"dung-lai": is_reconstructed, "thu": is_trial}
        return frozenset(value for value, holds in values.items() if holds)
    if standing in STANDS:
        return frozenset(("tung", "con"))
    ended = {Standing.EXPIRED: "het", Standing.WITHDRAWN: "thu-hoi", Standing.SUSPENDED: "thu-hoi"}
    return frozenset(("tung", ended[Standing(standing)])) if standing in ended else frozenset(("tung",))


def rows_of(page: Iterable[Line], on: date) -> list[Recognition]:
    """The recognitions of a page of lines, in its order, with what a card prints; two queries."""
    wanted = [line.pk for line in page]
    found = {row.pk: row for row in shown(on).for_cards().filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def _groups() -> dict[int, list[tuple[str, str]]]:
    """Product → the product sets it is in now, as (criteria id, first part of the code)."""
    found = defaultdict(list)
    current = Classification.objects.filter(is_current=True)
    for product, criteria_id, code in current.values_list("product_id", "criteria_id", "set_code"):
        found[product].append((criteria_id, code.split(".")[0]))
    return found


def _marks(on: date) -> dict[tuple[int, int | None], list[str]]:
    """(Producer, product or None for all its products) → the public marks of papers that hold on a day."""
    found: dict[tuple[int, int | None], list[str]] = defaultdict(list)
    for producer, product, mark in Paper.objects.shown_on(on).values_list("producer_id", "product_id", "public_mark"):
        found[producer, product].append(mark)
    return found


def _tags() -> dict[int, list[str]]:
    found = defaultdict(list)
    for product, tag in ProductTag.objects.confirmed().values_list("product_id", "tag"):
        found[product].append(tag)
    return found


def _sold(on: date) -> dict[int, set[str]]:
    """Product → kinds of places that sell or show it on a day."""
    found = defaultdict(set)
    placed = Placement.objects.standing_on(on).values_list("product_id", "outlet__kind", "partner__kind")
    for product, outlet_kind, partner_kind in placed:
        if kind := outlet_kind or _SHELVES.get(partner_kind):
            found[product].add(str(kind))
    for product in Listing.objects.standing_on(on).values_list("product_id", flat=True):
        found[product].add(MARKETPLACE)
    return found
