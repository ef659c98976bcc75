"""Allocations by Excel: what is previewed is what is written, and a list sent back changes nothing."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.ground.budget.models import Allocation
from ocop.ground.intake.models import Sheet
from ocop.ground.planning.models import Plan
from ocop.ground.registry.models import JournalEntry
from tests.excel import NOTHING_NEW, read, resend, send, take, workbook
from tests.ground.budget.conftest import Money
from tests.ground.budget.test_payments import allocate
from tests.world import World, make_office

pytestmark = [pytest.mark.usefixtures("at_now"), pytest.mark.requirement("R134", "R141")]

TABLE = "phan-bo-kinh-phi"
HEADINGS = ("Dòng dự toán", "Năm", "Cơ quan cấp", "Cơ quan được giao", "Số tiền (đồng)", "Quyết định", "Ngày")


def row(world: World, line: str = "In bao bì", amount: str = "1.250.000", day: str = "1/3/2026") -> tuple[str, ...]:
    return (line, "2026", str(world.province_committee), str(world.agriculture), amount, "12/QĐ-UBND", day)


def test_anh_dung_takes_a_decision_from_excel(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.anh_dung)
    preview = send(client, TABLE, workbook(HEADINGS, row(world), row(world, "Mô hình sen")))
    assert "Nhận toàn bộ bảng" in preview.content.decode()
    assert not Allocation.objects.exists(), "looking writes nothing"
    done = take(client, preview)
    assert "Đã ghi 2 dòng mới" in done.content.decode()
    assert list(Allocation.objects.order_by("pk").values_list("line", "amount", "by")) == [
        (money.packaging.pk, 1_250_000, world.anh_dung.pk),
        (money.pilot.pk, 1_250_000, world.anh_dung.pk),
    ]
    assert JournalEntry.objects.filter(act="intake.sheet_accepted").count() == 1
    again = take(client, preview)
    assert "đã được ghi vào hệ thống rồi" in again.content.decode()
    assert Allocation.objects.count() == 2


def test_the_list_sent_back_changes_nothing(world: World, money: Money, sign_in) -> None:
    allocate(world, money)
    client = sign_in(world.anh_dung)
    preview = resend(client, TABLE, reverse("budget:allocations_sheet"))
    page = preview.content.decode()
    assert NOTHING_NEW in page
    assert "Nhận toàn bộ bảng" not in page
    assert Allocation.objects.count() == 1


def test_the_same_decision_without_codes_is_found_on_file(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.anh_dung)
    take(client, send(client, TABLE, workbook(HEADINGS, row(world))))
    pasted = "\n".join("\t".join(cells) for cells in (HEADINGS, row(world)))
    assert NOTHING_NEW in send(client, TABLE, pasted).content.decode()


def test_each_wrong_cell_is_named_with_its_remedy_and_nothing_is_written(
    world: World,
    money: Money,
    sign_in,
) -> None:
    client = sign_in(world.anh_dung)
    wrong = workbook(
        HEADINGS,
        row(world),
        row(world, "In bao bi giấy"),
        row(world, amount="một triệu"),
        row(world, day="31/2/2026"),
        row(world, "Vốn Trung ương"),
    )
    preview = send(client, TABLE, wrong)
    page = preview.content.decode()
    assert "còn 4 ô cần sửa" in page
    assert "Có phải: In bao bì?" in page
    assert "là dòng tổng" in page
    for number in (3, 4, 5, 6):
        assert f"Dòng {number}<" in page
    assert "Chưa dòng nào được ghi" in take(client, preview).content.decode()
    assert not Allocation.objects.exists()


def test_a_code_decides_between_lines_and_its_name_must_be_that_lines(world: World, money: Money, sign_in) -> None:
    client, heads = sign_in(world.anh_dung), ("Mã dòng", *HEADINGS)
    shifted = (money.pilot.public_id, *row(world, "In bao bì"))
    (fault,) = send(client, TABLE, workbook(heads, shifted)).context["plan"].errors
    assert (fault.column, fault.value) == ("Dòng dự toán", "In bao bì")
    assert "“Mô hình sen”, không phải “In bao bì”" in fault.remedy
    (line,) = send(client, TABLE, workbook(heads, (money.pilot.public_id, *row(world, "")))).context["plan"].new
    assert line.name.startswith("Mô hình sen · ")


def test_what_looks_like_a_record_is_asked_about(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.anh_dung)
    take(client, send(client, TABLE, workbook(HEADINGS, row(world))))
    other_day = workbook(HEADINGS, row(world, day="5/3/2026"), row(world, "Mô hình sen"))
    preview = send(client, TABLE, other_day)
    assert "Dòng gần giống bản ghi đã có" in preview.content.decode()
    assert "chọn ghi hay bỏ" in take(client, preview).content.decode()
    assert Allocation.objects.count() == 1, "no half of a sheet is written"
    done = take(client, preview, dong_2="bo")
    assert "Đã ghi 1 dòng mới" in done.content.decode()
    assert set(Allocation.objects.values_list("line", flat=True)) == {money.packaging.pk, money.pilot.pk}
    assert not any(sheet.rows for sheet in Sheet.objects.exclude(state="preview")), "a settled sheet lets its rows go"


def test_a_recorded_sum_is_not_rewritten_by_a_sheet(world: World, money: Money, sign_in) -> None:
    allocate(world, money)
    client = sign_in(world.anh_dung)
    table = read(client.get(reverse("budget:allocations_sheet")))
    place = table.column("Số tiền (đồng)")
    rows = [list(cells) for cells in table.rows]
    rows[0][place] = "5"
    page = send(client, TABLE, workbook(table.headers, *rows)).content.decode()
    assert "hủy khoản rồi ghi khoản mới" in page


def test_a_sheet_is_its_senders_alone(world: World, money: Money, sign_in) -> None:
    preview = send(sign_in(world.anh_dung), TABLE, workbook(HEADINGS, row(world)))
    assert sign_in(world.chi_mai).get(preview.request["PATH_INFO"]).status_code == 404
    assert sign_in(world.chi_lan).get(reverse("intake:upload", args=[TABLE])).status_code == 404
    assert Sheet.objects.get().state == "preview"


def test_an_agency_cannot_set_aside_for_the_province(world: World, money: Money, sign_in) -> None:
    page = send(sign_in(world.chi_mai), TABLE, workbook(HEADINGS, row(world))).content.decode()
    assert "phân bổ do cơ quan mình cấp" in page


def test_an_office_that_ended_is_meant_by_what_it_did_while_it_stood(world: World, money: Money, sign_in) -> None:
    """Two committees of one name, one after the other; the day of the decision says which."""
    Plan.objects.filter(pk=money.plan.pk).update(starts_on=date(2024, 1, 1))
    old = make_office("UBND xã Phong Mỹ", valid_from=date(2020, 1, 1), valid_to=date(2025, 6, 30))
    new = make_office("UBND xã Phong Mỹ", valid_from=date(2025, 7, 1))
    client = sign_in(world.anh_dung)
    (*head, _, amount, number, _) = row(world)
    told = [(*head, old.name, amount, number, day) for day in ("30/6/2025", "1/7/2025")]
    take(client, send(client, TABLE, workbook(HEADINGS, *told)), con_lai="ghi")
    assert dict(Allocation.objects.values_list("decided_on", "payee")) == {
        date(2025, 6, 30): old.pk,
        date(2025, 7, 1): new.pk,
    }
    page = send(client, TABLE, workbook(HEADINGS, (*head, old.name, amount, number, "1/1/2019"))).content.decode()
    assert f"Ngày 01/01/2019 không có cơ quan “{old.name}”" in page


def test_a_missing_column_is_named(world: World, money: Money, sign_in) -> None:
    page = send(sign_in(world.anh_dung), TABLE, workbook(HEADINGS[:4], row(world)[:4])).content.decode()
    assert "Bảng chưa có cột “Số tiền (đồng)”, “Ngày”" in page


def test_a_long_sheet_asks_no_more_than_a_short_one(
    world: World,
    money: Money,
    sign_in,
    django_assert_max_num_queries,
) -> None:
    client = sign_in(world.anh_dung)
    rows = [row(world, amount=str(1000 + number)) for number in range(300)]
    preview = send(client, TABLE, workbook(HEADINGS, *rows))
    with django_assert_max_num_queries(16):
        assert client.get(preview.request["PATH_INFO"]).status_code == 200


def test_a_dropped_sheet_writes_nothing(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.anh_dung)
    preview = send(client, TABLE, workbook(HEADINGS, row(world)))
    client.post(f"{preview.request['PATH_INFO']}bo/")
    assert "đã được bỏ" in take(client, preview).content.decode()
    assert not Allocation.objects.exists()
