"""A producer says in plain words what was done; it becomes events, is corrected by new ones, and shows on the batch."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocop.cycle.epcis.actions import Said, packets_gone, record_step
from ocop.cycle.epcis.addresses import batch_uri
from ocop.cycle.epcis.inputs import lots_for
from ocop.cycle.epcis.models import ErrorDeclaration, EventPhoto, MaterialLot, Partner, TraceEvent
from ocop.cycle.epcis.schema import problems_of
from ocop.cycle.epcis.steps import BY_SLUG, STEPS, Input, kind_of
from ocop.cycle.epcis.trace import stages_of
from ocop.cycle.traceability.actions import (
    activate,
    change_batch,
    declare_recall,
    end_recall,
    issue_stamps,
    move_activation,
    void_stamps,
)
from ocop.cycle.traceability.elsewhere import concerned_by, parts_of
from ocop.cycle.traceability.models import Batch
from ocop.cycle.traceability.states import RecallResult
from ocop.ground.registry import outbox
from ocop.kit.scope import Refused
from tests.cycle.epcis.chain import lot_of, seen
from tests.world import NOW, World, make_product, moment
from tests.world_certification import make_recognition
from tests.world_dossiers import photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
EARLIER = moment(2026, 11, 21, 14, 30)


@pytest.fixture
def batch(world: World) -> Batch:
    make_recognition(world.dried_fish, world.province_committee)
    make_recognition(world.lotus_seed, world.province_committee)
    return lot_of(world)


def say(world: World, batch: Batch, slug: str, quantity: str = "10", **said: Any) -> TraceEvent:
    options = {name: said.pop(name) for name in ("instead_of", "key") if name in said}
    told = replace(Said(EARLIER, Decimal(quantity)), **said)
    return record_step(batch, BY_SLUG[slug], told, by=world.actor(world.chi_lan), at=NOW, **options)


def page_of(client: Client, batch: Batch) -> str:
    return client.get(reverse("traceability:batch", args=[batch.public_id])).content.decode()


@pytest.mark.requirement("R162")
def test_every_step_becomes_an_event_of_the_standard_and_is_known_again(world: World, batch: Batch) -> None:
    say(world, batch, "thu-hoach", "120.5", unit="KGM", material="Cá sặc tươi")
    (lot,) = lots_for(batch, NOW.date())
    more: dict[str, dict[str, Any]] = {
        "nhan": {"unit": "KGM", "material": "Muối", "new_partner": "Đại lý Muối Ba Tri"},
        "che-bien": {"unit": "KGM", "inputs": (Input(lot.uri, Decimal(100), "KGM"),)},
        "giao": {"new_partner": "Cửa hàng Hoa Sen", "contact": "0277 000 111"},
    }
    for kind in STEPS[1:]:
        say(world, batch, kind.slug, **more.get(kind.slug, {}))
    rows = TraceEvent.objects.order_by("pk")
    assert [kind_of(row) for row in rows] == list(STEPS)
    for row in rows:
        assert problems_of(row.document) == []
        assert (row.event_time, row.offset, row.unit) == (EARLIER, "+07:00", world.phuong_thinh)
    shipped = rows.get(biz_step="shipping")
    assert (shipped.partner, shipped.biz_location) == (Partner.objects.get(name="Cửa hàng Hoa Sen"), "")
    assert "Hoa Sen" not in str(shipped.document)


def test_harvest_may_be_of_the_batch_itself(world: World, batch: Batch) -> None:
    row = say(world, batch, "thu-hoach", "300", unit="KGM")
    assert row.items.get().batch == batch
    assert not MaterialLot.objects.exists()


def test_a_second_press_writes_no_second_line(world: World, batch: Batch) -> None:
    first = say(world, batch, "dong-goi", key="abcdefghjkmn")
    assert say(world, batch, "dong-goi", "11", key="abcdefghjkmn") == first
    assert TraceEvent.objects.count() == 1


def test_no_more_packets_leave_a_batch_than_it_has(world: World, batch: Batch) -> None:
    say(world, batch, "giao", "200", new_partner="Cửa hàng Hoa Sen")
    with pytest.raises(Refused, match="310 gói"):
        say(world, batch, "ban-le", "110")
    assert packets_gone(batch) == 200
    wrong = TraceEvent.objects.get()
    say(world, batch, "giao", "300", new_partner="Cửa hàng Hoa Sen", instead_of=wrong)
    assert packets_gone(batch) == 300
    assert ErrorDeclaration.objects.get().event == wrong
    assert Partner.objects.count() == 1


def test_tomorrow_s_work_and_another_s_batch_are_refused(world: World, batch: Batch) -> None:
    with pytest.raises(Refused, match="tương lai"):
        say(world, batch, "dong-goi", at=NOW + timedelta(minutes=1))
    told = Said(EARLIER, Decimal(1))
    with pytest.raises(Refused, match="Chỉ chủ thể"):
        record_step(batch, BY_SLUG["dong-goi"], told, by=world.actor(world.anh_phuc), at=NOW)
    assert not TraceEvent.objects.exists()


def test_correcting_raw_material_keeps_what_used_it_tied_to_it(world: World, batch: Batch) -> None:
    wrong = say(world, batch, "thu-hoach", "12", unit="KGM", material="Cá sặc")
    (lot,) = lots_for(batch, NOW.date())
    say(world, batch, "che-bien", unit="KGM", inputs=(Input(lot.uri, Decimal(100), "KGM"),))
    say(world, batch, "thu-hoach", "120", unit="KGM", material="Cá sặc tươi", instead_of=wrong)
    assert MaterialLot.objects.get().name == "Cá sặc tươi"
    assert [stage.words for stage in stages_of(batch)] == ["Chế biến", "Thu hoạch, làm ra"]


def test_what_one_producer_delivers_another_may_use(world: World, batch: Batch) -> None:
    say(world, batch, "giao", "50", new_partner="hợp tác xã sen tháp mười", party=world.lotus_maker)
    seeds = lot_of(world, world.lotus_seed)
    assert [lot.batch for lot in lots_for(seeds, NOW.date())] == [batch]


def test_a_partner_whose_name_is_like_a_producer_s_is_asked_about_and_never_merged(
    world: World, batch: Batch, sign_in: Any
) -> None:
    lan, step = sign_in(world.chi_lan), reverse("epcis:step", args=[batch.public_id, "giao"])
    seeds = lot_of(world, world.lotus_seed)
    said = {"quantity": "20", "on": "21/11/2026", "new_partner": "Hợp tác xã Sen Thap Muoi", "contact": "0277 1"}
    page = lan.post(step, said).content.decode()
    assert "Tên này giống tên một chủ thể OCOP" in page
    assert "Hợp tác xã Sen Tháp Mười, Xã Tháp Mười" in page
    assert "0277 1" in page  # nothing typed is lost
    assert not Partner.objects.exists()
    lan.post(step, said | {"namesake": "khac"})
    assert Partner.objects.get().party is None
    assert lots_for(seeds, NOW.date()) == []
    said["new_partner"] = "HTX.  Sen Tháp Mười"
    lan.post(step, said)  # another name: nothing is asked
    said["new_partner"] = "Hợp tác xã Sen Tháp Mười"
    lan.post(step, said | {"namesake": world.lotus_maker.public_id})
    assert Partner.objects.filter(party=world.lotus_maker).count() == 1
    assert [lot.batch for lot in lots_for(seeds, NOW.date())] == [batch]
    lan.post(step, said | {"quantity": "1"})  # written down before: not asked again
    assert (Partner.objects.count(), TraceEvent.objects.count()) == (3, 4)


def test_stamps_and_recalls_are_written_by_themselves_once(world: World, batch: Batch) -> None:
    lan, office = world.actor(world.chi_lan), world.actor(world.anh_dung)
    issued = issue_stamps(world.dried_fish, count=100, by=lan, at=NOW)
    activate(issued, batch, first=1, last=50, by=lan, at=NOW)
    void_stamps(issued, first=41, last=60, mishap="lost", reason="Rơi xuống kênh", by=lan, at=NOW)
    said = {"reason": "Nấm mốc", "danger": "Đau bụng", "advice": "Mang trả"}
    row = declare_recall(batch, **said, by=office, at=NOW)
    end_recall(row, result=RecallResult.COLLECTED, outcome="Đốt", recovered=9, destroyed=8, by=office, at=NOW)
    again = declare_recall(batch, **said, by=office, at=NOW)
    end_recall(again, result=RecallResult.SAFE, outcome="Đạt", by=office, at=NOW)
    outbox.run_due(NOW + timedelta(minutes=1))
    outbox.run_due(NOW + timedelta(minutes=2))
    rows = list(TraceEvent.objects.order_by("pk"))
    told = [(row.biz_step, row.action, row.items.get().quantity) for row in rows]
    assert told == [
        ("commissioning", "ADD", 50),
        ("decommissioning", "DELETE", 10),
        ("holding", "OBSERVE", None),
        ("destroying", "DELETE", 8),
        ("holding", "OBSERVE", None),
        ("inspecting", "OBSERVE", None),
    ]
    assert rows[0].document["ocop:stamps"] == {"range": issued.public_id, "first": 1, "last": 50}
    assert rows[1].document["ocop:stamps"] == {"range": issued.public_id, "first": 41, "last": 50}
    assert rows[2].document["persistentDisposition"] == {"set": ["recalled"]}
    assert rows[5].document["persistentDisposition"] == {"unset": ["recalled"]}
    assert all(problems_of(row.document) == [] for row in rows)
    assert [kind_of(row) for row in rows if row.biz_step != "destroying"] == [None] * 5


def test_recalled_goods_are_neither_sold_nor_used_but_what_was_sold_before_is_still_told(
    world: World, batch: Batch
) -> None:
    say(world, batch, "giao", "50", new_partner="Hợp tác xã Sen Tháp Mười", party=world.lotus_maker)
    seeds = lot_of(world, world.lotus_seed)
    said = {"reason": "Nấm mốc", "danger": "Đau bụng", "advice": "Mang trả"}
    declare_recall(batch, **said, by=world.actor(world.anh_dung), at=NOW - timedelta(hours=1))
    assert lots_for(seeds, NOW.date()) == []
    for slug in ("giao", "ban-le"):
        with pytest.raises(Refused, match="đã bị thu hồi nên không giao"):
            say(world, batch, slug, at=NOW, new_partner="Cửa hàng Hoa Sen")
        say(world, batch, slug, new_partner="Cửa hàng Hoa Sen")
    say(world, batch, "tieu-huy", at=NOW)
    assert packets_gone(batch) == 80


def test_moved_stamps_are_told_of_the_batch_they_stand_on(world: World, batch: Batch) -> None:
    lan = world.actor(world.chi_lan)
    issued = issue_stamps(world.dried_fish, count=100, by=lan, at=NOW)
    active = activate(issued, batch, first=1, last=50, by=lan, at=NOW)
    other = lot_of(world, lot="L2612")
    move_activation(active, other, reason="Nhầm lô", by=lan, at=NOW)
    outbox.run_due(NOW + timedelta(minutes=1))
    (standing,) = TraceEvent.objects.standing()
    assert standing.items.get().batch == other
    assert ErrorDeclaration.objects.get().corrected_by == [standing.event_id]
    assert ErrorDeclaration.objects.get().event.items.get().batch == batch
    recalled = {"reason": "Nấm mốc", "danger": "Đau bụng", "advice": "Mang trả"}
    declare_recall(other, **recalled, by=lan, at=NOW)
    with pytest.raises(Refused, match="tem phải ở lại"):
        move_activation(other.activations.get(), batch, reason="Nhầm lô", by=lan, at=NOW)


def test_a_recall_names_who_was_delivered_and_asks_about_batches_made_of_it(world: World, batch: Batch) -> None:
    say(world, batch, "giao", "20", new_partner="Cửa hàng Hoa Sen", contact="0277 000 111")
    say(world, batch, "giao", "5", new_partner="Cửa hàng Hoa Sen")
    seeds = lot_of(world, world.lotus_seed)
    used = Said(EARLIER, Decimal(5), "KGM", inputs=(Input(seen(batch)["quantityList"][0]["epcClass"], Decimal(2), ""),))
    record_step(seeds, BY_SLUG["che-bien"], used, by=world.actor(world.anh_phuc), at=NOW)
    said = {"reason": "Nấm mốc", "danger": "Đau bụng", "advice": "Mang trả"}
    row = declare_recall(batch, **said, by=world.actor(world.anh_dung), at=NOW)
    lines = {line.group: line for line in concerned_by(row, world.actor(world.anh_dung))}
    partner, made = lines["Nơi đã giao lô này"], lines["Lô làm ra từ lô này"]
    assert partner.name == "Cửa hàng Hoa Sen"
    assert partner.contact == "0277 000 111. Đã giao 20 gói ngày 21/11/2026; 5 gói ngày 21/11/2026"
    assert made.name == "Hạt sen sấy, lô L2611"
    assert made.act
    assert f"?vi={row.public_id}" in made.act[1]
    mine = {line.group for line in concerned_by(row, world.actor(world.chi_lan))}
    assert "Lô làm ra từ lô này" not in mine  # another's batch is the offices' matter
    declare_recall(seeds, **said, because_of=row, by=world.actor(world.anh_dung), at=NOW)
    assert "Lô làm ra từ lô này" not in {line.group for line in concerned_by(row, world.actor(world.anh_dung))}


def test_a_producer_writes_a_step_with_a_picture_on_the_page(world: World, batch: Batch, sign_in: Any) -> None:
    client = sign_in(world.chi_lan)
    assert "Chưa ghi việc nào" in page_of(client, batch)
    chosen = client.get(reverse("epcis:choose", args=[batch.public_id])).content.decode()
    assert "Anh/chị vừa làm gì với lô L2611?" in chosen
    step = reverse("epcis:step", args=[batch.public_id, "giao"])
    answer = client.post(step, {"quantity": "20", "on": "21/11/2026", "hour": "14:30", "contact": "0277 1"})
    page = answer.content.decode()
    assert "Chọn một nơi đã ghi, hoặc ghi tên nơi mới." in page
    assert "0277 1" in page  # nothing typed is lost
    said = {"quantity": "20", "on": "21/11/2026", "hour": "14:30", "new_partner": "Cửa hàng Hoa Sen"}
    client.post(step, said | {"photo": photo("giao.jpg", "green")})
    row = TraceEvent.objects.get()
    assert row.event_time == EARLIER
    page = page_of(client, batch)
    assert "giao cho Cửa hàng Hoa Sen" in page
    assert "Khô cá sặc rằn, lô L2611: 20 gói" in page
    picture = EventPhoto.objects.get().document
    assert picture.is_image
    address = reverse("epcis:photo", args=[row.public_id, 1])
    assert client.get(address)["Content-Type"].startswith("image/")
    assert client.get(reverse("epcis:photo", args=[row.public_id, 2])).status_code == 404
    assert sign_in(world.anh_phuc).get(address).status_code == 404
    assert client.get(reverse("epcis:event", args=[row.public_id])).status_code == 200


def test_a_wrong_line_is_said_anew_or_taken_back(world: World, batch: Batch, sign_in: Any) -> None:
    client = sign_in(world.chi_lan)
    row = say(world, batch, "giao", "20", new_partner="Cửa hàng Hoa Sen")
    wrong = reverse("epcis:wrong", args=[batch.public_id, row.public_id])
    again = client.post(wrong, {"what": "data"})
    page = client.get(again["Location"]).content.decode()
    assert 'value="20"' in page
    partner = Partner.objects.get()
    client.post(again["Location"], {"quantity": "22", "on": "21/11/2026", "partner": partner.public_id})
    assert [item.quantity for row in TraceEvent.objects.standing() for item in row.items.all()] == [22]
    said = {"quantity": "22", "on": "21/11/2026", "partner": partner.public_id}
    for repeated in (client.get(wrong, follow=True), client.post(again["Location"], said, follow=True)):
        assert "Dòng này đã được sửa hoặc bỏ rồi." in repeated.content.decode()
    assert TraceEvent.objects.count() == 2  # declared once, said anew once
    other = reverse("epcis:wrong", args=[batch.public_id, TraceEvent.objects.standing().get().public_id])
    assert sign_in(world.anh_phuc).post(other, {"what": "never"}).status_code == 404
    client.post(other, {"what": "never", "why": "Khách chưa lấy"})
    assert not TraceEvent.objects.standing().exists()
    assert "Chưa ghi việc nào" in page_of(client, batch)


def test_processing_asks_which_material_was_used(world: World, batch: Batch, sign_in: Any) -> None:
    client, step = sign_in(world.chi_lan), reverse("epcis:step", args=[batch.public_id, "che-bien"])
    refused = client.get(step).content.decode()
    assert "Chưa có nguyên liệu nào để chọn" in refused
    assert 'name="quantity"' not in refused, "nothing is asked that cannot be sent"
    assert reverse("epcis:step", args=[batch.public_id, "thu-hoach"]) in refused
    say(world, batch, "thu-hoach", "120.5", unit="KGM", material="Cá sặc tươi")
    assert "Nguyên liệu đã ghi, chưa ghi dùng vào lô nào: Cá sặc tươi" in page_of(client, batch)
    assert "Cá sặc tươi: đã dùng bao nhiêu kg" in client.get(step).content.decode()
    answer = client.post(step, {"quantity": "30", "unit": "KGM", "on": "22/11/2026"})
    assert "Ghi đã dùng bao nhiêu" in answer.content.decode()
    box = re.search(r'name="(input_[0-9a-f]{12})"', answer.content.decode())
    assert box is not None
    client.post(step, {box[1]: "100,5", "quantity": "30", "unit": "KGM", "on": "22/11/2026"})
    page = page_of(client, batch)
    assert "Từ Cá sặc tươi: 100,5 kg" in page
    trace = client.get(reverse("epcis:trace", args=[batch.public_id])).content.decode()
    assert "Cá sặc tươi" in trace
    assert "100,5 kg" in client.get(reverse("epcis:trace_print", args=[batch.public_id])).content.decode()


def test_deliveries_and_what_was_used_follow_the_lot_through_its_names(
    world: World, batch: Batch, sign_in: Any
) -> None:
    say(world, batch, "giao", "20", new_partner="Cửa hàng Hoa Sen")
    raw = lot_of(world, make_product("Cá sặc một nắng", world.fish_maker), lot="M1")
    used = say(world, batch, "che-bien", "10", unit="KGM", inputs=(Input(batch_uri(raw), Decimal("7.5"), ""),))
    for product in (world.dried_fish, raw.product):
        product.gtin = "4006381333931"
        product.save()
    facts: dict[str, Any] = {"made_on": batch.made_on, "quantity": batch.quantity}
    change_batch(batch, lot="L2611-A", **facts, by=world.actor(world.chi_lan), at=NOW)
    client = sign_in(world.chi_lan)
    page = client.get(reverse("epcis:trace", args=[batch.public_id])).content.decode()
    assert "Cửa hàng Hoa Sen" in page
    again = f"{reverse('epcis:step', args=[batch.public_id, 'che-bien'])}?thay={used.public_id}"
    assert 'value="7,5"' in client.get(again).content.decode()


def test_the_list_and_the_timeline_take_as_many_questions_however_long(
    world: World, batch: Batch, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    office = world.actor(world.anh_dung)
    for number in range(5):
        say(world, batch, "giao", "1", new_partner=f"Cửa hàng {number}")
    with django_assert_max_num_queries(12):
        (part,) = parts_of(batch, office)
        assert len(part.content.lines) == 5
    client = sign_in(world.anh_dung)
    with django_assert_max_num_queries(16):
        page = client.get(f"{reverse('epcis:events')}?step=giao&since=21/11/2026&q=L2611").content.decode()
    assert page.count("Giao hàng") >= 5
    assert "Không có dòng nào khớp" not in page
    assert "Chưa có việc nào" in client.get(f"{reverse('epcis:events')}?step=che-bien").content.decode()
    assert client.get(reverse("epcis:events_sheet")).status_code == 200
