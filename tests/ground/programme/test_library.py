"""The legal library is kept by the coordination office, sent to who is concerned, and says who has read."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.planning.recipients import offices_with_work
from ocop.ground.programme import actions
from ocop.ground.programme.models import DocumentReceipt, LegalDocument
from ocop.ground.programme.recipients import suggested_recipients
from ocop.ground.programme.todo import todos_for
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from ocop.sample.papers import sample_upload
from tests.ground.planning.conftest import Desk, desk
from tests.world import NOW, World

__all__ = ["desk"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]


def facts(number: str = "226/KH-UBND", **changes: object) -> actions.DocumentFacts:
    values = {
        "kind": "plan",
        "number": number,
        "title": "Thực hiện Chương trình OCOP",
        "issuer": "Ủy ban nhân dân tỉnh",
        "issued_on": date(2018, 10, 17),
    }
    return actions.DocumentFacts(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.requirement("R1", "R2", "R3")
def test_the_coordination_office_keeps_plans_guidance_and_their_amendments(world: World) -> None:
    by = world.actor(world.anh_dung)
    plan = actions.add_document(facts(), by=by, at=NOW)
    guide = actions.add_document(facts("662/HD-UBND", kind="guidance", amends=[plan]), by=by, at=NOW)
    assert list(plan.amended_by.all()) == [guide]
    with pytest.raises(Refused, match="đã có văn bản"):
        actions.add_document(facts(), by=by, at=NOW)
    with pytest.raises(Refused, match="chính nó"):
        actions.change_document(plan, facts(amends=[plan]), by=by, at=NOW)
    changed = actions.change_document(plan, facts(in_force_to=date(2020, 12, 31)), by=by, at=NOW)
    actions.change_document(plan, facts(in_force_to=date(2020, 12, 31)), by=by, at=NOW)
    assert changed.in_force_to == date(2020, 12, 31)
    assert JournalEntry.objects.filter(act="programme.document_changed").count() == 1
    with pytest.raises(Refused):
        actions.add_document(facts("7/KH"), by=world.actor(world.chi_mai), at=NOW)


@pytest.mark.requirement("R19")
def test_a_resolution_that_mentions_ocop_says_where_and_is_found(world: World, sign_in: SignIn) -> None:
    by = world.actor(world.anh_dung)
    with pytest.raises(Refused, match="mục nào"):
        actions.add_document(facts("9/NQ", kind="resolution", mentions_ocop=True), by=by, at=NOW)
    actions.add_document(facts("9-NQ/TU", kind="resolution", mentions_ocop=True, mention="Mục III.2"), by=by, at=NOW)
    actions.add_document(facts(), by=by, at=NOW)
    shown = sign_in(world.co_hien).get(reverse("programme:library"), {"nhac_ocop": "on"}).content.decode()
    assert "Mục III.2" in shown
    assert "226/KH-UBND" not in shown


@pytest.mark.requirement("R29", "R53")
def test_offices_are_told_at_once_and_who_read_first_stands(world: World) -> None:
    by = world.actor(world.anh_dung)
    document = actions.add_document(facts(), by=by, at=NOW)
    offices = [world.agriculture, world.phuong_thinh_committee]
    assert len(actions.send_document(document, offices, by=by, at=NOW)) == 2
    assert actions.send_document(document, offices, by=by, at=NOW) == []
    assert Notice.objects.filter(title__startswith="Có văn bản mới").count() == 2
    mai = world.actor(world.chi_mai)
    assert [todo.section for todo in todos_for(mai, at=NOW)] == ["Văn bản"]
    assert actions.acknowledge(document, by=mai, at=NOW) == 1
    assert actions.acknowledge(document, by=mai, at=NOW) == 0
    receipt = DocumentReceipt.objects.get(office=world.agriculture)
    assert (receipt.read_by, receipt.read_at) == (world.chi_mai, NOW)
    assert todos_for(mai, at=NOW) == []
    assert [each.office for each in DocumentReceipt.objects.unread()] == [world.phuong_thinh_committee]
    with pytest.raises(Refused, match="không gửi cho"):
        actions.acknowledge(document, by=world.actor(world.chu_tam), at=NOW)


@pytest.mark.requirement("R29")
def test_who_has_work_in_a_running_plan_is_suggested_and_the_coordination_office_with_them(desk: Desk) -> None:
    world = desk.world
    wanted = {world.agriculture.pk, desk.trade.pk, world.coordination_office.pk}
    assert set(offices_with_work(NOW.date()).values_list("pk", flat=True)) == wanted
    assert suggested_recipients(NOW.date()) == wanted


def test_an_office_sees_its_own_receipt_and_the_coordination_office_all(desk: Desk, sign_in: SignIn) -> None:
    world = desk.world
    by = world.actor(world.anh_dung)
    document = actions.add_document(facts(), by=by, at=NOW)
    actions.send_document(document, [world.agriculture, desk.trade], by=by, at=NOW)
    address = reverse("programme:document", args=[document.public_id])
    mai = sign_in(world.chi_mai)
    assert desk.trade.name not in mai.get(address).content.decode()
    mai.post(reverse("programme:acknowledge", args=[document.public_id]))
    shown = sign_in(world.anh_dung).get(address)
    assert [each.office for each in shown.context["unread"]] == [desk.trade]
    assert world.chi_mai.full_name in shown.content.decode()
    assert mai.get(reverse("programme:send_document", args=[document.public_id])).status_code == 404
    assert mai.get(reverse("programme:change_document", args=[document.public_id])).status_code == 404


def test_a_document_is_added_with_its_scan_and_sent_on_the_pages(desk: Desk, sign_in: SignIn) -> None:
    world = desk.world
    dung = sign_in(world.anh_dung)
    data = {
        "kind": "plan",
        "number": "12/KH-UBND",
        "title": "Kế hoạch năm",
        "issuer": "Ủy ban nhân dân tỉnh",
        "issued_on": "20/1/2026",
    }
    dung.post(reverse("programme:new_document"), {**data, "file": sample_upload("ban-quet", 3)})
    document = LegalDocument.objects.get(number="12/KH-UBND")
    assert sign_in(world.co_hien).get(reverse("programme:document_scan", args=[document.public_id])).status_code == 200
    offered = dung.get(reverse("programme:send_document", args=[document.public_id]))
    assert offered.context["suggested"] == 3
    dung.post(reverse("programme:send_document", args=[document.public_id]), {"communes": "on"})
    assert set(document.receipts.values_list("office__name", flat=True)) == {
        world.phuong_thinh_committee.name,
        world.thap_muoi_committee.name,
    }
