"""The steering committee of a tier stands at its committee, is served by an office, and has members with a duty."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.offices import committees
from ocop.ground.offices.models import Committee
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.excel import NOTHING_NEW, resend, send, take, workbook
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]


def set_up(world: World) -> Committee:
    facts = committees.CommitteeFacts(
        name="Ban Chỉ đạo nông thôn mới",
        office=world.province_committee,
        adviser=world.coordination_office,
        valid_from=date(2026, 1, 5),
    )
    return committees.set_up(facts, by=world.actor(world.anh_dung), at=NOW)


@pytest.mark.requirement("R4", "R5", "R6")
def test_committees_stand_from_province_to_commune_each_with_the_office_that_serves_it(
    world: World, sign_in: SignIn
) -> None:
    dung = sign_in(world.anh_dung)
    for office in (world.province_committee, world.phuong_thinh_committee):
        data = {
            "name": f"Ban Chỉ đạo {office.name}",
            "office": office.public_id,
            "adviser": world.coordination_office.public_id,
            "decision_number": "12/QĐ",
            "valid_from": "5/1/2026",
        }
        dung.post(reverse("offices:new_committee"), data)
    made = Committee.objects.get(office=world.phuong_thinh_committee)
    duty = {"office": world.agriculture.public_id, "position": "Phụ trách OCOP", "valid_from": "5/1/2026"}
    dung.post(reverse("offices:seat", args=[made.public_id]), duty)
    shown = sign_in(world.co_hien).get(reverse("offices:committee", args=[made.public_id])).content.decode()
    assert world.agriculture.name in shown
    assert "Phụ trách OCOP" in shown
    assert world.coordination_office.name in shown
    assert "Thêm thành viên" not in shown
    listed = sign_in(world.co_hien).get(reverse("offices:committees")).content.decode()
    assert listed.count("Ban Chỉ đạo UBND") >= 2


def test_pressed_twice_is_one_and_a_member_who_left_stays_on_record(world: World) -> None:
    by, committee = world.actor(world.anh_dung), set_up(world)
    assert set_up(world) == committee
    duty = committees.MemberFacts(position="Thành viên", office=world.agriculture, valid_from=date(2026, 1, 5))
    member = committees.seat(committee, duty, by=by, at=NOW)
    assert committees.seat(committee, duty, by=by, at=NOW) == member
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        committees.unseat(member, valid_to=date(2025, 1, 1), by=by, at=NOW)
    for _ in range(2):
        committees.unseat(member, valid_to=date(2026, 6, 30), by=by, at=NOW)
    assert committee.members.get().valid_to == date(2026, 6, 30)
    assert JournalEntry.objects.filter(act__startswith="offices.committee_").count() == 3


def test_nobody_else_keeps_committees_and_nobody_is_seated_without_a_name(world: World, sign_in: SignIn) -> None:
    committee = set_up(world)
    duty = committees.MemberFacts(position="Thành viên", full_name="Ai đó", valid_from=NOW.date())
    for user in (world.co_hien, world.ong_khanh, world.chi_mai):
        assert sign_in(user).get(reverse("offices:seat", args=[committee.public_id])).status_code == 404
        with pytest.raises(Refused):
            committees.seat(committee, duty, by=world.actor(user), at=NOW)
    empty = committees.MemberFacts(position="Thành viên", valid_from=NOW.date())
    with pytest.raises(Refused, match="họ và tên hoặc"):
        committees.seat(committee, empty, by=world.actor(world.anh_dung), at=NOW)


@pytest.mark.requirement("R4", "R5")
def test_committees_and_their_members_come_in_and_go_out(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.anh_dung)
    heads = ("Tên ban, tổ", "Trực thuộc", "Cơ quan giúp việc, tham mưu", "Số quyết định", "Từ ngày")
    row = ("Ban Chỉ đạo OCOP", world.province_committee.name, world.coordination_office.name, "9/QĐ", "5/1/2026")
    take(client, send(client, "ban-chi-dao", workbook(heads, row)))
    made = Committee.objects.get()
    assert (made.office, made.adviser) == (world.province_committee, world.coordination_office)
    assert NOTHING_NEW in resend(client, "ban-chi-dao", reverse("offices:committees_sheet")).content.decode()
    later = send(client, "ban-chi-dao", workbook(heads, (*row[:4], "5/1/2027")))
    assert "đã có Ban Chỉ đạo OCOP từ ngày 05/01/2026" in later.content.decode()
    scope, page = made.public_id, reverse("offices:committee", args=[made.public_id])
    seats = ("Họ và tên", "Cơ quan", "Nhiệm vụ trong ban", "Từ ngày")
    told = [
        ("Lê Văn Khánh", "", "Trưởng ban", "5/1/2026"),
        ("", world.agriculture.name, "Thường trực", "5/1/2026"),
        ("", "", "Ủy viên", "5/1/2026"),
    ]
    wrong = send(client, "thanh-vien-ban", workbook(seats, *told), scope=scope).content.decode()
    assert "Ghi họ và tên hoặc chọn cơ quan" in wrong
    take(client, send(client, "thanh-vien-ban", workbook(seats, *told[:2]), scope=scope))
    assert set(made.members.values_list("full_name", "office")) == {
        ("Lê Văn Khánh", None),
        ("", world.agriculture.pk),
    }
    export = reverse("offices:members_sheet", args=[scope])
    assert NOTHING_NEW in resend(client, "thanh-vien-ban", export, scope=scope).content.decode()
    uploads = (
        (reverse("intake:upload", args=["ban-chi-dao"]), reverse("offices:committees")),
        (f"{reverse('intake:upload', args=['thanh-vien-ban'])}?thuoc={scope}", page),
    )
    for upload, shown_on in uploads:
        assert upload in client.get(shown_on).content.decode()
        assert sign_in(world.co_hien).get(upload).status_code == 404
        assert upload not in sign_in(world.co_hien).get(shown_on).content.decode()
