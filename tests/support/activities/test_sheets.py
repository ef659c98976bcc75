"""Activities of a kind by Excel, in the columns that kind asks."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.support.activities.kinds import known_kinds
from ocop.support.activities.models import Activity, TrainingNeed
from ocop.support.activities.sheets.activities import Activities
from ocop.support.activities.states import NeedTopic
from tests.excel import NOTHING_NEW, read, resend, send, take, workbook
from tests.world import World

pytestmark = pytest.mark.usefixtures("at_now")
HEADS = ("Tên hoạt động", "Cơ quan tổ chức", "Địa bàn", "Từ ngày", "Đến ngày", "Nội dung", "Số buổi (buổi)")


@pytest.mark.requirement("R84", "R87")
def test_chi_mai_plans_a_year_of_classes_by_excel(world: World, sign_in) -> None:
    client = sign_in(world.chi_mai)
    packaging = "Bao bì, đóng gói, nhãn mác, logo, mã vạch"
    office = world.agriculture.name
    rows = [
        ("Lớp bao bì đợt 1", office, "Xã Tháp Mười", "1/12/2026", "2/12/2026", packaging, "2"),
        ("Lớp hồ sơ", office, "", "8/12/2026", "8/12/2026", f"{packaging}; Kế toán, quản lý tài chính", ""),
    ]
    preview = send(client, "hoat-dong", "\n".join("\t".join(cells) for cells in (HEADS, *rows)), scope="class")
    assert "Đã ghi 2 dòng mới" in take(client, preview).content.decode()
    made = Activity.objects.get(title="Lớp hồ sơ")
    assert (made.kind, made.starts_on, made.details) == (
        "class",
        date(2026, 12, 8),
        {"topics": ["packaging", "finance"]},
    )
    export = f"{reverse('activities:activities_sheet')}?loai=class"
    assert NOTHING_NEW in resend(client, "hoat-dong", export, scope="class").content.decode()
    out = read(client.get(export))
    mended = [[cell.replace("đợt 1", "đợt một") for cell in cells] for cells in out.rows]
    take(client, send(client, "hoat-dong", workbook(out.headers, *mended), scope="class"))
    assert Activity.objects.get(title="Lớp bao bì đợt một").details == {"topics": ["packaging"], "sessions": 2}
    same_day = ("Lớp nhãn mác", *rows[0][1:])
    assert "Cơ quan này đã có" in send(client, "hoat-dong", workbook(HEADS, same_day), scope="class").content.decode()


@pytest.mark.requirement("R84")
def test_each_wrong_cell_of_a_class_is_named(world: World, sign_in) -> None:
    client = sign_in(world.chi_mai)
    office = world.agriculture.name
    wrong = [
        ("Lớp A", office, "Xã Không Có", "1/12/2026", "2/12/2026", "Lập hồ sơ", "2"),
        ("Lớp B", world.phuong_thinh_committee.name, "", "1/12/2026", "30/11/2026", "", "hai"),
    ]
    page = send(client, "hoat-dong", workbook(HEADS, *wrong), scope="class").content.decode()
    for words in ("Không có xã, phường", "Ghi một trong", "Ghi nội dung", "“hai” không phải là số"):
        assert words in page
    assert not Activity.objects.exists()
    assert client.get(reverse("intake:upload", args=["hoat-dong"])).status_code == 404, "each kind has its own sheet"
    assert sign_in(world.chi_lan).get(f"{reverse('intake:upload', args=['hoat-dong'])}?thuoc=class").status_code == 404


def test_no_kind_says_one_heading_twice(world: World) -> None:
    actor = world.actor(world.anh_dung)
    for kind in known_kinds().values():
        headings = [column.heading for column in Activities(actor, kind).columns]
        assert len(headings) == len(set(headings)), kind.id


@pytest.mark.requirement("R96")
def test_needs_for_training_come_in_go_out_and_are_asked_about_twice(world: World, sign_in) -> None:
    client = sign_in(world.co_hien)
    own = world.phuong_thinh_committee.name
    heads = ("Nội dung", "Cơ quan", "Thành phần", "Số người", "Chuyên sâu (Trung ương)", "Năm", "Cần học gì")
    row = (str(NeedTopic.CRITERIA.label), own, "Cán bộ cấp xã", "12", "Có", "2026", "Chấm điểm")
    other = (row[0], world.agriculture.name, *row[2:])
    assert "cơ quan mình" in send(client, "nhu-cau-tap-huan", workbook(heads, other)).content.decode()
    take(client, send(client, "nhu-cau-tap-huan", workbook(heads, row)))
    need = TrainingNeed.objects.get()
    assert (need.people, need.is_deep, need.office) == (12, True, world.phuong_thinh_committee)
    assert NOTHING_NEW in resend(client, "nhu-cau-tap-huan", reverse("activities:needs_sheet")).content.decode()
    assert NOTHING_NEW in send(client, "nhu-cau-tap-huan", workbook(heads, row)).content.decode()
    more = send(client, "nhu-cau-tap-huan", workbook(heads, (*row[:3], "20", *row[4:])))
    assert "Cơ quan này đã nêu" in more.content.decode()
    upload = reverse("intake:upload", args=["nhu-cau-tap-huan"])
    assert upload in client.get(reverse("activities:needs")).content.decode()
    assert sign_in(world.ong_khanh).get(upload).status_code == 404
