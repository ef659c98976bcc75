"""The register of people: set right, merged, erased on request; the counts stay, and the journal names nobody."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.ground.accounts.models import User
from ocop.ground.planning.measures import values_on
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.support.activities import measures
from ocop.support.activities.actions import people as actions
from ocop.support.activities.actions.activities import hold_activity
from ocop.support.activities.actions.lists import bring_list, drop_list
from ocop.support.activities.actions.participants import Entry, NewPerson, add_participant, line_of, sign_in
from ocop.support.activities.models import Activity, Participation, Person
from tests.support.activities.conftest import planned
from tests.world import NOW, World

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def attend(world: World, activity: Activity, person: Person, *, came: bool = True) -> Participation:
    entry = Entry("person", person=person, role="trainee", attended=came)
    return add_participant(activity, entry, by=world.actor(world.anh_dung), at=NOW)


def held(world: World, activity: Activity) -> None:
    hold_activity(activity, outputs={}, summary="", by=world.actor(world.anh_dung), at=NOW)


def of_commune(world: World) -> Activity:
    """A class cô Hiền's commune holds itself."""
    by = world.actor(world.co_hien)
    return planned(world, "class", "Lớp của xã", by=by, organiser=world.phuong_thinh_committee)


def counted() -> tuple[int, int, int]:
    """Trained officials, attendances, and persons of the measures."""
    span = {"since": date(2026, 1, 1)}
    return (
        values_on(measures.TRAINED_OFFICIALS, {}, [NOW.date()], **span)[0].count,
        values_on(measures.ATTENDANCES, {}, [NOW.date()], **span)[0].count,
        Participation.objects.attendances().values("person").distinct().count(),
    )


def journal() -> str:
    return "".join(f"{entry.data}{entry.why}{entry.subject_id}" for entry in JournalEntry.objects.all())


@pytest.fixture
def tu(world: World, a_class: Activity) -> Person:
    """Anh Tư, an official of Phương Thịnh, on the list of chị Mai's class under a wrong name."""
    said = NewPerson("Nguyễn Văn Tứ", "official_commune", phone="0912345678", office=world.phuong_thinh_committee)
    person = said.made(NOW)
    attend(world, a_class, person)
    return person


def test_a_wrong_name_is_set_right_on_every_list(world: World, sign_in: SignIn, a_class: Activity, tu: Person) -> None:
    """Chị Mai mends name, year and telephone; what she leaves alone stays; the journal says which, not what."""
    mai = sign_in(world.chi_mai)
    assert "Nguyễn Văn Tứ" in mai.get("/hoat-dong/nguoi/?q=tu").content.decode()
    address = f"/hoat-dong/nguoi/{tu.public_id}/"
    page = mai.get(f"{address}sua/")
    said = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    wrong = mai.post(f"{address}sua/", said | {"full_name": "", "phone": "12"})
    assert 'value="12"' in wrong.content.decode(), "nothing typed is lost"
    said |= {"full_name": "Nguyễn  Văn Tư", "birth_year": "1984", "phone": "0987654321"}
    for _ in range(2):
        assert mai.post(f"{address}sua/", said).status_code == 302
    tu.refresh_from_db()
    assert (tu.full_name, tu.birth_year, tu.phone) == ("Nguyễn Văn Tư", 1984, "0987654321")
    assert tu.office == world.phuong_thinh_committee
    assert "Nguyễn Văn Tư" in mai.get(f"/hoat-dong/{a_class.public_id}/tham-gia/person/").content.decode()
    assert JournalEntry.objects.filter(act="activities.person_corrected").count() == 1
    for secret in ("Văn Tư", "0987", "1984", "0912345678"):
        assert secret not in journal()


