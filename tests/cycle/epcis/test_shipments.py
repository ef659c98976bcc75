"""Whom a batch reached: also those who got it inside a case, on a pallet, that alone was told to have left."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from ocop.cycle.epcis.addresses import batch_uri
from ocop.cycle.epcis.models import EventItem, TraceEvent
from ocop.cycle.epcis.parts import PARTNERS, concerned_by_recall
from ocop.cycle.epcis.shipments import shipments_of
from ocop.cycle.epcis.trace import BACK, FORWARD, batches_reached
from ocop.cycle.traceability.actions import change_batch, declare_recall
from ocop.cycle.traceability.models import Batch
from ocop.ground.producers.models import Product
from ocop.ground.registry import outbox
from ocop.rules.epcis import (
    Action,
    Amount,
    aggregation_event,
    association_event,
    object_event,
    transaction_event,
    transformation_event,
)
from tests.cycle.epcis.chain import happened, keep, lot_of, seen
from tests.world import NOW, World, moment

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

    def tells(self, document: Any) -> None:
        keep(self._world, document)

    def said(self, step: str, **more: Any) -> Any:
        return self._said(step, **more)

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


def test_a_case_is_the_same_however_its_number_is_written(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world)
    warehouse.packs(PALLET, batch)
    warehouse.ships("https://a.example/00/189350000000000028?4300=x")
    assert reached(world, batch) == [["trong kiện 189350000000000028"]]


def test_taking_papers_or_a_sensor_off_a_pallet_leaves_the_goods_on_it(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world)
    warehouse.packs(PALLET, batch)
    order = {"transactions": (("po", "urn:x:order:1"),)}
    paper = transaction_event(warehouse.said("accepting", **order), Action.DELETE, amounts=[Amount(batch_uri(batch))])
    warehouse.tells(paper | {"parentID": PALLET})
    warehouse.tells(association_event(warehouse.said("unpacking"), Action.DELETE, parent=PALLET))
    warehouse.ships(PALLET)
    assert len(reached(world, batch)) == 1


def test_a_lot_written_in_two_ways_in_one_event_is_known_in_both(world: World, warehouse: Warehouse) -> None:
    Product.objects.filter(pk=world.dried_fish.pk).update(gtin="4006381333931")
    batch = lot_of(world, lot="L-26")
    forms = [f"https://a.example/01/04006381333931/10/{lot}" for lot in ("L-26", "L%2D26")]
    amounts = [Amount(form, Decimal(1)) for form in forms]
    warehouse.tells(aggregation_event(warehouse.said("packing"), Action.ADD, parent=CASE, amounts=amounts))
    assert set(EventItem.objects.filter(batch=batch).values_list("uri", flat=True)) == set(forms)


def test_leaving_and_unpacking_told_at_one_moment_is_a_delivery(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world)
    warehouse.packs(CASE, batch)
    warehouse.ships(CASE)
    at = TraceEvent.objects.get(biz_step="shipping").event_time
    out = happened("same", "unpacking", at)
    warehouse.tells(aggregation_event(out, Action.DELETE, parent=CASE, amounts=[Amount(batch_uri(batch), Decimal(10))]))
    assert len(reached(world, batch)) == 1


def test_a_case_shipped_on_a_day_and_packed_at_an_hour_of_it_was_full(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world)
    day = moment(2026, 11, 22, 0)
    packed = happened("hour", "packing", day + timedelta(hours=9))
    amounts = [Amount(batch_uri(batch), Decimal(10))]
    warehouse.tells(aggregation_event(packed, Action.ADD, parent=CASE, amounts=amounts))
    warehouse.tells(object_event(happened("day", "shipping", day), Action.OBSERVE, epcs=[CASE]))
    warehouse.tells(object_event(happened("before", "shipping", day - timedelta(days=1)), Action.OBSERVE, epcs=[CASE]))
    assert len(reached(world, batch)) == 1


def test_an_unpacking_told_by_its_day_ends_with_the_day(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world)
    warehouse.packs(CASE, batch)
    day = moment(2026, 11, 23, 0)
    warehouse.tells(object_event(happened("hour", "shipping", moment(2026, 11, 23)), Action.OBSERVE, epcs=[CASE]))
    warehouse.tells(aggregation_event(happened("day", "unpacking", day), Action.DELETE, parent=CASE))
    warehouse.tells(object_event(happened("next", "shipping", moment(2026, 11, 24, 8)), Action.OBSERVE, epcs=[CASE]))
    assert len(reached(world, batch)) == 1


def test_a_batch_seen_in_a_case_before_its_day_was_there(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world, made_on=NOW.date())
    seen_there = happened("seen", "storing", NOW - timedelta(days=1))
    amounts = [Amount(batch_uri(batch), Decimal(10))]
    warehouse.tells(aggregation_event(seen_there, Action.OBSERVE, parent=CASE, amounts=amounts))
    left = happened("left", "shipping", NOW - timedelta(hours=20))
    warehouse.tells(object_event(left, Action.OBSERVE, epcs=[CASE]))
    assert len(reached(world, batch)) == 1


def test_what_was_repacked_into_a_pallet_left_with_it(world: World, warehouse: Warehouse) -> None:
    batch = lot_of(world)
    warehouse.packs(CASE, batch)
    used, made = [Amount(CASE)], [Amount(PALLET)]
    warehouse.tells(transformation_event(warehouse.said(""), inputs=used, outputs=made))
    warehouse.ships(PALLET)
    assert reached(world, batch) == [["trong kiện 189350000000000028"]]


@pytest.mark.parametrize("first", ["L2611", "L2600"])
def test_word_sent_before_the_lot_was_written_down_is_of_it(world: World, warehouse: Warehouse, first: str) -> None:
    """Whether the lot is written down later, or was written with a slip and put right."""
    Product.objects.filter(pk=world.dried_fish.pk).update(gtin="4006381333931")
    world.dried_fish.refresh_from_db()
    made = lot_of(world, lot=first) if first != "L2611" else None
    amounts = [Amount("https://a.example/01/04006381333931/10/L2611", Decimal(7))]
    warehouse.tells(object_event(warehouse.said("shipping", destination=SHOP), Action.OBSERVE, amounts=amounts))
    if made is None:
        made = lot_of(world, lot="L2611")
    else:
        said = {"lot": "L2611", "made_on": made.made_on, "quantity": made.quantity}
        made = change_batch(made, **said, by=world.actor(world.chi_lan), at=NOW)
    outbox.run_due(NOW)
    assert reached(world, made) == [["7 gói"]]


def test_the_walk_goes_through_a_case_however_its_number_is_written(world: World, warehouse: Warehouse) -> None:
    batch, seeds = lot_of(world), lot_of(world, lot="L2612")
    warehouse.packs(PALLET, batch)
    inputs = [Amount("https://a.example/00/189350000000000028")]
    made = transformation_event(happened("made", ""), inputs=inputs, outputs=[Amount(batch_uri(seeds), Decimal(5))])
    warehouse.tells(made)
    assert batches_reached(batch, FORWARD) == [seeds]
    assert batches_reached(seeds, BACK) == [batch]


def test_only_what_is_taken_off_a_lorry_is_delivered(world: World, warehouse: Warehouse) -> None:
    mine, other = lot_of(world), lot_of(world, lot="L2612")
    lorry = "https://a.example/8003/08935000000013"
    warehouse.packs(PALLET, mine)
    warehouse.packs(CASE, other)
    warehouse.packs(lorry, case=PALLET)
    warehouse.packs(lorry, case=CASE)
    off = warehouse.said("shipping", destination=SHOP)
    warehouse.tells(aggregation_event(off, Action.DELETE, parent=lorry, epcs=[CASE]))
    assert reached(world, mine) == []
    assert reached(world, other) == [["trong kiện 189350000000000011"]]


def test_as_many_questions_however_many_cases(
    world: World, warehouse: Warehouse, django_assert_max_num_queries: Any
) -> None:
    batch = lot_of(world)
    for number in range(10):
        warehouse.packs(f"urn:x:case:{number}", batch)
        warehouse.ships(f"urn:x:case:{number}")
    actor = world.actor(world.anh_dung)
    with django_assert_max_num_queries(12):
        assert len(shipments_of(batch, actor)) == 10


@pytest.mark.requirement("R162")
def test_the_walk_s_page_names_the_case_and_who_got_it(world: World, warehouse: Warehouse, sign_in: Any) -> None:
    batch = lot_of(world)
    warehouse.packs(PALLET, batch)
    warehouse.ships(PALLET)
    page = sign_in(world.anh_dung).get(reverse("epcis:trace", args=[batch.public_id])).content.decode()
    assert "Kiện 189350000000000028" in page
    assert "Nơi ngoài hệ thống" not in page
    assert PALLET not in page
    delivered = page.split("Đã giao cho ai")[1]
    assert SHOP in delivered
    assert "trong kiện 189350000000000028" in delivered
