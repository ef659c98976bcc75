"""An act behind `once`: one record for a key, whoever else pressed in between; real errors stay errors."""

from typing import Any

import pytest
from django.db import IntegrityError

from ocop.ground.planning.models import Plan
from ocop.kit import once
from ocop.kit.scope import Actor, Refused
from ocop.support.activities.models import Activity
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


def act_of(world: World, *, fails: Exception | None = None) -> Any:
    """An act that makes an activity under the key it is given, or fails as told."""

    @once.once(Activity, owner="created_by_id")
    def act(*, by: Actor, key: str = "") -> Activity:
        Plan.objects.create(
            kind="year", name="Dấu vết", office=world.province_committee, starts_on=NOW.date(), ends_on=NOW.date()
        )
        if fails is not None:
            raise fails
        day = NOW.date()
        facts = {"kind": "class", "title": "Lớp", "organiser": world.agriculture, "starts_on": day, "ends_on": day}
        return Activity.objects.create(**facts, public_id=key, created_by_id=by.user_id, created_at=NOW)

    return act


def test_who_comes_between_is_answered_with_the_first_and_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mai, key, look, looks = world.actor(world.chi_mai), "aaaabbbbcccc", once.made_before, []
    first = act_of(world)(by=mai, key=key)
    monkeypatch.setattr(
        once, "made_before", lambda *args, **said: looks.append(1) or (look(*args, **said) if len(looks) > 1 else None)
    )
    assert act_of(world)(by=mai, key=key) == first
    assert len(looks) == 2
    assert Plan.objects.count() == 1, "what the second press began is undone whole"


@pytest.mark.parametrize("error", [IntegrityError("another rule"), Refused("Không được.")])
def test_an_error_without_an_earlier_record_stays_one(world: World, error: Exception) -> None:
    with pytest.raises(type(error)):
        act_of(world, fails=error)(by=world.actor(world.chi_mai), key="aaaabbbbcccc")
    assert not Plan.objects.exists()


def test_another_persons_id_is_refused(world: World) -> None:
    act_of(world)(by=world.actor(world.chi_mai), key="aaaabbbbcccc")
    with pytest.raises(Refused, match="đã cũ"):
        act_of(world)(by=world.actor(world.anh_dung), key="aaaabbbbcccc")
