"""Numbers typed by hand: each has a code that opens who typed it, when, where and why, with what stood there before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.oversight.reporting import actions, catalogue
from ocop.oversight.reporting.models import PeriodicReturn, ReturnCell
from tests.oversight.reporting.periods import opened, return_of, sent
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
CELL = "chi-dao/van-ban/ky-nay"


def typed(world: World, row: PeriodicReturn, number: int | None, minutes: int = 0) -> ReturnCell:
    """Cô Hiền types a number, some minutes after nine."""
    by, at = world.actor(world.co_hien), NOW + timedelta(minutes=minutes)
    actions.save_return(row, sections={}, typed={CELL: number}, notes={}, by=by, at=at)
    return row.cells.get(cell=CELL)


def test_a_typed_number_keeps_its_code_and_its_history(world: World, sign_in: SignIn) -> None:
    row = return_of(opened(world), world.phuong_thinh_committee)
    code = typed(world, row, 4).code
    typed(world, row, 4, minutes=1)  # the same again is no change
    typed(world, row, None, minutes=2)
    cell = typed(world, row, 6, minutes=3)
    assert cell.code == code
    assert [each.typed for each in cell.changes.all()] == [6, None, 4]
    page = sign_in(world.co_hien).get(reverse("reporting:typed", args=[code])).content.decode()
    for words in ("nhập tay", world.co_hien.full_name, "Năm 2026", "văn bản nội bộ của từng cơ quan", "bỏ trống"):
        assert words in page


def test_the_code_typed_from_paper_opens_the_number(world: World, sign_in: SignIn) -> None:
    row = return_of(opened(world), world.phuong_thinh_committee)
    cell = typed(world, row, 4)
    assert cell.printed_code == f"{cell.code[:4]}-{cell.code[4:]}".upper()
    answer = sign_in(world.anh_dung).get(reverse("figures:published"), {"q": cell.printed_code})
    assert answer["Location"] == reverse("reporting:typed", args=[cell.code])


def test_who_does_not_read_the_return_finds_no_number(world: World, sign_in: SignIn) -> None:
    cell = typed(world, return_of(opened(world), world.phuong_thinh_committee), 4)
    tam = sign_in(world.chu_tam)
    assert tam.get(reverse("reporting:typed", args=[cell.code])).status_code == 404
    assert tam.get(reverse("figures:published"), {"q": cell.printed_code}).status_code == 200


def test_a_return_shows_the_code_beside_the_number_and_what_was_sent_is_told_from_what_came_later(
    world: World, sign_in: SignIn
) -> None:
    period = opened(world)
    row = return_of(period, world.phuong_thinh_committee)
    cell = typed(world, row, 4)
    row = sent(world, period, world.phuong_thinh_committee, world.co_hien)
    actions.send_back(row, why="Đếm lại.", by=world.actor(world.anh_dung), at=NOW)
    typed(world, row, 5, minutes=9)
    client = sign_in(world.co_hien)
    page = client.get(reverse("reporting:return", args=[row.public_id])).content.decode()
    assert reverse("reporting:typed", args=[cell.code]) in page
    assert cell.printed_code in page
    was_sent = [each.was_sent for each in client.get(reverse("reporting:typed", args=[cell.code])).context["page"]]
    assert was_sent == [False, True]


@pytest.fixture
def changed_forms(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """The row of the typed number under another title, or gone when there is none."""

    def change(title: str) -> None:
        form = catalogue.form_called("chi-dao")
        rows = [replace(row, title=title) if row.key == "van-ban" else row for row in form.rows]
        kept = tuple(row for row in rows if row.title)
        monkeypatch.setattr(catalogue, "forms", lambda: {"chi-dao": replace(form, rows=kept)})

    return change


def test_the_code_of_a_number_still_opens_once_its_row_is_gone_and_says_what_it_was_called(
    world: World, sign_in: SignIn, changed_forms: Callable[[str], None]
) -> None:
    cell = typed(world, return_of(opened(world), world.phuong_thinh_committee), 4)
    changed_forms("")
    page = sign_in(world.co_hien).get(reverse("reporting:typed", args=[cell.code])).content.decode()
    for words in ("Văn bản chỉ đạo đã ban hành, trong kỳ", "không còn dòng này", "Biểu 08/ĐK", world.co_hien.full_name):
        assert words in page


def test_a_row_renamed_since_says_what_it_was_called_when_the_number_was_typed(
    world: World, sign_in: SignIn, changed_forms: Callable[[str], None]
) -> None:
    cell = typed(world, return_of(opened(world), world.phuong_thinh_committee), 4)
    changed_forms("Văn bản và kế hoạch")
    answer = sign_in(world.co_hien).get(reverse("reporting:typed", args=[cell.code]))
    assert answer.context["title"] == "Văn bản và kế hoạch, trong kỳ"
    assert answer.context["facts"][0].value == "Văn bản chỉ đạo đã ban hành, trong kỳ"


def test_a_number_typed_before_names_were_kept_opens_by_its_place(
    world: World, sign_in: SignIn, changed_forms: Callable[[str], None]
) -> None:
    cell = typed(world, return_of(opened(world), world.phuong_thinh_committee), 4)
    ReturnCell.objects.filter(pk=cell.pk).update(called={})
    changed_forms("")
    page = sign_in(world.co_hien).get(reverse("reporting:typed", args=[cell.code])).content.decode()
    assert f"Ô {CELL}" in page
    names = import_module("ocop.oversight.reporting.migrations.0010_names_for_numbers_typed_before")
    names.give_names(apps, None)
    cell.refresh_from_db()
    assert cell.called["row"] == "Văn bản chỉ đạo đã ban hành"
