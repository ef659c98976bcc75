"""What a partner's system sends: whole and right, or nothing of it; and only what is its producer's to say."""

from typing import Any

import pytest
from django.db import transaction

from ocop.cycle.epcis import actions
from ocop.cycle.epcis.addresses import batch_uri, event_uri, own, producer_uri, unit_uri
from ocop.cycle.epcis.models import ErrorDeclaration, EventItem, TraceEvent
from ocop.cycle.epcis.parts import PARTNERS, concerned_by_recall
from ocop.cycle.epcis.queries import documents
from ocop.cycle.epcis.reactions import note_recall
from ocop.cycle.epcis.shipments import NOBODY_NAMED
from ocop.cycle.traceability.actions import declare_recall, issue_stamps
from ocop.cycle.traceability.events import BatchRecalled
from ocop.cycle.traceability.models import StampRange
from ocop.ground.producers.models import Producer
from ocop.ground.registry.outbox import run_due
from ocop.kit.scope import Actor, Refused
from ocop.rules.epcis import CONTEXT, STAMPS, Document
from tests.cycle.epcis.chain import happened, keep, lot_of, made_of, seen
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ERROR = {"declarationTime": "2026-11-24T08:00:00+07:00", "reason": "did_not_occur", "ocop:note": "Xe hỏng"}


def whole(*events: Any, context: Any = CONTEXT, **said: Any) -> Document:
    """A document as a partner's system sends it."""
    return {
        "@context": context,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-11-24T08:00:00+07:00",
        "epcisBody": {"eventList": list(events)},
    } | said


def send(world: World, *events: Any, **said: Any) -> list[TraceEvent]:
    """What the fish maker's program sends."""
    return as_producer(world.fish_maker, world.actor(world.chi_lan), *events, **said)


@transaction.atomic
def as_producer(producer: Producer, by: Actor, *events: Any, **said: Any) -> list[TraceEvent]:
    """A document read and kept, all or none."""
    read = actions.read_document(whole(*events, **said), NOW)
    name = "Phần mềm kho"
    for _, refusal in actions.keep_document(read, producer=producer, by=by, at=NOW, sent_by=name, all_or_none=True):
        raise refusal
    return [TraceEvent.objects.get(event_id=event["eventID"]) for event in read]


@pytest.mark.requirement("R162")
def test_what_a_program_sends_is_kept_with_its_name_and_its_document_s_context(world: World) -> None:
    sent = seen(lot_of(world))
    del sent["eventID"], sent["@context"]
    (row,) = send(world, sent, context=["https://a.example/c"])
    assert row.event_id.startswith("urn:uuid:")
    assert (row.document["@context"], row.sent_by) == (["https://a.example/c"], "Phần mềm kho")
    answer = whole(sent, type="EPCISQueryDocument")
    answer["epcisBody"] = {"queryResults": {"queryName": "q", "resultsBody": answer["epcisBody"]}}
    assert len(actions.read_document(answer, NOW)) == 1


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"action": "THROW"}, "eventList"),
        ({"eventTime": "1900-11-24T23:59:00Z"}, r"eventList\[1\] .*eventTime"),
        ({"quantityList": [{"epcClass": "https://a.example/01/08935000000017/10/L1"}]}, "check digit"),
        ({"type": "https://a.example/StrangeEvent"}, "ObjectEvent"),
        ({"bizLocation": {"id": "https://a.example/" + "a" * 300}}, "longer than"),
        ({"epcList": [f"urn:x:{number}" for number in range(2001)]}, "at most 2000"),
        ({"errorDeclaration": {"reason": "did_not_occur"}}, "declarationTime"),
        ({"errorDeclaration": ERROR | {"reason": "https://a.example/" + "a" * 300}}, "reason: longer than"),
        ({"@context": {"bizStep": "https://evil.example/"}}, "redefined"),
        ({"eventID": "urn:uuid:00000000-0000-4000-8000-00000000000a"}, "twice"),
    ],
)
def test_one_malformed_event_and_nothing_of_the_document_is_read(bad: Document, words: str, world: World) -> None:
    good = seen(lot_of(world)) | {"eventID": "urn:uuid:00000000-0000-4000-8000-00000000000a"}
    with pytest.raises(actions.Malformed, match=words):
        actions.read_document(whole(good, seen(lot_of(world, lot="L2")) | bad), NOW)
    assert not TraceEvent.objects.exists()


