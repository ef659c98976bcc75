"""Guessing is slowed down, and nobody can lock another person out."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import FailedSignIn
from ocop.ground.accounts.throttle import TRIES_FROM_NETWORK, TRIES_OF_WHOLE_NETWORK, WINDOW
from tests.world import PASSWORD, World

VICTIM_AT, ATTACKER_AT = "203.0.113.7", "198.51.100.9"
pytestmark = pytest.mark.django_db


def sign_in_as(client: Client, login: str, password: str, address: str = VICTIM_AT) -> Any:
    return client.post(reverse("account_login"), {"login": login, "password": password}, REMOTE_ADDR=address)


def guess(times: int, login: str, address: str = ATTACKER_AT) -> Any:
    """An attacker without cookies guesses so often; the last answer."""
    for number in range(times):
        answer = sign_in_as(Client(), login, f"doan-mo-lan-{number}", address)
    return answer


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_guesses_from_one_address_are_slowed_and_the_wait_is_said(world: World, at_now: Any) -> None:
    assert guess(TRIES_FROM_NETWORK, world.chi_lan.login).status_code == 200
    refused = guess(1, world.chi_lan.login)
    assert refused.status_code == 429
    assert "15 phút" in refused.content.decode()
    at_now.shift(WINDOW)
    assert guess(1, world.chi_lan.login).status_code == 200


def test_even_the_right_password_is_not_looked_at_once_the_budget_is_spent(world: World, at_now: Any) -> None:
    guess(TRIES_FROM_NETWORK, world.chi_lan.login)
    attacker = Client()
    assert sign_in_as(attacker, world.chi_lan.login, PASSWORD, ATTACKER_AT).status_code == 429
    assert not is_signed_in(attacker)


def test_an_attacker_elsewhere_cannot_lock_the_victim_out(world: World, at_now: Any) -> None:
    guess(TRIES_FROM_NETWORK * 4, world.chi_lan.login)
    victim = Client()
    assert sign_in_as(victim, world.chi_lan.login, PASSWORD).status_code == 302
    assert is_signed_in(victim)


def test_an_attacker_behind_the_same_address_cannot_lock_a_known_device_out(world: World, at_now: Any) -> None:
    victim = Client()
    sign_in_as(victim, world.chi_lan.login, PASSWORD)
    victim.post(reverse("account_logout"))
    guess(TRIES_FROM_NETWORK * 4, world.chi_lan.login, address=VICTIM_AT)
    assert sign_in_as(victim, world.chi_lan.login, PASSWORD).status_code == 302
    assert is_signed_in(victim)


def test_a_neighbour_behind_the_same_address_still_signs_in_for_the_first_time(world: World, at_now: Any) -> None:
    guess(TRIES_FROM_NETWORK * 2, world.chi_lan.login, address=VICTIM_AT)
    neighbour = Client()
    assert sign_in_as(neighbour, world.anh_phuc.login, PASSWORD).status_code == 302


def test_one_address_cannot_try_one_password_on_everybody(world: World, at_now: Any) -> None:
    for number in range(TRIES_OF_WHOLE_NETWORK):
        sign_in_as(Client(), f"09{number:08d}", "matkhau12345", ATTACKER_AT)
    assert guess(1, world.anh_phuc.login).status_code == 429


def test_a_known_device_has_a_budget_too(world: World, at_now: Any) -> None:
    victim = Client()
    sign_in_as(victim, world.chi_lan.login, PASSWORD)
    victim.post(reverse("account_logout"))
    answers = [sign_in_as(victim, world.chi_lan.login, "quen-roi-lam-sao").status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_a_known_device_of_one_person_gives_nothing_on_another_account(world: World, at_now: Any) -> None:
    lan = Client()
    sign_in_as(lan, world.chi_lan.login, PASSWORD)
    lan.post(reverse("account_logout"))
    answers = [sign_in_as(lan, world.anh_phuc.login, "doan-mo").status_code for _ in range(TRIES_FROM_NETWORK + 1)]
    assert answers[-1] == 429


def test_mistypes_are_forgotten_after_the_right_password(world: World, at_now: Any) -> None:
    for _ in range(3):
        sign_in_as(Client(), world.chi_lan.login, "nham-mat-khau")
    sign_in_as(Client(), world.chi_lan.login, PASSWORD)
    assert not FailedSignIn.objects.exists()


def test_no_network_address_is_kept_and_old_rows_go(world: World, at_now: Any) -> None:
    guess(2, world.chi_lan.login)
    row = FailedSignIn.objects.first()
    assert ATTACKER_AT not in row.client + row.login_digest
    assert world.chi_lan.login not in row.client + row.login_digest
    at_now.shift(timedelta(days=2))
    guess(1, world.anh_phuc.login)
    assert FailedSignIn.objects.count() == 1


def test_behind_a_trusted_proxy_the_address_it_saw_counts_not_the_one_claimed(
    world: World, at_now: Any, settings: Any
) -> None:
    settings.OCOP_TRUSTED_PROXIES = 1
    answers = [
        Client()
        .post(
            reverse("account_login"),
            {"login": world.chi_lan.login, "password": "doan-mo"},
            REMOTE_ADDR="10.0.0.1",
            HTTP_X_FORWARDED_FOR=f"192.0.2.{number}, {ATTACKER_AT}",
        )
        .status_code
        for number in range(TRIES_FROM_NETWORK + 1)
    ]
    assert answers[-1] == 429
