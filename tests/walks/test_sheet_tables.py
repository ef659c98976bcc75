"""Every list that Excel fills, asked the same questions."""

from collections.abc import Iterator
from typing import Any

import pytest

from ocop.ground.intake.tables import registered
from ocop.ground.offices.models import Committee
from ocop.ground.planning.models import Plan
from ocop.kit.sheets.table import SheetTable
from ocop.kit.ui.listing import CODE
from ocop.support.activities.kinds import known_kinds
from ocop.support.markets.registers import REGISTERS
from ocop.support.projects.models import Project
from ocop.support.rewards.models import RewardRound
from tests.ground.offices.test_committees import set_up
from tests.journeys.room_records import build_rooms
from tests.walks.test_routes import NOBODYS
from tests.world import World

pytestmark = pytest.mark.usefixtures("at_now")


def scopes(slug: str) -> list[Any]:
    """What a list may be of; a list of its own is of nothing."""
    of: dict[str, Any] = {
        "dong-du-toan": Plan.objects,
        "nhiem-vu-ke-hoach": Plan.objects,
        "thanh-vien-ban": Committee.objects,
        "buoc-du-an": Project.objects,
        "de-nghi-khen-thuong": RewardRound.objects,
    }
    if slug == "thi-truong":
        return list(REGISTERS.values())
    if slug == "hoat-dong":
        return list(known_kinds().values())
    return [of[slug].first()] if slug in of else [None]


def tables(world: World) -> Iterator[SheetTable]:
    for slug, table in registered().items():
        for scope in scopes(slug):
            yield table(world.actor(world.anh_dung), scope)


def test_a_code_of_another_list_is_a_wrong_cell_or_a_heading_nobody_reads(world: World) -> None:
    build_rooms(world)
    set_up(world)
    for table in tables(world):
        header = [CODE.heading, *(column.heading for column, _ in table.read_columns())]
        plan = table.plan(header, [(2, [NOBODYS] + [""] * (len(header) - 1))])
        found = {error.column for error in plan.errors}
        assert (CODE.heading in found) == (CODE in table.columns), table.slug
