"""The officers' lists: the Excel and the sheet of paper have the rows and columns of the screen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ocop.kit.sheets import Table, read_table
from tests.world import World, make_product
from tests.world_dossiers import complete, make_draft, make_forwarded, make_lodged

SignIn = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("at_now")


def table_of(response: Any) -> Table:
    return read_table(SimpleUploadedFile("a.xlsx", response.content))


def test_excel_has_the_columns_of_the_screen_and_keeps_the_filters(world: World, sign_in: SignIn) -> None:
    make_lodged(world)
    hien = sign_in(world.co_hien)
    table = table_of(hien.get("/ho-so/kiem-tra/excel/"))
    assert table.headers == ("Sản phẩm", "Chủ thể", "Số hồ sơ", "Nộp ngày", "Trạng thái", "Thời hạn")
    line = ("Khô cá sặc rằn", "Cơ sở Khô Bà Lan", "01/PĐK-82-30076-2026", "24/11/2026", "Chờ kiểm tra", "15/12/2026")
    assert table.rows == (line,)
    for query in ("trang_thai=forwarded", "han=qua", "tim=sen"):
        assert table_of(hien.get(f"/ho-so/kiem-tra/excel/?{query}")).rows == ()
    screen = hien.get("/ho-so/kiem-tra/?tim=kho+ca").content.decode()
    assert "/ho-so/kiem-tra/excel/?tim=kho+ca" in screen
    assert "/ho-so/kiem-tra/in/?tim=kho+ca" in screen


def test_province_exports_with_the_office_that_checks(world: World, sign_in: SignIn) -> None:
    make_forwarded(world)
    dung = sign_in(world.anh_dung)
    table = table_of(dung.get("/ho-so/tinh/excel/"))
    assert table.headers[2] == "Nơi kiểm tra"
    assert table.rows[0][2] == "UBND xã Phương Thịnh"
    printed = dung.get("/ho-so/tinh/in/").content.decode()
    assert "Khô cá sặc rằn" in printed
    assert "1 hồ sơ" in printed
    assert "Không có hồ sơ nào khớp." in dung.get("/ho-so/tinh/in/?tim=xoai").content.decode()


@pytest.mark.parametrize("name", ["excel", "in"])
def test_a_stranger_gets_no_rows_and_a_commune_not_the_province(world: World, sign_in: SignIn, name: str) -> None:
    make_lodged(world)
    for who in (world.co_hien, world.chu_tam):
        answer = sign_in(who).get(f"/ho-so/tinh/{name}/")
        assert answer.url == f"/ho-so/kiem-tra/{name}/"
    answer = sign_in(world.chu_tam).get(f"/ho-so/kiem-tra/{name}/")
    rows = table_of(answer).rows if name == "excel" else answer.content.decode().count("Khô cá sặc rằn")
    assert not rows
    for who in (world.chi_lan, world.anh_quan):
        for list_ in ("kiem-tra", "tinh"):
            refused = sign_in(who).get(f"/ho-so/{list_}/{name}/")
            assert refused.status_code == 403
            assert "Trang này của cán bộ kiểm tra hồ sơ" in refused.content.decode()
    assert Client().get(f"/ho-so/kiem-tra/{name}/").status_code == 302


def test_an_export_costs_as_many_queries_for_three_rows_as_for_one(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    from ocop.cycle.dossiers.actions import submit_dossier
    from tests.world import NOW

    make_lodged(world)
    for name in ("Mắm cá linh", "Mắm cá sặc"):
        more = complete(world, make_draft(world, make_product(name, world.fish_maker)))
        submit_dossier(more, by=world.actor(world.chi_lan), at=NOW)
    hien = sign_in(world.co_hien)
    for name in ("excel", "in"):
        with django_assert_max_num_queries(8):
            assert hien.get(f"/ho-so/kiem-tra/{name}/").status_code == 200
