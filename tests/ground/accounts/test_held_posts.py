"""An expired session in the middle of a form: nothing is lost, and nothing reaches a stranger."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import HeldPost
from tests.world import NOW, PASSWORD, World

pytestmark = pytest.mark.django_db
LONG_TEXT = "Câu chuyện sản phẩm:\r\nông bà để lại nghề làm khô <từ năm 1975> & giữ đến nay."


def signed_in(world: World, login: str | None = None) -> Client:
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("account_login"))
    token = page.context["csrf_token"]
    client.post(
        reverse("account_login"),
        {"login": login or world.anh_quan.login, "password": PASSWORD, "csrfmiddlewaretoken": token},
    )
    return client


def form_page(world: World) -> str:
    return reverse("offices:appoint", args=[world.phuong_thinh_committee.public_id])


def typed(client: Client, world: World, **more: Any) -> dict[str, Any]:
    """The form as its page gave it, filled in."""
    token = client.get(form_page(world)).context["csrf_token"]
    return {
        "login": "0909 111 222",
        "full_name": "Trương Thị Thu",
        "role": "commune_officer",
        "title": LONG_TEXT[:110],
        "valid_from": "24/11/2026",
        "csrfmiddlewaretoken": str(token),
        **more,
    }


def expire_session(client: Client) -> None:
    """The twelve hours are over: the server forgets the session; the browser still sends its other cookies."""
    client.session.flush()
    client.cookies.pop("sessionid", None)


def sign_in_again(client: Client, login: str, next_url: str) -> Any:
    page = client.get(next_url)
    assert page.status_code == 200
    return client.post(
        reverse("account_login"),
        {
            "login": login,
            "password": PASSWORD,
            "next": reverse("accounts:held_post"),
            "csrfmiddlewaretoken": page.context["csrf_token"],
        },
    )


def test_what_was_typed_comes_back_to_the_same_person_and_is_sent_by_one_button(world: World, at_now: Any) -> None:
    client = signed_in(world)
    values = typed(client, world)
    expire_session(client)
    refused = client.post(form_page(world), values)
    assert refused.status_code == 302
    sign_in_page = client.get(refused.headers["Location"]).content.decode()
    assert "Phiên làm việc đã hết. Nội dung vừa nhập đã được giữ lại." in sign_in_page
    back = sign_in_again(client, world.anh_quan.login, refused.headers["Location"])
    assert back.headers["Location"] == reverse("accounts:held_post")
    page = client.get(reverse("accounts:held_post"))
    assert "Gửi lại nội dung vừa nhập" in page.content.decode()
    assert f'action="{form_page(world)}"' in page.content.decode()
    resent = dict(page.context["fields"]) | {"csrfmiddlewaretoken": page.context["csrf_token"]}
    assert resent["title"] == values["title"]
    done = client.post(form_page(world), resent)
    assert done.status_code == 302
    assert world.phuong_thinh_committee.appointments.filter(user__full_name="Trương Thị Thu").exists()
    assert not HeldPost.objects.exists()


def test_a_different_person_at_the_same_browser_gets_nothing(world: World, at_now: Any) -> None:
    client = signed_in(world)
    values = typed(client, world)
    expire_session(client)
    refused = client.post(form_page(world), values)
    sign_in_again(client, world.anh_dung.login, refused.headers["Location"])
    answer = client.get(reverse("accounts:held_post"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("home")


def test_the_cookie_alone_gives_nothing_to_who_is_not_signed_in(world: World, at_now: Any) -> None:
    client = signed_in(world)
    values = typed(client, world)
    expire_session(client)
    client.post(form_page(world), values)
    assert client.get(reverse("accounts:held_post")).status_code == 302


def test_files_passwords_and_the_safety_code_are_not_kept(world: World, at_now: Any) -> None:
    client = signed_in(world)
    upload = SimpleUploadedFile("giay.pdf", b"%PDF-1.7 noi dung")
    values = typed(client, world, password="bi mat", file=upload)
    expire_session(client)
    client.post(form_page(world), values)
    kept = HeldPost.objects.get()
    assert kept.had_files
    for secret in ("bi mat", "noi dung", "csrfmiddlewaretoken"):
        assert secret not in kept.fields


def test_after_an_hour_it_is_gone(world: World, at_now: Any) -> None:
    client = signed_in(world)
    values = typed(client, world)
    expire_session(client)
    refused = client.post(form_page(world), values)
    at_now.move_to(NOW + timedelta(minutes=61), tick=False)
    sign_in_again(client, world.anh_quan.login, refused.headers["Location"])
    assert client.get(reverse("accounts:held_post")).status_code == 302


def test_a_browser_nobody_signed_in_at_keeps_nothing(world: World, client: Client) -> None:
    answer = client.post(form_page(world), {"title": "lạ"})
    assert answer.status_code == 302
    assert not HeldPost.objects.exists()


def test_a_form_that_saves_by_itself_is_led_to_the_sign_in_page_whole(world: World, at_now: Any) -> None:
    client = signed_in(world)
    values = typed(client, world)
    expire_session(client)
    answer = client.post(form_page(world), values, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].startswith(reverse("account_login"))
    assert HeldPost.objects.exists()
