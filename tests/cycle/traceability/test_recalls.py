"""A batch is called back at once for every stamp of it, then person by person until it ends."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocop.config.wiring import TODO_SOURCES
from ocop.cycle.traceability import actions, policies
from ocop.cycle.traceability.elsewhere import concerned_by
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Batch, Recall, RecallTold
from ocop.cycle.traceability.states import RecallResult
from ocop.cycle.traceability.todo import todos_for
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.rules.stamps import Stamp, code_of
from tests.cycle.epcis.chain import lot_of
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SAID = {"reason": "Mẫu kiểm nghiệm có nấm mốc.", "danger": "Ăn vào có thể đau bụng.", "advice": "Mang trả nơi mua."}


@pytest.fixture
def batch(world: World) -> Batch:
    """Chị Lan's lot L2611; stamps 1 to 50 stand on it."""
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    lan, made = world.actor(world.chi_lan), lot_of(world)
    issued = actions.issue_stamps(world.dried_fish, count=100, by=lan, at=NOW)
    actions.activate(issued, made, first=1, last=50, by=lan, at=NOW)
    return made


def recall(world: World, batch: Batch, **said: Any) -> Recall:
    return actions.declare_recall(batch, **(SAID | said), by=world.actor(world.anh_dung), at=NOW)


def scan(number: int) -> str:
    address = reverse("public_scans:stamp", args=[code_of(keys_of(0), Stamp(0, number - 1))])
    return Client().get(address).content.decode()


@pytest.mark.requirement("R162", "R164")
def test_every_stamp_of_a_recalled_batch_says_so_at_once(world: World, batch: Batch) -> None:
    assert "Còn hiệu lực" in scan(1)
    recall(world, batch)
    for number in (1, 50):
        page = scan(number)
        assert "Lô hàng bị thu hồi, đừng dùng" in page
        assert "Mẫu kiểm nghiệm có nấm mốc." in page
        assert "Mang trả nơi mua." in page
        assert "Còn hiệu lực" not in page
    assert "chưa kích hoạt" in scan(51)


def test_stamps_speak_for_goods_again_only_when_they_were_found_safe(world: World, batch: Batch) -> None:
    row, office = recall(world, batch), world.actor(world.anh_dung)
    actions.end_recall(row, result=RecallResult.COLLECTED, outcome="Đốt", recovered=40, destroyed=40, by=office, at=NOW)
    assert "bị thu hồi, đừng dùng" in scan(1)
    again = recall(world, batch, reason="Kiểm lại")
    actions.end_recall(again, result=RecallResult.SAFE, outcome="Mẫu hai lần đạt", by=office, at=NOW)
    assert "bị thu hồi, đừng dùng" in scan(1)  # the first one still binds


def test_goods_found_safe_are_sold_again(world: World, batch: Batch) -> None:
    lan = world.actor(world.chi_lan)
    row = actions.declare_recall(batch, **SAID, by=lan, at=NOW)
    said = {"result": RecallResult.SAFE, "outcome": "Mẫu hai lần đạt", "at": NOW}
    with pytest.raises(Refused, match="Chỉ Văn phòng Điều phối"):
        actions.end_recall(row, **said, by=lan)
    office = world.actor(world.anh_dung)
    assert actions.end_recall(row, **said, by=office) == actions.end_recall(row, **said, by=office)
    assert JournalEntry.objects.filter(act="traceability.recall_ended").count() == 1
    assert "Còn hiệu lực" in scan(1)
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.mark_told(row, key="a", name="a", by=lan, at=NOW)


def test_a_recalled_batch_takes_no_more_stamps_and_no_second_recall(world: World, batch: Batch) -> None:
    first = recall(world, batch, key="abcdefghjkmn")
    assert recall(world, batch, key="abcdefghjkmn") == first
    with pytest.raises(Refused, match="đang được thu hồi"):
        recall(world, batch)
    issued = batch.product.stamp_ranges.get()
    with pytest.raises(Refused, match="đã bị thu hồi nên không dán tem"):
        actions.activate(issued, batch, first=51, last=60, by=world.actor(world.chi_lan), at=NOW)
    assert Recall.objects.count() == 1


def test_only_its_producer_and_the_coordination_office_call_a_batch_back(world: World, batch: Batch) -> None:
    for person in (world.anh_phuc, world.co_hien, world.ong_khanh, world.chi_mai):
        with pytest.raises(Refused, match="Chỉ chủ thể"):
            actions.declare_recall(batch, **SAID, by=world.actor(person), at=NOW)
    row = actions.declare_recall(batch, **SAID, by=world.actor(world.chi_lan), at=NOW)
    assert not policies.may_run_recall(world.actor(world.anh_phuc), row)


