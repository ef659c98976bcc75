"""What everybody may see: recognised products as they stand on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.utils.translation import gettext

from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.queries import RecognitionQuerySet
from ocop.cycle.certification.states import STANDS, Standing
from ocop.ground.offices.models import Unit, UnitSuccession
from ocop.ground.offices.queries import reach_of
from ocop.ground.offices.states import Tier
from ocop.ground.producers.models import Product
from ocop.public.portal.groups import BY_SLUG, in_group

# A recognition that is neither a trial nor rebuilt from published figures: what the totals count.
REAL = Q(is_trial=False, is_reconstructed=False)
# What the filter calls standings; a suspended star may not be shown as valid, so it stands with the withdrawn.
STANDINGS = {
    "tung": REAL,
    "con": REAL & Q(standing__in=STANDS),
    "het": REAL & Q(standing=Standing.EXPIRED),
    "thu-hoi": REAL & Q(standing__in=(Standing.WITHDRAWN, Standing.SUSPENDED)),
    "dung-lai": Q(is_reconstructed=True),
    "thu": Q(is_trial=True),
}
ORDERS = {
    "": ("product__sort_key", "pk"),
    "moi": ("-valid_from", "product__sort_key", "pk"),
    "sao": ("-stars", "product__sort_key", "pk"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor filters by; empty text means everything."""

    text: str = ""
    stars: str = ""
    group: str = ""
    place: str = ""
    standing: str = ""
    tag: str = ""
    order: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words was asked for."""
        return any((self.stars, self.group, self.place, self.standing, self.tag, self.order))


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of the front page. Each equals the number of rows behind the link it is shown with.

    `by_year_only` is how many of those in force rest on a source that states only the year of recognition;
    `reconstructed` and `trial` stand in the catalogue, marked, and count in none of the others.
    """

    in_force: int
    by_year_only: int
    stars_3: int
    stars_4: int
    stars_5: int
    all_products: int
    reconstructed: int
    trial: int


@dataclass(frozen=True, slots=True)
class Found:
    """How many rows a search of the catalogue gives, and how many of them are no real recognition."""

    rows: int
    reconstructed: int
    trial: int

    @property
    def real(self) -> int:
        return self.rows - self.reconstructed - self.trial


def shown(on: date) -> RecognitionQuerySet:
    """One row per product that was ever recognised: its newest recognition, with `standing` on the day."""
    rows: RecognitionQuerySet = Recognition.objects.newest_of_each(on).with_standing(on)
    return rows.select_related("product__producer__unit")


def catalogue(wanted: Wanted, on: date) -> RecognitionQuerySet:
    """The catalogue as filtered and sorted; records that are no real recognition come last."""
    rows = shown(on)
    if wanted.text:
        rows = rows.filter(product__in=Product.objects.search(wanted.text))
    if wanted.stars:
        rows = rows.filter(stars=int(wanted.stars))
    if wanted.group:
        rows = rows.filter(in_group(BY_SLUG[wanted.group]))
    if wanted.place:
        rows = rows.filter(product__producer__unit_id__in=units_of_place(wanted.place))
    if wanted.standing:
        rows = rows.filter(STANDINGS[wanted.standing])
    if wanted.tag:
        rows = rows.filter(product__in=Product.objects.tagged(wanted.tag))
    return rows.order_by("is_trial", "is_reconstructed", *ORDERS[wanted.order])


def count_found(rows: RecognitionQuerySet) -> Found:
    """The counts of a search in one query."""
    counts = rows.order_by().aggregate(
        rows=Count("pk"),
        reconstructed=Count("pk", filter=STANDINGS["dung-lai"]),
        trial=Count("pk", filter=STANDINGS["thu"]),
    )
    return Found(**counts)


def totals(on: date) -> Totals:
    """All counts of the front page in one query."""
    stands = STANDINGS["con"]
    counts = (
        shown(on)
        .order_by()
        .aggregate(
            in_force=Count("pk", filter=stands),
            by_year_only=Count("pk", filter=stands & Q(dates_are_estimated=True)),
            all_products=Count("pk", filter=REAL),
            reconstructed=Count("pk", filter=STANDINGS["dung-lai"]),
            trial=Count("pk", filter=STANDINGS["thu"]),
            **{f"stars_{n}": Count("pk", filter=stands & Q(stars=n)) for n in (3, 4, 5)},
        )
    )
    return Totals(**counts)


def newest(on: date, count: int = 6) -> RecognitionQuerySet:
    """The last products really recognised that still stand."""
    return shown(on).filter(STANDINGS["con"]).order_by("-valid_from", "-stars", "product__sort_key")[:count]


def places(on: date) -> list[tuple[str, str]]:
    """Places with recognised products as (key, name), in Vietnamese order; old units say so."""
    units = Unit.objects.filter(producers__products__recognitions__isnull=False).distinct().order_by("sort_key", "pk")
    return [(unit.key, f"{unit.full_name}{_former(unit, on)}") for unit in units]


def units_of_place(key: str) -> frozenset[int]:
    """The unit of a key and all that were merged into it; nothing for a key nobody has."""
    found = [unit.pk for unit in Unit.objects.filter(code=key.partition("-")[0]) if unit.key == key]
    return frozenset().union(*reach_of(found).values())


def former_districts(unit: Unit) -> list[str]:
    """The old districts the communes of a new unit lay in, for shoppers who know the place by them; one query."""
    lines = UnitSuccession.objects.filter(new=unit, old__parent__tier=Tier.DISTRICT)
    names = lines.order_by("old__parent__sort_key").values_list("old__parent__kind", "old__parent__name").distinct()
    return [Unit(kind=kind, name=name).full_name for kind, name in names]


def recognitions_of(product: Product, on: date) -> RecognitionQuerySet:
    """Every recognition of a product, the newest first, each with its standing on the day; trials come last."""
    rows: RecognitionQuerySet = product.recognitions.with_standing(on).filter(valid_from__lte=on)
    rows = rows.select_related("decision__office", "certificate")
    return rows.order_by("is_trial", F("valid_from").desc(), "-pk")


def _former(unit: Unit, on: date) -> str:
    return " " + gettext("(cũ)") if unit.valid_to is not None and unit.valid_to < on else ""
