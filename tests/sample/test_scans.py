"""The sample's made-up scans: an officer finds the copied stamp, the lost one and the roll that was read off."""

import pytest

from ocop.cycle.scans.models import Doubt, ScanEvent, Suspicion
from ocop.cycle.traceability.actions import void_stamps
from ocop.cycle.traceability.models import StampRange
from ocop.cycle.traceability.states import Mishap
from ocop.sample.scans import load_scans
from tests.cycle.scans.test_looking import issued  # noqa: F401 — the fixture
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def test_copies_are_flagged_on_simulated_scans_and_honest_stamps_are_not(
    issued: StampRange,  # noqa: F811
    world: World,
) -> None:
    lan = world.actor(world.chi_lan)
    void_stamps(issued, first=301, last=302, mishap=Mishap.LOST, reason="Rơi mất", by=lan, at=NOW)
    load_scans(at=NOW)
    assert not ScanEvent.objects.exists(), "only sample products"
    issued.product.is_sample = True
    issued.product.save()
    load_scans(at=NOW)
    found = {row.stamp_id: set(row.signals) for row in Suspicion.objects.all()}
    assert found.pop(0) >= {"clients", "reported"}
    assert found.pop(300) == {"lost"}
    assert found.pop(None) >= {"neighbours", "reported"}
    assert len(found) <= 2, "hardly an honest stamp"
    scans = ScanEvent.objects.count()
    load_scans(at=NOW)
    assert (ScanEvent.objects.count(), Doubt.objects.count()) == (scans, 1)
