"""The real products of `data/products.csv`: what public sources say of them, and nothing more.

A producer that a source does not name is entered once per place as unknown and marked reconstructed; no
product is given to a producer that no source names. Product sets are the project's own assignment
(`data/classification.yaml`).
"""

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.offices.models import Unit
from ocop.ground.offices.states import Tier
from ocop.ground.producers.models import Classification, Producer, ProducerForm, Product
from ocop.ground.producers.states import LegalForm
from ocop.kit.text.fold import fold, squash

DATA = Path(__file__).parent / "data"
OLD_TIEN_GIANG, OLD_DONG_THAP = "82", "87"
MERGED_YEAR = 2025
# The day from which a legal form is entered; sources do not say when a producer took it.
CONVENTIONAL_START = date(2019, 1, 1)
# The unit files name each old unit as it ended in June 2025; sources use the name of their own year.
_RENAMED = {"Thị xã Gò Công": "Thành phố Gò Công"}
_FORMS = {
    "doanh nghiệp": LegalForm.ENTERPRISE,
    "hợp tác xã": LegalForm.COOPERATIVE,
    "tổ hợp tác": LegalForm.COOPERATIVE_GROUP,
    "cơ sở sản xuất kinh doanh": LegalForm.ESTABLISHMENT,
    "tổ chức khác": LegalForm.OTHER,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the file. `stars` and `year` are None where the source gives none."""

    product: str
    producer: str
    form: str
    place: str
    group: str
    stars: int | None
    year: int | None
    source_url: str

    @property
    def in_old_tien_giang(self) -> bool:
        return "(Tiền Giang)" in self.place

    @property
    def after_merger(self) -> bool:
        return self.year is not None and self.year >= MERGED_YEAR

    @property
    def producer_name(self) -> str:
        """The producer's name, or the one record that stands for the unnamed producers of a place."""
        where = self.place or ("Tỉnh Đồng Tháp" if self.after_merger else "Tỉnh Đồng Tháp cũ")
        if where == "(Tiền Giang)":
            where = "Tỉnh Tiền Giang cũ"
        return self.producer or f"Chủ thể chưa rõ tên ({where.replace(' (Tiền Giang)', ', Tiền Giang')})"

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same product: producer and name."""
        return (squash(self.producer_name), squash(self.product))


@dataclass(frozen=True, slots=True)
class StatedStar:
    """A star that a public source states for a product, with its year."""

    product: Product
    stars: int
    year: int
    source_url: str
    in_old_dong_thap: bool


@cache
def facts() -> tuple[Fact, ...]:
    """The lines of `data/products.csv`."""
    with (DATA / "products.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Fact(
                product=line["product_vi"],
                producer=line["producer_vi"],
                form=line["producer_type"],
                place=line["district_or_commune_vi"],
                group=line["group"],
                stars=int(line["stars"]) if line["stars"] else None,
                year=int(line["year"]) if line["year"] else None,
                source_url=line["source_url"],
            )
            for line in csv.DictReader(file)
        )


def load_real_products(at: datetime) -> dict[str, int]:
    """Enter producers, products and their product sets; a second run adds nothing. Returns counts.

    The units of `sample.places` must be loaded.
    """
    with transaction.atomic():
        producers, new_producers = _load_producers(at)
        products = _load_products(producers, at)
        classifications = _classify(products, at)
    return {"producers": new_producers, "products": len(products), "classifications": classifications}


def stated_stars() -> list[StatedStar]:
    """Every star with its year that a source states; of several lines for a year, the highest."""
    products = {
        (product.producer.squashed, product.squashed): product
        for product in Product.objects.exclude(source_url="").select_related("producer")
    }
    best: dict[tuple[tuple[str, str], int], Fact] = {}
    for fact in facts():
        if fact.stars is None or fact.year is None or fact.key not in products:
            continue
        known = best.get((fact.key, fact.year))
        if known is None or fact.stars > (known.stars or 0):
            best[(fact.key, fact.year)] = fact
    return [
        StatedStar(
            product=products[key],
            stars=fact.stars or 0,
            year=year,
            source_url=fact.source_url,
            in_old_dong_thap=not fact.in_old_tien_giang and not fact.after_merger,
        )
        for (key, year), fact in best.items()
    ]


def _load_producers(at: datetime) -> tuple[dict[str, Producer], int]:
    have = {producer.squashed: producer for producer in Producer.objects.exclude(source_url="")}
    places = _Places()
    missing: dict[str, Fact] = {}
    for fact in facts():
        key = squash(fact.producer_name)
        # Of several lines for one producer, the one that says most exactly where it is.
        if key not in have and (key not in missing or len(fact.place) > len(missing[key].place)):
            missing[key] = fact
    new = [_producer(fact, places, at) for fact in missing.values()]
    Producer.objects.bulk_create(new)
    ProducerForm.objects.bulk_create(
        ProducerForm(producer=producer, form=_FORMS[fact.form], valid_from=CONVENTIONAL_START)
        for producer, fact in zip(new, missing.values(), strict=True)
        if fact.form in _FORMS
    )
    return have | {producer.squashed: producer for producer in new}, len(new)


def _producer(fact: Fact, places: "_Places", at: datetime) -> Producer:
    producer = Producer(
        name=fact.producer_name,
        unit=places.find(fact),
        source_url=fact.source_url,
        is_reconstructed=not fact.producer,
        created_at=at,
    )
    producer.fill_search_columns()
    return producer


def _load_products(producers: dict[str, Producer], at: datetime) -> list[Product]:
    have = {
        (product.producer.squashed, product.squashed)
        for product in Product.objects.exclude(source_url="").select_related("producer")
    }
    new = {}
    for fact in facts():
        if fact.key in have or fact.key in new:
            continue
        product = Product(
            name=fact.product,
            producer=producers[fact.key[0]],
            group_label=fact.group,
            source_url=fact.source_url,
            created_at=at,
        )
        product.fill_search_columns()
        new[fact.key] = product
    return Product.objects.bulk_create(new.values())


def _classify(products: Iterable[Product], at: datetime) -> int:
    lines = [
        Classification(product=product, criteria_id=criteria_id, set_code=set_code, set_at=at)
        for product in products
        for criteria_id, set_code in assigned_sets(product.name, product.group_label).items()
    ]
    Classification.objects.bulk_create(lines)
    return len(lines)


@cache
def _assignment() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((DATA / "classification.yaml").read_text(encoding="utf-8"))
    return data


def assigned_sets(name: str, group: str) -> dict[str, str]:
    """The product set that the project assigns to a name under each criteria law: criteria id to set code."""
    spelled = unicodedata.normalize("NFC", name).casefold()
    for rule in _assignment()["names"]:
        if any(re.search(rf"\b{re.escape(words)}\b", spelled) for words in rule["words"]):
            return {key: code for key, code in rule.items() if key != "words"}
    sets: dict[str, str] = _assignment()["groups"].get(group, {})
    return sets


class _Places:
    """Finds the unit a line names, in the province and the years the line is about."""

    def __init__(self) -> None:
        self.units = list(Unit.objects.whole().select_related("parent__parent"))

    def find(self, fact: Fact) -> Unit:
        """The commune when one is named, else the district; the province for none or several districts."""
        named = [part.strip() for part in fact.place.replace("(Tiền Giang)", "").split(",") if part.strip()]
        if not named or len([part for part in named if not part.startswith(("Xã", "Phường"))]) > 1:
            return self._province(fact)
        named = [_RENAMED.get(part, part) for part in named]
        return self._unit(named[0], named[1] if len(named) > 1 else "", fact)

    def _province(self, fact: Fact) -> Unit:
        code = OLD_TIEN_GIANG if fact.in_old_tien_giang or fact.after_merger else OLD_DONG_THAP
        return next(
            unit
            for unit in self.units
            if unit.tier == Tier.PROVINCE and unit.code == code and self._is_new(unit) == fact.after_merger
        )

    def _unit(self, name: str, district: str, fact: Fact) -> Unit:
        province = OLD_TIEN_GIANG if fact.in_old_tien_giang or fact.after_merger else OLD_DONG_THAP
        found = [
            unit
            for unit in self.units
            if fold(unit.full_name) == fold(name)
            and self._is_new(unit) == fact.after_merger
            and _province_of(unit).code == province
            and (not district or (unit.parent is not None and fold(unit.parent.full_name) == fold(district)))
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} units are called {name!r} {district!r} for {fact.product!r}")
        return found[0]

    @staticmethod
    def _is_new(unit: Unit) -> bool:
        return unit.valid_from >= date(MERGED_YEAR, 7, 1)


def _province_of(unit: Unit) -> Unit:
    while unit.parent is not None:
        unit = unit.parent
    return unit
