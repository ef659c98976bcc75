"""Writing a dossier: marks of the sheet only, papers of the own wallet only, every act in the journal."""

import pytest

from ocop.cycle.dossiers import actions, law
from ocop.cycle.dossiers.law import Given
from ocop.ground.producers.models import Paper
from ocop.ground.producers.states import PaperKind
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.world import NOW, World
from tests.world_dossiers import best_marks, make_draft, make_lodged, make_paper


def test_what_is_known_stands_in_the_form_already(world: World) -> None:
    known = dict(make_draft(world).statements.values_list("key", "text"))
    assert known["unit_name"] == "Cơ sở Khô Bà Lan"
    assert known["representative"] == "Nguyễn Thị Lan"


def test_a_mark_outside_the_sheet_is_refused_with_a_sentence(world: World) -> None:
    dossier, lan = make_draft(world), world.actor(world.chi_lan)
    with pytest.raises(Refused, match=r"Tiêu chí A\.1\.1: phiếu không có mức 9 điểm"):
        actions.save_marks(dossier, answers={"A.1.1": Given(9)}, by=lan, at=NOW)
    with pytest.raises(Refused, match=r"không có tiêu chí Z\.9"):
        actions.save_marks(dossier, answers={"Z.9": Given(1)}, by=lan, at=NOW)
    assert not dossier.self_marks.exists()


def test_saving_the_same_mark_again_leaves_no_second_row(world: World) -> None:
    dossier, lan = make_draft(world), world.actor(world.chi_lan)
    for _ in range(2):
        actions.save_marks(dossier, answers={"A.1.1": Given(2)}, by=lan, at=NOW)
    assert dossier.self_marks.get().points == 2
    assert JournalEntry.objects.filter(act="dossiers.self_marked").count() == 1


def test_no_level_reached_counts_as_a_blank(world: World) -> None:
    dossier, lan = make_draft(world), world.actor(world.chi_lan)
    actions.save_marks(dossier, answers={"A.1.1": Given(0, law.NO_LEVEL)}, by=lan, at=NOW)
    found = law.assess(dossier, dossier.self_marks.all(), [], NOW.date())
    assert found.total == 0
    assert "A.1.1" not in law.scored_marks(dossier.self_marks.all())


@pytest.mark.requirement("R51")
def test_full_marks_give_five_stars_and_missing_minimums_name_the_criterion(world: World) -> None:
    dossier, lan = make_draft(world, wanted_stars=4), world.actor(world.chi_lan)
    actions.save_marks(dossier, answers=best_marks(dossier, leave=["B.4.1"]), by=lan, at=NOW)
    found = law.assess(dossier, dossier.self_marks.all(), [], NOW.date())
    assert found.band_stars == 5
    assert found.stars == found.gate_stars < 3
    assert "B.4.1" in {each.code for each in found.raises}
    assert not found.reaches_aim


@pytest.mark.requirement("R50")
def test_one_paper_serves_several_criteria(world: World) -> None:
    dossier, lan = make_draft(world), world.actor(world.chi_lan)
    paper = make_paper(world, lan, PaperKind.RAW_MATERIAL)
    actions.cite_paper(dossier, paper=paper, criteria=["A.1.1", "A.1.5"], by=lan, at=NOW)
    actions.cite_paper(dossier, paper=paper, criteria=["A.1.1"], by=lan, at=NOW)
    assert dossier.citations.count() == 2
    actions.drop_citation(dossier, citation=dossier.citations.get(criterion_code="A.1.1"), by=lan, at=NOW)
    assert dossier.citations.get().criterion_code == "A.1.5"
    assert Paper.objects.in_wallet(world.fish_maker).count() == 1


def test_a_strangers_paper_is_refused(world: World) -> None:
    dossier, lan = make_draft(world), world.actor(world.chi_lan)
    paper = make_paper(world, lan, PaperKind.STORY)
    Paper.objects.filter(pk=paper.pk).update(producer=world.lotus_maker)
    paper.refresh_from_db()
    with pytest.raises(Refused, match="không thuộc kho giấy tờ"):
        actions.cite_paper(dossier, paper=paper, criteria=["A.1.1"], by=lan, at=NOW)


def test_nothing_is_changed_once_it_is_lodged(world: World) -> None:
    dossier, lan = make_lodged(world), world.actor(world.chi_lan)
    with pytest.raises(Refused, match="Hồ sơ đã nộp"):
        actions.save_statements(dossier, answers={"story": "Khác"}, by=lan, at=NOW)
    with pytest.raises(Refused, match="Hồ sơ đã nộp"):
        actions.save_marks(dossier, answers={"A.1.1": Given(1)}, by=lan, at=NOW)


def test_an_answer_too_long_or_of_no_field_is_refused(world: World) -> None:
    dossier, lan = make_draft(world), world.actor(world.chi_lan)
    with pytest.raises(Refused, match="dài quá 100 chữ"):
        actions.save_statements(dossier, answers={"position": "x" * 101}, by=lan, at=NOW)
    with pytest.raises(Refused, match="không có mục này"):
        actions.save_statements(dossier, answers={"is_admin": "1"}, by=lan, at=NOW)
