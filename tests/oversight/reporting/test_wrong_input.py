"""What goes wrong at the pages of reports: absurd things typed, old pages sent, two people writing at once."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.offices.states import Role
from ocop.ground.planning.models import Plan
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.models import ConsolidatedReport, Period, PeriodicReturn
from ocop.oversight.reporting.states import PaperKind, ReturnState
from tests.journeys.absurd import forms_of
from tests.journeys.test_absurd_input import CALM, CHOSEN, TYPED, send
from tests.oversight.reporting.periods import opened, return_of, sent
from tests.oversight.reporting.test_reports import HEAD, begun, made
from tests.world import NOW, World, appoint, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
PERIOD = {"kind": "half_year", "name": "6 tháng", "since": "1/1/2026", "until": "31/5/2026", "due_on": "14/6/2026"}


def words(answer: Any) -> str:
    return str(answer.content.decode())


def marks(page: str) -> dict[str, str]:
    """What a page of writing sends with its boxes untouched: the hidden marks of the words it showed."""
    (form,) = (each for each in forms_of(page) if any(name.startswith("thay_") for name in each.given))
    return {name: values[-1] for name, values in form.given.items() if name.startswith("thay_")}


@pytest.mark.slow
def test_no_form_of_the_room_breaks_on_absurd_input(world: World, sign_in: SignIn) -> None:
    """Each form is filled with every absurd value, and with choices never offered."""
    report = begun(world)
    row = return_of(report.period, world.phuong_thinh_committee)
    waiting = sent(world, report.period, world.thap_muoi_committee, world.chu_tam)
    dung, hien = sign_in(world.anh_dung), sign_in(world.co_hien)
    at = {
        reverse("reporting:write", args=[row.public_id]): hien,
        reverse("reporting:send_back", args=[waiting.public_id]): dung,
        reverse("reporting:excuse", args=[row.public_id]): dung,
        reverse("reporting:new_period"): dung,
        reverse("reporting:add_office", args=[report.period.public_id]): dung,
        reverse("reporting:write_report", args=[report.public_id]): dung,
        reverse("reporting:submit_report", args=[report.public_id]): dung,
        reverse("reporting:mine"): hien,
    }
    broken, tried = [], 0
    for address, client in at.items():
        for form in forms_of(words(client.get(address))):
            typed = [form.typed(value) for value in TYPED.values() if form.boxes]
            for data in typed + [form.typed(value, everywhere=True) for value in CHOSEN]:
                tried += 1
                if (status := send(client, address, form, data)) not in CALM | {404}:
                    broken.append(f"{address} → {form.action}: {status}")
    assert not broken
    assert tried >= 80, "the forms were not found"


def test_days_the_wrong_way_round_are_named_beside_their_field(world: World, sign_in: SignIn) -> None:
    plan = opened(world).plan.public_id
    said = PERIOD | {"plan": plan, "since": "1/6/2026", "due_on": "32/6/2026"}
    answer = sign_in(world.anh_dung).post(reverse("reporting:new_period"), said)
    assert {"since", "due_on"} <= set(answer.context["form"].errors)
    assert "Ngày đầu phải trước ngày cuối của kỳ" in words(answer)
    assert 'value="1/6/2026"' in words(answer)


def test_opening_beginning_and_asking_twice_do_it_once(world: World, sign_in: SignIn) -> None:
    opened(world)
    dung = sign_in(world.anh_dung)
    said = PERIOD | {"plan": Plan.objects.get().public_id}
    answers = [dung.post(reverse("reporting:new_period"), said) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    period = Period.objects.get(kind="half_year")
    start = reverse("reporting:start_report", args=[period.public_id])
    answers = [dung.post(start, {"template": "half-year"}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    make = reverse("reporting:make_report", args=[ConsolidatedReport.objects.get().public_id])
    assert [dung.post(make).status_code for _ in range(2)] == [302, 302]
    acts = [entry.act for entry in JournalEntry.objects.filter(act__startswith="reporting.")]
    assert acts.count("reporting.period_opened") == 2  # the year's and the half year's
    assert acts.count("reporting.report_started") == 1
    assert sum("papers_asked" in act for act in acts) == 1


def test_the_page_before_pressed_again_changes_nothing_and_says_why(world: World, sign_in: SignIn) -> None:
    """Anh Dũng takes a return, goes back in his browser, and gives it back on the old page."""
    row = sent(world, opened(world), world.phuong_thinh_committee, world.co_hien)
    dung = sign_in(world.anh_dung)
    back = reverse("reporting:send_back", args=[row.public_id])
    dung.get(back)
    dung.post(reverse("reporting:accept", args=[row.public_id]))
    answer = dung.post(back, {"why": "Thiếu số liệu."})
    assert "Báo cáo vừa đổi trạng thái" in words(answer)
    assert "Thiếu số liệu." in words(answer)
    row.refresh_from_db()
    assert (row.state, row.slips.count()) == (ReturnState.ACCEPTED, 0)


def test_what_was_written_while_a_colleague_sent_the_return_stays_on_the_page(world: World, sign_in: SignIn) -> None:
    row = return_of(opened(world), world.phuong_thinh_committee)
    hien, write = sign_in(world.co_hien), reverse("reporting:write", args=[row.public_id])
    page = words(hien.get(write))
    sent(world, row.period, world.phuong_thinh_committee, world.co_hien)
    answer = hien.post(write, marks(page) | {"muc_ahead": "Mở thêm một điểm bán."})
    assert "Báo cáo đã gửi nên không sửa được" in words(answer)
    assert "Mở thêm một điểm bán." in words(answer)
    assert hien.get(write)["Location"] == reverse("reporting:return", args=[row.public_id])
    row.refresh_from_db()
    assert "ahead" not in row.sections


@pytest.fixture
def anh_minh(world: World) -> User:
    """A second officer of Phương Thịnh."""
    minh = make_user("Cao Nhật Minh", "minh@phuongthinh.example")
    appoint(minh, world.phuong_thinh_committee, Role.COMMUNE_OFFICER)
    return minh


def test_two_officers_of_one_commune_write_at_once(world: World, sign_in: SignIn, anh_minh: User) -> None:
    """Different sections are both kept; of the same section nobody writes over the other unseen."""
    row = return_of(opened(world), world.phuong_thinh_committee)
    write = reverse("reporting:write", args=[row.public_id])
    hien, minh = sign_in(world.co_hien), sign_in(anh_minh)
    pages = [words(client.get(write)) for client in (hien, minh)]
    hien.post(
        write, marks(pages[0]) | {"muc_strengths": "Đủ minh chứng.", "muc_ahead": "Mở điểm bán.", "muc_direction": ""}
    )
    answer = minh.post(
        write, marks(pages[1]) | {"muc_strengths": "", "muc_ahead": "Tập huấn.", "muc_direction": "Đã họp."}
    )
    assert set(answer.context["form"].errors) == {"muc_ahead"}
    assert "Người khác vừa viết mục này: “Mở điểm bán.”" in words(answer)
    assert "Tập huấn." in words(answer)
    minh.post(
        write,
        marks(words(answer)) | {"muc_strengths": "Đủ minh chứng.", "muc_ahead": "Cả hai.", "muc_direction": "Đã họp."},
    )
    row.refresh_from_db()
    assert row.sections == {"strengths": "Đủ minh chứng.", "ahead": "Cả hai.", "direction": "Đã họp."}


def test_nobody_reads_or_presses_what_is_another_office_s(world: World, sign_in: SignIn) -> None:
    report = begun(world)
    row = return_of(report.period, world.phuong_thinh_committee)
    tam, mai = sign_in(world.chu_tam), sign_in(world.chi_mai)
    for name in ("submit", "accept", "send_back", "unlock", "excuse", "write"):
        assert tam.post(reverse(f"reporting:{name}", args=[row.public_id]), {"why": "Của tôi"}).status_code == 404
    for name in ("make_report", "write_report", "refill", "submit_report"):
        assert mai.post(reverse(f"reporting:{name}", args=[report.public_id])).status_code == 404
    assert PeriodicReturn.objects.get(pk=row.pk).state == ReturnState.DRAFT


def test_a_report_whose_words_changed_after_its_papers_is_not_sent_with_the_old_ones(world: World) -> None:
    report, dung = begun(world), world.actor(world.anh_dung)
    actions.save_report(report, sections={}, head=HEAD, by=dung, at=NOW)
    report = made(world, report)
    later = NOW + timedelta(hours=1)
    actions.save_report(report, sections={}, head=HEAD, by=dung, at=later)
    assert ConsolidatedReport.objects.get().has_current_papers, "saved as it stood"
    actions.save_report(report, sections={"direction": "Thêm một ý."}, head=HEAD, by=dung, at=later)
    assert report.papers.count() == len(PaperKind)
    with pytest.raises(Refused, match="của lời văn mới nhất"):
        actions.submit_report(report, readers=[world.province_committee], by=dung, at=later)


def test_an_officer_finds_the_returns_of_the_own_office_by_period(world: World, sign_in: SignIn) -> None:
    opened(world)
    hien, mine = sign_in(world.co_hien), reverse("reporting:mine")
    assert world.phuong_thinh_committee.name in words(hien.get(mine, {"q": "2026"}))
    assert world.phuong_thinh_committee.name not in words(hien.get(mine, {"loai": "phase"})).split("<main")[1]


def test_a_return_page_begins_with_what_is_left_to_do(world: World, sign_in: SignIn) -> None:
    row = return_of(opened(world), world.phuong_thinh_committee)
    hien, address = sign_in(world.co_hien), reverse("reporting:return", args=[row.public_id])
    steps = hien.get(address).context["steps"]
    assert [(each.title, each.status) for each in steps] == [
        ("1. Xem số liệu", "Đã xong"), ("2. Viết và giải trình", "Chưa làm"), ("3. Gửi báo cáo", "Chưa làm"),
    ]  # fmt: skip
    actions.save_return(
        row, sections={"ahead": "Mở điểm bán."}, typed={}, notes={}, by=world.actor(world.co_hien), at=NOW
    )
    page = hien.get(address)
    assert page.context["steps"][1].status == "Đang làm"
    assert "Còn 7 mục chưa viết" in words(page)
    assert "Việc cần làm" not in words(sign_in(world.anh_dung).get(address)).split("<main")[1]


def test_each_office_opens_what_its_own_figures_count(world: World, sign_in: SignIn) -> None:
    """Chị Mai's department too, which opens no rows of the whole province."""
    row = return_of(opened(world), world.agriculture)
    page = words(sign_in(world.chi_mai).get(reverse("reporting:return", args=[row.public_id])))
    rows = re.findall(r'href="(/so-lieu/chi-so/[^"]+)"', page)
    assert rows
    assert sign_in(world.chi_mai).get(html.unescape(rows[0])).status_code == 200


def test_the_page_that_waits_for_papers_is_told_how_far_they_are(world: World, sign_in: SignIn) -> None:
    report = begun(world)
    dung, address = sign_in(world.anh_dung), reverse("reporting:report", args=[report.public_id])
    actions.ask_for_papers(report, by=world.actor(world.anh_dung), at=NOW)
    waiting = dung.get(address, {"tien-do": "1"})
    assert "bắt đầu đếm con số" in words(waiting)
    assert "<h1" not in words(waiting)
    made(world, report)
    assert dung.get(address, {"tien-do": "1"})["HX-Refresh"] == "true"
