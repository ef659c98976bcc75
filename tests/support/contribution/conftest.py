"""A province where enough producers have told their years for sums to be shown."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer
from ocop.support.contribution.actions import YearFacts, record_year
from ocop.support.contribution.models import YearlyResult
from tests.world import NOW, World, make_producer, make_product
from tests.world_certification import make_recognition


@dataclass
class Years:
    """The world, and a way to make recognised producers and let them tell a year."""

    world: World
    made: list[Producer] = field(default_factory=list)

    def producer(self, unit: Unit, first: int = 2023, *, is_trial: bool = False) -> Producer:
        number = len(self.made) + 1
        producer = make_producer(f"Cơ sở số {number}", unit)
        product = make_product(f"Sản phẩm số {number}", producer)
        make_recognition(
            product, self.world.province_committee, valid_from=date(first, 12, 1), valid_until=date(first + 4, 1, 1),
            number=f"{number}/QĐ", is_trial=is_trial,
        )  # fmt: skip
        self.made.append(producer)
        return producer

    def tell(self, producer: Producer, year: int, workers: int, **facts: Any) -> YearlyResult:
        why = facts.pop("why", "")
        by = self.world.actor(self.world.anh_dung)
        return record_year(producer, year, YearFacts(workers=workers, **facts), by=by, at=NOW, why=why)


@pytest.fixture
def years(world: World) -> Years:
    return Years(world)
