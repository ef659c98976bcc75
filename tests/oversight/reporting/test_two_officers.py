"""Two officers change one period: what only one changed is kept, what both changed is shown to the second."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.registry.models import JournalEntry
from tests.oversight.reporting.periods import DUE, opened, sent
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]


def shown_to(client: Client, address: str) -> dict[str, object]:
    """The boxes of the page as a browser would send them back, each with its value."""
    form = client.get(address).context["form"]
    found = {box.html_name: box.field.widget.format_value(box.value()) for box in form if not box.field.disabled}
    found["reminds"] = "on" if form["reminds"].value() else ""
    return {name: str(value) for name, value in found.items() if value or name != "reminds"}


def test_two_officers_change_one_period_and_neither_loses_what_the_other_wrote(world: World, sign_in: SignIn) -> None:
    """Both open the form; anh Dũng moves the last day, then the other renames the period."""
    period = opened(world)
    dung, other = sign_in(world.anh_dung), sign_in(world.anh_dung)
    address = reverse("reporting:change_period", args=[period.public_id])
    first, second = shown_to(dung, address), shown_to(other, address)
    assert dung.post(address, first | {"due_on": "21/12/2026"}).status_code == 302
    answer = other.post(address, second | {"name": "Cả năm 2026"}, follow=True)
    period.refresh_from_db()
    assert (period.name, period.due_on) == ("Cả năm 2026", DUE + timedelta(days=7))
    assert "người khác đã đổi phần sau, nay được giữ: ngày cuối phải gửi: 21/12/2026" in answer.content.decode()


def test_what_two_officers_both_changed_is_shown_to_the_second_and_nothing_typed_is_lost(
    world: World, sign_in: SignIn
) -> None:
    period = opened(world)
    dung, other = sign_in(world.anh_dung), sign_in(world.anh_dung)
    address = reverse("reporting:change_period", args=[period.public_id])
    first, second = shown_to(dung, address), shown_to(other, address)
    dung.post(address, {**first, "due_on": "21/12/2026", "reminds": ""})
    answer = other.post(address, second | {"due_on": "28/12/2026", "name": "Cả năm 2026"})
    form, page = answer.context["form"], answer.content.decode()
    assert form.errors["due_on"] == [
        f"{world.anh_dung.full_name} vừa đổi ô này thành 21/12/2026. Muốn lấy giá trị của anh/chị thì lưu lần nữa."
    ]
    assert 'value="28/12/2026"' in page
    assert 'value="Cả năm 2026"' in page
    assert not form["reminds"].value()
    period.refresh_from_db()
    assert (period.name, period.due_on) == ("Năm 2026", DUE + timedelta(days=7))
    again = {box.html_name: box.value() for box in form if box.html_name != "reminds"}
    assert other.post(address, again).status_code == 302
    period.refresh_from_db()
    assert (period.name, period.due_on, period.reminds) == ("Cả năm 2026", DUE + timedelta(days=14), False)


def test_the_same_form_sent_twice_changes_a_period_once(world: World, sign_in: SignIn) -> None:
    period, dung = opened(world), sign_in(world.anh_dung)
    address = reverse("reporting:change_period", args=[period.public_id])
    form = shown_to(dung, address) | {"name": "Cả năm 2026"}
    assert [dung.post(address, form).status_code for _ in range(2)] == [302, 302]
    assert JournalEntry.objects.filter(act="reporting.period_changed").count() == 1


def test_days_typed_before_somebody_sent_are_refused_in_words_and_not_left_out(world: World, sign_in: SignIn) -> None:
    period, dung = opened(world), sign_in(world.anh_dung)
    address = reverse("reporting:change_period", args=[period.public_id])
    form = shown_to(dung, address) | {"until": "19/11/2026"}
    sent(world, period, world.phuong_thinh_committee, world.co_hien)
    page = dung.post(address, form).content.decode()
    assert "Đã có cơ quan gửi số liệu của những ngày này" in page
    assert 'value="19/11/2026"' in page
