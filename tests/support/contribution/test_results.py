"""A producer's year: told on a telephone, corrected with a reason, brought in from Excel, seen by few."""

import threading
from typing import Any

import pytest
from django.urls import reverse

from ocop.ground.producers.models import Product
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.support.contribution.actions import YearFacts, record_year
from ocop.support.contribution.models import YearlyResult
from ocop.support.contribution.todo import todos_for
from tests.excel import NOTHING_NEW, resend, send, take, workbook
from tests.support.contribution.conftest import Years
from tests.world import NOW, World, make_producer

pytestmark = pytest.mark.usefixtures("at_now")
TABLE = "ket-qua-nam"
HEADER = ("Mã chủ thể", "Tên chủ thể", "Năm", "Lao động", "Doanh thu (đồng)", "Lý do sửa")
TYPED = {"workers": "5", "women": "3", "turnover": "1.250.000.000", "investment": "0"}


def address(world: World, year: int = 2025) -> str:
    return reverse("contribution:record", args=[world.fish_maker.public_id, year])


@pytest.mark.requirement("R22", "R23", "R24")
def test_chi_lan_tells_last_year_on_a_telephone_and_corrects_it_with_a_reason(world: World, sign_in: Any) -> None:
    Product.objects.filter(pk=world.dried_fish.pk).update(state="recognised")
    (todo,) = todos_for(world.actor(world.chi_lan), at=NOW)
    assert todo.url == address(world)
    lan = sign_in(world.chi_lan)
    for _ in range(2):
        done = reverse("contribution:producer", args=[world.fish_maker.public_id])
        assert lan.post(address(world), {**TYPED, "why": "bấm lại"}).url == done
    assert not todos_for(world.actor(world.chi_lan), at=NOW)
    first = YearlyResult.objects.get()
    assert (first.workers, first.women, first.turnover, first.investment, first.monthly_pay) == (
        5, 3, 1_250_000_000, 0, None,
    )  # fmt: skip
    refused = lan.post(address(world), {**TYPED, "workers": "7"}).content.decode()
    assert "Ghi lý do sửa số đã khai." in refused
    assert lan.post(address(world), {**TYPED, "workers": "7", "why": "Đếm thiếu hai người"}).status_code == 302
    first.refresh_from_db()
    assert not first.is_current
    assert first.workers == 5, "what was stated before stays"
    now = YearlyResult.objects.current().get()
    assert (now.workers, now.corrects, now.why) == (7, first, "Đếm thiếu hai người")
    page = lan.get(reverse("contribution:producer", args=[world.fish_maker.public_id])).content.decode()
    assert "Đếm thiếu hai người" in page
    assert "5 lao động" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"workers": ""}, "Nhập số lao động"),
        ({"women": "9"}, "không thể nhiều hơn tổng số lao động (5)"),
        ({"workers": "0"}, "Số lao động"),
        ({"turnover": "-5"}, "Doanh thu cả năm"),
        ({"turnover": "1" + "0" * 20}, "Doanh thu cả năm phải từ 100.000.000.000.000 trở xuống"),
    ],
)
def test_what_cannot_be_right_is_said_beside_the_field(
    world: World, sign_in: Any, typed: dict[str, str], words: str
) -> None:
    page = sign_in(world.chi_lan).post(address(world), {**TYPED, **typed}).content.decode()
    assert "<title>Lỗi: " in page
    assert words in page
    assert not YearlyResult.objects.exists()


def test_a_year_that_is_not_over_cannot_be_told(world: World, sign_in: Any) -> None:
    assert sign_in(world.chi_lan).get(address(world, 2026)).status_code == 404
    with pytest.raises(Refused, match="đến 2025"):
        record_year(world.fish_maker, 2026, YearFacts(3), by=world.actor(world.chi_lan), at=NOW)


