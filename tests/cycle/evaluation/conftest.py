"""A council at its table, with one dossier of dried fish before it."""

import pytest

from ocop.cycle.evaluation.models import Docket
from tests.world import World
from tests.world_evaluation import Table, make_accepted, make_council


@pytest.fixture
def table(world: World) -> Table:
    return make_council(world)


@pytest.fixture
def docket(table: Table) -> Docket:
    """Khô cá sặc rằn of chị Lan, open for scoring in a full sitting."""
    table.sit()
    return table.open(table.docket(make_accepted(table.world, table.world.dried_fish)))
