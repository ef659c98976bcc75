"""Two people write one return, or one report, at the same time: nobody's numbers and head are emptied unseen."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.planning.actions.notices import coordination_office
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.states import ReturnState
from tests.oversight.reporting.periods import opened, return_of
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def boxes(client: Client, address: str) -> dict[str, str]:
    """What a browser would send of a page left as it is."""
    page = client.get(address)
    found = {box.html_name: box.field.widget.format_value(box.value()) for box in page.context["form"]}
    marks = re.findall(r'name="(thay_[^"]+)" value="([^"]*)"', page.content.decode())
    return {name: "" if value is None else str(value) for name, value in found.items()} | dict(marks)


def test_a_number_one_typed_stays_when_the_other_saves_a_sentence(world: World, sign_in: Any) -> None:
    row = return_of(opened(world), world.agriculture)
    one, other = sign_in(world.chi_mai), sign_in(world.chi_mai)
    address = reverse("reporting:write", args=[row.public_id])
    first, second = boxes(one, address), boxes(other, address)
    number = next(name for name in first if name.startswith("so_"))
    section = next(name for name in first if name.startswith("muc_"))
    assert other.post(address, second | {number: "7"}).status_code == 302
    assert one.post(address, first | {section: "Lời mới"}).status_code == 302
    assert boxes(one, address)[number] == "7"
    assert boxes(one, address)[section] == "Lời mới"
    clash = one.post(address, first | {number: "9"})
    assert clash.status_code == 422
    assert "Người khác vừa ghi ô này: “7”" in clash.content.decode()
    assert boxes(one, address)[number] == "7"


def test_the_head_one_entered_stays_when_the_other_saves_a_section(world: World, sign_in: Any) -> None:
    by = world.actor(world.anh_dung)
    report = actions.start_report(opened(world), template="half-year", by=by, at=NOW)
    one, other = sign_in(world.anh_dung), sign_in(world.anh_dung)
    address = reverse("reporting:write_report", args=[report.public_id])
    first, second = boxes(one, address), boxes(other, address)
    head = {"number": "12/BC", "signer": "Võ Quốc Dũng", "signer_title": "Chánh Văn phòng", "signed_on": "20/12/2026"}
    assert other.post(address, second | head).status_code == 302
    section = next(name for name in first if name.startswith("muc_"))
    assert one.post(address, first | {section: "Lời mới"}).status_code == 302
    report.refresh_from_db()
    assert (report.number, report.signed_on, report.signer) == ("12/BC", date(2026, 12, 20), "Võ Quốc Dũng")
    clash = one.post(address, first | {"signed_on": "21/12/2026"}).content.decode()
    assert "Người khác vừa ghi ô này: “20/12/2026”" in clash


def test_who_carries_on_an_ended_office_sends_its_return_on_the_page(world: World, sign_in: Any) -> None:
    row = return_of(opened(world), world.agriculture)
    heir = coordination_office(NOW.date())
    ended = NOW.date() - timedelta(days=1)
    Office.objects.filter(pk=world.agriculture.pk).update(valid_to=ended, successor=heir)
    dung = sign_in(world.anh_dung)
    assert dung.get(reverse("reporting:mine")).status_code == 200
    answer = dung.post(reverse("reporting:submit", args=[row.public_id]), follow=True)
    row.refresh_from_db()
    assert answer.status_code == 200
    assert row.state in (ReturnState.SUBMITTED, ReturnState.DRAFT)  # sent, or told on its page why not yet
    if row.state == ReturnState.DRAFT:
        assert "cần giải trình" in answer.content.decode() or "phải sửa" in answer.content.decode()
