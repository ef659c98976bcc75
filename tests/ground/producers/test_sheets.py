"""Spreadsheets in: cells to mend, rows that may be the same, all or nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.producers.actions.imports import accept_batch, answer_questions, upload_sheet
from ocop.ground.producers.models import ImportBatch, Producer, Product
from ocop.ground.producers.sheets.batches import plan_of
from ocop.ground.producers.sheets.matching import Known, Names
from ocop.ground.producers.sheets.plan import Plan
from ocop.ground.producers.states import SheetKind
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.kit.sheets import read_table, write_table
from tests.world import NOW, World, make_producer, make_product, make_unit

pytestmark = pytest.mark.usefixtures("at_now")
PRODUCTS = ("Tên sản phẩm", "Tên chủ thể", "Loại hình", "Xã, phường", "Bộ sản phẩm")
PRODUCERS = ("Tên chủ thể", "Loại hình", "Xã, phường", "Mã số thuế", "Số điện thoại")


def upload(world: World, person: User, kind: str, header: Any, *rows: tuple[str, ...]) -> tuple[ImportBatch, Plan]:
    numbered = list(enumerate(rows, start=2))
    actor = world.actor(person)
    batch = upload_sheet(kind, file_name="bang.xlsx", header=header, rows=numbered, by=actor, at=NOW)
    return batch, plan_of(batch, actor)


def accept(world: World, person: User, batch: ImportBatch) -> None:
    actor = world.actor(person)
    accept_batch(batch, digest=plan_of(batch, actor).digest, by=actor, at=NOW)


def test_a_clean_sheet_makes_producers_and_products_at_once(world: World) -> None:
    batch, plan = upload(
        world,
        world.anh_dung,
        SheetKind.PRODUCTS,
        PRODUCTS,
        ("Mắm cá linh", "Cơ sở Khô Bà Lan", "", "", "I.3.d"),
        ("Gạo huyết rồng", "HTX Lúa Vàng", "HTX", "xã tháp mười", "I.2.a Gạo"),
        ("Gạo nếp", "HTX Lúa Vàng", "Hợp tác xã", "Tháp Mười", "I.2.a"),
    )
    assert plan.is_ready
    assert len(plan.new_producers) == 1
    accept(world, world.anh_dung, batch)
    made = Producer.objects.get(name="HTX Lúa Vàng")
    assert made.unit == world.thap_muoi
    assert made.legal_form.form == "cooperative"
    assert {product.name for product in made.products.all()} == {"Gạo huyết rồng", "Gạo nếp"}
    assert list(Product.objects.search("gao nep lua vang")) == [Product.objects.get(name="Gạo nếp")]
    assert Product.objects.get(name="Mắm cá linh").producer == world.fish_maker
    row = JournalEntry.objects.get(act="producers.sheet_accepted")
    assert row.subject_id == batch.public_id


def test_a_product_goes_to_no_producer_by_code_that_its_row_calls_otherwise(world: World) -> None:
    header = ("Mã chủ thể", *PRODUCTS)
    code, lotus = world.fish_maker.public_id, world.lotus_maker.name
    _, plan = upload(world, world.anh_dung, SheetKind.PRODUCTS, header, (code, "Mắm cá linh", lotus, "", "", "I.3.d"))
    (fault,) = plan.errors
    assert (fault.column, fault.value) == ("Tên chủ thể", lotus)
    assert world.fish_maker.name in fault.remedy
    own = (code, "Mắm cá linh", world.fish_maker.name.upper(), "", "", "I.3.d")
    assert upload(world, world.anh_dung, SheetKind.PRODUCTS, header, own)[1].is_ready


GOLDEN_ERRORS = [
    (("", "Hộ sản xuất", "Phương Thịnh", "", ""), "Tên chủ thể", "", "Hãy ghi tên chủ thể."),
    (("A", "Tập đoàn", "Phương Thịnh", "", ""), "Loại hình", "Tập đoàn", "Không có loại hình này"),
    (("A", "Hộ sản xuất", "Xã Không Có", "", ""), "Xã, phường", "Xã Không Có", "Không có xã, phường này"),
    (("A", "Hộ sản xuất", "Tháp Mười", "", ""), "Xã, phường", "Tháp Mười", "do đơn vị khác phụ trách"),
    (("A", "Hộ sản xuất", "Phương Thịnh", "12A", ""), "Mã số thuế", "12A", "10, 12 hoặc 13 chữ số"),
    (("A", "Hộ sản xuất", "Phương Thịnh", "", "12345"), "Số điện thoại", "12345", "phải có 10 chữ số"),
]


@pytest.mark.parametrize(("cells", "column", "value", "remedy"), GOLDEN_ERRORS)
def test_each_wrong_cell_is_named_with_its_remedy(world: World, cells, column, value, remedy) -> None:
    batch, plan = upload(
        world, world.co_hien, SheetKind.PRODUCERS, PRODUCERS, ("Đúng", "Hộ sản xuất", "Phương Thịnh", "", ""), cells
    )
    error = plan.errors[0]
    assert (error.row, error.column, error.value) == (3, column, value)
    assert remedy in error.remedy
    with pytest.raises(Refused, match="Chưa dòng nào được ghi"):
        accept(world, world.co_hien, batch)
    assert not Producer.objects.filter(name="Đúng").exists(), "all or nothing"


def test_communes_that_differ_in_a_mark_only_are_told_apart(world: World) -> None:
    thanh = make_unit("Tân Thành", code="30001", parent=world.province)
    make_unit("Tân Thạnh", code="30002", parent=world.province)
    exact, bare = ("Cơ sở A", "Hộ sản xuất", "xã Tân Thành", "", ""), ("Cơ sở B", "Hộ sản xuất", "xa tan thanh", "", "")
    _, plan = upload(world, world.anh_dung, SheetKind.PRODUCERS, PRODUCERS, exact, bare)
    assert plan.new[0].values["unit"] == thanh.pk
    (error,) = plan.errors
    assert (error.row, "Có 2 nơi cùng tên" in error.remedy) == (3, True)


def test_excel_that_dropped_the_leading_zero_is_understood(world: World) -> None:
    batch, plan = upload(
        world,
        world.co_hien,
        SheetKind.PRODUCERS,
        PRODUCERS,
        ("Cơ sở A", "Hộ sản xuất", "Phương Thịnh", "", "912345678"),
    )
    assert not plan.errors
    accept(world, world.co_hien, batch)
    assert Producer.objects.get(name="Cơ sở A").phone == "0912345678"


@pytest.mark.parametrize(
    ("on_file", "typed"),
    [
        ("Cơ sở Hoà Bình", "Cơ sở Hòa Bình"),
        ("Vin Mart", "VinMart"),
        ("Công ty TNHH Sen Đại Việt", "Cty TNHH MTV Sen Đại Việt"),
        ("Hợp tác xã Xoài Mỹ Xương", "HTX xoài Mỹ Xương"),
        ("Cơ sở Diễm Thúy 2", "Cơ sở Diểm Thuý 2"),
    ],
)
def test_the_same_name_written_otherwise_is_asked_about(world: World, on_file: str, typed: str) -> None:
    known = make_producer(on_file, world.phuong_thinh)
    batch, plan = upload(
        world, world.co_hien, SheetKind.PRODUCERS, PRODUCERS, (typed, "Hộ sản xuất", "Phương Thịnh", "", "")
    )
    (question,) = plan.questions
    assert question.suggestions[0].token == known.public_id
    with pytest.raises(Refused, match="chưa chọn trùng hay mới"):
        accept(world, world.co_hien, batch)


def test_names_that_differ_in_a_number_are_not_the_same() -> None:
    names = Names()
    names.add(Known("a", "Rượu đông trùng hạ thảo 29 độ"))
    assert names.suggest("Rượu đông trùng hạ thảo 39 độ") == []


@pytest.mark.parametrize(("tax_code", "phone", "because"), [("", "0912000111", "cùng số điện thoại")])
def test_the_same_telephone_is_asked_about(world: World, tax_code: str, phone: str, because: str) -> None:
    Producer.objects.filter(pk=world.fish_maker.pk).update(phone="0912000111", tax_code="1400123456")
    row = ("Tên khác hẳn", "Hộ sản xuất", "Phương Thịnh", tax_code, phone)
    _, plan = upload(world, world.co_hien, SheetKind.PRODUCERS, PRODUCERS, row)
    assert plan.questions[0].suggestions[0].because == because


def test_the_same_tax_code_is_the_same_producer_or_a_wrong_cell(world: World) -> None:
    Producer.objects.filter(pk=world.fish_maker.pk).update(tax_code="1400123456")
    row = ("Tên khác hẳn", "Hộ sản xuất", "Phương Thịnh", "1400123456", "")
    batch, plan = upload(world, world.co_hien, SheetKind.PRODUCERS, PRODUCERS, row)
    assert plan.questions[0].suggestions[0].because == "cùng mã số thuế"
    hien = world.actor(world.co_hien)
    answer_questions(batch, answers={"row:2": "new"}, by=hien, at=NOW)
    batch.refresh_from_db()
    assert "đã có ở Cơ sở Khô Bà Lan" in plan_of(batch, hien).errors[0].remedy


def test_answer_same_updates_and_answer_new_makes(world: World) -> None:
    known = make_producer("Vin Mart", world.phuong_thinh)
    hien = world.actor(world.co_hien)
    row = ("VinMart", "Doanh nghiệp", "Phương Thịnh", "", "0912345678")
    batch, _ = upload(world, world.co_hien, SheetKind.PRODUCERS, PRODUCERS, row)
    answer_questions(batch, answers={"row:2": known.public_id}, by=hien, at=NOW)
    accept(world, world.co_hien, ImportBatch.objects.get())
    known.refresh_from_db()
    assert (known.name, known.phone) == ("VinMart", "0912345678")
    second, _ = upload(world, world.co_hien, SheetKind.PRODUCERS, PRODUCERS, ("Vin-Mart", *row[1:4], ""))
    answer_questions(second, answers={"row:2": "new"}, by=hien, at=NOW)
    second.refresh_from_db()
    accept(world, world.co_hien, second)
    assert Producer.objects.filter(squashed="vinmart").count() == 2


def test_two_rows_of_one_sheet_that_look_the_same_are_asked_about(world: World) -> None:
    rows = [(name, "Hộ sản xuất", "Phương Thịnh", "", "") for name in ("Cơ sở Hoà", "Cơ sở Hòa")]
    batch, plan = upload(world, world.co_hien, SheetKind.PRODUCERS, PRODUCERS, *rows)
    assert plan.questions[0].suggestions[0].where == "dòng 2 của bảng này"
    answer_questions(batch, answers={"row:3": "row:2"}, by=world.actor(world.co_hien), at=NOW)
    batch.refresh_from_db()
    accept(world, world.co_hien, batch)
    assert Producer.objects.filter(squashed="cosohoa").count() == 1


def test_products_of_different_producers_may_share_a_name(world: World) -> None:
    row = ("Hạt sen sấy", "Cơ sở Khô Bà Lan", "", "", "")
    _, plan = upload(world, world.anh_dung, SheetKind.PRODUCTS, PRODUCTS, row)
    assert plan.is_ready
    assert not plan.questions


def exported(client: Any, name: str) -> list[list[str]]:
    table = read_table(SimpleUploadedFile("a.xlsx", client.get(reverse(name)).content))
    return [list(table.headers), *map(list, table.rows)]


def send(client: Any, kind: str, grid: list[list[str]]) -> Any:
    content = write_table(grid[0], grid[1:])
    file = SimpleUploadedFile("bang.xlsx", content)
    return client.post(reverse("producers:upload_sheet"), {"kind": kind, "file": file}, follow=True)


def test_exported_sheet_comes_back_unchanged_then_edited_cell_by_cell(world: World, sign_in) -> None:
    Producer.objects.filter(pk=world.fish_maker.pk).update(introduction="Dòng một\n\nDòng hai", phone="0912000001")
    client = sign_in(world.anh_dung)
    grid = exported(client, "producers:producers_sheet")
    page = send(client, "producers", grid)
    assert page.context["plan"].unchanged == 2
    assert not page.context["plan"].does_anything
    place = grid[0].index("Địa chỉ")
    row = next(row for row in grid if row[1] == "Cơ sở Khô Bà Lan")
    row[place] = "ấp 4"
    page = send(client, "producers", grid)
    (change,) = page.context["plan"].changes
    assert (change.column, change.before, change.after) == ("Địa chỉ", "", "ấp 4")
    batch = page.context["batch"]
    accepted = client.post(
        reverse("producers:accept_import", args=[batch.public_id]), {"digest": page.context["plan"].digest}, follow=True
    )
    assert "Đã ghi vào hệ thống" in accepted.content.decode()
    world.fish_maker.refresh_from_db()
    assert world.fish_maker.address == "ấp 4"
    assert world.fish_maker.introduction == "Dòng một\n\nDòng hai"


def test_state_column_is_only_for_looking(world: World, sign_in) -> None:
    client = sign_in(world.anh_dung)
    grid = exported(client, "producers:products_sheet")
    grid[1][grid[0].index("Trạng thái")] = "Đã được công nhận"
    page = send(client, "products", grid)
    assert "kết quả công nhận quyết định" in page.context["plan"].errors[0].remedy


def test_a_second_tap_writes_nothing_twice(world: World, sign_in) -> None:
    row = ("Mắm cá linh", "Cơ sở Khô Bà Lan", "", "", "I.3.d")
    batch, plan = upload(world, world.co_hien, SheetKind.PRODUCTS, PRODUCTS, row)
    client = sign_in(world.co_hien)
    address = reverse("producers:accept_import", args=[batch.public_id])
    for _ in range(2):
        page = client.post(address, {"digest": plan.digest}, follow=True)
        assert page.status_code == 200
    assert "đã được ghi vào hệ thống rồi" in page.content.decode()
    assert Product.objects.filter(name="Mắm cá linh").count() == 1


def test_a_preview_gone_stale_is_shown_again_and_not_written(world: World) -> None:
    row = ("Mắm cá linh", "Cơ sở Khô Bà Lan", "", "", "I.3.d")
    batch, plan = upload(world, world.co_hien, SheetKind.PRODUCTS, PRODUCTS, row, ("Mắm cá chốt", *row[1:]))
    make_product("Mắm cá chốt", world.fish_maker)
    with pytest.raises(Refused, match="vừa thay đổi"):
        accept_batch(batch, digest=plan.digest, by=world.actor(world.co_hien), at=NOW)
    assert not Product.objects.filter(name="Mắm cá linh").exists()


def test_another_officers_batch_does_not_exist(world: World, sign_in) -> None:
    batch, _ = upload(world, world.co_hien, SheetKind.PRODUCTS, PRODUCTS, ("A", "Cơ sở Khô Bà Lan", "", "", ""))
    assert sign_in(world.chu_tam).get(reverse("producers:import", args=[batch.public_id])).status_code == 404


def test_a_sheet_without_its_headings_is_refused_in_words(world: World, sign_in) -> None:
    page = send(sign_in(world.co_hien), "products", [["Cột 1", "Cột 2"], ["a", "b"]])
    assert "Bảng chưa có cột “Tên sản phẩm”, “Tên chủ thể”" in page.content.decode()


def test_a_thousand_rows_are_read_and_written_in_bulk(world: World, django_assert_max_num_queries) -> None:
    rows = [(f"Khô số {n}", f"Cơ sở Số {n % 300}", "Hộ sản xuất", "Phương Thịnh", "I.3.d") for n in range(1000)]
    batch, plan = upload(world, world.anh_dung, SheetKind.PRODUCTS, PRODUCTS, *rows)
    assert not plan.questions, "numbered names are different names"
    dung = world.actor(world.anh_dung)
    with django_assert_max_num_queries(8):
        plan_of(batch, dung)
    with django_assert_max_num_queries(60):
        accept_batch(batch, digest=plan.digest, by=dung, at=NOW)
    assert Product.objects.count() == 1002
