"""An event is kept once and for good; what is no event, or is another's, leaves nothing behind."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import ProtectedError

from ocop.cycle.epcis import actions, policies
from ocop.cycle.epcis.addresses import batch_uri, event_uri, material_uri, own, partner_uri, producer_uri, unit_uri
from ocop.cycle.epcis.models import EventItem, MaterialLot, Partner, TraceEvent
from ocop.cycle.epcis.queries import documents
from ocop.cycle.epcis.schema import problems_of
from ocop.cycle.traceability.actions import change_batch
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.cycle.epcis.chain import keep, lot_of, made_of, seen
from tests.world import NOW, World, moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.mark.requirement("R162")
def test_an_event_is_kept_with_what_questions_are_asked_by(world: World) -> None:
    batch = lot_of(world)
    at = moment(2026, 11, 22, 23, 30)
    place = unit_uri(world.phuong_thinh)
    row = keep(world, seen(batch, at=at, read_point=place, disposition="in_transit"))
    assert (row.kind, row.action, row.biz_step, row.disposition) == (
        "ObjectEvent",
        "OBSERVE",
        "shipping",
        "in_transit",
    )
    assert (row.event_time, row.offset, row.record_time) == (at, "+07:00", NOW)
    assert row.document["eventTime"] == "2026-11-22T23:30:00.000+07:00"
    assert row.document["recordTime"] == "2026-11-24T09:00:00.000+07:00"
    assert (row.producer, row.product, row.unit) == (world.fish_maker, world.dried_fish, world.phuong_thinh)
    item = row.items.get()
    assert (item.role, item.batch, item.quantity, item.unit) == ("quantity", batch, Decimal(10), "")
    assert problems_of(row.document) == []
    assert JournalEntry.objects.filter(act="epcis.event_recorded").count() == 1


def test_a_lot_is_known_by_its_trade_item_number_once_it_has_one(world: World) -> None:
    batch = lot_of(world)
    before = batch_uri(batch)
    keep(world, seen(batch, "a"))
    world.dried_fish.gtin = "4006381333931"
    world.dried_fish.save()
    batch.product.gtin = "4006381333931"
    assert batch_uri(batch).endswith("/01/04006381333931/10/L2611") != before.endswith("L2611")
    keep(world, seen(batch, "b"))
    assert TraceEvent.objects.of_batch(batch).count() == 2


def test_a_renamed_lot_is_known_by_the_address_it_had(world: World) -> None:
    world.dried_fish.gtin = "4006381333931"
    world.dried_fish.save()
    batch = lot_of(world)
    batch.product.gtin = "4006381333931"
    before = seen(batch, "a")
    keep(world, before)
    facts: dict[str, Any] = {"made_on": batch.made_on, "quantity": batch.quantity}
    change_batch(batch, lot="L2611-A", **facts, by=world.actor(world.chi_lan), at=NOW)
    keep(world, before | {"eventID": event_uri("b")})
    assert TraceEvent.objects.of_batch(batch).count() == 2
    new = lot_of(world)  # another lot takes the name: from now on the name is its own
    keep(world, before | {"eventID": event_uri("c")})
    assert TraceEvent.objects.of_batch(new).count() == 1


def test_another_s_lot_of_the_same_name_is_another_lot(world: World) -> None:
    mine, other = lot_of(world), lot_of(world, world.lotus_seed)
    row = keep(world, made_of(batch_uri(mine), batch_uri(other), own("lo", "khongcolonay")))
    assert [item.batch for item in row.items.all()] == [other, None, mine]
    assert row.product == world.dried_fish or row.product is None


def test_the_same_event_sent_twice_is_kept_once_and_another_of_its_id_is_refused(world: World) -> None:
    batch = lot_of(world)
    assert keep(world, seen(batch)) == keep(world, seen(batch))
    with pytest.raises(Refused, match="eventID"):
        keep(world, seen(batch, step="receiving"))
    assert (TraceEvent.objects.count(), EventItem.objects.count()) == (1, 1)


def test_only_its_producer_and_the_coordination_office_write_a_producer_s_events(world: World) -> None:
    batch = lot_of(world)
    for person in (world.anh_phuc, world.co_hien, world.ong_khanh, world.ba_nga):
        with pytest.raises(Refused, match="Chỉ chủ thể"):
            actions.record_event(seen(batch), producer=world.fish_maker, by=world.actor(person), at=NOW)
    by_office = actions.record_event(seen(batch), producer=world.fish_maker, by=world.actor(world.anh_dung), at=NOW)
    assert by_office.recorded_by == world.anh_dung


def test_what_is_no_event_is_not_kept(world: World) -> None:
    batch = lot_of(world)
    for bad in (
        seen(batch) | {"action": "THROW"},
        seen(batch) | {"type": "https://a.example/StrangeEvent"},
        seen(batch, step="https://a.example/" + "a" * 300),
    ):
        with pytest.raises(actions.Malformed):
            keep(world, bad)
    assert not TraceEvent.objects.exists()
    assert not JournalEntry.objects.filter(act="epcis.event_recorded").exists()


def test_a_wrong_event_stays_on_file_and_counts_no_longer(world: World) -> None:
    batch = lot_of(world)
    wrong, right = keep(world, seen(batch, "a")), keep(world, seen(batch, "b", step="receiving"))
    by = world.actor(world.chi_lan)
    said = {"reason": "incorrect_data", "why": "Ghi nhầm bước", "corrected_by": [right.event_id]}
    first = actions.declare_error(wrong, **said, by=by, at=NOW)
    assert actions.declare_error(wrong, **said, by=by, at=NOW) == first
    assert list(TraceEvent.objects.standing()) == [right]
    told = documents(TraceEvent.objects.filter(pk=wrong.pk).select_related("error"))
    assert told[0] == wrong.document
    assert told[1]["eventID"] == wrong.event_id
    assert told[1]["errorDeclaration"]["correctiveEventIDs"] == [right.event_id]
    assert problems_of(told[1]) == []
    wrong.refresh_from_db()
    assert not policies.may_declare_error(by, wrong)
    assert not policies.may_declare_error(world.actor(world.anh_phuc), right)
    with pytest.raises(Refused, match="Chỉ chủ thể"):
        actions.declare_error(right, reason="did_not_occur", by=world.actor(world.anh_phuc), at=NOW)
    with pytest.raises(ProtectedError):
        wrong.delete()


def test_a_partner_is_told_by_an_id_and_only_the_producer_s_own_is_found(world: World) -> None:
    said = {"made_by": None, "recorded_at": NOW}
    shop = Partner.objects.create(producer=world.fish_maker, name="Cửa hàng Hoa Sen", **said)
    other = Partner.objects.create(producer=world.lotus_maker, name="Đại lý Ba Tri", **said)
    batch = lot_of(world)
    row = keep(world, seen(batch, "a", destination=partner_uri(shop)))
    assert row.partner == shop
    assert "Hoa Sen" not in str(row.document)
    assert keep(world, seen(batch, "b", destination=partner_uri(other))).partner is None


def test_raw_material_is_a_lot_too(world: World) -> None:
    fish = MaterialLot.objects.create(producer=world.fish_maker, name="Cá sặc tươi", recorded_at=NOW)
    batch = lot_of(world)
    row = keep(
        world, made_of(batch_uri(batch), material_uri(fish)) | {"bizLocation": {"id": producer_uri(world.fish_maker)}}
    )
    assert [item.material for item in row.items.all()] == [fish, None]
    assert row.unit == world.phuong_thinh


def test_each_reads_events_of_their_own_scope(world: World) -> None:
    row = keep(world, seen(lot_of(world)))
    for person, sees in (
        (world.chi_lan, True),
        (world.anh_phuc, False),
        (world.co_hien, True),
        (world.chu_tam, False),
        (world.anh_dung, True),
        (world.ba_nga, True),
    ):
        assert (row in TraceEvent.objects.visible_to(world.actor(person))) is sees, person
