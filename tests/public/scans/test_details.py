"""What stands below the verdict of a stamp, in both languages."""

from datetime import timedelta

import pytest
from django.utils import translation

from ocop.cycle.traceability.models import StampRange
from ocop.ground.producers.actions import show_paper
from ocop.ground.producers.states import PaperKind, PublicMark
from ocop.public.scans.details import STAGES, details_of
from ocop.public.scans.facts import facts_in, lines_of
from ocop.rules.epcis import STEP_WORDS, TRANSFORMATION_WORDS, step_words
from ocop.rules.stamps import Stamp
from tests.world import NOW, World
from tests.world_dossiers import make_paper


def test_every_stage_the_rules_know_has_its_english() -> None:
    """The rules name stages in Vietnamese; the page marks the same names for translation."""
    known = {*STEP_WORDS.values(), TRANSFORMATION_WORDS, step_words("ObjectEvent", "")}
    assert set(STAGES) == known
    with translation.override("en"):
        assert [words for words in STAGES if translation.gettext(words) == words] == []


def standards(name: str = "Tiêu chuẩn áp dụng") -> list[str]:
    facts = facts_in(lines_of(Stamp(0, 0))[0])
    groups = details_of(facts, NOW.date(), stands=True).groups
    return list(next(group.lines for group in groups if group.name == name))


@pytest.mark.django_db
@pytest.mark.usefixtures("at_now")
def test_a_paper_no_officer_vouches_for_is_called_the_producer_s_own_word(world: World, issued: StampRange) -> None:
    paper = make_paper(world, world.actor(world.chi_lan), PaperKind.QUALITY_SYSTEM, "Giấy VietGAP", number="12/VG")
    assert standards() == ["Chứng nhận hệ thống quản lý chất lượng số 12/VG (chủ thể tự khai)"]
    with translation.override("en"):
        assert standards("Standards applied") == [
            '<span lang="vi">Chứng nhận hệ thống quản lý chất lượng số 12/VG</span> (declared by the producer)'
        ]
    later = NOW + timedelta(hours=1)
    show_paper(paper, mark=PublicMark.VIETGAP, by=world.actor(world.co_hien), at=later)
    assert standards() == ["Chứng nhận hệ thống quản lý chất lượng số 12/VG"]
