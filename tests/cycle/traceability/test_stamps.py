"""Stamps are given only to a star that stands, stand on one batch each, and are void for good once lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from ocop.cycle.certification.actions import suspend_recognition
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.files import HEADER, lines_of
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import Activation, Batch, StampEpoch, StampExport, StampRange
from ocop.cycle.traceability.states import Mishap
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.rules.stamps import PER_EPOCH, Stamp, code_of, printed_stamp, read_stamp, stamp_of
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
MADE = {"lot": "L2611", "made_on": date(2026, 11, 20), "quantity": 300}


@pytest.fixture
def starred(world: World) -> World:
    make_recognition(world.dried_fish, world.province_committee)
    return world


def issue(world: World, count: int = 500, **said: Any) -> StampRange:
    return actions.issue_stamps(world.dried_fish, count=count, by=world.actor(world.chi_lan), at=NOW, **said)


def batch(world: World, **said: Any) -> Batch:
    facts: dict[str, Any] = MADE | said
    return actions.make_batch(world.dried_fish, **facts, by=world.actor(world.chi_lan), at=NOW)


def activate(world: World, issued: StampRange, made: Batch, first: int, last: int, **said: Any) -> Activation:
    return actions.activate(issued, made, first=first, last=last, by=world.actor(world.chi_lan), at=NOW, **said)


@pytest.mark.requirement("R163")
def test_a_recognised_product_gets_stamps_in_one_row_whose_codes_lead_back_to_it(starred: World) -> None:
    issued = issue(starred)
    assert (issued.first, issued.last, issued.count) == (0, 499, 500)
    assert (issue(starred, 7).first, StampRange.objects.count()) == (500, 2)
    code = code_of(keys_of(0), Stamp(0, 499))
    assert StampRange.objects.holding(stamp_of(read_stamp(code), keys_of) or Stamp(9, 0)) == issued
    assert StampRange.objects.holding(Stamp(0, 507)) is None
    assert StampRange.objects.holding(Stamp(1, 0)) is None
    assert JournalEntry.objects.filter(act="traceability.stamps_issued").count() == 2


def test_no_star_no_stamps(world: World) -> None:
    with pytest.raises(Refused, match="không có công nhận OCOP còn hiệu lực"):
        issue(world)
    make_recognition(world.dried_fish, world.province_committee, is_trial=True)
    with pytest.raises(Refused, match="không có công nhận"):
        issue(world)


def test_a_star_that_was_suspended_or_ran_out_gets_no_stamps_and_activates_none(starred: World) -> None:
    issued, made, leader = issue(starred), batch(starred), starred.actor(starred.ong_khanh)
    star = starred.dried_fish.recognitions.get()
    said = {"reason": "Chờ xem xét", "decision_number": "9/QĐ", "effective_on": NOW.date()}
    suspend_recognition(star, **said, by=leader, at=NOW)
    with pytest.raises(Refused, match="không có công nhận"):
        issue(starred)
    with pytest.raises(Refused, match="không có công nhận"):
        activate(starred, issued, made, 1, 10)


@pytest.mark.parametrize("count", [0, -1, actions.MOST_AT_ONCE + 1])
def test_a_count_out_of_reason_is_refused(starred: World, count: int) -> None:
    with pytest.raises(Refused, match=r"từ 1 đến 10\.000\.000"):
        issue(starred, count)
    assert not StampEpoch.objects.exists()


def test_only_its_producer_and_the_coordination_office_get_stamps(starred: World) -> None:
    for person in (starred.anh_phuc, starred.co_hien, starred.chi_mai, starred.ong_khanh):
        with pytest.raises(Refused, match="Chỉ chủ thể của sản phẩm"):
            actions.issue_stamps(starred.dried_fish, count=1, by=starred.actor(person), at=NOW)
    issued = actions.issue_stamps(starred.dried_fish, count=1, by=starred.actor(starred.anh_dung), at=NOW)
    assert issued.issued_by == starred.anh_dung


def test_a_second_press_gives_no_second_range(starred: World) -> None:
    assert issue(starred, key="abcdefghjkmn") == issue(starred, key="abcdefghjkmn")
    assert StampRange.objects.count() == 1


def test_a_full_epoch_is_closed_and_its_rest_left_unused(starred: World) -> None:
    issue(starred)
    StampEpoch.objects.update(next_index=PER_EPOCH - 3)
    assert (issue(starred, 3).epoch_id, issue(starred, 4).epoch_id) == (0, 1)
    assert StampEpoch.objects.get(number=0).closed_at == NOW
    StampEpoch.objects.update(next_index=PER_EPOCH - 3)
    assert issue(starred, 4).epoch_id == 2
    assert StampEpoch.objects.get(number=1).next_index == PER_EPOCH - 3


def test_stamps_stand_on_one_batch_each(starred: World) -> None:
    issued, made = issue(starred), batch(starred)
    active = activate(starred, issued, made, 1, 300)
    assert (active.first, active.last, active.batch) == (issued.first, issued.first + 299, made)
    other = batch(starred, lot="L2612")
    with pytest.raises(Refused, match=r"đã kích hoạt cho lô “L2611”\. Các tem chưa dùng kế tiếp là số 301 đến 500"):
        activate(starred, issued, other, 300, 310)
    activate(starred, issued, other, 301, 500)
    with pytest.raises(Refused, match="không còn tem nào chưa dùng"):
        activate(starred, issued, other, 1, 1)


def test_a_batch_takes_no_more_stamps_than_it_has_packets(starred: World) -> None:
    issued, made = issue(starred), batch(starred)
    activate(starred, issued, made, 1, 250)
    with pytest.raises(Refused, match="có 300 gói, còn 50 gói chưa có tem"):
        activate(starred, issued, made, 251, 301)
    assert activate(starred, issued, made, 251, 300).count == 50


def test_stamps_of_one_product_go_on_no_other(starred: World) -> None:
    make_recognition(starred.lotus_seed, starred.province_committee, number="2/QĐ")
    lotus = actions.make_batch(starred.lotus_seed, **MADE, by=starred.actor(starred.anh_dung), at=NOW)
    with pytest.raises(Refused, match="của sản phẩm khác"):
        actions.activate(issue(starred), lotus, first=1, last=1, by=starred.actor(starred.anh_dung), at=NOW)


@pytest.mark.parametrize(("first", "last"), [(0, 5), (1, 501), (10, 9)])
def test_numbers_outside_the_range_are_told_with_its_numbers(starred: World, first: int, last: int) -> None:
    with pytest.raises(Refused, match="số 1 đến số 500"):
        activate(starred, issue(starred), batch(starred), first, last)


def test_what_was_lost_is_void_once_and_never_activated(starred: World) -> None:
    issued, made = issue(starred), batch(starred)
    said = {"first": 10, "last": 12, "mishap": Mishap.LOST, "reason": "Rơi mất ở chợ"}
    lan = starred.actor(starred.chi_lan)
    actions.void_stamps(issued, **said, by=lan, at=NOW)
    with pytest.raises(Refused, match="đã được báo"):
        actions.void_stamps(issued, **said, by=lan, at=NOW)
    with pytest.raises(Refused, match="Tem số 10 đến 12 đã báo mất, hỏng"):
        activate(starred, issued, made, 1, 10)
    with pytest.raises(Refused, match="báo được tem mất"):
        actions.void_stamps(issued, **said, by=starred.actor(starred.co_hien), at=NOW)


def test_stamps_that_spoiled_are_replaced_on_the_same_lot(starred: World) -> None:
    issued, made = issue(starred), batch(starred, quantity=50)
    activate(starred, issued, made, 1, 50)
    said = {"first": 46, "last": 52, "mishap": Mishap.DAMAGED, "reason": "In nhòe"}
    actions.void_stamps(issued, **said, by=starred.actor(starred.chi_lan), at=NOW)
    assert actions.free_stamps(issued) == (53, 500)
    assert StampRange.objects.with_counts().get().active == 45
    activate(starred, issued, made, 53, 57)
    with pytest.raises(Refused, match="còn 0 gói chưa có tem"):
        activate(starred, issued, made, 58, 58)


def test_the_end_of_a_roll_may_be_used_first(starred: World) -> None:
    issued, made = issue(starred, 100), batch(starred)
    activate(starred, issued, made, 91, 100)
    assert actions.free_stamps(issued) == (1, 90)
    activate(starred, issued, made, 1, 90)
    assert actions.free_stamps(issued) is None


def test_goods_made_before_the_star_get_no_stamps(starred: World) -> None:
    old = batch(starred, made_on=date(2026, 6, 30))
    with pytest.raises(Refused, match="khi sản phẩm chưa được công nhận"):
        activate(starred, issue(starred), old, 1, 1)


def test_a_recognition_rebuilt_from_figures_gives_no_stamps(starred: World) -> None:
    starred.dried_fish.recognitions.update(is_reconstructed=True)
    with pytest.raises(Refused, match="không có công nhận"):
        issue(starred)


def test_a_slip_in_a_lot_is_corrected_and_the_journal_keeps_what_stood_there(starred: World, sign_in: Any) -> None:
    issued, made = issue(starred), batch(starred)
    activate(starred, issued, made, 1, 100)
    facts = {"lot": "L2611", "made_on": "19/11/2026", "expires_on": "19/11/2027", "quantity": "90"}
    address = reverse("traceability:change_batch", args=[made.public_id])
    lan = sign_in(starred.chi_lan)
    assert "đã có 100 tem" in lan.post(address, facts).content.decode()
    assert lan.post(address, facts | {"quantity": "120"}).status_code == 302
    made.refresh_from_db()
    assert (made.made_on, made.quantity) == (date(2026, 11, 19), 120)
    kept = JournalEntry.objects.get(act="traceability.batch_changed").payload()
    assert kept["made_on"] == ["2026-11-20", "2026-11-19"]
    batch(starred, lot="L9")
    assert "đã có lô “L9”" in lan.post(address, facts | {"quantity": "120", "lot": "l9"}).content.decode()


def test_a_batch_is_named_once_and_made_before_today(starred: World) -> None:
    batch(starred)
    with pytest.raises(Refused, match="đã có lô “L2611”"):
        batch(starred)
    with pytest.raises(Refused, match="ở tương lai"):
        batch(starred, lot="L9", made_on=NOW.date() + timedelta(days=1))
    with pytest.raises(Refused, match="Hạn sử dụng trước ngày sản xuất"):
        batch(starred, lot="L9", expires_on=date(2026, 11, 19))


def test_the_printer_s_file_has_every_code_in_order_and_taking_it_is_noted(starred: World, sign_in: Any) -> None:
    issued = issue(starred, 1200)
    lines = b"".join(lines_of(issued)).split(b"\r\n")
    assert (lines[0] + b"\r\n", lines[-1], len(lines)) == (HEADER, b"", 1202)
    number, code, address = lines[1200].decode().split(",")
    printed = code_of(keys_of(0), Stamp(0, 1199))
    assert (number, code) == ("00001200", printed_stamp(printed))
    assert address == f"HTTP://127.0.0.1:8000/T/{printed}"
    answer = sign_in(starred.chi_lan).post(reverse("traceability:take_codes", args=[issued.public_id]))
    assert b"".join(answer.streaming_content).split(b"\r\n") == lines
    assert StampExport.objects.get().taken_by == starred.chi_lan
    for person in (starred.co_hien, starred.ong_khanh, starred.anh_phuc):
        refused = sign_in(person).post(reverse("traceability:take_codes", args=[issued.public_id]))
        assert refused.status_code == 404
    assert StampExport.objects.count() == 1


def test_a_producer_goes_all_the_way_on_the_pages(starred: World, sign_in: Any) -> None:
    lan = sign_in(starred.chi_lan)
    product = starred.dried_fish.public_id
    got = lan.post(reverse("traceability:issue"), {"product": product, "count": "1.000"}, follow=True)
    assert "1.000 tem" in got.content.decode()
    issued = StampRange.objects.get()
    facts = {"product": product, "lot": "l2611", "made_on": "20/11/2026", "quantity": "300"}
    made = lan.post(reverse("traceability:add_batch"), facts, follow=True).content.decode()
    assert "Lô L2611" in made
    assert "còn 300 gói chưa có tem" in made
    form = lan.get(reverse("traceability:activate", args=[issued.public_id]))
    proposed = form.context["form"].initial
    assert (proposed["first"], proposed["last"]) == (1, 300)
    said = {"batch": Batch.objects.get().public_id, "first": "1", "last": "300"}
    done = lan.post(reverse("traceability:activate", args=[issued.public_id]), said, follow=True).content.decode()
    assert "300 trên 1.000 tem" in done
    assert "1 đến 300" in done


def test_a_producer_without_a_star_is_told_what_comes_first(world: World, sign_in: Any) -> None:
    for name in ("issue", "add_batch"):
        page = sign_in(world.chi_lan).get(reverse(f"traceability:{name}")).content.decode()
        assert "Lập hồ sơ đánh giá ở trang của sản phẩm trước" in page
        assert 'type="submit"' not in page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("lot", ["Lô 26", "L/26", "LÔ26"])
def test_a_lot_that_no_label_can_carry_is_told(starred: World, sign_in: Any, lot: str) -> None:
    facts = {"product": starred.dried_fish.public_id, "lot": lot, "made_on": "20/11/2026", "quantity": "300"}
    page = sign_in(starred.chi_lan).post(reverse("traceability:add_batch"), facts).content.decode()
    assert "Số lô chỉ có chữ không dấu" in page
    assert f'value="{lot}"' in page


def test_lists_ask_the_same_number_of_questions_however_long(starred: World, sign_in: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(starred.anh_dung)
    asked = []
    for _ in range(2):
        for number in range(3):
            made = batch(starred, lot=f"L{Batch.objects.count()}-{number}")
            activate(starred, issue(starred), made, 1, 5)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("traceability:ranges"))
            client.get(reverse("traceability:batches"))
        asked.append(len(queries))
    assert asked[0] == asked[1]
