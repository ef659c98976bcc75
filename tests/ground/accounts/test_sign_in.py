"""Signing in, opening an account by a link, passwords and the second factor."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts import actions
from ocop.ground.accounts.models import Invitation, User
from ocop.ground.accounts.queries import LoginError, normalise_login
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import YES, Refused, no
from tests.world import NOW, PASSWORD, World

NEW_PASSWORD = "trai xoai cat chu"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("0912.345.678 ", "0912345678"),
        (" Hien@PhuongThinh.Example", "hien@phuongthinh.example"),
    ],
)
def test_a_sign_in_name_has_one_spelling(typed: str, meant: str) -> None:
    assert normalise_login(typed) == meant


def test_what_is_neither_number_nor_address_is_refused_with_the_remedy() -> None:
    with pytest.raises(LoginError, match="10 chữ số"):
        normalise_login("091234")


@pytest.mark.parametrize("typed", ["0912000001", "+84 912 000 001", "0912 000 001"])
def test_a_producer_signs_in_with_the_number_in_any_spelling(world: World, client: Client, typed: str) -> None:
    answer = client.post(reverse("account_login"), {"login": typed, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("home")


def test_a_wrong_password_keeps_the_number_and_says_what_to_do(world: World, client: Client) -> None:
    page = client.post(reverse("account_login"), {"login": "0912000001", "password": "sai"}).content.decode()
    assert "<title>Lỗi:" in page
    assert "chưa đúng" in page
    assert 'value="0912000001"' in page


def test_a_wrong_password_and_an_unknown_number_get_the_same_answer(world: World) -> None:
    def answer(login: str) -> str:
        page = Client().post(reverse("account_login"), {"login": login, "password": "sai-roi"})
        return page.content.decode().split("govuk-error-summary")[1].split("</div>")[0]

    assert answer("0912000001") == answer("0912999999")


def test_nobody_signs_up_and_the_sign_in_page_is_whole_vietnamese(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "Đăng nhập" in page
    assert "Sign" not in page
    assert client.get("/tai-khoan/signup/").status_code == 404


def test_an_invitation_opens_the_account_once(world: World, client: Client, at_now: Any) -> None:
    by = world.actor(world.co_hien)
    user = actions.create_account(login="0987 654 321", full_name="Lâm Thị Bé", by=by, at=NOW, allowed=YES)
    issued = actions.invite(user, by=by, at=NOW, allowed=YES)
    url = reverse("accounts:invitation", args=[issued.token])
    assert "Lâm Thị Bé" in client.get(url).content.decode()
    answer = client.post(url, {"password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert answer.headers["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(user.pk)
    again = Client().post(url, {"password": "ke la mat khac", "again": "ke la mat khac"})
    assert again.status_code == 410
    user.refresh_from_db()
    assert check_password(NEW_PASSWORD, user.password)


@pytest.mark.browser
def test_the_link_works_on_a_phone_without_javascript(
    live_world: World, live_server: Any, phone_without_script: Any
) -> None:
    from ocop.kit import clock

    at = clock.now()
    lan, by = live_world.chi_lan, live_world.actor(live_world.co_hien, at.date())
    issued = actions.invite(lan, by=by, at=at, allowed=YES)
    page = phone_without_script
    page.goto(live_server.url + reverse("accounts:invitation", args=[issued.token]))
    page.fill("[name=password]", "ngan")
    page.fill("[name=again]", "khac")
    page.locator("text=Mở tài khoản >> nth=-1").click()
    assert page.title().startswith("Lỗi:")
    page.fill("[name=password]", NEW_PASSWORD)
    page.fill("[name=again]", NEW_PASSWORD)
    page.locator("text=Mở tài khoản >> nth=-1").click()
    page.goto(live_server.url + reverse("accounts:profile"))
    assert lan.full_name in page.inner_text("main")


def test_an_invitation_runs_out_after_seven_days(world: World, client: Client, at_now: Any) -> None:
    issued = actions.invite(world.chi_lan, by=world.actor(world.co_hien), at=NOW, allowed=YES)
    at_now.shift(timedelta(days=7))
    assert client.get(reverse("accounts:invitation", args=[issued.token])).status_code == 410
    with pytest.raises(Refused, match="hết hạn"):
        actions.accept_invitation(issued.token, password=NEW_PASSWORD, at=NOW + timedelta(days=7))


def test_a_new_invitation_ends_the_old_one_and_the_old_password_works_until_then(world: World) -> None:
    by = world.actor(world.co_hien)
    first = actions.invite(world.chi_lan, by=by, at=NOW, allowed=YES)
    second = actions.reissue_invitation(world.chi_lan, by=by, at=NOW + timedelta(minutes=1), allowed=YES)
    world.chi_lan.refresh_from_db()
    assert world.chi_lan.check_password(PASSWORD)
    with pytest.raises(Refused):
        actions.accept_invitation(first.token, password=NEW_PASSWORD, at=NOW + timedelta(hours=1))
    actions.accept_invitation(second.token, password=NEW_PASSWORD, at=NOW + timedelta(hours=1))
    world.chi_lan.refresh_from_db()
    assert world.chi_lan.check_password(NEW_PASSWORD)


def test_only_a_digest_of_the_link_is_kept_and_the_journal_knows_who_invited(world: World) -> None:
    issued = actions.invite(world.chi_lan, by=world.actor(world.co_hien), at=NOW, allowed=YES)
    kept = Invitation.objects.get()
    assert issued.token not in kept.token_digest
    entry = JournalEntry.objects.get(act="accounts.invited")
    assert (entry.actor_name, entry.subject_id) == ("Lê Thị Hiền", world.chi_lan.public_id)
    assert world.chi_lan.login not in entry.data


def test_the_callers_no_is_final(world: World) -> None:
    with pytest.raises(Refused, match="ngoài địa bàn"):
        actions.invite(
            world.chi_lan, by=world.actor(world.chu_tam), at=NOW, allowed=no("Chủ thể này ngoài địa bàn của anh/chị.")
        )
    assert not Invitation.objects.exists()


def test_one_number_has_one_account(world: World) -> None:
    with pytest.raises(Refused, match="đã có tài khoản"):
        actions.create_account(
            login="+84912000001", full_name="Người Khác", by=world.actor(world.co_hien), at=NOW, allowed=YES
        )


@pytest.mark.parametrize("weak", ["ngan", "1234567890123", "password123"])
def test_weak_passwords_are_refused(world: World, weak: str) -> None:
    issued = actions.invite(world.chi_lan, by=world.actor(world.co_hien), at=NOW, allowed=YES)
    with pytest.raises(ValidationError):
        actions.accept_invitation(issued.token, password=weak, at=NOW)
    assert Invitation.objects.get().used_at is None


def test_a_password_given_by_another_must_be_changed_before_anything_else(world: World, sign_in: Any) -> None:
    User.objects.filter(pk=world.chi_lan.pk).update(must_change_password=True)
    client = sign_in(world.chi_lan)
    page = reverse("account_change_password")
    assert client.get(reverse("home")).headers["Location"] == page
    typed = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert client.post(page, typed).headers["Location"] == reverse("home")
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_changing_the_password_signs_other_browsers_out(world: World, sign_in: Any) -> None:
    here, elsewhere = sign_in(world.chi_lan), sign_in(world.chi_lan)
    typed = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    here.post(reverse("account_change_password"), typed)
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302


def test_a_closed_account_is_signed_out_and_stays_out(world: World, sign_in: Any) -> None:
    client = sign_in(world.chi_lan)
    actions.close_account(world.chi_lan, by=world.actor(world.anh_quan), at=NOW, why="Thôi đại diện", allowed=YES)
    assert client.get(reverse("accounts:profile")).status_code == 302
    answer = Client().post(reverse("account_login"), {"login": world.chi_lan.login, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("account_inactive")


def code_for(user: User, at: float) -> str:
    secret = Authenticator.objects.get(user=user, type="totp").wrap().instance.data["secret"]
    from allauth.mfa.utils import decrypt

    return format_hotp_value(hotp_value(decrypt(secret), int(at) // 30))


def test_an_officer_is_led_to_the_second_factor_and_a_producer_is_not(
    world: World, sign_in: Any, settings: Any
) -> None:
    settings.OCOP_REQUIRE_SECOND_FACTOR = True
    officer = sign_in(world.co_hien)
    assert officer.get(reverse("home")).headers["Location"] == reverse("mfa_index")
    assert officer.post(reverse("offices:invite", args=["x"])).headers["Location"] == reverse("mfa_index")
    assert officer.get(reverse("mfa_index")).status_code == 200
    assert sign_in(world.chi_lan).get(reverse("accounts:profile")).status_code == 200


def test_a_council_member_needs_the_second_factor_too(world: World, sign_in: Any, settings: Any) -> None:
    settings.OCOP_REQUIRE_SECOND_FACTOR = True
    member = sign_in(world.council_members[0])
    assert member.get(reverse("accounts:profile")).headers["Location"] == reverse("mfa_index")


def test_an_officer_sets_up_an_authenticator_and_signs_in_with_it(world: World, at_now: Any, settings: Any) -> None:
    settings.OCOP_REQUIRE_SECOND_FACTOR = True
    client = Client()
    client.post(reverse("account_login"), {"login": world.co_hien.login, "password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(NOW.timestamp()) // 30))
    done = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("accounts:profile")).status_code == 200
    stored = Authenticator.objects.get(user=world.co_hien, type="totp").data["secret"]
    assert secret not in stored
    assert base64.b32encode(secret.encode()).decode() not in stored

    at_now.shift(timedelta(minutes=2))
    other = Client()
    first = other.post(reverse("account_login"), {"login": world.co_hien.login, "password": PASSWORD})
    assert first.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in other.session
    wrong = other.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "Mã chưa đúng" in wrong
    right = code_for(world.co_hien, NOW.timestamp() + 120)
    assert other.post(reverse("mfa_authenticate"), {"code": right}).headers["Location"] == reverse("home")


def test_codes_cannot_be_guessed_through(world: World, at_now: Any) -> None:
    TOTP.activate(world.co_hien, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.post(reverse("account_login"), {"login": world.co_hien.login, "password": PASSWORD})
    answers = [client.post(reverse("mfa_authenticate"), {"code": f"{n:06d}"}).status_code for n in range(6)]
    assert answers == [200] * 5 + [429]


def test_the_last_second_factor_stays_while_it_is_demanded(world: World, settings: Any) -> None:
    settings.OCOP_REQUIRE_SECOND_FACTOR = True
    TOTP.activate(world.co_hien, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.post(reverse("account_login"), {"login": world.co_hien.login, "password": PASSWORD})
    from time import time

    client.post(reverse("mfa_authenticate"), {"code": code_for(world.co_hien, time())})
    page = client.post(reverse("mfa_deactivate_totp"))
    assert "phải giữ ít nhất một" in page.content.decode()
    assert Authenticator.objects.filter(user=world.co_hien, type="totp").exists()


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_inactive",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    ],
)
def test_pages_of_a_stranger_open(client: Client, name: str, db: None) -> None:
    assert client.get(reverse(name)).status_code in (200, 401)


@pytest.mark.parametrize(
    "name",
    [
        "accounts:profile",
        "account_change_password",
        "account_logout",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
    ],
)
def test_pages_of_an_officer_open_in_vietnamese(world: World, name: str) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": world.co_hien.login, "password": PASSWORD})
    page = client.get(reverse(name))
    assert page.status_code == 200
    text = page.content.decode()
    assert "<h1" in text
    for english in ("Sign ", "Password", "Authenticator app", "Two-Factor", "Security Key"):
        assert english not in text
