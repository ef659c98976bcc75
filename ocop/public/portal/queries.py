"""What everybody may see: recognised products as they stand on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.queries import RecognitionQuerySet
from ocop.cycle.certification.states import STANDS
from ocop.ground.offices.models import Unit, UnitSuccession
from ocop.ground.offices.states import Tier
from ocop.ground.producers.models import Product

# A recognition that is neither a trial nor rebuilt from published figures: what the totals count.
REAL = Q(is_trial=False, is_reconstructed=False)
# Those of them whose star may be shown; of rows with `standing`.
STANDING = REAL & Q(standing__in=STANDS)


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


def shown(on: date) -> RecognitionQuerySet:
    """One row per product that was ever recognised: its newest recognition, with `standing` on the day."""
    rows: RecognitionQuerySet = Recognition.objects.newest_of_each(on).with_standing(on)
    return rows.select_related("product__producer__unit")


def totals(on: date) -> Totals:
    """All counts of the front page in one query."""
    counts = (
        shown(on)
        .order_by()
        .aggregate(
            in_force=Count("pk", filter=STANDING),
            by_year_only=Count("pk", filter=STANDING & Q(dates_are_estimated=True)),
            all_products=Count("pk", filter=REAL),
            reconstructed=Count("pk", filter=Q(is_reconstructed=True)),
            trial=Count("pk", filter=Q(is_trial=True)),
            **{f"stars_{n}": Count("pk", filter=STANDING & Q(stars=n)) for n in (3, 4, 5)},
        )
    )
    return Totals(**counts)


def newest(on: date, count: int = 6) -> RecognitionQuerySet:
    """The last products really recognised that still stand."""
    return shown(on).for_cards().filter(STANDING).order_by("-valid_from", "-stars", "product__sort_key")[:count]


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