def test_more_packets_than_there_were_do_not_come_back(world: World, batch: Batch) -> None:
    row, said = recall(world, batch), {"result": "collected", "outcome": "Đốt", "at": NOW}
    by = world.actor(world.anh_dung)
    with pytest.raises(Refused, match="chỉ có 300 gói"):
        actions.end_recall(row, **said, recovered=301, by=by)
    with pytest.raises(Refused, match="nhiều hơn số gói thu về"):
        actions.end_recall(row, **said, recovered=10, destroyed=11, by=by)


def test_the_list_names_the_commune_and_the_agencies_and_keeps_what_was_told(world: World, batch: Batch) -> None:
    row, office = recall(world, batch), world.actor(world.anh_dung)
    lines = concerned_by(row, office)
    assert [line.name for line in lines] == ["Sở Nông nghiệp và Môi trường", "UBND xã Phương Thịnh"]
    said = {"key": lines[0].key, "name": lines[0].name, "note": "Gọi chị Mai", "by": office, "at": NOW}
    assert actions.mark_told(row, **said) == actions.mark_told(row, **said)
    actions.unmark_told(row, key=lines[0].key, by=office, at=NOW)
    assert not RecallTold.objects.exists()


def test_an_officer_s_recall_is_ended_by_an_officer_only(world: World, batch: Batch, sign_in: Any) -> None:
    row, lan = recall(world, batch), world.actor(world.chi_lan)
    said = {"result": "collected", "outcome": "Đốt", "recovered": 40, "at": NOW}
    with pytest.raises(Refused, match="chỉ Văn phòng Điều phối"):
        actions.end_recall(row, **said, by=lan)
    actions.mark_told(row, key="a", name="Cửa hàng Hoa Sen", by=lan, at=NOW)  # telling people is the producer's still
    page = sign_in(world.chi_lan).get(reverse("traceability:end_recall", args=[row.public_id])).content.decode()
    assert "chỉ Văn phòng Điều phối cấp tỉnh kết thúc được" in page
    actions.end_recall(row, **said, by=world.actor(world.anh_dung))
    own = actions.declare_recall(batch, **SAID, by=lan, at=NOW)
    assert actions.end_recall(own, **said, by=lan).ended_at == NOW


def test_what_an_officer_noted_no_producer_takes_back(world: World, batch: Batch, sign_in: Any) -> None:
    row, office = recall(world, batch), world.actor(world.anh_dung)
    line = concerned_by(row, office)[0]
    actions.mark_told(row, key=line.key, name=line.name, note="Gọi chị Mai", by=office, at=NOW)
    lan = sign_in(world.chi_lan)
    address = reverse("traceability:recall", args=[row.public_id])
    assert "Bỏ dấu" not in lan.get(address).content.decode()
    undo = f"{reverse('traceability:untell_recall', args=[row.public_id])}?dong={line.key}"
    assert "Dấu này do người khác ghi" in lan.post(undo, follow=True).content.decode()
    assert RecallTold.objects.get().note == "Gọi chị Mai"
    assert "do cơ quan thu hồi" in lan.get(address).content.decode()
    assert "Bỏ dấu" in sign_in(world.anh_dung).get(address).content.decode()


def test_a_mark_stays_when_its_line_leaves_the_list(world: World, batch: Batch, sign_in: Any) -> None:
    row, lan = recall(world, batch), world.actor(world.chi_lan)
    by_office = {"key": "lo:cua-nha-khac", "name": "Mắm cá, lô M1", "note": "Đã tiêu hủy tại kho"}
    actions.mark_told(row, **by_office, by=world.actor(world.anh_dung), at=NOW)
    actions.mark_told(row, key="doi-tac:nham", name="Cửa hàng Hoa Sen", note="Gọi lúc 9 giờ", by=lan, at=NOW)
    address = reverse("traceability:recall", args=[row.public_id])
    page = sign_in(world.anh_dung).get(address).content.decode()
    for words in ("nay không còn trong danh sách", "Mắm cá, lô M1", "Đã tiêu hủy tại kho", "Gọi lúc 9 giờ"):
        assert words in page
    assert "Báo cho ai (còn 2)" in page
    hers = sign_in(world.chi_lan).get(address).content.decode()
    assert "Gọi lúc 9 giờ" in hers
    assert "Mắm cá" not in hers  # another household's lot is the offices' matter