def test_only_an_officer_says_that_papers_were_checked(world: World, sign_in: Any) -> None:
    lan = world.actor(world.chi_lan)
    with pytest.raises(Refused, match="giấy tờ đối chiếu"):
        record_year(world.fish_maker, 2025, YearFacts(3, source="paper"), by=lan, at=NOW)
    sign_in(world.chi_lan).post(address(world), {**TYPED, "source": "paper"})
    assert YearlyResult.objects.get().source == "declared"
    typed = {**TYPED, "source": "paper", "why": "Đã xem sổ bán hàng"}
    assert sign_in(world.co_hien).post(address(world), typed).status_code == 302
    assert YearlyResult.objects.current().get().source == "paper"


def test_a_producers_turnover_is_its_own_and_its_officials(world: World, years: Years, sign_in: Any) -> None:
    years.tell(world.fish_maker, 2025, 5, turnover=777_000_000)
    page = reverse("contribution:producer", args=[world.fish_maker.public_id])
    for who in (world.chi_lan, world.co_hien, world.anh_dung, world.ong_khanh):
        assert "777.000.000" in sign_in(who).get(page).content.decode()
    for who in (world.anh_phuc, world.chu_tam, world.chi_mai, world.chi_thao, world.ba_nga, world.anh_quan):
        client = sign_in(who)
        assert client.get(page).status_code == 404
        assert client.get(address(world)).status_code == 404
        assert "777.000.000" not in client.get(reverse("contribution:results")).content.decode()
    assert sign_in(world.ong_khanh).get(address(world)).status_code == 404, "the leadership reads"
    journal = JournalEntry.objects.get(act="contribution.year_recorded")
    assert "777" not in str(journal.payload()), "more people read the journal than may know the turnover"


def told(client: Any, *rows: tuple[str, ...]) -> Any:
    """The preview of a sheet of years."""
    return send(client, TABLE, workbook(HEADER, *rows))


@pytest.mark.requirement("R22")
def test_co_hien_brings_a_sheet_in_whole_and_a_second_tap_writes_nothing_twice(
    world: World, years: Years, sign_in: Any
) -> None:
    years.tell(world.fish_maker, 2024, 4, turnover=100, women=2)
    hien = sign_in(world.co_hien)
    page = told(
        hien,
        ("", "cơ sở khô bà lan", "2024", "6", "100", "Đếm lại"),
        (world.fish_maker.public_id, "", "2025", "7", "1.000.000", ""),
    )
    plan = page.context["plan"]
    assert plan.is_ready
    (change,) = plan.changes
    assert (change.column, change.before, change.after) == ("Lao động", "4", "6")
    assert YearlyResult.objects.count() == 1, "nothing is written before it is accepted"
    assert "Đã ghi 1 dòng mới, sửa 1 bản ghi" in take(hien, page).content.decode()
    assert "đã được ghi vào hệ thống rồi" in take(hien, page).content.decode()
    stated = dict(YearlyResult.objects.current().values_list("year", "workers"))
    assert stated == {2024: 6, 2025: 7}
    corrected = YearlyResult.objects.current().get(year=2024)
    assert (corrected.women, corrected.why) == (2, "Đếm lại"), "a column that is not in the sheet stays as it was"
    assert YearlyResult.objects.count() == 3
    journal = JournalEntry.objects.filter(act__startswith="contribution.year").order_by("-pk")[:2]
    assert {row.act for row in journal} == {"contribution.years_stated", "contribution.year_corrected"}
    assert "1000000" not in str([row.payload() for row in journal])


@pytest.mark.requirement("R22")
def test_co_hien_pastes_the_columns_of_her_own_sheet(world: World, sign_in: Any) -> None:
    hien = sign_in(world.co_hien)
    pasted = "Tên chủ thể\tNăm\tLao động\nCơ sở Khô Bà Lan\t2025\t5"
    take(hien, send(hien, TABLE, pasted))
    assert YearlyResult.objects.get().workers == 5