def test_what_is_no_document_is_no_document(world: World) -> None:
    for bad in (
        "không",
        [],
        None,
        {"type": []},
        {"type": {}},
        seen(lot_of(world)),
        whole("không phải sự kiện"),
        whole(epcisBody={}),
    ):
        with pytest.raises(actions.Malformed):
            actions.read_document(bad, NOW)
    with pytest.raises(actions.Malformed):
        actions.read_event(whole(), NOW)
    without_id = {name: value for name, value in seen(lot_of(world, lot="L2")).items() if name != "eventID"}
    with pytest.raises(actions.Malformed, match="eventID"):
        actions.read_document(whole(without_id | {"errorDeclaration": ERROR}), NOW)


def test_an_error_sent_takes_back_the_event_of_its_id_and_is_told_as_it_was_worded(world: World) -> None:
    row = keep(world, seen(lot_of(world)))
    told = documents([row])[0]
    for _ in range(2):
        send(world, told | {"errorDeclaration": ERROR})
    assert ErrorDeclaration.objects.get().event == row
    row = TraceEvent.objects.get()
    assert documents([row])[1]["errorDeclaration"] == ERROR
    with pytest.raises(actions.Taken):
        send(world, told | {"errorDeclaration": ERROR, "bizStep": "receiving"})


def test_a_recall_is_not_taken_back_by_a_program(world: World) -> None:
    batch = lot_of(world)
    by = world.actor(world.anh_dung)
    declare_recall(batch, reason="Hàng hỏng", danger="Đau bụng", advice="Trả lại", by=by, at=NOW)
    run_due(NOW)
    told = TraceEvent.objects.get(biz_step="holding")
    with pytest.raises(Refused, match="hệ thống tự ghi"):
        send(world, told.document | {"errorDeclaration": ERROR})
    assert not ErrorDeclaration.objects.exists()


def test_a_recall_lists_what_programs_said_was_delivered_by_the_place_they_named(world: World) -> None:
    """Whom to tell is found whoever wrote it down, and however it wrote the word for shipping."""
    batch = lot_of(world)
    shop = "https://id.gs1.org/414/8935000000014"
    there = {"destinationList": [{"type": "owning_party", "destination": shop}]}
    send(
        world,
        seen(batch, "a", step="https://ref.gs1.org/cbv/BizStep-shipping") | there,
        seen(batch, "b") | there,
        seen(batch, "c"),
        seen(batch, "d", step="receiving") | there,
    )
    by = world.actor(world.anh_dung)
    recall = declare_recall(batch, reason="Hàng hỏng", danger="Đau bụng", advice="Trả lại", by=by, at=NOW)
    lines = [line for line in concerned_by_recall(recall, by) if line.group == PARTNERS]
    assert [(line.name, line.contact.count("10 gói")) for line in lines] == [(shop, 2), (NOBODY_NAMED, 1)]
    assert all("Phần mềm kho" in line.contact for line in lines)
    assert len({line.key for line in lines}) == 2


def test_words_of_the_vocabulary_are_known_however_they_are_written(world: World) -> None:
    term = "https://ref.gs1.org/cbv"
    (row,) = send(world, seen(lot_of(world), step=f"{term}/BizStep-shipping", disposition=f"{term}/Disp-in_transit"))
    assert (row.biz_step, row.disposition) == ("shipping", "in_transit")
    assert row.document["bizStep"] == f"{term}/BizStep-shipping"
    send(world, row.document | {"errorDeclaration": ERROR | {"reason": f"{term}/ER-incorrect_data"}})
    assert ErrorDeclaration.objects.get().reason == "incorrect_data"


def test_a_program_cannot_take_the_place_of_what_the_platform_tells(world: World) -> None:
    """Neither by an id reckoned from a recall's address, nor does what was told by such an id before come twice."""
    batch, by = lot_of(world), world.actor(world.anh_dung)
    recall = declare_recall(batch, reason="Hàng hỏng", danger="Đau bụng", advice="Trả lại", by=by, at=NOW)
    reckoned = event_uri(f"thu-hoi-{recall.public_id}")
    send(world, seen(batch) | {"eventID": reckoned})
    run_due(NOW)
    told = TraceEvent.objects.get(biz_step="holding")
    assert told.event_id != reckoned
    TraceEvent.objects.filter(event_id=reckoned).update(event_id="urn:x:1")
    for earlier in ({"public_id": "nhuTruocDay1", "event_id": reckoned}, {}):
        TraceEvent.objects.filter(pk=told.pk).update(**earlier)
        note_recall(BatchRecalled(recall.pk, batch.pk), at=NOW)
        assert TraceEvent.objects.filter(biz_step="holding").count() == 1


