"""The administrator is asked to remind officers without a second factor, and the link opens exactly these."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ocop.ground.accounts.models import User
from ocop.ground.offices.todo import todos_for
from tests.world import NOW, World

pytestmark = pytest.mark.usefixtures("at_now")


def test_the_administrator_sees_who_has_no_second_factor(world: World, sign_in: Callable[[User], Client]) -> None:
    (before,) = todos_for(world.actor(world.anh_quan), at=NOW)
    Authenticator.objects.create(user=world.co_hien, type=Authenticator.Type.TOTP, data={})
    (after,) = todos_for(world.actor(world.anh_quan), at=NOW)
    assert after.count == before.count - 1
    page = sign_in(world.anh_quan).get(after.url).content.decode()
    assert world.chu_tam.full_name in page
    assert world.co_hien.full_name not in page


def test_recovery_codes_alone_are_no_second_factor(world: World) -> None:
    (before,) = todos_for(world.actor(world.anh_quan), at=NOW)
    Authenticator.objects.create(user=world.co_hien, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert todos_for(world.actor(world.anh_quan), at=NOW) == [before]


def test_nobody_else_is_asked(world: World) -> None:
    for user in (world.chi_lan, world.co_hien, world.anh_dung, world.ong_khanh):
        assert todos_for(world.actor(user), at=NOW) == []
