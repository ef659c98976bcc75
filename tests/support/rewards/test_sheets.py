"""Nominations by Excel, in the layout of the list sent up for signature."""

import pytest
from django.urls import reverse

from ocop.support.rewards.models import Nomination, RewardRound
from tests.excel import NOTHING_NEW, read, resend, send, take, workbook
from tests.support.rewards.test_rewards import ha, reward_round
from tests.world import World

__all__ = ["ha", "reward_round"]
pytestmark = [pytest.mark.usefixtures("at_now"), pytest.mark.requirement("R223", "R224")]
TABLE = "de-nghi-khen-thuong"
HEADS = (
    "Họ và tên, tên tập thể",
    "Đối tượng",
    "Chức vụ, nơi làm việc, địa bàn",
    "Tóm tắt thành tích",
    "Hình thức đề nghị",
)


def test_a_commune_nominates_by_excel_and_mends_a_draft(world: World, reward_round: RewardRound, sign_in) -> None:
    client, scope = sign_in(world.co_hien), reward_round.public_id
    producer, _, person = (str(label) for _, label in Nomination._meta.get_field("kind").choices)
    forms = [str(label) for _, label in Nomination._meta.get_field("proposed_form").choices]
    rows = [
        ("Cơ sở Khô Bà Lan", producer, "", "Giữ nghề làm khô", forms[0]),
        ("Nguyễn Văn Bình", person, "Trưởng ấp 3", "Vận động bà con", forms[0]),
    ]
    preview = send(client, TABLE, workbook(HEADS, *rows), scope=scope)
    assert "Đã ghi 2 dòng mới" in take(client, preview).content.decode()
    assert set(Nomination.objects.values_list("state", flat=True)) == {"draft"}
    export = reverse("rewards:nominations_sheet", args=[scope])
    assert NOTHING_NEW in resend(client, TABLE, export, scope=scope).content.decode()
    assert NOTHING_NEW in send(client, TABLE, workbook(HEADS, *rows), scope=scope).content.decode()
    out = read(client.get(export))
    assert out.headers[0] == "STT", "the office's own layout"
    edited = [[cell.replace("Giữ nghề làm khô", "Giữ nghề, dạy nghề") for cell in cells] for cells in out.rows]
    take(client, send(client, TABLE, workbook(out.headers, *edited), scope=scope))
    assert Nomination.objects.get(producer=world.fish_maker).achievement == "Giữ nghề, dạy nghề"
    other = (*rows[0][:3], "Lời khác", forms[0])
    assert (
        "mỗi đối tượng chỉ đề nghị một lần" in send(client, TABLE, workbook(HEADS, other), scope=scope).content.decode()
    )


def test_each_wrong_nominee_is_named(world: World, reward_round: RewardRound, sign_in) -> None:
    client, scope = sign_in(world.co_hien), reward_round.public_id
    labels = [str(label) for _, label in Nomination._meta.get_field("kind").choices]
    form = str(Nomination._meta.get_field("proposed_form").choices[0][1])
    wrong = [
        ("Hợp tác xã Sen Tháp Mười", labels[0], "", "Ngoài xã", form),
        ("Nguyễn Văn Bình", labels[2], "", "Không nơi làm việc", form),
        ("Nguyễn Văn Bình", "Ai đó", "Trưởng ấp", "Lạ", form),
    ]
    page = send(client, TABLE, workbook(HEADS, *wrong), scope=scope).content.decode()
    for words in ("Không có chủ thể", "Ghi chức vụ, nơi làm việc", "Ghi một trong"):
        assert words in page
    assert not Nomination.objects.exists()
    assert sign_in(world.chi_lan).get(f"{reverse('intake:upload', args=[TABLE])}?thuoc={scope}").status_code == 404
    assert client.get(reverse("intake:upload", args=[TABLE])).status_code == 404, "a nomination is of a round"


ROUND = (
    "Đợt",
    "Loại đợt",
    "Cơ quan tổ chức",
    "Xét thành tích từ ngày",
    "Xét thành tích đến ngày",
    "Nhận đề nghị từ ngày",
    "Nhận đề nghị đến hết ngày",
)


def test_rounds_go_out_and_come_back_and_a_row_opens_the_next(world: World, reward_round: RewardRound, sign_in) -> None:
    client = sign_in(world.anh_dung)
    export = reverse("rewards:rounds_sheet")
    assert export in client.get(reverse("rewards:rounds")).content.decode()
    assert NOTHING_NEW in resend(client, "dot-khen-thuong", export).content.decode()
    office = str(world.coordination_office)
    kind = reward_round.get_kind_display()
    days = ("1/1/2027", "31/12/2027", "1/11/2027", "10/12/2027")
    row = ("Khen thưởng 2027", kind, office, *days)
    wrong = (*row[:5], "10/12/2027", "1/11/2027")
    page = send(client, "dot-khen-thuong", workbook(ROUND, wrong)).content.decode()
    assert "Ngày cuối phải sau ngày đầu" in page
    assert "Đã ghi 1 dòng mới" in take(client, send(client, "dot-khen-thuong", workbook(ROUND, row))).content.decode()
    assert RewardRound.objects.get(name="Khen thưởng 2027").office == world.coordination_office
    again = send(client, "dot-khen-thuong", workbook(ROUND, ("Tên khác", *row[1:]))).content.decode()
    assert "Khoảng thời gian này đã có đợt “Khen thưởng 2027”" in again
    out = read(client.get(export))
    edited = [[cell.replace("Khen thưởng 2027", "Khen thưởng cả năm") for cell in cells] for cells in out.rows]
    take(client, send(client, "dot-khen-thuong", workbook(out.headers, *edited)))
    assert RewardRound.objects.filter(name="Khen thưởng cả năm").count() == 1
    assert sign_in(world.co_hien).get(reverse("intake:upload", args=["dot-khen-thuong"])).status_code == 404
    assert sign_in(world.co_hien).get(export).status_code == 200