def test_all_or_none_when_one_is_another_event_of_a_known_id(world: World) -> None:
    batch = lot_of(world)
    keep(world, seen(batch, "a"))
    with pytest.raises(actions.Taken):
        send(world, seen(batch, "b"), seen(batch, "a", step="receiving"))
    assert TraceEvent.objects.count() == 1
    assert len(send(world, seen(batch, "b"), seen(batch, "a"))) == 2
    assert (TraceEvent.objects.count(), EventItem.objects.count()) == (2, 2)


def test_each_event_of_a_document_is_of_the_product_it_names(world: World) -> None:
    smoked = make_product("Cá lóc hun khói", world.fish_maker)
    dried, other = lot_of(world), lot_of(world, smoked, lot="L2")
    rows = send(world, seen(dried, "a"), seen(other, "b"), seen(dried, "c"))
    assert [row.product for row in rows] == [world.dried_fish, smoked, world.dried_fish]


def test_sent_twice_in_two_documents_it_is_kept_once(world: World) -> None:
    """The database decides, so two at one moment are kept once too."""
    batch = lot_of(world)
    row = keep(world, seen(batch))
    assert send(world, seen(batch)) == [row]
    with pytest.raises(actions.Taken):
        send(world, seen(batch, step="receiving"))
    assert (TraceEvent.objects.count(), EventItem.objects.count()) == (1, 1)


def test_only_their_producer_says_that_goods_came_about_or_ended(world: World) -> None:
    mine, other = lot_of(world), lot_of(world, world.lotus_seed)
    place = {"bizLocation": {"id": producer_uri(world.fish_maker)}}
    for forbidden in (
        seen(other) | {"action": "DELETE", "bizStep": "destroying"} | place,
        made_of(batch_uri(other), batch_uri(mine)),
        seen(mine) | {"readPoint": {"id": producer_uri(world.lotus_maker)}},
        seen(other) | {"bizLocation": {"id": unit_uri(world.phuong_thinh)}},
        seen(mine) | {"quantityList": [{"epcClass": own("lo", "khongcolonay")}]},
    ):
        with pytest.raises(Refused, match="chủ thể"):
            send(world, forbidden)
    assert not TraceEvent.objects.exists()
    assert len(send(world, made_of(batch_uri(mine), batch_uri(other)), seen(other, "r", step="receiving") | place)) == 2
    assert actions.packets_gone(other) == 0


def test_goods_sold_on_by_another_are_not_counted_twice(world: World) -> None:
    other = lot_of(world, world.lotus_seed)
    send(world, seen(other, step="retail_selling") | {"bizLocation": {"id": producer_uri(world.fish_maker)}})
    assert actions.packets_gone(other) == 0


def test_a_lot_we_never_heard_of_is_the_producer_s_by_its_trade_item_number(world: World) -> None:
    world.dried_fish.gtin = "8935000000014"
    world.dried_fish.save()
    things = {"quantityList": [{"epcClass": "urn:epc:class:lgtin:8935000.000001.X1", "quantity": 3}]}
    (row,) = send(world, seen(lot_of(world)) | things | {"action": "ADD"})
    assert row.items.get().batch is None
    known = lot_of(world, lot="X2")
    things = {"quantityList": [{"epcClass": "urn:epc:class:lgtin:8935000.000001.X2", "quantity": 3}]}
    (row,) = send(world, seen(known, "b") | things)
    assert row.items.get().batch == known
    with pytest.raises(Refused, match="chủ thể khác"):
        as_producer(world.lotus_maker, world.actor(world.anh_phuc), seen(known, "c") | things | {"action": "ADD"})


@pytest.mark.parametrize("stamps", ["x", {}, {"range": 1}, {"range": "a", "first": 1, "last": 2}])
def test_stamps_named_must_be_of_a_range_of_the_producer(stamps: Any, world: World) -> None:
    assert not StampRange.objects.exists()
    event = seen(lot_of(world)) | dict(happened("x").more) | {STAMPS: stamps}
    with pytest.raises(Refused, match="dải"):
        send(world, event)


def test_stamps_are_of_the_range_named_to_its_last_sign(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    issued = issue_stamps(world.dried_fish, count=100, by=world.actor(world.chi_lan), at=NOW)
    event = seen(lot_of(world)) | dict(happened("x").more)
    for name in (f"{issued.public_id}x", f"{issued.public_id}\n"):
        with pytest.raises(Refused, match="dải"):
            send(world, event | {STAMPS: {"range": name, "first": 1, "last": 2}})
    assert send(world, event | {STAMPS: {"range": issued.public_id, "first": 1, "last": 2}})
