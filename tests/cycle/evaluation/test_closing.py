"""The secretary closes, the rules speak, the chair concludes."""

from decimal import Decimal
from typing import Any

import pytest

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierState
from ocop.cycle.evaluation import actions
from ocop.cycle.evaluation.models import Docket, ScoreSheet
from ocop.cycle.evaluation.states import CouncilState, DocketState
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.rules.scoring import Mark
from tests.world import NOW, make_product
from tests.world_evaluation import Table, best_marks, make_accepted, make_council, marks_worth, sheet_of

pytestmark = pytest.mark.django_db


def score_all(table: Table, docket: Docket, *totals: int) -> None:
    sheet = sheet_of(docket.dossier)
    for seat, total in zip(table.scorers, totals, strict=True):
        table.fill(docket, seat, marks_worth(sheet, total))


def test_mean_spread_band_and_rank_come_from_the_sealed_sheets(table: Table, docket: Docket) -> None:
    score_all(table, docket, 80, 84, 85, 88)
    closed = table.close(docket)
    assert (closed.state, closed.mean, closed.spread, closed.band_stars) == (
        DocketState.CLOSED,
        Decimal("84.25"),
        8,
        4,
    )
    assert closed.stars == min(closed.band_stars, closed.gate_stars)
    result = closed.result
    assert [line["total"] for line in result["members"]] == [80, 84, 85, 88]
    assert result["criteria_id"] == "26-2026"
    assert result["sheet_hash"] == sheet_of(docket.dossier).content_hash
    assert "không làm tròn lên" in result["rounding_rule"]
    assert result["attested"] is False
    failed = {gate["stars"] for gate in result["failed_gates"]}
    assert min(failed, default=6) == closed.gate_stars + 1


def test_a_minimum_that_most_members_deny_lowers_the_rank_below_the_band(table: Table, docket: Docket) -> None:
    sheet = sheet_of(docket.dossier)
    gate = next(
        each
        for each in sheet.gates[4]
        if not sheet.criteria[each.criterion].cases
        and min(sheet.criteria[each.criterion].points_of(None)) < each.min_points
    )
    marks = best_marks(sheet)
    marks[gate.criterion] = min(sheet.criteria[gate.criterion].points_of(None))
    for seat in table.scorers:
        table.fill(docket, seat, marks)
    closed = table.close(docket)
    assert closed.band_stars == 5
    assert closed.stars == closed.gate_stars == 3
    assert gate.criterion in {each["criterion"] for each in closed.result["failed_gates"]}
    assert closed.result["next_star"]["stars"] == 4


def test_printed_parts_add_up_to_the_printed_mean(table: Table, docket: Docket) -> None:
    score_all(table, docket, 65, 66, 66, 70)
    result = table.close(docket).result
    assert result["printed"] == "66.75"
    assert sum(Decimal(mean) for mean in result["parts_mean"].values()) == Decimal("66.75")


def test_a_mean_just_under_a_band_is_not_lifted_into_it(world, django_assert_num_queries) -> None:
    table = make_council(world, spread_limit=20, decimals=0)
    table.sit()
    docket = table.open(table.docket(make_accepted(world, world.dried_fish)))
    score_all(table, docket, 89, 90, 90, 90)
    closed = table.close(docket)
    assert (closed.mean, closed.band_stars) == (Decimal("89.75"), 4)
    assert closed.result["printed"] == "89.750", "printing 90 would contradict four stars"


def test_a_council_that_rounds_by_its_own_regulation_says_so(world) -> None:
    table = make_council(world, decimals=0, rounding="half_up")
    table.sit()
    docket = table.open(table.docket(make_accepted(world, world.dried_fish)))
    score_all(table, docket, 89, 90, 90, 90)
    closed = table.close(docket)
    assert closed.band_stars == 5
    assert "làm tròn số học" in closed.result["rounding_rule"]


def test_closing_names_who_has_not_handed_in(table: Table, docket: Docket) -> None:
    table.fill(docket, table.chair, marks_worth(sheet_of(docket.dossier), 80))
    with pytest.raises(Refused, match="Ngô Thanh Ưng"):
        table.close(docket)
    docket.refresh_from_db()
    assert docket.state == DocketState.SCORING


def test_a_member_who_does_not_score_is_excused_with_a_reason(table: Table, docket: Docket) -> None:
    sheet = sheet_of(docket.dossier)
    for seat in table.scorers[:3]:
        table.fill(docket, seat, marks_worth(sheet, 80))
    by = table.by(table.secretary)
    missing = table.sheet(docket, table.members[2])
    with pytest.raises(Refused, match="lý do"):
        actions.excuse_member(missing, why=" ", by=by, at=NOW)
    actions.excuse_member(missing, why="Người thân của chủ thể", by=by, at=NOW)
    assert len(table.close(docket).result["members"]) == 3