def test_a_person_of_two_offices_is_the_coordination_offices_to_mend(
    world: World, sign_in: SignIn, a_class: Activity, tu: Person
) -> None:
    """Once cô Hiền's commune has anh Tư on a list too, chị Mai reads him and no longer changes him; anh Dũng does."""
    assert actions.correct(tu, NewPerson("Tư", "member"), by=world.actor(world.chi_mai), at=NOW).full_name == "Tư"
    attend(world, of_commune(world), tu)
    page = sign_in(world.chi_mai).get(f"/hoat-dong/nguoi/{tu.public_id}/").content.decode()
    assert "danh sách của cơ quan khác" in page
    assert "Lớp của xã" not in page, "nor does she read the other office's list"
    for act in ("sua", "gop", "xoa"):
        assert sign_in(world.chi_mai).get(f"/hoat-dong/nguoi/{tu.public_id}/{act}/").status_code == 404
    for act in (actions.correct, actions.erase):
        more = (NewPerson("Khác", "member"),) if act is actions.correct else ()
        with pytest.raises(Refused, match="cơ quan khác"):
            act(tu, *more, by=world.actor(world.co_hien), at=NOW)  # type: ignore[operator]
    assert actions.correct(tu, NewPerson("Tư A", "member"), by=world.actor(world.anh_dung), at=NOW).full_name == "Tư A"
    for stranger in (world.chu_tam, world.chi_lan, world.ong_khanh, world.ba_nga, world.anh_quan):
        assert sign_in(stranger).get(f"/hoat-dong/nguoi/{tu.public_id}/").status_code == 404


def test_two_entries_of_one_person_become_one_with_all_attendances(
    world: World, sign_in: SignIn, a_class: Activity, tu: Person
) -> None:
    """Anh Tư stands twice in the register, once more on the same list (absent): one person, two attendances."""
    second = planned(world, "class", "Lớp hai")
    twin = NewPerson("Nguyễn Văn Tư", "official_commune", birth_year=1984).made(NOW)
    attend(world, second, twin)
    attend(world, a_class, twin, came=False)
    for activity in (a_class, second):
        held(world, activity)
    assert counted() == (2, 2, 2)
    dung, address = sign_in(world.anh_dung), f"/hoat-dong/nguoi/{tu.public_id}/gop/"
    assert "Không thấy ai" not in dung.get(f"{address}?q=van tu").content.decode()
    answer = dung.post(f"{address}?q=van tu", {"other": twin.public_id})
    assert answer.status_code == 302
    assert counted() == (1, 2, 1)
    tu.refresh_from_db()
    assert (tu.full_name, tu.phone, tu.birth_year) == ("Nguyễn Văn Tứ", "0912345678", 1984)
    assert set(tu.participations.values_list("activity", "attended")) == {(a_class.pk, True), (second.pk, True)}
    assert not Person.objects.filter(pk=twin.pk).exists()
    again = dung.post(f"{address}?q=van tu", {"other": twin.public_id})
    assert "có thể đã được gộp rồi" in again.content.decode()
    with pytest.raises(Refused, match="không còn trong sổ"):
        actions.merge(tu, twin, by=world.actor(world.anh_dung), at=NOW)
    with pytest.raises(Refused, match="hai dòng khác nhau"):
        actions.merge(tu, tu, by=world.actor(world.anh_dung), at=NOW)
    assert JournalEntry.objects.filter(act="activities.people_merged").count() == 1
    assert "Văn T" not in journal()


def test_who_came_stays_who_came_when_the_kept_entry_was_absent(world: World, a_class: Activity, tu: Person) -> None:
    Participation.objects.update(attended=False)
    twin = NewPerson("Nguyễn Văn Tư", "official_commune").made(NOW)
    attend(world, a_class, twin)
    actions.merge(tu, twin, by=world.actor(world.anh_dung), at=NOW)
    assert a_class.participations.get().attended
    assert a_class.participations.get().person == tu


@pytest.mark.parametrize("official_is_kept", [True, False])
def test_merging_never_lowers_the_officials_who_were_trained(
    world: World, a_class: Activity, official_is_kept: bool
) -> None:
    """On one list anh Tư stands as a citizen and as an official: the official's line is the one left."""
    said: Any = NewPerson("Nguyễn Văn Tư", "official_commune", office=world.phuong_thinh_committee)
    official, citizen = said.made(NOW), NewPerson("Nguyễn Văn Tư", "citizen", workplace="Ấp 4").made(NOW)
    for each in (official, citizen):
        attend(world, a_class, each)
    held(world, a_class)
    assert counted() == (1, 2, 2)
    kept, other = (official, citizen) if official_is_kept else (citizen, official)
    merged = actions.merge(kept, other, by=world.actor(world.anh_dung), at=NOW)
    assert counted() == (1, 1, 1)
    assert (merged.group, merged.office) == ("official_commune", world.phuong_thinh_committee)


