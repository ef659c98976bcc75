"""The map: a tile for each former district. The data has no coordinates, so tiles stand in the order of names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.ground.offices.models import Unit
from ocop.public.portal.catalogue.facets import Line
from ocop.public.portal.catalogue.kinds import KINDS
from ocop.public.portal.catalogue.places import Places

COLUMNS, WIDTH, HEIGHT, GAP = 3, 118, 74, 6
# From how many products on a tile takes the next darker shade.
SHADES = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Found:
    """A count that opens its rows."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A former district on the map and in the table: products with a star that stands, and the other kinds.

    `x` and `y` are where the tile stands in the drawing, `shade` 0 to 4 how dark it is.
    """

    name: str
    kind: str
    full_name: str
    products: Found
    others: tuple[Found, ...]
    communes: tuple[Found, ...]
    x: int
    y: int
    shade: int

    @property
    def has_any(self) -> bool:
        return bool(self.products.count or self.others)


@dataclass(frozen=True, slots=True)
class Board:
    """The tiles of one former province, how high their drawing is, and which of them have nothing at all."""

    title: str
    tiles: tuple[Tile, ...]
    height: int

    @property
    def listed(self) -> list[Tile]:
        return [tile for tile in self.tiles if tile.has_any]

    @property
    def empty(self) -> str:
        return ", ".join(tile.full_name for tile in self.tiles if not tile.has_any)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What is found by the key of a place: products, the other kinds, and which places share a product."""

    products: Mapping[str, int]
    others: Mapping[str, Mapping[str, int]]
    shared: frozenset[tuple[str, str]]


def boards(places: Places, products: Sequence[Line], others: Mapping[str, Sequence[Line]]) -> list[Board]:
    """The tiles of every former district, by former province; no query beyond those of `places`."""
    shared = frozenset((one, two) for line in products for one in line.values["noi"] for two in line.values["noi"])
    counts = _Counts(_counts(products), {pages: _counts(lines) for pages, lines in others.items()}, shared)
    units = places.borders.units
    found = []
    districts = sorted(places.districts(), key=lambda unit: unit.parent_id or 0)
    for parent, group in groupby(districts, key=lambda unit: unit.parent_id or 0):
        tiles = tuple(_tile(places, each, number, counts) for number, each in enumerate(group))
        title = units[parent].full_name if parent in units else ""
        found.append(Board(title, tiles, -(-len(tiles) // COLUMNS) * (HEIGHT + GAP)))
    return found


def elsewhere(products: Sequence[Line]) -> int:
    """Products whose place is no former district: of the province as a whole, or of none that is known."""
    return sum(not line.values["noi"] for line in products)


def _counts(lines: Sequence[Line]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        for key in line.values["noi"]:
            counts[key] = counts.get(key, 0) + 1
    return counts


def _tile(places: Places, district: Unit, number: int, counts: _Counts) -> Tile:
    key, count = district.key, counts.products.get(district.key, 0)
    communes = [unit for unit in places.communes_of(district) if (key, unit.key) in counts.shared]
    others = ((kind, counts.others[kind.pages].get(key, 0)) for kind in KINDS)
    return Tile(
        district.name,
        _(district.get_kind_display()),
        district.full_name,
        Found(_("Sản phẩm còn hiệu lực"), count, _catalogue(key)),
        tuple(Found(str(kind.label), n, f"{reverse(f'portal:{kind.pages}')}?noi={key}") for kind, n in others if n),
        tuple(Found(unit.full_name, counts.products[unit.key], _catalogue(unit.key)) for unit in communes),
        number % COLUMNS * (WIDTH + GAP),
        number // COLUMNS * (HEIGHT + GAP),
        sum(count >= least for least in SHADES),
    )


def _catalogue(key: str) -> str:
    return f"{reverse('portal:catalogue')}?hieu_luc=con&noi={key}"