def test_sheets_below_the_quorum_make_no_result(table: Table, docket: Docket) -> None:
    """Excusing members one after another cannot leave a result that rests on a single sheet."""
    sheet = sheet_of(docket.dossier)
    table.fill(docket, table.scorers[0], marks_worth(sheet, 80))
    by = table.by(table.secretary)
    for seat in table.scorers[1:]:
        actions.excuse_member(table.sheet(docket, seat), why="Bận họp", by=by, at=NOW)
    with pytest.raises(Refused, match="mới có 1 phiếu"):
        table.close(docket)


def test_below_the_quorum_nothing_is_opened(table: Table) -> None:
    docket = table.docket(make_accepted(table.world, table.world.dried_fish))
    table.sit([table.chair, table.members[0], table.secretary])
    with pytest.raises(Refused, match="Chưa đủ số thành viên"):
        table.open(docket)


def test_without_its_chair_a_council_that_needs_one_decides_nothing(table: Table) -> None:
    docket = table.docket(make_accepted(table.world, table.world.dried_fish))
    table.sit([*table.members, table.secretary])
    with pytest.raises(Refused, match="Chủ tịch Hội đồng vắng mặt"):
        table.open(docket)


def test_when_people_leave_the_quorum_is_asked_again_at_closing(table: Table, docket: Docket) -> None:
    table.fill(docket, table.chair, marks_worth(sheet_of(docket.dossier), 80))
    actions.take_attendance(
        table.sitting, present=[table.chair, table.members[0]], by=table.by(table.secretary), at=NOW
    )
    with pytest.raises(Refused, match="Chưa đủ số thành viên"):
        table.close(docket)


def test_somebody_who_handed_in_stays_in_the_attendance(table: Table, docket: Docket) -> None:
    table.fill(docket, table.members[0], marks_worth(sheet_of(docket.dossier), 80))
    with pytest.raises(Refused, match="đã nộp phiếu trong phiên này"):
        actions.take_attendance(table.sitting, present=[table.chair], by=table.by(table.secretary), at=NOW)


def test_a_spread_over_the_limit_gives_no_result_and_a_new_turn(table: Table, docket: Docket) -> None:
    score_all(table, docket, 70, 75, 80, 81)
    back = table.close(docket)
    assert (back.state, back.spread, back.stars) == (DocketState.SPREAD, 11, None)
    assert table.close(docket).state == DocketState.SPREAD, "closing again changes nothing"
    again = table.open(docket, prefill=True)
    assert again.turn == 2
    mine = table.sheet(docket, table.members[0])
    assert (mine.turn, mine.total) == (2, None)
    assert mine.marks.count() == len(sheet_of(docket.dossier).criteria), "own marks of the first turn as a draft"
    assert ScoreSheet.objects.filter(docket=docket, turn=1, total__isnull=False).count() == 4
    score_all(table, docket, 74, 75, 80, 81)
    closed = table.close(docket)
    assert (closed.state, closed.result["turn"]) == (DocketState.CLOSED, 2)
    assert JournalEntry.objects.filter(act="evaluation.rescoring_required").count() == 1


def test_the_limit_itself_is_still_within(table: Table, docket: Docket) -> None:
    score_all(table, docket, 70, 75, 80, 80)
    assert table.close(docket).state == DocketState.CLOSED


def test_a_knock_out_found_by_the_council_leaves_no_star(table: Table, docket: Docket) -> None:
    score_all(table, docket, 80, 84, 85, 88)
    knockout = next(each for each in sheet_of(docket.dossier).knockouts if not each.when_zero)
    with pytest.raises(Refused, match="không thuộc phiếu chấm"):
        table.close(docket, findings=["bịa-ra"])
    closed = table.close(docket, findings=[knockout.id])
    assert (closed.stars, closed.band_stars) == (0, 4)
    assert closed.result["disqualified"] == [knockout.text]


def test_two_secretaries_closing_at_once_get_the_same_calm_answer(table: Table, docket: Docket) -> None:
    score_all(table, docket, 80, 84, 85, 88)
    first, second = table.close(docket), table.close(docket)
    assert first.result == second.result
    assert JournalEntry.objects.filter(act="evaluation.scoring_closed").count() == 1


def test_only_the_secretary_of_this_council_closes(table: Table, docket: Docket) -> None:
    score_all(table, docket, 80, 84, 85, 88)
    for person in (table.world.ong_khanh, table.world.anh_dung, table.world.chi_lan):
        with pytest.raises(Refused, match="Thư ký"):
            actions.close_scoring(docket, by=table.world.actor(person), at=NOW)