def test_of_two_lines_that_say_as_much_the_kept_entrys_stays(world: World, a_class: Activity, tu: Person) -> None:
    own = a_class.participations.get()
    twin = NewPerson("Nguyễn Văn Tư", "official_commune", office=world.phuong_thinh_committee).made(NOW)
    attend(world, a_class, twin)
    actions.merge(tu, twin, by=world.actor(world.anh_dung), at=NOW)
    assert a_class.participations.get().pk == own.pk


def test_group_and_work_of_a_merged_person_are_of_the_newest_line(world: World, a_class: Activity) -> None:
    """Chị Năm was a citizen and is an official now; merged the other way round her old line changes nothing."""
    last_year = planned(world, "class", "Lớp năm trước", day=date(2025, 5, 5))
    by = world.actor(world.anh_dung)
    said: Any = NewPerson("Lê Thị Năm", "official_commune", office=world.phuong_thinh_committee)
    for official_is_kept in (True, False):
        citizen, official = NewPerson("Lê Thị Năm", "citizen", workplace="Ấp 1").made(NOW), said.made(NOW)
        attend(world, last_year, citizen)
        attend(world, a_class, official)
        kept, other = (official, citizen) if official_is_kept else (citizen, official)
        merged = actions.merge(kept, other, by=by, at=NOW)
        assert (merged.group, merged.office) == ("official_commune", world.phuong_thinh_committee)
        Participation.objects.all().delete()


def test_what_was_set_right_by_hand_is_not_undone_by_merging(world: World, a_class: Activity, tu: Person) -> None:
    by = world.actor(world.anh_dung)
    actions.correct(tu, NewPerson("Nguyễn Văn Tư", "member", producer=world.fish_maker), by=by, at=NOW)
    twin = NewPerson("Nguyễn Văn Tư", "citizen").made(NOW)
    attend(world, planned(world, "class", "Lớp cũ", day=date(2025, 5, 5)), twin)
    assert actions.merge(tu, twin, by=by, at=NOW).group == "member"
    assert tu.participations.count() == 2


def test_nobody_merges_in_a_person_of_another_office(world: World, sign_in: SignIn, tu: Person) -> None:
    other = NewPerson("Nguyễn Văn Tứ", "citizen", phone="0912345678").made(NOW)
    attend(world, of_commune(world), other)
    address = f"/hoat-dong/nguoi/{tu.public_id}/gop/"
    page = sign_in(world.chi_mai).get(address).content.decode()
    assert other.public_id not in page
    assert sign_in(world.chi_mai).post(address, {"other": other.public_id}).status_code == 200
    with pytest.raises(Refused, match="cơ quan khác"):
        actions.merge(tu, other, by=world.actor(world.chi_mai), at=NOW)
    assert Person.objects.count() == 2


def test_erased_on_request_the_person_is_gone_and_the_counts_are_not(
    world: World, sign_in: SignIn, a_class: Activity, tu: Person
) -> None:
    """Anh Tư asks to be forgotten: name, telephone and year leave every page and sheet, no figure changes."""
    held(world, a_class)
    before = counted()
    mai, address = sign_in(world.chi_mai), f"/hoat-dong/nguoi/{tu.public_id}/xoa/"
    assert "Không lấy lại được" in mai.get(address).content.decode()
    assert mai.post(address, {}).status_code == 200, "without the mark nothing is erased"
    assert Person.objects.get().full_name
    assert mai.post(address, {"asked": "on"}).status_code == 302
    assert counted() == before == (1, 1, 1)
    row = Person.objects.get()
    assert (row.full_name, row.folded, row.phone, row.birth_year, row.workplace) == ("", "", "", None, "")
    again = mai.post(address, {"asked": "on"}, follow=True)
    assert again.redirect_chain == [("/hoat-dong/nguoi/", 302)], "a second press ends as the first"
    assert "Đã xóa thông tin cá nhân" in again.content.decode()
    assert mai.get(address).status_code == 404
    assert sign_in(world.co_hien).post(address, {"asked": "on"}).status_code == 404
    assert actions.erase(row, by=world.actor(world.chi_mai), at=NOW + timedelta(days=1)).erased_at == NOW
    listed = f"/hoat-dong/{a_class.public_id}/tham-gia/person/"
    pages = [mai.get(each).content.decode() for each in (listed, "/hoat-dong/nguoi/", "/nhat-ky/")]
    assert "Người đã xóa tên" in pages[0]
    assert "1 người đã xóa tên theo yêu cầu" in pages[1]
    for secret in ("Văn Tứ", "0912", "912 345 678"):
        assert all(secret not in page for page in pages)
        assert secret not in journal()
    assert JournalEntry.objects.filter(act="activities.person_erased").count() == 1
    with pytest.raises(Refused, match="đã xóa"):
        actions.correct(row, NewPerson("Lại", "member"), by=world.actor(world.anh_dung), at=NOW)


