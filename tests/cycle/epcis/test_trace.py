"""What a lot was made of and what was made of it, each within what they may see."""

from typing import Any

import pytest

from ocop.cycle.epcis.actions import declare_error, record_event
from ocop.cycle.epcis.addresses import batch_uri, material_uri, own, producer_uri
from ocop.cycle.epcis.models import MaterialLot
from ocop.cycle.epcis.trace import BACK, FORWARD, batches_reached, lot_of_batch, stages_of, walk
from ocop.cycle.traceability.models import Batch
from tests.cycle.epcis.chain import keep, lot_of, made_of, seen
from tests.world import NOW, World, moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
OUTSIDE = own("lo", "lonuocngoai1")


@pytest.fixture
def chain(world: World) -> dict[str, Any]:
    """Fresh fish and salt become dried fish L2611; the lotus maker makes seeds of it (an odd dish, a clear chain)."""
    fish = MaterialLot.objects.create(producer=world.fish_maker, name="Cá sặc tươi", lot="C1", recorded_at=NOW)
    dried, seeds = lot_of(world), lot_of(world, world.lotus_seed)
    place = {"bizLocation": {"id": producer_uri(world.fish_maker)}}
    keep(world, made_of(batch_uri(dried), material_uri(fish), OUTSIDE, key="m1") | place)
    theirs = made_of(batch_uri(seeds), batch_uri(dried), key="m2")
    by = world.actor(world.anh_phuc)
    eaten = record_event(theirs, producer=world.lotus_maker, by=by, at=NOW)
    return {"fish": fish, "dried": dried, "seeds": seeds, "eaten": eaten}


def names(start: Batch, direction: Any, actor: Any = None) -> list[tuple[int, str]]:
    return [(step.depth, step.lot.name) for step in walk(lot_of_batch(start), direction, actor)]


@pytest.mark.requirement("R162")
def test_the_offices_walk_the_whole_chain_both_ways(world: World, chain: dict[str, Any]) -> None:
    office = world.actor(world.anh_dung)
    dried = "Khô cá sặc rằn, lô L2611"
    assert names(chain["seeds"], BACK, office) == [(1, dried), (2, "Cá sặc tươi, lô C1"), (2, OUTSIDE)]
    assert names(chain["dried"], FORWARD, office) == [(1, "Hạt sen sấy, lô L2611")]
    assert batches_reached(chain["seeds"], BACK) == [chain["dried"]]


def test_a_producer_walks_one_step_into_another_s_and_no_further(world: World, chain: dict[str, Any]) -> None:
    lotus, fish = world.actor(world.anh_phuc), world.actor(world.chi_lan)
    assert names(chain["seeds"], BACK, lotus) == [(1, "Khô cá sặc rằn, lô L2611")]
    assert names(chain["dried"], FORWARD, fish) == []
    assert len(names(chain["dried"], BACK, fish)) == 2


def test_what_was_declared_wrong_leads_nowhere(world: World, chain: dict[str, Any]) -> None:
    declare_error(chain["eaten"], reason="did_not_occur", by=world.actor(world.anh_phuc), at=NOW)
    assert names(chain["seeds"], BACK) == []


def test_a_circle_ends(world: World, chain: dict[str, Any]) -> None:
    keep(world, made_of(batch_uri(chain["dried"]), batch_uri(chain["seeds"]), key="m3"))
    assert {step.lot.name for step in walk(lot_of_batch(chain["dried"]), BACK)} >= {"Hạt sen sấy, lô L2611"}


def test_a_level_takes_as_many_questions_however_wide_it_is(
    world: World, chain: dict[str, Any], django_assert_num_queries: Any
) -> None:
    office = world.actor(world.anh_dung)
    for number in range(6):
        more = MaterialLot.objects.create(producer=world.fish_maker, name=f"Muối {number}", recorded_at=NOW)
        keep(world, made_of(batch_uri(chain["dried"]), material_uri(more), key=f"w{number}"))
    with django_assert_num_queries(5):  # two a level, and one that finds no more
        assert len(walk(lot_of_batch(chain["seeds"]), BACK, office)) == 9


def test_a_shopper_reads_stages_with_the_commune_and_no_name(world: World, chain: dict[str, Any]) -> None:
    keep(world, seen(chain["dried"], "s1", at=moment(2026, 11, 23), read_point=producer_uri(world.fish_maker)))
    keep(world, seen(chain["dried"], "s2", step="holding"))
    told = [(stage.words, stage.place) for stage in stages_of(chain["dried"])]
    assert told == [("Giao hàng", "Xã Phương Thịnh"), ("Chế biến", "Xã Phương Thịnh")]
    assert [stage.words for stage in stages_of(chain["seeds"])] == ["Chế biến", "Chế biến"]
    assert stages_of(chain["dried"])[1].uri == batch_uri(chain["dried"])
