"""Ending the intake of a round before its day: one look first, a reason, and a word to whoever is still writing."""

import pytest

from ocop.cycle.dossiers import policies
from ocop.cycle.dossiers.todo import todos_for
from ocop.ground.programme import actions
from ocop.ground.programme.states import RoundState
from ocop.ground.registry import outbox
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from tests.world import NOW, World, moment
from tests.world_dossiers import make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
WHY = "Quỹ thời gian của Hội đồng không đủ."


def stop(world: World) -> None:
    actions.start_evaluating(world.round, why=WHY, by=world.actor(world.anh_dung), at=NOW)
    world.round.refresh_from_db()


def test_the_page_names_the_days_and_the_drafts_and_asks_why(world: World, sign_in) -> None:
    make_draft(world)
    client, address = sign_in(world.anh_dung), f"/chuong-trinh/dot/{world.round.public_id}/danh-gia/"
    page = client.get(address).content.decode()
    assert "còn nhận hồ sơ 21 ngày nữa" in page
    assert "<strong>1 hồ sơ</strong>" in page
    refused = client.post(address, {"why": " "}).content.decode()
    assert "Nhập lý do ngừng sớm." in refused
    world.round.refresh_from_db()
    assert world.round.state == RoundState.OPEN
    client.post(address, {"why": WHY})
    world.round.refresh_from_db()
    assert (world.round.state, world.round.stopped_on) == (RoundState.EVALUATING, NOW.date())
    assert JournalEntry.objects.get(act="programme.round_under_evaluation").why == WHY


def test_before_the_day_it_takes_a_reason_and_after_it_none(world: World) -> None:
    by = world.actor(world.anh_dung)
    with pytest.raises(Refused, match="15/12/2026"):
        actions.start_evaluating(world.round, by=by, at=NOW)
    late = moment(2026, 12, 16)
    assert actions.start_evaluating(world.round, by=by, at=late).stopped_on == late.date()


def test_opening_again_forgets_the_day(world: World) -> None:
    stop(world)
    assert actions.open_round(world.round, by=world.actor(world.anh_dung), at=NOW).stopped_on is None


def test_the_producer_reads_that_it_has_stopped_and_is_led_to_another_round(world: World, sign_in) -> None:
    dossier = make_draft(world)
    stop(world)
    answer = policies.round_takes(world.round, NOW.date())
    assert "đã ngừng nhận hồ sơ ngày 24/11/2026" in answer.reason
    assert "chưa" not in answer.reason
    (todo,) = todos_for(world.actor(world.chi_lan), at=NOW)
    assert todo.title == "Chọn đợt khác cho hồ sơ Khô cá sặc rằn"
    assert todo.url == f"/ho-so/{dossier.public_id}/chuyen-dot/"
    assert (
        "đã ngừng nhận hồ sơ ngày 24/11/2026"
        in sign_in(world.chi_lan).get(f"/ho-so/{dossier.public_id}/").content.decode()
    )


def test_whoever_speaks_for_a_draft_is_told(world: World) -> None:
    make_draft(world)
    stop(world)
    outbox.run_due(NOW)
    notice = Notice.objects.get(user=world.chi_lan)
    assert notice.title == "Đợt 2 năm 2026 đã ngừng nhận hồ sơ: chọn đợt khác cho Khô cá sặc rằn"
    assert WHY in notice.body
    assert not Notice.objects.filter(user=world.anh_phuc).exists()
