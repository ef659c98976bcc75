"""Yearly lists: a period of its own for each, who owes it as data, its records listed by name, live and frozen."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ocop.config.management.commands.worker import run_until_idle
from ocop.ground.accounts.models import User
from ocop.kit.scope import Refused
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.catalogue import forms, templates
from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.models import ConsolidatedReport, Period
from ocop.oversight.reporting.papers.document import Table, Text
from ocop.oversight.reporting.states import PeriodKind
from tests.oversight.reporting.periods import DUE, SINCE, UNTIL, issued, opened, return_of, sent
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
LISTS = [each.key for each in templates().values() if each.is_list]


def listed(world: World, template: str = "list-products") -> Period:
    """A yearly list anh Dũng asks for."""
    plan = Period.objects.first().plan if Period.objects.exists() else issued(world)  # type: ignore[union-attr]
    facts = actions.PeriodFacts(plan, PeriodKind.LIST, "danh sách 2026", SINCE, UNTIL, DUE, template)
    return actions.open_period(facts, by=world.actor(world.anh_dung), at=NOW)


@pytest.mark.parametrize("template", LISTS)
def test_each_list_is_owed_by_the_communes_and_stands_beside_the_years_report(world: World, template: str) -> None:
    year, period = opened(world), listed(world, template)
    owed = {each.office: each.template for each in period.obligations.select_related("office")}
    assert owed == {world.phuong_thinh_committee: template, world.thap_muoi_committee: template}
    assert not year.obligations.filter(template__in=LISTS).exists()
    assert listed(world, template).pk == period.pk


def test_every_list_has_rows_listed_by_name_and_a_report_that_puts_it_together() -> None:
    for key in LISTS:
        assert any(row.listed for form in templates()[key].forms for row in form.rows), key
        assert [each.key for each in templates().values() if each.of_list == key], key
    used = {form.code for key in LISTS for form in templates()[key].forms}
    assert {form.code for form in forms().values() if any(row.listed for row in form.rows)} == used


def test_a_list_names_its_products_and_once_sent_names_them_as_they_were(world: World, sign_in: SignIn) -> None:
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    period = listed(world)
    row = return_of(period, world.phuong_thinh_committee)
    hien, address = sign_in(world.co_hien), reverse("reporting:return", args=[row.public_id])
    assert world.dried_fish.name in hien.get(address).content.decode()
    sent(world, period, world.phuong_thinh_committee, world.co_hien)
    was = world.dried_fish.name
    type(world.dried_fish).objects.filter(pk=world.dried_fish.pk).update(name="Khô cá đổi tên")
    page = hien.get(address).content.decode()
    assert was in page
    assert "Khô cá đổi tên" not in page
    assert "/ban-ghi/excel/" in page


def test_a_producer_with_two_products_is_one_line_of_the_list_of_producers(world: World, sign_in: SignIn) -> None:
    from tests.world import make_product

    for product in (world.dried_fish, make_product("Mắm cá", world.fish_maker)):
        make_recognition(product, world.province_committee, valid_from=date(2026, 3, 1))
    row = return_of(listed(world, "list-producers"), world.phuong_thinh_committee)
    page = sign_in(world.co_hien).get(reverse("reporting:return", args=[row.public_id]))
    (shown,) = [form for _, _, some in page.context["sections"] for form in some]
    (one,) = shown.lists[0].things
    assert one.label.startswith(world.fish_maker.name)
    assert "Mắm cá" in one.detail
    assert world.dried_fish.name in one.detail


def test_a_kind_and_its_list_go_together(world: World, sign_in: SignIn) -> None:
    plan = opened(world).plan
    facts = actions.PeriodFacts(plan, PeriodKind.LIST, "danh sách", SINCE, UNTIL, DUE)
    with pytest.raises(Refused, match="Chọn danh sách"):
        actions.open_period(facts, by=world.actor(world.anh_dung), at=NOW)
    said = {
        "plan": plan.public_id, "kind": "list", "name": "danh sách", "since": "1/1/2026", "until": "20/11/2026",
        "due_on": "14/12/2026",
    }  # fmt: skip
    answer = sign_in(world.anh_dung).post(reverse("reporting:new_period"), said)
    assert "template" in answer.context["form"].errors
    answer = sign_in(world.anh_dung).post(reverse("reporting:new_period"), said | {"template": "list-outlets"})
    assert answer.status_code == 302


def test_the_provinces_list_is_made_of_frozen_lines_and_only_on_its_own_template(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee, valid_from=date(2026, 3, 1))
    period, dung = listed(world), world.actor(world.anh_dung)
    with pytest.raises(Refused, match="Mẫu này không dùng cho loại kỳ này"):
        actions.start_report(period, template="half-year", by=dung, at=NOW)
    report = actions.start_report(period, template="list-products-province", by=dung, at=NOW)
    actions.ask_for_papers(report, by=dung, at=NOW)
    assert run_until_idle().failed == 0
    report = ConsolidatedReport.objects.select_related("period__plan").get(pk=report.pk)
    assert compose(report).subject == f"Danh sách sản phẩm OCOP còn sao của tỉnh đến hết ngày {UNTIL:%d/%m/%Y}"
    tables = [each for each in compose(report).every_block() if isinstance(each, Table)]
    (table,) = [each for each in tables if each.title.startswith("Danh sách:")]
    ((number, name, _),) = table.rows
    assert isinstance(number, Text)
    assert isinstance(name, Text)
    assert name.text.startswith(world.dried_fish.name)