@pytest.mark.parametrize(
    ("row", "heading", "remedy"),
    [
        (("", "Cơ sở Khô Bà Lân", "2025", "5", "", ""), "Tên chủ thể", "Có phải: Cơ sở Khô Bà Lan"),
        (("", "Hợp tác xã Sen Tháp Mười", "2025", "5", "", ""), "Tên chủ thể", "nơi anh/chị làm việc"),
        (("khongcoma123", "", "2025", "5", "", ""), "Tên chủ thể", "nơi anh/chị làm việc"),
        (("", "Cơ sở Khô Bà Lan", "2026", "5", "", ""), "Năm", "đến 2025"),
        (("", "Cơ sở Khô Bà Lan", "2025", "", "", ""), "Lao động", "Ghi lao động"),
        (("", "Cơ sở Khô Bà Lan", "2025", "năm", "", ""), "Lao động", ""),
        (("", "Cơ sở Khô Bà Lan", "2025", "2,5", "", ""), "Lao động", "số nguyên"),
        (("", "Cơ sở Khô Bà Lan", "2025", "5", "-3", ""), "Doanh thu (đồng)", "không thể âm"),
        (("", "Cơ sở Khô Bà Lan", "2025", "5.000.000.000", "", ""), "Lao động", "nhiều nhất là 100.000 người"),
        (("", "Cơ sở Khô Bà Lan", "2025", "0", "", ""), "Lao động", "từ 1 trở lên"),
        (("", "Cơ sở Khô Bà Lan", "2025", "5", "1" + "0" * 20, ""), "Doanh thu (đồng)", "nhiều nhất là 100.000.000"),
        (("", "Cơ sở Khô Bà Lan", "2024", "9", "", ""), "Lý do sửa", "ghi lý do"),
        (("", "Cơ sở Khô Bà Lan", "2023", "9", "", ""), "Cả dòng", "Giống dòng 2"),
    ],
)
def test_one_wrong_cell_is_named_with_its_remedy_and_nothing_is_written(
    world: World, years: Years, sign_in: Any, row: tuple[str, ...], heading: str, remedy: str
) -> None:
    years.tell(world.fish_maker, 2024, 4)
    hien = sign_in(world.co_hien)
    page = told(hien, ("", "Cơ sở Khô Bà Lan", "2023", "5", "", ""), row)
    (fault,) = page.context["plan"].errors
    assert (fault.row, fault.column) == (3, heading)
    assert remedy in fault.remedy
    take(hien, page)
    assert YearlyResult.objects.count() == 1


def test_a_year_corrected_twice_in_one_sheet_is_refused(world: World, years: Years, sign_in: Any) -> None:
    years.tell(world.fish_maker, 2024, 4)
    rows = [("", "Cơ sở Khô Bà Lan", "2024", workers, "", "Đếm lại") for workers in ("5", "6")]
    (fault,) = told(sign_in(world.co_hien), *rows).context["plan"].errors
    assert "Dòng 2 đã sửa bản ghi này" in fault.remedy


def test_the_sheet_that_goes_out_comes_back_unchanged(world: World, years: Years, sign_in: Any) -> None:
    years.tell(world.fish_maker, 2024, 4, women=2, turnover=900, investment=0, note="Sổ tay", source="paper")
    years.tell(world.fish_maker, 2025, 5, monthly_pay=6_000_000)
    page = resend(sign_in(world.co_hien), TABLE, reverse("contribution:results_sheet"))
    assert (page.context["plan"].same, page.context["plan"].errors) == (2, [])
    assert NOTHING_NEW in page.content.decode()


def test_two_names_alike_are_told_apart_by_their_codes(world: World, sign_in: Any) -> None:
    twin = make_producer("Cơ sở Khô Bà Lan", world.phuong_thinh)
    page = told(sign_in(world.co_hien), ("", "Cơ sở Khô Bà Lan", "2025", "5", "", ""))
    (fault,) = page.context["plan"].errors
    assert twin.public_id in fault.remedy
    assert world.fish_maker.public_id in fault.remedy


