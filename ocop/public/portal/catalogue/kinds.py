"""What else is found beside products: producers, craft villages, tourist sites, points of sale; only public facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.cycle.certification.models import Recognition
from ocop.ground.producers.models import Producer
from ocop.ground.producers.states import LegalForm
from ocop.kit.text.numbers import format_number
from ocop.public.portal.catalogue.facets import Facet, Line, Words, said
from ocop.public.portal.catalogue.places import Places
from ocop.public.portal.queries import REAL
from ocop.support.markets.models import Community, Outlet, TouristSite
from ocop.support.markets.states import CommunityKind, OutletKind

Values = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its two pages, what it is called, which rows are public and how they are narrowed.

    `none` says that nothing is found; `words` are the lines of a row's card below its name.
    """

    pages: str
    page: str
    label: Words
    title: Words
    none: Words
    rows: Callable[[date], QuerySet[Any]]
    facets: Callable[[Places, Sequence[Any]], list[Facet]]
    values: Callable[[Any, Places], Values]
    words: Callable[[Any], list[str]]

    def lines(self, rows: Sequence[Any], places: Places) -> list[Line]:
        return [Line(row.pk, self.values(row, places)) for row in rows]

    def address(self, row: Any) -> str:
        return reverse(f"portal:{self.page}", args=[row.public_id])


def producers(on: date) -> QuerySet[Producer]:
    """Those really recognised at least once; who only took part in a trial, or was made up for totals, is not here."""
    real = Recognition.objects.filter(REAL, product__producer=OuterRef("pk"), valid_from__lte=on)
    rows = Producer.objects.filter(Exists(real), is_reconstructed=False)
    return rows.select_related("unit").prefetch_related("forms")


def craft_villages(on: date) -> QuerySet[Community]:
    return Community.objects.filter(kind=CommunityKind.CRAFT_VILLAGE).select_related("unit")


def sites(on: date) -> QuerySet[TouristSite]:
    return TouristSite.objects.select_related("unit")


def outlets(on: date) -> QuerySet[Outlet]:
    """Points of sale open on a day."""
    is_open = Q(closed_on__isnull=True) | Q(closed_on__gte=on)
    return Outlet.objects.filter(is_open, opened_on__lte=on).select_related("unit", "tourist_site")


def _at(row: Any, places: Places) -> frozenset[str]:
    return places.keys_of(row.unit_id)


def _by_place(places: Places, rows: Sequence[Any]) -> list[Facet]:
    return [Facet("noi", _("Địa bàn"), places.words)]


def _place_words(row: Any) -> list[str]:
    return [row.unit.full_name] if row.unit else []


def _form_of(producer: Producer) -> str:
    return producer.legal_form.form if producer.legal_form else ""


def form_words(producer: Producer) -> str:
    """The legal form that runs today, in words; empty where none is on record."""
    return said(producer.legal_form.get_form_display()) if producer.legal_form else ""


def _producer_words(producer: Producer) -> list[str]:
    return [words for words in (form_words(producer), producer.unit.full_name) if words]


def _village_words(village: Community) -> list[str]:
    return [village.unit.full_name, *([members_words(village)] if village.members else [])]


def members_words(village: Community) -> str:
    return gettext("%(number)s hộ, thành viên") % {"number": format_number(village.members or 0)}


def _outlet_words(outlet: Outlet) -> list[str]:
    return [words for words in (said(outlet.get_kind_display()), outlet.address, outlet.place) if words]


KINDS = (
    Kind(
        "producers",
        "producer",
        _("Chủ thể OCOP"),
        _("Chủ thể OCOP"),
        _("Không có chủ thể nào khớp."),
        producers,
        lambda places, rows: [Facet("loai", _("Loại hình"), dict(LegalForm.choices)), *_by_place(places, rows)],
        lambda row, places: {"loai": frozenset((_form_of(row),)), "noi": _at(row, places)},
        _producer_words,
    ),
    Kind(
        "craft_villages",
        "craft_village",
        _("Làng nghề"),
        _("Làng nghề"),
        _("Không có làng nghề nào khớp."),
        craft_villages,
        _by_place,
        lambda row, places: {"noi": _at(row, places)},
        _village_words,
    ),
    Kind(
        "sites",
        "site",
        _("Điểm du lịch"),
        _("Điểm du lịch"),
        _("Không có điểm du lịch nào khớp."),
        sites,
        _by_place,
        lambda row, places: {"noi": _at(row, places)},
        _place_words,
    ),
    Kind(
        "outlets",
        "outlet",
        _("Điểm bán"),
        _("Điểm giới thiệu và bán sản phẩm"),
        _("Không có điểm bán nào khớp."),
        outlets,
        lambda places, rows: [
            Facet("loai", _("Loại"), dict(OutletKind.choices)),
            *_by_place(places, rows),
            Facet("tinh", _("Ngoài tỉnh"), {name: name for name in sorted({r.province_name for r in rows} - {""})}),
        ],
        lambda row, places: {
            "loai": frozenset((row.kind,)),
            "noi": _at(row, places),
            "tinh": frozenset((row.province_name,)),
        },
        _outlet_words,
    ),
)
BY_PAGES = {kind.pages: kind for kind in KINDS}
