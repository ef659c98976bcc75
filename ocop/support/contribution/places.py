"""The same figures by place, in the borders of one day, and the local resources each place lives by."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from ocop.cycle.certification.models import Recognition
from ocop.ground.offices.borders import Borders, Gap, PlaceKey, all_borders, key_of
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Product, ProductTag
from ocop.ground.producers.states import ProductState, Tag
from ocop.support.contribution.figures import (
    Stated,
    Total,
    first_years,
    recognised_by,
    shielded,
    stated_in,
    total_of,
)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place, or what has none in the wanted borders.

    `starred` products have a star in force: the figure behind the new-countryside group “Kinh tế và tổ chức sản xuất”.
    `workers` and `turnover` are summed in the borders of the day itself, None in all others.
    """

    place: Unit | Gap
    starred: int
    recognised: int
    reporting: int
    workers: Total | None
    turnover: Total | None
    tags: Mapping[str, int]

    @property
    def name(self) -> str:
        return self.place.full_name

    @property
    def is_empty(self) -> bool:
        return not (self.starred or self.recognised or any(self.tags.values()))


@dataclass
class _Gathered:
    """What one place has, before sums are made."""

    starred: set[int] = field(default_factory=set)
    recognised: set[int] = field(default_factory=set)
    lines: list[Stated] = field(default_factory=list)
    tags: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Tag.values, 0))


def by_places(year: int, on: date, *, tier: str, borders_on: date) -> list[PlaceLine]:
    """Every place of a tier in the borders of a day, in Vietnamese order; seven queries.

    Stars and tags stand on `on`, the producers' figures are those of `year`. What producers stated is summed in the
    borders of `on` only: the same producers summed in two sets of borders, or in districts and in their communes, would
    let one sum be taken from another and leave a single producer's figure.
    """
    borders = all_borders()
    found = _gather(_Finder(borders, tier, borders_on), year, on)
    places = borders.rows(tier, borders_on, found)
    parts = [found.get(key_of(place)) or _Gathered() for place in places]
    workers: list[Total | None] = [None] * len(parts)
    turnover = workers
    if borders_on == on:
        workers = [*shielded([total_of(line.workers for line in part.lines) for part in parts])]
        turnover = [*shielded([total_of(line.turnover for line in part.lines) for part in parts])]
    return [
        PlaceLine(place, len(part.starred), len(part.recognised), len(part.lines), people, money, part.tags)
        for place, part, people, money in zip(places, parts, workers, turnover, strict=True)
    ]


class _Finder:
    """Which place holds a unit, each asked once."""

    def __init__(self, borders: Borders, tier: str, on: date) -> None:
        self.borders, self.tier, self.on = borders, tier, on
        self.known: dict[int, PlaceKey] = {}

    def place(self, unit_id: int) -> PlaceKey:
        if unit_id not in self.known:
            self.known[unit_id] = self.borders.key_at(unit_id, self.tier, self.on)
        return self.known[unit_id]


def _gather(finder: _Finder, year: int, on: date) -> dict[PlaceKey, _Gathered]:
    found: dict[PlaceKey, _Gathered] = defaultdict(_Gathered)
    stars = Recognition.objects.standing_on(on).order_by().values_list("product_id", "product__producer__unit_id")
    for product, unit in stars:
        found[finder.place(unit)].starred.add(product)
    recognised = recognised_by(year, first_years())
    real = Recognition.objects.filter(is_trial=False).order_by()
    for producer, unit in real.values_list("product__producer_id", "product__producer__unit_id").distinct():
        if producer in recognised:
            found[finder.place(unit)].recognised.add(producer)
    for line in stated_in(year, recognised):
        found[finder.place(line.unit)].lines.append(line)
    tags = ProductTag.objects.confirmed().exclude(product__state=ProductState.DISCONTINUED).order_by()
    for unit, tag, count in tags.values_list("product__producer__unit_id", "tag").annotate(count=Count("pk")):
        found[finder.place(unit)].tags[tag] += count
    return dict(found)


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """One local resource: its products, their producers, where they are made and where it comes from.

    `samples` of the products are made up.
    """

    name: str
    products: int
    producers: int
    starred: int
    places: tuple[str, ...]
    origins: tuple[str, ...]
    samples: int


def resource_lines(on: date, *, words: Q | None = None, units: frozenset[int] | None = None) -> list[ResourceLine]:
    """Resources by how many products live by them; spellings that differ in marks or case are one. Two queries."""
    rows = Product.objects.exclude(resource_folded="").exclude(state=ProductState.DISCONTINUED)
    if words is not None:
        rows = rows.filter(words)
    if units is not None:
        rows = rows.filter(producer__unit_id__in=units)
    starred = set(Recognition.objects.standing_on(on).order_by().values_list("product_id", flat=True))
    found: dict[str, list[Product]] = defaultdict(list)
    for product in rows.select_related("producer__unit", "resource_unit").order_by("pk"):
        found[product.resource_folded].append(product)
    lines = [_resource_line(products, starred) for products in found.values()]
    return sorted(lines, key=lambda line: (-line.products, line.name))


def _resource_line(products: list[Product], starred: set[int]) -> ResourceLine:
    places = {product.producer.unit.full_name: product.producer.unit.sort_key for product in products}
    origins = {product.resource_unit.full_name for product in products if product.resource_unit}
    name = products[0].resource
    return ResourceLine(
        name=name[:1].upper() + name[1:],
        products=len(products),
        producers=len({product.producer_id for product in products}),
        starred=sum(product.pk in starred for product in products),
        places=tuple(sorted(places, key=lambda place: places[place])),
        origins=tuple(sorted(origins)),
        samples=sum(product.is_sample for product in products),
    )