def test_a_code_that_names_one_and_a_name_that_names_another_are_not_taken(world: World, sign_in: Any) -> None:
    """As a sheet comes out whose names were sorted without their codes."""
    code, hien = world.fish_maker.public_id, sign_in(world.co_hien)
    page = told(hien, (code, "Cơ sở hoàn toàn khác", "2023", "7", "", ""))
    (fault,) = page.context["plan"].errors
    assert (fault.column, fault.value) == ("Tên chủ thể", "Cơ sở hoàn toàn khác")
    assert "Cơ sở Khô Bà Lan" in fault.remedy
    assert "Cơ sở hoàn toàn khác" in fault.remedy
    take(hien, page)
    assert not YearlyResult.objects.exists()


def test_a_preview_calls_a_producer_by_its_own_name(world: World, sign_in: Any) -> None:
    code, hien = world.fish_maker.public_id, sign_in(world.co_hien)
    for row in ((code, "", "2023", "7", "", ""), (code, "cơ sở khô  BÀ LAN", "2023", "7", "", "")):
        (line,) = told(hien, row).context["plan"].new
        assert line.name.startswith("Cơ sở Khô Bà Lan · 2023")


@pytest.mark.parametrize("year", ["2.024", "2024,0", "02024", " 2024 "])
def test_a_year_on_file_is_found_however_it_is_typed(world: World, years: Years, sign_in: Any, year: str) -> None:
    years.tell(world.fish_maker, 2024, 4)
    hien = sign_in(world.co_hien)
    page = told(hien, ("", "Cơ sở Khô Bà Lan", year, "6", "", "Đếm lại"))
    assert [(each.before, each.after) for each in page.context["plan"].changes] == [("4", "6")]
    assert "sửa 1 bản ghi" in take(hien, page).content.decode()
    assert YearlyResult.objects.current().get().workers == 6


def test_a_year_told_between_the_look_and_the_tap_is_not_written_over(world: World, years: Years, sign_in: Any) -> None:
    hien = sign_in(world.co_hien)
    page = told(hien, ("", "Cơ sở Khô Bà Lan", "2025", "5", "", ""))
    years.tell(world.fish_maker, 2025, 9)
    assert "ghi lý do" in take(hien, page).content.decode()
    assert YearlyResult.objects.get().workers == 9


def test_only_officers_of_a_place_bring_years(world: World, sign_in: Any) -> None:
    upload = reverse("intake:upload", args=[TABLE])
    for who in (world.chi_lan, world.ong_khanh, world.chi_mai):
        assert sign_in(who).get(upload).status_code == 404
    for who in (world.co_hien, world.anh_dung):
        client = sign_in(who)
        assert client.get(upload).status_code == 200
        assert upload in client.get(reverse("contribution:results")).content.decode()


def test_a_long_sheet_of_years_asks_no_more_than_a_short_one(
    world: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    names = [make_producer(f"Cơ sở {number}", world.phuong_thinh).name for number in range(60)]
    rows = [("", name, "2025", "3", "", "") for name in names]
    client = sign_in(world.co_hien)
    page = told(client, *rows)
    assert page.context["plan"].is_ready
    with django_assert_max_num_queries(12):
        client.get(page.request["PATH_INFO"])


def test_a_list_of_many_years_costs_as_many_queries_as_a_short_one(
    world: World, years: Years, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        producer = make_producer(f"Cơ sở {number}", world.phuong_thinh)
        for year in (2024, 2025):
            years.tell(producer, year, 3)
    client = sign_in(world.co_hien)
    with django_assert_max_num_queries(10):
        page = client.get(f"{reverse('contribution:results')}?nam=2025&q=co so")
    assert page.context["page"].paginator.count == 40


@pytest.mark.django_db(transaction=True)
def test_two_people_who_tell_the_same_year_at_once_leave_one_standing(live_world: World) -> None:
    from django.db import connection, connections

    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    world = live_world
    actor = world.actor(world.anh_dung)
    said: list[str] = []

    def tell(workers: int) -> None:
        try:
            record_year(world.fish_maker, 2025, YearFacts(workers), by=actor, at=NOW)
        except Refused as refused:
            said.append(refused.reason)
        finally:
            connections.close_all()

    people = [threading.Thread(target=tell, args=(number,)) for number in (3, 4)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert YearlyResult.objects.current().count() == 1
    assert len(said) == 1
