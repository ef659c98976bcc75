"""The provincial officer plans rounds by the law's own clocks, opens them, stops them and ends them."""

from datetime import date

import pytest

from ocop.ground.programme import actions
from ocop.ground.programme.models import LegalDocument, Round
from ocop.ground.programme.states import RoundState
from ocop.ground.programme.suggestions import suggested_round
from ocop.ground.programme.todo import todos_for
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.sample.library import load_library
from tests.world import NOW, World, make_round

pytestmark = pytest.mark.django_db


def plan(**changes: object) -> actions.RoundPlan:
    values = {
        "name": "Đợt 1 năm 2027",
        "year": 2027,
        "ordinal": 1,
        "opens_on": date(2027, 1, 4),
        "proposal_due": date(2027, 4, 29),
        "meeting_due": date(2027, 6, 29),
    }
    return actions.RoundPlan(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "proposal_due", "meeting_due"),
    [
        (date(2026, 6, 1), date(2026, 10, 29), date(2026, 12, 29)),
        (date(2026, 10, 30), date(2027, 4, 29), date(2027, 6, 29)),
    ],
)
def test_the_days_of_a_round_come_from_the_decision(day: date, proposal_due: date, meeting_due: date) -> None:
    suggested = suggested_round(day)
    assert suggested is not None
    assert (suggested.proposal_due, suggested.meeting_due) == (proposal_due, meeting_due)
    assert suggested.criteria_id == "26-2026"


def test_no_round_is_suggested_where_the_sheets_are_not_known() -> None:
    assert suggested_round(date(2024, 3, 1)) is None


def test_officer_plans_a_round_once_however_often_the_button_is_pressed(world: World) -> None:
    by = world.actor(world.anh_dung)
    first = actions.plan_round(plan(), office=world.province_committee, criteria_id="26-2026", by=by, at=NOW)
    again = actions.plan_round(plan(), office=world.province_committee, criteria_id="26-2026", by=by, at=NOW)
    assert first == again
    assert JournalEntry.objects.filter(act="programme.round_planned").count() == 1
    with pytest.raises(Refused, match="đã có đợt 1"):
        actions.plan_round(plan(name="Đợt khác"), office=world.province_committee, criteria_id="26-2026", by=by, at=NOW)


def test_days_out_of_order_are_refused(world: World) -> None:
    with pytest.raises(Refused, match="thứ tự"):
        actions.plan_round(
            plan(meeting_due=date(2027, 4, 1)),
            office=world.province_committee,
            criteria_id="26-2026",
            by=world.actor(world.anh_dung),
            at=NOW,
        )


def test_a_producer_cannot_open_a_round(world: World) -> None:
    with pytest.raises(Refused, match="Văn phòng Điều phối"):
        actions.open_round(world.round, by=world.actor(world.chi_lan), at=NOW)


def test_a_round_goes_from_planned_to_closed_and_says_calmly_when_it_is_already_there(world: World) -> None:
    by = world.actor(world.anh_dung)
    round_ = actions.plan_round(plan(), office=world.province_committee, criteria_id="26-2026", by=by, at=NOW)
    for act, state in [
        (actions.open_round, RoundState.OPEN),
        (actions.open_round, RoundState.OPEN),
        (lambda *args, **how: actions.start_evaluating(*args, why="Đủ hồ sơ.", **how), RoundState.EVALUATING),
        (actions.close_round, RoundState.CLOSED),
    ]:
        assert act(round_, by=by, at=NOW).state == state
    with pytest.raises(Refused, match="Đã kết thúc"):
        actions.open_round(round_, by=by, at=NOW)


def test_open_on_counts_both_ends(world: World) -> None:
    assert world.round.opens_on in {r.opens_on for r in Round.objects.open_on(world.round.opens_on)}
    assert Round.objects.open_on(world.round.proposal_due).exists()
    assert not Round.objects.open_on(date(2026, 12, 16)).exists()
    assert not Round.objects.open_on(date(2026, 7, 31)).exists()


