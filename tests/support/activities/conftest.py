"""A class and a fair of the small province, ready to be filled."""

from datetime import date, timedelta
from typing import Any

import pytest

from ocop.kit.scope import Actor
from ocop.support.activities.actions.activities import Facts, announce, plan_activity
from ocop.support.activities.models import Activity
from tests.world import NOW, World


def planned(
    world: World, kind: str, title: str, *, by: Actor | None = None, day: date | None = None, **more: Any
) -> Activity:
    """An activity of the agriculture department on a day, today by default."""
    day = day or NOW.date()
    facts = {"details": {}, "organiser": world.agriculture, "starts_on": day, "ends_on": day, "unit": world.thap_muoi}
    return plan_activity(kind, Facts(title=title, **(facts | more)), by=by or world.actor(world.chi_mai), at=NOW)


def announced(world: World, title: str, **more: Any) -> Activity:
    """A fair its organiser put in front of everybody."""
    fair = planned(world, "fair", title, **({"details": {"scope": "province"}} | more))
    return announce(fair, is_public=True, by=world.actor(world.chi_mai), at=NOW)


@pytest.fixture
def a_class(world: World) -> Activity:
    return planned(world, "class", "Tập huấn bộ tiêu chí OCOP", details={"topics": ["criteria"]})


@pytest.fixture
def a_fair(world: World) -> Activity:
    day = NOW.date() - timedelta(days=3)
    return planned(world, "fair", "Hội chợ sen", day=day, details={"scope": "province"})
