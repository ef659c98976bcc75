"""Whose notices an office's notices are: those who do its work, not those who only sit there."""

from typing import Any

import pytest
from django.urls import reverse

from ocop.ground.registry.actions import notify
from ocop.ground.registry.models import Notice
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def test_who_keeps_the_platform_at_an_office_does_not_mark_its_notices_as_seen(world: World, sign_in: Any) -> None:
    notify(title="Có báo cáo mới", office_id=world.coordination_office.pk, at=NOW)
    assert sign_in(world.anh_quan).post(reverse("registry:read_all_notices")).status_code == 302
    assert Notice.objects.get(title="Có báo cáo mới").read_at is None
    sign_in(world.anh_dung).post(reverse("registry:read_all_notices"))
    assert Notice.objects.get(title="Có báo cáo mới").read_at is not None
