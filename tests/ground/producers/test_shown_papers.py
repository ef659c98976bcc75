"""Cô Hiền, who has read a paper, lets buyers know of it; chị Lan cannot say so of her own."""

from typing import Any

import pytest
from django.urls import reverse

from ocop.ground.producers import actions, policies
from ocop.ground.producers.actions import PaperFacts
from ocop.ground.producers.models import Paper
from ocop.ground.producers.states import PaperKind, PublicMark
from ocop.ground.registry.models import JournalEntry
from tests.world import NOW, World
from tests.world_dossiers import make_paper

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def paper(world: World) -> Paper:
    return make_paper(world, world.actor(world.chi_lan), PaperKind.QUALITY_SYSTEM, "Giấy VietGAP")


def test_co_hien_shows_a_paper_and_takes_it_back(world: World, paper: Paper, sign_in: Any) -> None:
    hien = sign_in(world.co_hien)
    address = reverse("producers:show_paper", args=[paper.public_id])
    assert f'href="{address}"' in hien.get(reverse("producers:paper", args=[paper.public_id])).content.decode()
    for _ in range(2):
        assert hien.post(address, {"mark": PublicMark.VIETGAP}).status_code == 302
    assert list(Paper.objects.shown_on(NOW.date())) == [paper]
    assert JournalEntry.objects.filter(act="producers.paper_shown").count() == 1
    hien.post(address, {"mark": ""})
    assert not Paper.objects.shown_on(NOW.date()).exists()
    assert JournalEntry.objects.filter(act="producers.paper_hidden").count() == 1


def test_nobody_shows_a_paper_of_their_own_or_of_another_place(world: World, paper: Paper, sign_in: Any) -> None:
    assert not policies.may_show_paper(world.actor(world.chi_lan), paper)
    assert not policies.may_show_paper(world.actor(world.chu_tam), paper)
    address = reverse("producers:show_paper", args=[paper.public_id])
    page = sign_in(world.chi_lan).post(address, {"mark": PublicMark.VIETGAP}, follow=True)
    assert "cán bộ phụ trách địa bàn" in page.content.decode()
    assert sign_in(world.chu_tam).get(address).status_code == 404
    assert not Paper.objects.shown_on(NOW.date()).exists()


def test_a_newer_paper_is_read_before_it_is_shown(world: World, paper: Paper) -> None:
    hien = world.actor(world.co_hien)
    actions.show_paper(paper, mark=PublicMark.VIETGAP, by=hien, at=NOW)
    actions.replace_paper(
        paper, document=paper.document, facts=PaperFacts(kind=paper.kind, title="Giấy mới"), by=hien, at=NOW
    )
    assert not Paper.objects.shown_on(NOW.date()).exists()