def test_officer_plans_a_round_on_the_page(world: World, sign_in, at_now) -> None:
    client = sign_in(world.anh_dung)
    page = client.get("/chuong-trinh/dot/moi/").content.decode()
    assert "29/04/2027" in page
    assert "Điều 5 Quyết định 26/2026/QĐ-TTg" in page
    form = {
        "office": world.province_committee.public_id,
        "name": "Đợt 1 năm 2027",
        "year": "2027",
        "ordinal": "1",
        "opens_on": "4/1/2027",
        "proposal_due": "29/4/2027",
        "meeting_due": "29/6/2027",
    }
    wrong = client.post("/chuong-trinh/dot/moi/", {**form, "meeting_due": "1/4/2027"})
    assert "Lỗi:" in wrong.content.decode().split("</title>")[0]
    assert 'value="29/4/2027"' in wrong.content.decode(), "nothing typed is lost"
    done = client.post("/chuong-trinh/dot/moi/", form, follow=True)
    made = Round.objects.get(year=2027)
    assert made.opens_on == date(2027, 1, 4)
    assert "Đợt 1 năm 2027" in done.content.decode()
    opened = client.post(f"/chuong-trinh/dot/{made.public_id}/mo/", follow=True)
    assert "Đang nhận hồ sơ" in opened.content.decode()


def test_a_change_of_days_is_in_the_journal_with_before_and_after(world: World, sign_in, at_now) -> None:
    client = sign_in(world.anh_dung)
    url = f"/chuong-trinh/dot/{world.round.public_id}/sua/"
    form = {
        "name": world.round.name,
        "opens_on": "1/8/2026",
        "proposal_due": "20/12/2026",
        "meeting_due": "30/12/2026",
        "is_trial": "on",
        "why": "Lũ về muộn",
    }
    assert client.post(url, form).status_code == 302
    world.round.refresh_from_db()
    assert world.round.proposal_due == date(2026, 12, 20)
    entry = JournalEntry.objects.get(act="programme.round_changed")
    assert entry.payload()["before"] == {"proposal_due": "2026-12-15"}
    assert entry.why == "Lũ về muộn"


def test_a_producer_reads_the_rounds_but_finds_no_button(world: World, sign_in) -> None:
    client = sign_in(world.chi_lan)
    page = client.get("/chuong-trinh/dot/").content.decode()
    assert world.round.name in page
    assert "Lập đợt mới" not in page
    assert client.get("/chuong-trinh/dot/moi/").status_code == 404
    stop = f"/chuong-trinh/dot/{world.round.public_id}/danh-gia/"
    assert client.get(stop).status_code == 404
    assert client.post(stop, {"why": "Tôi muốn vậy"}).status_code == 404
    world.round.refresh_from_db()
    assert world.round.state == RoundState.OPEN


def test_officer_is_told_to_stop_a_round_whose_day_is_past(world: World, django_assert_num_queries) -> None:
    make_round(world.province_committee, year=2026, ordinal=1, opens_on=date(2026, 1, 5),
               proposal_due=date(2026, 4, 29), meeting_due=date(2026, 6, 29))  # fmt: skip
    officer = world.actor(world.anh_dung)
    with django_assert_num_queries(2):
        todos = todos_for(officer, at=NOW)
    assert [todo.title for todo in todos] == ["Ngừng nhận hồ sơ Đợt 1 năm 2026, chuyển sang đánh giá"]
    assert todos_for(world.actor(world.chi_lan), at=NOW) == []


@pytest.mark.requirement("R1", "R2", "R3")
def test_the_library_holds_the_documents_and_their_amendments(world: World, sign_in, at_now) -> None:
    made = load_library()
    assert made == LegalDocument.objects.count() > 15
    assert load_library() == 0, "loading twice changes nothing"
    old = LegalDocument.objects.get(number="1048/QĐ-TTg")
    assert [each.number for each in old.amended_by.all()] == ["781/QĐ-TTg"]
    assert LegalDocument.objects.in_force(date(2021, 6, 1)).filter(pk=old.pk).exists()
    assert not LegalDocument.objects.in_force(date(2026, 11, 24)).filter(pk=old.pk).exists()
    client = sign_in(world.chi_lan)
    found = client.get("/chuong-trinh/van-ban/", {"tim": "huong dan dong thap"}).content.decode()
    assert "662/HD-UBND" in found
    assert "1048/QĐ-TTg</a>" not in found
    page = client.get(f"/chuong-trinh/van-ban/{old.public_id}/").content.decode()
    assert "Không còn hiệu lực" in page
    assert "781/QĐ-TTg" in page


def test_the_library_page_asks_a_constant_number_of_queries(
    world: World, sign_in, django_assert_max_num_queries
) -> None:
    load_library()
    client = sign_in(world.anh_dung)
    with django_assert_max_num_queries(12):
        client.get("/chuong-trinh/van-ban/")
