"""What was written wrongly is ended and kept; keys others may know give no more stamps; scratched numbers are told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from ocop.cycle.certification.actions import suspend_recognition
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.keys import WrongStampKey, key_check, keys_of
from ocop.cycle.traceability.models import Activation, Batch, ScratchedStamp, StampEpoch, StampRange
from ocop.cycle.traceability.selftest import refuse_wrong_keys
from ocop.cycle.traceability.states import Mishap, Scratch
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.rules.stamps import EPOCHS, PIN_TRIES, PIN_TRIES_HOURS, Stamp, code_of, pin_of, secrets_by_epoch, stamp_of
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
WHY = "Bấm nhầm lô cũ"


@pytest.fixture
def starred(world: World) -> World:
    make_recognition(world.dried_fish, world.province_committee)
    return world


def issue(world: World, count: int = 500, **said: Any) -> StampRange:
    return actions.issue_stamps(world.dried_fish, count=count, by=world.actor(world.chi_lan), at=NOW, **said)


def batch(world: World, lot: str, quantity: int = 300, made_on: date = date(2026, 11, 20)) -> Batch:
    by = world.actor(world.chi_lan)
    return actions.make_batch(world.dried_fish, lot=lot, made_on=made_on, quantity=quantity, by=by, at=NOW)


def activate(world: World, issued: StampRange, made: Batch, first: int, last: int) -> Activation:
    return actions.activate(issued, made, first=first, last=last, by=world.actor(world.chi_lan), at=NOW)


def move(world: World, active: Activation, to: Batch, **said: Any) -> Activation:
    return actions.move_activation(active, to, reason=WHY, by=world.actor(world.chi_lan), at=NOW, **said)


def test_stamps_written_for_the_wrong_lot_stand_on_the_right_one_and_the_slip_is_kept(starred: World) -> None:
    issued, wrong, right = issue(starred), batch(starred, "L1"), batch(starred, "L2")
    active = activate(starred, issued, wrong, 1, 200)
    moved = move(starred, active, right)
    active.refresh_from_db()
    assert (active.batch, active.ended_at, active.ended_by, active.end_reason) == (wrong, NOW, starred.chi_lan, WHY)
    assert (moved.batch, moved.first, moved.last, moved.ended_at) == (right, active.first, active.last, None)
    assert issued.activations.all().holding(issued.first).get() == moved
    stamps = {each.lot: each.stamps for each in Batch.objects.with_stamps()}
    assert (stamps, StampRange.objects.with_counts().get().active) == ({"L1": 0, "L2": 200}, 200)
    assert actions.free_stamps(issued) == (201, 500)
    kept = JournalEntry.objects.get(act="traceability.stamps_moved").payload()
    assert (kept["first"], kept["last"]) == (1, 200)


def test_the_lot_left_takes_other_stamps_and_a_move_may_be_moved_back(starred: World) -> None:
    issued, one, other = issue(starred), batch(starred, "L1"), batch(starred, "L2")
    moved = move(starred, activate(starred, issued, one, 1, 300), other)
    activate(starred, issued, one, 301, 400)
    with pytest.raises(Refused, match="còn 200 gói chưa có tem"):
        move(starred, moved, one)
    actions.change_batch(one, lot="L1", made_on=one.made_on, quantity=400, by=starred.actor(starred.chi_lan), at=NOW)
    assert move(starred, moved, one).batch == one
    assert Activation.objects.count() == 4


def test_a_move_is_refused_in_words(starred: World) -> None:
    issued, made = issue(starred), batch(starred, "L1")
    active = activate(starred, issued, made, 1, 10)
    with pytest.raises(Refused, match="đang đứng trên chính lô ấy"):
        move(starred, active, made)
    with pytest.raises(Refused, match="khi sản phẩm chưa được công nhận"):
        move(starred, active, batch(starred, "L0", made_on=date(2026, 6, 30)))
    with pytest.raises(Refused, match="còn 9 gói"):
        move(starred, active, batch(starred, "L3", quantity=9))
    dung = starred.actor(starred.anh_dung)
    facts: dict[str, Any] = {"lot": "S1", "made_on": date(2026, 11, 20), "quantity": 50}
    with pytest.raises(Refused, match="của sản phẩm khác"):
        move(starred, active, actions.make_batch(starred.lotus_seed, **facts, by=dung, at=NOW))
    with pytest.raises(Refused, match="chuyển được tem sang lô khác"):
        actions.move_activation(active, batch(starred, "L4"), reason=WHY, by=starred.actor(starred.co_hien), at=NOW)
    move(starred, active, batch(starred, "L2"))
    with pytest.raises(Refused, match="đã được chuyển sang lô khác"):
        move(starred, active, Batch.objects.get(lot="L4"))


def test_lost_stamps_take_no_packet_of_the_lot_they_are_moved_to_and_a_second_press_moves_once(starred: World) -> None:
    issued, made, small = issue(starred), batch(starred, "L1"), batch(starred, "L2", quantity=7)
    active = activate(starred, issued, made, 1, 10)
    lost: dict[str, Any] = {"first": 9, "last": 20, "mishap": Mishap.LOST, "reason": "Rơi"}
    with pytest.raises(Refused, match="còn 7 gói"):
        move(starred, active, small)
    actions.void_stamps(issued, **lost | {"first": 8}, by=starred.actor(starred.chi_lan), at=NOW)
    assert move(starred, active, small, key="abcdefghjkmn") == move(starred, active, small, key="abcdefghjkmn")


def test_a_correction_is_made_even_while_the_star_is_suspended(starred: World) -> None:
    issued, made, right = issue(starred), batch(starred, "L1"), batch(starred, "L2")
    active = activate(starred, issued, made, 1, 10)
    said: dict[str, Any] = {"reason": "Xem xét", "decision_number": "9/QĐ", "effective_on": NOW.date()}
    suspend_recognition(starred.dried_fish.recognitions.get(), **said, by=starred.actor(starred.ong_khanh), at=NOW)
    assert move(starred, active, right).batch == right


def test_a_producer_corrects_the_lot_on_the_pages(starred: World, sign_in: Any) -> None:
    issued, made, right = issue(starred), batch(starred, "L1"), batch(starred, "L2")
    active = activate(starred, issued, made, 1, 200)
    lan = sign_in(starred.chi_lan)
    assert reverse("traceability:move", args=[active.public_id]) in _page(lan, issued)
    address = reverse("traceability:move", args=[active.public_id])
    assert "Tem số 1 đến 200 đang ghi cho lô “L1”" in lan.get(address).content.decode()
    done = lan.post(address, {"batch": right.public_id, "reason": WHY}, follow=True).content.decode()
    assert "ghi nhầm cho lô L1" in done
    assert WHY in done
    for again in (
        lan.post(address, {"batch": right.public_id, "reason": WHY}, follow=True),
        lan.get(address, follow=True),
    ):
        assert again.status_code == 200
        told = "Các tem ghi nhầm cho lô “L1” đã được chuyển ngày 24/11/2026. Nay chúng đứng trên lô “L2”."
        assert told in again.content.decode()
    assert Activation.objects.count() == 2
    assert sign_in(starred.co_hien).get(address).status_code == 404
    assert "Chuyển lô" not in _page(sign_in(starred.co_hien), issued)


def test_where_there_is_no_other_lot_the_page_leads_to_writing_it_down(starred: World, sign_in: Any) -> None:
    active = activate(starred, issue(starred), batch(starred, "L1"), 1, 200)
    page = sign_in(starred.chi_lan).get(reverse("traceability:move", args=[active.public_id])).content.decode()
    assert "chưa có lô nào khác" in page
    assert f'href="{reverse("traceability:add_batch")}"' in page


def _page(client: Any, issued: StampRange) -> str:
    page: str = client.get(reverse("traceability:range", args=[issued.public_id])).content.decode()
    return page


def close(world: World, number: int = 0, **said: Any) -> StampEpoch:
    facts: dict[str, Any] = {"reason": "Máy chủ bị xâm nhập", "is_doubtful": True} | said
    return actions.close_epoch(StampEpoch.objects.get(number=number), **facts, by=world.actor(world.anh_quan), at=NOW)


def test_an_epoch_closed_by_hand_gives_no_more_stamps_and_its_stamps_are_still_known(starred: World) -> None:
    old = issue(starred)
    closed = close(starred)
    assert (closed.closed_at, closed.closed_by, closed.is_doubtful) == (NOW, starred.anh_quan, True)
    assert issue(starred).epoch_id == 1
    code = code_of(keys_of(0), Stamp(0, 3))
    assert StampRange.objects.holding(stamp_of(code, keys_of) or Stamp(9, 9)) == old
    kept = JournalEntry.objects.get(act="traceability.epoch_closed").payload()
    assert kept == {"number": 0, "is_doubtful": True}


def test_an_epoch_is_closed_once_by_the_administrator_and_doubted_later_if_need_be(starred: World) -> None:
    issue(starred)
    with pytest.raises(Refused, match="việc của quản trị hệ thống"):
        actions.close_epoch(
            StampEpoch.objects.get(), reason="x", is_doubtful=True, by=starred.actor(starred.anh_dung), at=NOW
        )
    close(starred, is_doubtful=False)
    with pytest.raises(Refused, match="đã đóng"):
        close(starred, is_doubtful=False)
    assert close(starred).is_doubtful
    with pytest.raises(Refused, match="đã đóng"):
        close(starred)


def test_the_last_epoch_is_not_closed_by_hand(starred: World) -> None:
    StampEpoch.objects.create(number=EPOCHS - 1, key_check=key_check(EPOCHS - 1), opened_at=NOW)
    with pytest.raises(Refused, match="kỳ khóa cuối"):
        close(starred, EPOCHS - 1)


def test_the_administrator_reads_what_closing_means_and_closes(starred: World, sign_in: Any) -> None:
    quan = sign_in(starred.anh_quan)
    assert "Chưa cấp tem nào" in quan.get(reverse("traceability:epochs")).content.decode()
    issue(starred)
    page = quan.get(reverse("traceability:epochs")).content.decode()
    assert "<code>1:</code>" in page
    address = reverse("traceability:close_epoch", args=[0])
    assert "Không mở lại được" in quan.get(address).content.decode()
    assert "Nhập vì sao đóng" in quan.post(address, {"is_doubtful": "on"}).content.decode()
    done = quan.post(address, {"is_doubtful": "on", "reason": "Nghi lộ"}, follow=True).content.decode()
    assert "Khóa có thể đã lộ" in done


def test_a_second_secret_serves_later_epochs_and_the_first_keeps_its_own(starred: World, settings: Any) -> None:
    first, second = "mot-bi-mat-" * 5, "hai-bi-mat-" * 5
    settings.STAMP_SECRET = first
    issue(starred)
    code = code_of(keys_of(0), Stamp(0, 0))
    settings.STAMP_SECRET = f"{first} 1:{second}"
    refuse_wrong_keys()
    close(starred)
    assert issue(starred).epoch_id == 1
    assert stamp_of(code, keys_of) == Stamp(0, 0)
    checks = dict(StampEpoch.objects.values_list("number", "key_check"))
    settings.STAMP_SECRET = second
    assert (checks[0] != key_check(0), checks[1] == key_check(1)) == (True, True)
    for wrong in (first, second, f"{first} 2:{second}", f"{second} 1:{first}"):
        settings.STAMP_SECRET = wrong
        with pytest.raises(WrongStampKey):
            refuse_wrong_keys()


def test_the_setting_of_several_secrets_is_read_in_order() -> None:
    assert secrets_by_epoch("mot") == {0: "mot"}
    assert secrets_by_epoch(" mot  3:hai 7:ba:bon ") == {0: "mot", 3: "hai", 7: "ba:bon"}
    for wrong in ("mot hai", "mot 0:hai", "mot 3:hai 3:ba", "mot 3:hai 2:ba", "mot 10:hai", "mot 3:"):
        with pytest.raises(ValueError, match="epoch"):
            secrets_by_epoch(wrong)


def pin(number: int) -> str:
    return pin_of(keys_of(0), Stamp(0, number))


def test_the_number_under_the_scratch_is_right_once_and_told_when_it_was(starred: World) -> None:
    issue(starred, has_pin=True)
    stamp = Stamp(0, 7)
    assert actions.check_pin(stamp, f" {pin(7)[:3]} {pin(7)[3:]} ", at=NOW) == actions.Scratched(Scratch.FIRST, NOW)
    again = actions.check_pin(stamp, pin(7), at=NOW + timedelta(days=3))
    assert again == actions.Scratched(Scratch.AGAIN, NOW)
    wrong = actions.check_pin(stamp, pin(8), at=NOW)
    assert wrong == actions.Scratched(Scratch.WRONG)


def test_stamps_without_a_scratch_and_stamps_nobody_issued_answer_alike(starred: World) -> None:
    issue(starred, 10)
    for stamp in (Stamp(0, 3), Stamp(0, 10), Stamp(5, 0)):
        assert actions.check_pin(stamp, "123456", at=NOW) == actions.Scratched(Scratch.NONE)
    assert not ScratchedStamp.objects.exists()


def test_who_guesses_is_heard_five_times_a_day_for_each_stamp(starred: World) -> None:
    issue(starred, has_pin=True)
    wrong = f"{(int(pin(7)) + 1) % 10**6:06d}"
    for _ in range(PIN_TRIES):
        assert actions.check_pin(Stamp(0, 7), wrong, at=NOW).answer == Scratch.WRONG
    assert actions.check_pin(Stamp(0, 7), pin(7), at=NOW).answer == Scratch.TOO_MANY
    assert actions.check_pin(Stamp(0, 8), pin(8), at=NOW).answer == Scratch.FIRST
    later = NOW + timedelta(hours=PIN_TRIES_HOURS)
    assert actions.check_pin(Stamp(0, 7), "１２３４５６", at=later).answer == Scratch.WRONG
    assert actions.check_pin(Stamp(0, 7), pin(7), at=later).answer == Scratch.FIRST
