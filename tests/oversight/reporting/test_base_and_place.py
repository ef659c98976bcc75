"""What returns and their sheets may not leave out: the base of a share, and records that lie in no place yet."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Unit
from ocop.ground.planning.measures import measure_called
from ocop.ground.planning.models import Assignment, Task
from ocop.kit.sheets import read_table
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.catalogue import forms
from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.display import sheet_of
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.papers.document import Note
from ocop.rules.forms import Filled, asked_of
from tests.excel import above, read
from tests.ground.offices.test_placing import gao_giong, marks_of, say
from tests.oversight.reporting.periods import opened, return_of, sent
from tests.world import NOW, World

__all__ = ["gao_giong"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
TOLD = "2 bản ghi ở xã cũ bị tách (Xã Gáo Giồng)"


def test_a_share_stands_in_excel_with_what_it_is_a_share_of(world: World, sign_in: SignIn) -> None:
    """Chị Mai's department is late with one of its two works: 1, of 2, 50 %."""
    period = opened(world)
    given = Assignment.objects.get(office=world.agriculture)
    Assignment.objects.filter(pk=given.pk).update(due_on=date(2026, 6, 15))
    task = Task.objects.create(plan=given.task.plan, reference="IV.2", ordinal=2, title="Xúc tiến thương mại")
    Assignment.objects.create(task=task, office=world.agriculture, year=2026, due_on=date(2026, 12, 30))
    row = return_of(period, world.agriculture)
    sheet = read(sign_in(world.chi_mai).get(reverse("reporting:form_sheet", args=[row.public_id, "nhiem-vu"])))
    late = next(dict(zip(sheet.headers, line, strict=True)) for line in sheet.rows if "Quá hạn" in line[1])
    assert (late["Trong kỳ"], late["Trong kỳ: trên tổng số"], late["Trong kỳ: tỷ lệ (%)"]) == ("1", "2", "50")
    given = next(dict(zip(sheet.headers, line, strict=True)) for line in sheet.rows if "được giao" in line[1])
    assert (given["Trong kỳ: trên tổng số"], given["Trong kỳ: tỷ lệ (%)"]) == ("", ""), "no share, no base"


def test_no_form_puts_a_share_into_excel_without_its_base() -> None:
    for form in forms().values():
        shares = [each for each in asked_of(form) if (m := measure_called(each.row.measure)) and m.base is not None]
        cells = {each.cell: Filled(1, 8) for each in shares}
        table = read_table(SimpleUploadedFile("x.xlsx", sheet_of(form, cells)))
        for each in shares:
            line = next(line for line in table.rows if line[1] == each.row.title)
            found = dict(zip(table.headers, line, strict=True))
            title = each.column.title
            told = (found[title], found[f"{title}: trên tổng số"], found[f"{title}: tỷ lệ (%)"])
            assert told == ("1", "8", "12,5"), f"{form.code}: {each.row.title}"


@pytest.mark.requirement("R234")
def test_a_commune_is_told_of_records_that_may_be_its_own(world: World, gao_giong: Unit, sign_in: SignIn) -> None:
    """Two producers of the split Gáo Giồng wait: cô Hiền's return says so, anh Dũng gets the page to place them on."""
    row = return_of(opened(world), world.phuong_thinh_committee)
    address = reverse("reporting:return", args=[row.public_id])
    for page in (address, reverse("reporting:write", args=[row.public_id])):
        assert TOLD in sign_in(world.co_hien).get(page).content.decode()
    assert f'href="{reverse("offices:placing")}' not in sign_in(world.co_hien).get(address).content.decode()
    assert f'href="{reverse("offices:placing")}?xa=30079' in sign_in(world.anh_dung).get(address).content.decode()
    sheet = sign_in(world.co_hien).get(reverse("reporting:form_sheet", args=[row.public_id, "san-pham-chu-the"]))
    assert TOLD in above(sheet)
    sent(world, row.period, world.phuong_thinh_committee, world.co_hien)
    assert TOLD in sign_in(world.co_hien).get(address).content.decode(), "it still holds for what was sent"
    say(world, gao_giong, world.thap_muoi, marks_of(gao_giong))
    assert "bị tách" not in sign_in(world.co_hien).get(address).content.decode()


def test_the_provinces_report_says_what_lies_in_no_commune_yet(world: World, gao_giong: Unit, sign_in: SignIn) -> None:
    by = world.actor(world.anh_dung)
    report = actions.start_report(opened(world), template="half-year", by=by, at=NOW)
    page = sign_in(world.anh_dung).get(reverse("reporting:report", args=[report.public_id])).content.decode()
    assert TOLD in page
    actions.freeze_figures(report, by=by, at=NOW)
    report.refresh_from_db()
    assert any(TOLD in words for words in _notes(report))
    say(world, gao_giong, world.thap_muoi, marks_of(gao_giong))
    assert any(TOLD in words for words in _notes(report)), "papers made again print what was frozen"
    page = sign_in(world.anh_dung).get(reverse("reporting:report", args=[report.public_id])).content.decode()
    assert f"Lúc chốt số liệu: Còn {TOLD}" in page
    actions.freeze_figures(report, by=by, at=NOW)
    report.refresh_from_db()
    assert not any("bị tách" in words for words in _notes(report))


def _notes(report: ConsolidatedReport) -> list[str]:
    return [block.text for block in compose(report).blocks if isinstance(block, Note)]


def test_an_agency_of_the_province_is_told_nothing_of_places(world: World, gao_giong: Unit, sign_in: SignIn) -> None:
    row = return_of(opened(world), world.agriculture)
    assert (
        "bị tách" not in sign_in(world.chi_mai).get(reverse("reporting:return", args=[row.public_id])).content.decode()
    )


def test_an_office_takes_out_the_list_of_its_returns(world: World, sign_in: SignIn) -> None:
    sent(world, opened(world), world.phuong_thinh_committee, world.co_hien)
    client = sign_in(world.co_hien)
    assert f'href="{reverse("reporting:mine_sheet")}' in client.get(reverse("reporting:mine")).content.decode()
    (line,) = read(client.get(reverse("reporting:mine_sheet"))).rows
    assert line[:2] == ("Năm 2026", world.phuong_thinh_committee.name)
    assert sign_in(world.anh_dung).get(reverse("reporting:mine_sheet")).status_code == 200  # of offices it carries on
    assert sign_in(world.ong_khanh).get(reverse("reporting:mine_sheet")).status_code == 404
