"""axe finds nothing to object to on any page of a dossier: the producer on a telephone, the officer at a desk."""

from typing import Any

import pytest

from ocop.cycle.dossiers import actions
from tests.journeys.test_first_reader import signed_in
from tests.walks import axe
from tests.world import NOW, World, make_product
from tests.world_dossiers import complete, make_draft, make_lodged

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


def violations(page: Any, address: str) -> list[str]:
    page.goto(address)
    return [f"{address}: {each}" for each in axe.violations(page)]


@pytest.fixture
def base(live_server: Any, world: World, time_machine: Any) -> str:
    time_machine.move_to(NOW, tick=True)
    return live_server.url


def test_the_producers_pages(phone: Any, base: str, world: World) -> None:
    dossier = complete(world, make_draft(world))
    lodged = complete(world, make_draft(world, make_product("Mắm cá linh", world.fish_maker)))
    actions.submit_dossier(lodged, by=world.actor(world.chi_lan), at=NOW)
    signed_in(phone, base, world.chi_lan)
    pages = ["", "thong-tin/nguoi-dai-dien/", "cau-chuyen/", "minh-chung/", "minh-chung/A.3.1/", "tu-danh-gia/a1/"]
    pages += ["kiem-tra-va-nop/", "hang-sao/", "rut/", "phieu/"]
    found = violations(phone, f"{base}/ho-so/")
    for page in pages:
        found += violations(phone, f"{base}/ho-so/{dossier.public_id}/{page}")
    for page in ("", "da-nop/"):
        found += violations(phone, f"{base}/ho-so/{lodged.public_id}/{page}")
    assert found == []


def test_the_readers_pages(desktop: Any, base: str, world: World) -> None:
    dossier = make_lodged(world)
    signed_in(desktop, base, world.co_hien)
    found = violations(desktop, f"{base}/ho-so/kiem-tra/")
    for page in ("", "noi-dung-xa/", "tra-lai/", "chuyen-len-tinh/", "mau-03/"):
        found += violations(desktop, f"{base}/ho-so/doc/{dossier.public_id}/{page}")
    assert found == []