def test_the_page_counts_the_stamps_that_stand_on_the_goods(world: World, batch: Batch, sign_in: Any) -> None:
    lan, issued = world.actor(world.chi_lan), batch.product.stamp_ranges.get()
    other = lot_of(world, lot="L2612")
    active = actions.activate(issued, other, first=51, last=60, by=lan, at=NOW)
    actions.move_activation(active, batch, reason="Nhầm", by=lan, at=NOW)
    actions.void_stamps(issued, first=1, last=5, mishap="lost", reason="Rơi", by=lan, at=NOW)
    rows = {each: recall(world, each) for each in (batch, other)}
    client = sign_in(world.anh_dung)
    for each, count in ((batch, 55), (other, 0)):
        page = client.get(reverse("traceability:recall", args=[rows[each].public_id])).content.decode()
        assert f"{count} tem đã dán" in page


def test_each_box_of_the_form_says_that_everybody_reads_it(world: World, batch: Batch, sign_in: Any) -> None:
    page = sign_in(world.chi_lan).get(reverse("traceability:declare_recall", args=[batch.public_id])).content.decode()
    assert page.count("Công khai: ai quét tem của lô cũng đọc được.") == 3


def test_the_home_page_asks_for_it_until_it_ends(
    world: World, batch: Batch, sign_in: Any, django_assert_num_queries: Any
) -> None:
    lan = world.actor(world.chi_lan)
    row = actions.declare_recall(batch, **SAID, by=lan, at=NOW)
    assert todos_for in TODO_SOURCES
    with django_assert_num_queries(1):
        (todo,) = todos_for(lan, at=NOW)
    assert todo.title == "Thu hồi lô L2611: Khô cá sặc rằn"
    home = sign_in(world.chi_lan).get("/viec-can-lam/").content.decode()
    assert "Làm mỗi ngày" in home
    assert "Hết hạn hôm nay" not in home
    assert not todos_for(world.actor(world.anh_phuc), at=NOW)
    actions.end_recall(row, result="collected", outcome="Đốt", by=lan, at=NOW)
    assert not todos_for(lan, at=NOW)


def test_an_officer_calls_a_batch_back_tells_everybody_and_ends_it_on_the_page(
    world: World, batch: Batch, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(world.anh_dung)
    declare = reverse("traceability:declare_recall", args=[batch.public_id])
    assert "Thu hồi lô này" in client.get(reverse("traceability:batch", args=[batch.public_id])).content.decode()
    page = client.post(declare, SAID | {"reason": ""}).content.decode()
    assert "Ăn vào có thể đau bụng." in page  # nothing typed is lost
    client.post(declare, SAID)
    row = Recall.objects.get()
    address = reverse("traceability:recall", args=[row.public_id])
    with django_assert_max_num_queries(20):
        page = client.get(address).content.decode()
    assert "Báo cho ai (còn 2)" in page
    key = concerned_by(row, world.actor(world.anh_dung))[0].key
    tell = f"{reverse('traceability:tell_recall', args=[row.public_id])}?dong={key}"
    assert client.get(f"{tell}khac").status_code == 404
    client.post(tell, {"note": "Gọi lúc 9 giờ"})
    assert "Gọi lúc 9 giờ" in client.get(address).content.decode()
    client.post(f"{reverse('traceability:untell_recall', args=[row.public_id])}?dong={key}")
    assert "Báo cho ai (còn 2)" in client.get(address).content.decode()
    notice = client.get(reverse("traceability:recall_notice", args=[row.public_id]))
    assert "cất ngay các gói" in notice.content.decode()
    end = reverse("traceability:end_recall", args=[row.public_id])
    assert "bãi bỏ thu hồi" in client.get(end).content.decode()
    said = {"result": "collected", "recovered": "40", "destroyed": "40", "outcome": "Tiêu hủy tại lò đốt của xã."}
    client.post(end, said)
    assert "thu về 40 gói" in client.get(address).content.decode()
    assert "L2611" in client.get(f"{reverse('traceability:recalls')}?running=0").content.decode()
    assert "L2611" not in client.get(f"{reverse('traceability:recalls')}?running=1").content.decode()
    assert client.get(reverse("traceability:recalls_sheet")).status_code == 200


def test_the_officer_of_the_commune_reads_and_changes_nothing(world: World, batch: Batch, sign_in: Any) -> None:
    row = recall(world, batch)
    hien, tam = sign_in(world.co_hien), sign_in(world.chu_tam)
    address = reverse("traceability:recall", args=[row.public_id])
    page = hien.get(address).content.decode()
    assert "Chưa báo" in page
    assert "Ghi đã báo" not in page
    assert tam.get(address).status_code == 404
    for name in ("tell_recall", "end_recall", "untell_recall"):
        assert hien.post(reverse(f"traceability:{name}", args=[row.public_id])).status_code == 404
    assert hien.get(reverse("traceability:declare_recall", args=[batch.public_id])).status_code == 404