def test_who_was_erased_and_signs_in_again_is_somebody_new(world: World, a_class: Activity, tu: Person) -> None:
    actions.erase(tu, by=world.actor(world.chi_mai), at=NOW)
    said = NewPerson("Nguyễn Văn Tứ", "citizen", phone="0912345678")
    sign_in(a_class, said, by=world.actor(world.chi_lan), at=NOW)
    assert Person.objects.named().get().phone == "0912345678"
    assert a_class.participations.count() == 2


def test_what_was_typed_of_the_person_in_free_words_goes_too(world: World, a_class: Activity, tu: Person) -> None:
    line = a_class.participations.get()
    line.details = {"first_time": "yes", "ghi_chu": "Số CCCD 08x"}
    line.save()
    actions.erase(tu, by=world.actor(world.chi_mai), at=NOW)
    assert a_class.participations.get().details == {"first_time": "yes"}


def test_rows_of_who_was_erased_leave_the_lists_that_wait(world: World, sign_in: SignIn, tu: Person) -> None:
    """Anh Tứ also stands on two lists nobody accepted yet; a namesake with another telephone stays on them."""
    rows = [
        (2, ["NGUYỄN VĂN TỨ", "Cán bộ cấp xã", "0912 345 678"]),
        (3, ["Nguyễn Văn Tứ", "Người dân", ""]),
        (4, ["Nguyễn Văn Tứ", "Người dân", "0987654321"]),
        (5, ["Lê Thị Ba", "Người dân", "0912345678"]),
    ]
    lesson, header = of_commune(world), ["Họ và tên", "Thành phần", "Số điện thoại"]
    hien = world.actor(world.co_hien)
    batch, settled = (
        bring_list(lesson, "person", name="bang.xlsx", header=header, rows=rows, by=hien, at=NOW) for _ in range(2)
    )
    drop_list(settled, by=hien, at=NOW)
    page = sign_in(world.chi_mai).get(f"/hoat-dong/nguoi/{tu.public_id}/xoa/").content.decode()
    assert "đang xem trước, chưa nhận, cũng xóa" in page
    assert "Không dò" in page
    actions.erase(tu, by=world.actor(world.chi_mai), at=NOW)
    batch.refresh_from_db()
    assert [number for number, _ in batch.rows] == [4, 5]
    preview = sign_in(world.co_hien).get(f"/hoat-dong/bang/{batch.public_id}/")
    assert "2 dòng đã rời bảng" in preview.content.decode()
    assert JournalEntry.objects.get(act="activities.person_erased").data == '{"lines":1,"waiting":2}'


def test_the_database_keeps_no_half_erased_person(world: World, tu: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(full_name="")
    actions.erase(tu, by=world.actor(world.chi_mai), at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(phone="0912345678")


def test_a_person_page_asks_the_same_however_often_they_came(world: World, sign_in: SignIn, tu: Person) -> None:
    client = sign_in(world.chi_mai)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    addresses = [f"/hoat-dong/nguoi/{tu.public_id}/", "/hoat-dong/nguoi/", f"/hoat-dong/nguoi/{tu.public_id}/gop/"]
    said: Any = NewPerson("Nguyễn Văn Tứ", "citizen", producer=world.fish_maker)
    attend(world, planned(world, "class", "Lớp đầu"), said.made(NOW))
    few = [asked(each) for each in addresses]
    for number in range(8):
        lesson = planned(world, "class", f"Lớp {number}")
        add_participant(lesson, line_of(tu, said, role="trainee"), by=world.actor(world.chi_mai), at=NOW)
        attend(world, lesson, said.made(NOW))
    assert [asked(each) for each in addresses] == few
