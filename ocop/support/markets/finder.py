"""Finding the record a person means by the name typed, whatever its marks, spaces and aliases.

Forms and spreadsheets share it. Each kind of record is read once, so a sheet of 5,000 rows asks as much as one form.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from ocop.ground.offices.models import Office, Unit
from ocop.ground.producers.sheets.matching import Known, Names
from ocop.kit.scope import Actor
from ocop.kit.text.fold import fold, squash
from ocop.support.markets.models import Outlet, Partner, TouristSite
from ocop.support.markets.models.places import lines_of
from ocop.support.markets.queries import producers_for, products_for
from ocop.support.markets.states import PartnerKind

WORDS = {
    "product": "sản phẩm",
    "producer": "chủ thể",
    "partner": "đối tác",
    "marketplace": "sàn thương mại điện tử",
    "outlet": "điểm bán",
    "place": "nơi bán",
    "site": "điểm du lịch",
    "unit": "xã, phường",
    "agency": "cơ quan cấp tỉnh",
}
_MARK = " · mã "


class NotFound(ValueError):
    """No record, or more than one, is meant; the message says what to write instead."""


@dataclass
class Index:
    """Records by every spelling of their names and by their code."""

    by_name: dict[str, list[Any]] = field(default_factory=dict)
    by_code: dict[str, Any] = field(default_factory=dict)
    about: dict[Any, str] = field(default_factory=dict)

    def add(self, record: Any, *spellings: str, about: str = "") -> None:
        self.by_code[getattr(record, "public_id", str(record.pk))] = record
        self.about[record] = about
        for key in {squash(each) for each in spellings}:
            self.by_name.setdefault(key, []).append(record)

    @cached_property
    def names(self) -> Names:
        """For suggestions only; built when a name is not found."""
        names = Names(by_kind=True)
        for code, record in self.by_code.items():
            names.add(Known(code, str(record), self.about[record]))
        return names


class Finder:
    """Finds within what one person may read."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._indexes: dict[str, Index] = {}

    def index(self, what: str) -> Index:
        if what not in self._indexes:
            self._indexes[what] = getattr(self, f"_{what}")()
        return self._indexes[what]

    def find(self, what: str, text: str) -> Any:
        """The one record meant; raises `NotFound` with a remedy."""
        index = self.index(what)
        if _MARK.strip() in text or text.strip() in index.by_code:
            code = text.rsplit(_MARK.strip(), 1)[-1].strip()
            if code in index.by_code:
                return index.by_code[code]
        found = index.by_name.get(squash(text), [])
        if len(found) > 1:
            # Marks decide where they are written: Tân Thành is not Tân Thạnh.
            found = [each for each in found if str(each).casefold() == " ".join(text.split()).casefold()] or found
        if len(found) == 1:
            return found[0]
        if found:
            choices = "; ".join(self._choice(index, each) for each in found[:4])
            raise NotFound(f"Có {len(found)} {WORDS[what]} cùng tên. Anh/chị ghi một trong: {choices}.")
        near = "; ".join(one.name for one in index.names.suggest(text)[:3])
        hint = f" Có phải: {near}?" if near else ""
        raise NotFound(f"Không tìm thấy {WORDS[what]} “{text}”. Anh/chị ghi đúng tên hoặc mã.{hint}")

    def label(self, what: str, record: Any) -> str:
        """How to write a record so that it is found again: its name, with its code where the name is shared."""
        index = self.index(what)
        same = index.by_name.get(squash(str(record)), [])
        return str(record) if same == [record] else self._choice(index, record)

    @staticmethod
    def _choice(index: Index, record: Any) -> str:
        return f"{record}{_MARK}{getattr(record, 'public_id', record.pk)}"

    def _product(self) -> Index:
        index = Index()
        for product in products_for(self.actor).select_related("producer"):
            both = f"{product.name} {product.producer.name}"
            index.add(product, product.name, both, about=product.producer.name)
        return index

    def _producer(self) -> Index:
        index = Index()
        for producer in producers_for(self.actor):
            index.add(producer, producer.name)
        return index

    def _partner(self) -> Index:
        return self._partners(Partner.objects.visible_to(self.actor))

    def _marketplace(self) -> Index:
        return self._partners(Partner.objects.visible_to(self.actor).filter(kind=PartnerKind.MARKETPLACE))

    @staticmethod
    def _partners(partners: models.QuerySet[Partner]) -> Index:
        index = Index()
        for partner in partners:
            index.add(partner, *partner.spellings().values())
        return index

    def _outlet(self) -> Index:
        index = Index()
        for outlet in Outlet.objects.visible_to(self.actor):
            index.add(outlet, outlet.name, *lines_of(outlet.aliases))
        return index

    def _place(self) -> Index:
        """A point of sale, or a partner that has shelves."""
        index = Index()
        for outlet in Outlet.objects.visible_to(self.actor):
            index.add(outlet, outlet.name, *lines_of(outlet.aliases))
        shelves = [PartnerKind.RETAILER, PartnerKind.DISTRIBUTOR]
        for partner in Partner.objects.visible_to(self.actor).filter(kind__in=shelves):
            index.add(partner, *partner.spellings().values())
        return index

    def _site(self) -> Index:
        index = Index()
        for site in TouristSite.objects.visible_to(self.actor):
            index.add(site, site.name)
        return index

    def _agency(self) -> Index:
        index = Index()
        for office in Office.objects.agencies().in_force(self.actor.on):
            index.add(office, office.name, str(office))
        return index

    def _unit(self) -> Index:
        index = Index()
        for unit in Unit.objects.in_force(self.actor.on):
            index.add(unit, unit.full_name, unit.name)
        return index


def same_words(first: str, second: str) -> bool:
    """Whether two texts differ in marks, case and spaces at most."""
    return fold(first) == fold(second)
