"""A product that is no longer made: with a reason, in the journal, and without a new dossier."""

import pytest
from django.urls import reverse

from ocop.ground.producers import actions
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.world import NOW, World

pytestmark = pytest.mark.usefixtures("at_now")


def page_of(world: World, name: str = "product") -> str:
    return reverse(f"producers:{name}", args=[world.dried_fish.public_id])


@pytest.mark.parametrize("who", ["chi_lan", "co_hien", "anh_dung"])
def test_producer_or_officer_stops_a_product_with_a_reason(world: World, sign_in, who: str) -> None:
    client = sign_in(getattr(world, who))
    assert "Ngừng sản xuất" in client.get(page_of(world)).content.decode()
    without = client.post(page_of(world, "discontinue"), {"why": "  "})
    assert "<title>Lỗi: " in without.content.decode()
    assert client.post(page_of(world, "discontinue"), {"why": "Hết nguồn cá"}).url == page_of(world)
    world.dried_fish.refresh_from_db()
    assert world.dried_fish.state == ProductState.DISCONTINUED
    entry = JournalEntry.objects.get(act="producers.product_state_changed")
    assert (entry.why, entry.actor_name) == ("Hết nguồn cá", getattr(world, who).full_name)
    shown = client.get(page_of(world)).content.decode()
    assert "từ ngày 24/11/2026. Lý do: Hết nguồn cá" in shown
    assert "Sản xuất lại" in shown


def test_a_second_tap_neither_writes_again_nor_turns_it_back(world: World, sign_in) -> None:
    client = sign_in(world.chi_lan)
    for _ in range(2):
        client.post(page_of(world, "discontinue"), {"why": "Hết nguồn cá"})
    world.dried_fish.refresh_from_db()
    assert world.dried_fish.state == ProductState.DISCONTINUED
    assert JournalEntry.objects.filter(act="producers.product_state_changed").count() == 1
    assert "đã ghi là ngừng sản xuất" in client.get(page_of(world, "discontinue")).content.decode()


def test_a_stopped_product_starts_no_dossier_until_it_is_made_again(world: World, sign_in) -> None:
    client = sign_in(world.chi_lan)
    start = reverse("dossiers:start", args=[world.dried_fish.public_id])
    choice = {"kind": "first", "round": world.round.public_id, "wanted_stars": "3"}
    client.post(page_of(world, "discontinue"), {"why": "Hết nguồn cá"})
    assert start not in client.get(page_of(world)).content.decode()
    assert "ngừng sản xuất" in client.post(start, choice).content.decode()
    assert not world.dried_fish.dossiers.exists()
    client.post(page_of(world, "resume"), {"why": "Có lại cá"})
    assert client.post(start, choice).status_code == 302
    assert world.dried_fish.dossiers.count() == 1


@pytest.mark.parametrize("state", [ProductState.CANDIDATE, ProductState.RECOGNISED])
def test_a_product_made_again_is_what_it_was(world: World, state: str) -> None:
    Product.objects.filter(pk=world.dried_fish.pk).update(state=state)
    hien = world.actor(world.co_hien)
    actions.discontinue_product(world.dried_fish, why="Hết cá", by=hien, at=NOW)
    assert actions.resume_product(world.dried_fish, why="Có cá", by=hien, at=NOW).state == state
    assert actions.resume_product(world.dried_fish, why="Có cá", by=hien, at=NOW).state == state


def test_others_may_not(world: World, sign_in) -> None:
    for who in (world.anh_phuc, world.chu_tam, world.ong_khanh, world.chi_thao):
        assert sign_in(who).post(page_of(world, "discontinue"), {"why": "x"}).status_code == 404
    with pytest.raises(Refused, match="người đại diện của chủ thể hoặc cán bộ"):
        actions.discontinue_product(world.dried_fish, why="x", by=world.actor(world.chu_tam), at=NOW)