def test_the_chair_concludes_once_and_the_dossier_carries_the_result(table: Table, docket: Docket) -> None:
    score_all(table, docket, 80, 84, 85, 88)
    table.close(docket)
    with pytest.raises(Refused, match="Chủ tịch"):
        actions.conclude_docket(docket, by=table.by(table.secretary), at=NOW)
    done = actions.conclude_docket(docket, text="Thống nhất kết quả.", by=table.by(table.chair), at=NOW)
    again = actions.conclude_docket(docket, text="Bấm lần nữa", by=table.by(table.chair), at=NOW)
    assert again.conclusion == done.conclusion == "Thống nhất kết quả."
    dossier = Dossier.objects.get(pk=docket.dossier_id)
    assert (dossier.state, dossier.concluded_stars, dossier.concluded_total) == (
        DossierState.CONCLUDED,
        done.stars,
        Decimal("84.25"),
    )
    assert JournalEntry.objects.filter(act="evaluation.docket_concluded").count() == 1


def test_scoring_again_after_a_result_needs_a_reason(table: Table, docket: Docket) -> None:
    score_all(table, docket, 80, 84, 85, 88)
    table.close(docket)
    with pytest.raises(Refused, match="lý do"):
        table.open(docket)
    assert table.open(docket, why="Hội đồng xem lại mẫu thử").turn == 2


def test_a_council_ends_when_every_dossier_is_concluded(table: Table, docket: Docket) -> None:
    with pytest.raises(Refused, match="chưa có kết luận"):
        actions.end_council(table.council, by=table.by(table.secretary), at=NOW)
    score_all(table, docket, 80, 84, 85, 88)
    table.close(docket)
    actions.conclude_docket(docket, by=table.by(table.chair), at=NOW)
    ended = actions.end_council(table.council, by=table.by(table.secretary), at=NOW)
    assert ended.state == CouncilState.CLOSED
    with pytest.raises(Refused):
        table.docket(make_accepted(table.world, table.world.lotus_seed, number="2"))


def test_a_dossier_of_another_round_or_not_accepted_stays_out_and_takes_the_batch_with_it(table: Table) -> None:
    world = table.world
    good = make_accepted(world, world.dried_fish)
    bad = make_accepted(world, world.lotus_seed, number="2")
    Dossier.objects.filter(pk=bad.pk).update(state=DossierState.LODGED)
    bad.refresh_from_db()
    with pytest.raises(Refused, match="tiếp nhận"):
        actions.take_up_dossiers(table.council, [good, bad], by=table.by(table.secretary), at=NOW)
    assert not Docket.objects.exists()
    good.refresh_from_db()
    assert good.state == DossierState.ACCEPTED


def test_the_working_rules_stand_still_once_scoring_began(table: Table, docket: Docket) -> None:
    from tests.world_evaluation import plan

    with pytest.raises(Refused, match="không sửa được nữa"):
        actions.change_council(table.council, plan(spread_limit=30), by=table.by(table.secretary), at=NOW)


@pytest.mark.requirement("R47")
def test_a_story_that_is_not_there_takes_its_dependent_marks_along(table: Table, docket: Docket) -> None:
    sheet = sheet_of(docket.dossier)
    marks: dict[str, Any] = best_marks(sheet)
    story = sum(
        value.points if isinstance(value, Mark) else value
        for code, value in marks.items()
        if sheet.criteria[code].needs_story or code == "B.5.1"
    )
    del marks["B.5.1"]
    assert table.fill(docket, table.chair, marks).total == 100 - story


@pytest.mark.parametrize(("who_says_so", "stars_left"), [(2, True), (3, False)])
def test_a_knock_out_shown_by_marks_needs_more_than_half_of_the_sheets(
    table: Table, who_says_so: int, stars_left: bool
) -> None:
    product = make_product("Mứt sen", table.world.lotus_maker, sets={"26-2026": "I.3.c"})
    dossier = make_accepted(table.world, product, number="3")
    sheet = sheet_of(dossier)
    foreign_matter = next(each for each in sheet.knockouts if each.when_zero)
    table.sit()
    docket = table.open(table.docket(dossier))
    marks = marks_worth(sheet, 90)
    bad = {**marks, foreign_matter.when_zero[0]: 0}
    for place, seat in enumerate(table.scorers):
        table.fill(docket, seat, bad if place < who_says_so else marks)
    closed = table.close(docket)
    assert bool(closed.stars) is stars_left
    assert closed.result["knockouts_shown"] == {foreign_matter.text: who_says_so}
    assert closed.result["disqualified"] == ([] if stars_left else [foreign_matter.text])


def test_a_sheet_nobody_attested_scores_trial_rounds_only(table: Table) -> None:
    table.world.round.is_trial = False
    table.world.round.save()
    docket = table.docket(make_accepted(table.world, table.world.dried_fish))
    assert not sheet_of(docket.dossier).is_official
    with pytest.raises(Refused, match="chỉ chấm được trong đợt thử"):
        table.open(docket)
    docket.refresh_from_db()
    assert docket.state == DocketState.WAITING
