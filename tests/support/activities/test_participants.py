"""Who took part: lists in whole or not at all, persons and attendances two counts, sign-in at the door."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.ground.accounts.models import User
from ocop.ground.registry.models import JournalEntry
from ocop.kit.sheets import write_table
from ocop.support.activities.actions import participants as actions
from ocop.support.activities.models import Activity, ListBatch, Participation, Person
from tests.support.activities.conftest import planned
from tests.world import NOW, World

SignIn = Callable[[User], Client]
HEADER = "Họ và tên\tThành phần\tSố điện thoại\tCơ quan\tChủ thể\tXã, phường"


def paste(client: Client, activity: Activity, *rows: str, who: str = "person", header: str = HEADER) -> str:
    """Paste rows and give the address of the preview."""
    text = "\n".join([header, *rows])
    url = f"/hoat-dong/{activity.public_id}/tham-gia/{who}/nhap/"
    return str(client.post(url, {"pasted": text})["Location"])


def workbook(header: list[str], rows: list[list[str]]) -> SimpleUploadedFile:
    return SimpleUploadedFile("danh-sach.xlsx", BytesIO(write_table(header, rows)).read())


def test_a_pasted_list_is_on_record(world: World, sign_in: SignIn, at_now: Any, a_class: Activity) -> None:
    """Names of offices, producers and communes are found; what is on no register stays as written."""
    client = sign_in(world.chi_mai)
    preview = paste(
        client,
        a_class,
        "Nguyễn Văn Tư\tCán bộ cấp xã\t\tUBND xã Tháp Mười\t\t",
        "Lê Thị Năm\tChủ cơ sở\t0912 345 678\t\tCơ sở Khô Bà Lan\t",
        "Võ Văn Sáu\tNgười dân\t\tHội quán Thuận Tân\t\tXã Phương Thịnh",
    )
    page = client.get(preview).content.decode()
    assert "Nhận toàn bộ bảng" in page
    assert not Person.objects.exists()
    client.post(f"{preview}nhan/")
    officer, leader, citizen = Person.objects.order_by("pk")
    assert (officer.office, officer.unit, officer.group) == (
        world.thap_muoi_committee,
        world.thap_muoi,
        "official_commune",
    )
    assert (leader.producer, leader.phone, leader.unit) == (world.fish_maker, "0912345678", world.phuong_thinh)
    assert (citizen.workplace, citizen.unit) == ("Hội quán Thuận Tân", world.phuong_thinh)
    assert Participation.objects.filter(activity=a_class, attended=True).count() == 3
    batch = ListBatch.objects.get()
    assert (batch.state, batch.rows) == ("accepted", []), "telephones of a settled list are let go"


def test_one_wrong_cell_keeps_the_whole_list_out(world: World, sign_in: SignIn, at_now: Any, a_class: Activity) -> None:
    client = sign_in(world.chi_mai)
    preview = paste(
        client,
        a_class,
        "Nguyễn Văn Tư\tCán bộ cấp xã\t\t\t\tXã Tháp Mười",
        "Lê Thị Năm\tNgười lạ\t12345\t\t\tXã Không Có",
        "Nguyễn Văn Tư\tCán bộ cấp xã\t\t\t\tXã Tháp Mười",
    )
    page = client.get(preview).content.decode()
    assert "Ghi một trong: Cán bộ cấp tỉnh" in page
    assert "Số điện thoại di động phải có 10 chữ số" in page
    assert "Không có xã, phường này" in page
    assert "Giống dòng 2" in page
    client.post(f"{preview}nhan/")
    assert not Participation.objects.exists()
    assert not Person.objects.exists()


def test_the_same_person_is_suggested_not_made_twice(
    world: World, sign_in: SignIn, at_now: Any, a_class: Activity
) -> None:
    """The same name at the same office is asked about; one person at two classes is one person, two attendances."""
    client = sign_in(world.chi_mai)
    row = "Nguyễn Văn Tư\tCán bộ cấp xã\t\tUBND xã Tháp Mười\t\t"
    client.post(f"{paste(client, a_class, row)}nhan/")
    second = planned(world, "class", "Tập huấn bao bì", details={"topics": ["packaging"]})
    preview = paste(
        client, second, row.replace("Nguyễn Văn Tư", "NGUYEN VAN TU"), "Lê Thị Năm\tLãnh đạo chủ thể\t\t\t\t"
    )
    page = client.get(preview).content.decode()
    assert "cùng họ tên, cùng cơ quan" in page
    client.post(f"{preview}nhan/")
    assert not second.participations.exists(), "nothing is written while a question is open"
    client.post(f"{preview}chon/", {"tat-ca": "same"})
    client.post(f"{preview}nhan/")
    assert Person.objects.count() == 2
    assert Participation.objects.filter(person__folded="nguyen van tu").count() == 2
    for activity in (a_class, second):
        client.post(f"/hoat-dong/{activity.public_id}/ket-qua/", {"summary": ""})
    page = client.get("/hoat-dong/nguoi/").content.decode()
    assert (page.count("người đã dự"), page.count("lượt dự")) == (1, 1)
    totals = client.get("/hoat-dong/nguoi/").context["totals"]
    assert totals == {"persons": 2, "attendances": 3, "erased": 0}


def test_the_same_list_twice_writes_nothing_more(world: World, sign_in: SignIn, at_now: Any, a_class: Activity) -> None:
    client = sign_in(world.chi_mai)
    row = "Lê Thị Năm\tLãnh đạo chủ thể\t0912345678\t\t\t"
    first = paste(client, a_class, row)
    client.post(f"{first}nhan/")
    client.post(f"{first}nhan/")
    again = paste(client, a_class, row)
    assert "Mọi dòng đã có trong danh sách" in client.get(again).content.decode()
    client.post(f"{again}nhan/")
    assert Participation.objects.count() == Person.objects.count() == 1


@pytest.mark.requirement("R166", "R167", "R168", "R173", "R178", "R181", "R182", "R183", "R185")
def test_a_fair_of_200_units_and_365_booths(world: World, sign_in: SignIn, at_now: Any, a_fair: Activity) -> None:
    """Two of the register, 198 from outside, in one sheet; booths, provinces and stars add up on the page."""
    client = sign_in(world.chi_mai)
    header = ["STT", "Tên đơn vị", "Tỉnh thành", "Số gian hàng", "Khu", "Có sản phẩm từ 3 sao", "Vai trò"]
    rows = [
        ["1", "Cơ sở Khô Bà Lan", "Đồng Tháp", "3", "OCOP", "Có", ""],
        ["2", "Hợp tác xã Sen Tháp Mười", "Đồng Tháp", "2", "OCOP", "Có", "Hội quán, hợp tác xã"],
    ]
    for number in range(198):
        booths = "2" if number < 162 else "1"
        stars = "Có" if number < 72 else "Không"
        rows.append([str(number + 3), f"Đơn vị {number + 1}", f"Tỉnh {number % 22}", booths, "Các tỉnh", stars, ""])
    url = f"/hoat-dong/{a_fair.public_id}/tham-gia/producer/nhap/"
    preview = client.post(url, {"file": workbook(header, rows)})["Location"]
    with CaptureQueriesContext(connection) as queries:
        page = client.get(preview).content.decode()
    assert "Bỏ qua cột: STT" in page
    assert len(queries) <= 22, len(queries)
    client.post(f"{preview}nhan/")
    assert a_fair.participations.count() == 200
    assert a_fair.participations.filter(who="producer").count() == 2
    page = client.get(f"/hoat-dong/{a_fair.public_id}/").content.decode()
    for words in ("365 gian", "Tỉnh, thành theo danh sách", ">23<", ">74<"):
        assert words in page, words
    table = client.get(f"/hoat-dong/{a_fair.public_id}/tham-gia/producer/excel/")
    assert table["Content-Type"].endswith("sheet")


def test_keyed_in_one_by_one(world: World, sign_in: SignIn, at_now: Any, a_class: Activity, a_fair: Activity) -> None:
    client = sign_in(world.chi_mai)
    url = f"/hoat-dong/{a_class.public_id}/tham-gia/person/them/"
    said = {"full_name": "Lê Thị Năm", "group": "leader", "workplace": "Cơ sở Khô Bà Lan", "role": "trainee"}
    client.post(url, said)
    assert Person.objects.get().producer == world.fish_maker
    other = planned(world, "class", "Lớp hai", details={"topics": ["story"]})
    url = url.replace(a_class.public_id, other.public_id)
    page = client.post(url, said).content.decode()
    assert "Chọn người trong sổ" in page
    client.post(url, said | {"same_as": Person.objects.get().public_id})
    assert (Person.objects.count(), Participation.objects.count()) == (1, 2)
    fair = f"/hoat-dong/{a_fair.public_id}/tham-gia/producer/them/"
    client.post(fair, {"name": world.fish_maker.public_id, "role": "exhibitor", "d_booths": "2"})
    assert a_fair.participations.get().producer == world.fish_maker
    assert (
        "đã có trong danh sách" in client.post(fair, {"name": "Cơ sở Khô Bà Lan", "role": "exhibitor"}).content.decode()
    )
    line = a_fair.participations.get()
    client.post(f"/hoat-dong/dong/{line.public_id}/co-mat/", {"co": "0"})
    line.refresh_from_db()
    assert not line.attended
    for _ in range(2):
        client.post(f"/hoat-dong/dong/{line.public_id}/bo/")
    assert not a_fair.participations.exists()


def test_what_a_list_says_today_counts_not_what_was_said_before(
    world: World, sign_in: SignIn, at_now: Any, a_class: Activity
) -> None:
    """Anh Sáu came as a citizen, then as the leader of a producer: each line keeps what it said, the register the last.

    An earlier class entered afterwards does not undo that.
    """
    client = sign_in(world.chi_mai)
    row = "Võ Văn Sáu\t{}\t0912345678\t\t{}\t"
    second = planned(world, "class", "Lớp hai", day=NOW.date() + timedelta(days=1), details={"topics": ["story"]})
    early = planned(world, "class", "Lớp cũ", day=NOW.date() - timedelta(days=9), details={"topics": ["story"]})
    third = planned(world, "class", "Lớp ba", day=NOW.date() + timedelta(days=2), details={"topics": ["story"]})
    client.post(f"{paste(client, a_class, row.format('Người dân', ''))}nhan/")
    client.post(f"{paste(client, second, row.format('Lãnh đạo chủ thể', 'Cơ sở Khô Bà Lan'))}nhan/")
    client.post(f"{paste(client, early, row.format('Người dân', ''))}nhan/")
    client.post(f"{paste(client, third, row.format('Lãnh đạo chủ thể', ''))}nhan/")
    person = Person.objects.get()
    said = Participation.objects.order_by("activity__starts_on").values_list("group", "producer")
    leader = ("leader", world.fish_maker.pk)
    assert list(said) == [("citizen", None), ("citizen", None), leader, leader]
    assert (person.group, person.producer) == ("leader", world.fish_maker)


def test_keyed_in_again_as_a_leader_is_a_leader(world: World, sign_in: SignIn, at_now: Any, a_class: Activity) -> None:
    client = sign_in(world.chi_mai)
    said = {"full_name": "Võ Văn Sáu", "phone": "0912345678", "role": "trainee"}
    client.post(f"/hoat-dong/{a_class.public_id}/tham-gia/person/them/", said | {"group": "citizen"})
    other = planned(world, "class", "Lớp hai", details={"topics": ["story"]})
    said |= {"group": "leader", "workplace": "Cơ sở Khô Bà Lan"}
    client.post(f"/hoat-dong/{other.public_id}/tham-gia/person/them/", said)
    line = other.participations.get()
    assert (line.group, line.producer, Person.objects.count()) == ("leader", world.fish_maker, 1)


def test_a_telephone_tells_nobody_s_name(world: World, sign_in: SignIn, at_now: Any, a_class: Activity) -> None:
    """Cô Hiền of another office types a telephone: she learns no name; the same name and telephone is one person."""
    mai = sign_in(world.chi_mai)
    mai.post(f"{paste(mai, a_class, 'Lê Thị Kín	Lãnh đạo chủ thể	0912345678			')}nhan/")
    facts = {"organiser": world.phuong_thinh_committee, "details": {"topics": ["story"]}}
    own = planned(world, "class", "Lớp của xã", by=world.actor(world.co_hien), **facts)
    hien = sign_in(world.co_hien)
    address = f"/hoat-dong/{own.public_id}/tham-gia/person/them/"
    said = {"group": "leader", "phone": "0912345678", "role": "trainee"}
    page = hien.post(address, said | {"full_name": "Người Dò"}, follow=True).content.decode()
    listed = hien.get(paste(hien, own, "Người Dò Nữa\tLãnh đạo chủ thể\t0912345678\t\t\t")).content.decode()
    assert "Lê Thị Kín" not in page + listed
    assert own.participations.get().person.full_name == "Người Dò"
    hien.post(address, said | {"full_name": "Lê Thị Kín"})
    assert Person.objects.filter(folded="le thi kin").count() == 1
    assert own.participations.count() == 2
    mai.post(f"/hoat-dong/{a_class.public_id}/tham-gia/person/them/", said | {"full_name": "Lê Thị Kim"})
    assert a_class.participations.count() == 1, "of those she may see she is asked, by name and by telephone"


def test_signing_in_at_the_door(world: World, sign_in: SignIn, client: Client, at_now: Any, a_class: Activity) -> None:
    """The link works on the day, lists nobody, puts a person on once, and ends with the day or with a new code."""
    officer = sign_in(world.chi_mai)
    sheet = f"/hoat-dong/{a_class.public_id}/diem-danh/"
    officer.post(sheet)
    a_class.refresh_from_db()
    assert "Mã QR" in officer.get(sheet).content.decode()
    url = f"/hoat-dong/diem-danh/{a_class.sign_in_key}/"
    said = {"full_name": "Lê Thị Năm", "phone": "0912 345 678", "group": "leader", "workplace": "Cơ sở Khô Bà Lan"}
    assert "Nhập cơ quan, cơ sở hoặc chọn xã" in client.post(url, said | {"workplace": ""}).content.decode()
    for _ in range(2):
        assert "Đã ghi tên anh/chị" in client.post(url, said).content.decode()
    line = a_class.participations.get()
    assert (line.came_by, line.producer, line.group) == ("code", world.fish_maker, "leader")
    client.post(url, said | {"full_name": "Võ Văn Sáu", "phone": "0987654321"})
    page = client.get(url).content.decode()
    assert "Lê Thị Năm" not in page
    assert "0912" not in page
    old = url
    officer.post(sheet)
    assert client.get(old).status_code == 404
    a_class.refresh_from_db()
    url = f"/hoat-dong/diem-danh/{a_class.sign_in_key}/"
    at_now.move_to(NOW + timedelta(days=1))
    assert "đã kết thúc" in client.get(url).content.decode()
    client.post(url, said | {"full_name": "Người Muộn", "phone": "0911111111"})
    assert a_class.participations.count() == 2


def test_a_script_at_the_door_is_stopped(
    world: World, sign_in: SignIn, client: Client, at_now: Any, a_class: Activity, monkeypatch: Any
) -> None:
    monkeypatch.setattr(actions, "TRIES_OF_ONE_NETWORK", 3)
    sign_in(world.chi_mai).post(f"/hoat-dong/{a_class.public_id}/diem-danh/")
    a_class.refresh_from_db()
    url = f"/hoat-dong/diem-danh/{a_class.sign_in_key}/"
    said = {"group": "citizen", "workplace": "Ấp 1"}
    answers = [
        client.post(url, said | {"full_name": f"Tên {n}", "phone": f"091200000{n}"}).status_code for n in range(5)
    ]
    assert answers == [200, 200, 200, 429, 429]
    assert a_class.participations.count() == 3


def test_only_the_organiser_and_the_coordination_office_see_people(
    world: World, sign_in: SignIn, at_now: Any, a_class: Activity
) -> None:
    client = sign_in(world.chi_mai)
    client.post(f"{paste(client, a_class, 'Lê Thị Năm	Lãnh đạo chủ thể	0912345678			')}nhan/")
    line = a_class.participations.get()
    people = f"/hoat-dong/{a_class.public_id}/tham-gia/person/"
    for person in (world.chi_mai, world.anh_dung):
        assert "Lê Thị Năm" in sign_in(person).get(people).content.decode()
    for person in (world.co_hien, world.ong_khanh, world.ba_nga, world.chi_lan):
        reader = sign_in(person)
        assert reader.get(people).status_code == 404
        assert reader.get(f"{people}excel/").status_code == 404
        assert reader.post(f"/hoat-dong/dong/{line.public_id}/bo/").status_code == 404
        page = reader.get(f"/hoat-dong/{a_class.public_id}/").content.decode()
        assert "Lê Thị Năm" not in page
        assert "0912" not in page
    journal = "".join(f"{entry.data}{entry.why}" for entry in JournalEntry.objects.all())
    assert "Lê Thị Năm" not in journal
    assert "0912345678" not in journal
