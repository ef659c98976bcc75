"""Whom a batch reached: also those who got it inside a case, on a pallet, that alone was told to have left."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from ocop.cycle.epcis.addresses import batch_uri
from ocop.cycle.epcis.parts import PARTNERS, concerned_by_recall
from ocop.cycle.epcis.shipments import shipments_of
from ocop.cycle.traceability.actions import declare_recall
from ocop.cycle.traceability.models import Batch
from ocop.rules.epcis import Action, Amount, aggregation_event, object_event
from tests.cycle.epcis.chain import happened, keep, lot_of, seen
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
CASE, PALLET = "https://id.gs1.org/00/189350000000000011", "urn:epc:id:sscc:8935000.1000000002"
SHOP = "https://id.gs1.org/414/8935000000014"


class Warehouse:
    """What the fish maker's warehouse writes down, an hour between two acts."""

    def __init__(self, world: World) -> None:
        self._world, self._acts = world, 0

    def _said(self, step: str, **more: Any) -> Any:
        self._acts += 1
        return happened(f"w{self._acts}", step, NOW - timedelta(days=2) + timedelta(hours=self._acts), **more)

    def packs(self, parent: str, batch: Batch | None = None, case: str = "", amount: int = 10) -> None:
        self._keeps(Action.ADD, "packing", parent, batch, case, amount)

    def unpacks(self, parent: str, batch: Batch | None = None, amount: int = 10) -> None:
        self._keeps(Action.DELETE, "unpacking", parent, batch, "", amount)

    def _keeps(self, action: Action, step: str, parent: str, batch: Batch | None, case: str, amount: int) -> None:
        amounts = [Amount(batch_uri(batch), Decimal(amount))] if batch else []
        epcs = [case] if case else []
        keep(self._world, aggregation_event(self._said(step), action, parent=parent, epcs=epcs, amounts=amounts))

    def ships(self, thing: str) -> None:
        keep(self._world, object_event(self._said("shipping", destination=SHOP), Action.OBSERVE, epcs=[thing]))


@pytest.fixture
def warehouse(world: World) -> Warehouse:
    return Warehouse(world)


def reached(world: World, batch: Batch) -> list[list[str]]:
    return [shipment.what for shipment in shipments_of(batch, world.actor(world.anh_dung))]


def test_a_batch_left_with_the_pallet_its_case_was_on(world: World, warehouse: Warehouse) -> None:
    batch, other = lot_of(world), lot_of(world, lot="L2612")
    warehouse.packs(CASE, batch)
    warehouse.packs(PALLET, case=CASE)
    warehouse.ships(PALLET)
    assert reached(world, batch) == [["trong kiện 189350000000000028"]]
    assert reached(world, other) == []


def test_what_was_unpacked_before_did_not_leave(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world)
    warehouse.ships(CASE)  # before anything was in it
    warehouse.packs(CASE, batch)
    warehouse.packs(PALLET, case=CASE)
    warehouse.unpacks(CASE)
    warehouse.ships(CASE)
    warehouse.ships(PALLET)
    assert reached(world, batch) == []


def test_what_was_unpacked_in_part_left_with_the_rest(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world)
    warehouse.packs(CASE, batch)
    warehouse.unpacks(CASE, batch, amount=4)
    warehouse.ships(CASE)
    warehouse.unpacks(CASE, batch, amount=6)
    warehouse.ships(CASE)
    assert len(reached(world, batch)) == 1


def test_a_circle_of_cases_ends(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world)
    warehouse.packs(CASE, batch)
    warehouse.packs(PALLET, case=CASE)
    warehouse.packs(CASE, case=PALLET)
    warehouse.ships(PALLET)
    assert len(reached(world, batch)) == 1


@pytest.mark.requirement("R162")
def test_a_recall_names_who_got_the_pallet(world: World, warehouse: Warehouse) -> None:
    batch, other = lot_of(world), lot_of(world, lot="L2612")
    keep(world, seen(batch, "direct"))
    warehouse.packs(PALLET, batch)
    warehouse.packs(PALLET, other, amount=90)
    warehouse.ships(PALLET)
    by = world.actor(world.anh_dung)
    recall = declare_recall(batch, reason="Hàng hỏng", danger="Đau bụng", advice="Trả lại", by=by, at=NOW)
    lines = {line.name: line.contact for line in concerned_by_recall(recall, by) if line.group == PARTNERS}
    assert set(lines) == {SHOP, "Nơi nhận không ghi tên"}
    assert lines[SHOP].startswith("Đã giao trong kiện 189350000000000028 ngày ")
    assert "10 gói" in lines["Nơi nhận không ghi tên"]
