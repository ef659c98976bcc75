"""Members score: every version kept, nothing twice, nothing merged after the door is shut."""

from datetime import timedelta

import pytest

from ocop.cycle.dossiers.law import NO_LEVEL
from ocop.cycle.evaluation import actions
from ocop.cycle.evaluation.actions import GivenMark
from ocop.cycle.evaluation.models import Docket, Mark, MarkVersion
from ocop.cycle.evaluation.states import SheetState
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.world import NOW
from tests.world_evaluation import Table, marks_worth, sheet_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def test_a_mark_is_kept_with_its_key_and_sending_it_again_changes_nothing(table: Table, docket: Docket) -> None:
    member = table.members[0]
    sheet = table.sheet(docket, member)
    code, points = next(iter(marks_worth(sheet_of(docket.dossier), 80).items()))
    mark = GivenMark(code, points, key="may-tinh-bang-1")
    first = actions.save_marks(sheet, [mark], by=table.by(member), at=NOW)
    again = actions.save_marks(sheet, [mark], by=table.by(member), at=LATER)
    assert (first.saved, again.saved, again.repeated) == (("may-tinh-bang-1",), (), ("may-tinh-bang-1",))
    assert Mark.objects.get().saved_at == NOW
    assert MarkVersion.objects.count() == 1


def test_every_version_of_a_mark_is_kept_and_the_last_stands(table: Table, docket: Docket) -> None:
    member, sheet = table.members[0], table.sheet(docket, table.members[0])
    criterion = next(c for c in sheet_of(docket.dossier).criteria.values() if len(set(c.points_of(None))) > 2)
    low, high = min(criterion.points_of(None)), criterion.max
    for points in (low, high):
        actions.save_marks(sheet, [GivenMark(criterion.code, points)], by=table.by(member), at=NOW)
    assert Mark.objects.get().points == high
    assert [each.points for each in MarkVersion.objects.order_by("pk")] == [low, high]
    actions.save_marks(sheet, [GivenMark(criterion.code, None)], by=table.by(member), at=NOW)
    assert not Mark.objects.exists()
    assert MarkVersion.objects.count() == 3


@pytest.mark.parametrize(
    ("code", "points", "words"),
    [("A.1.1", 99, "không có mức 99 điểm"), ("Z.9", 1, "không có tiêu chí Z.9")],
)
def test_a_mark_outside_the_sheet_is_refused_with_a_sentence(
    table: Table, docket: Docket, code: str, points: int, words: str
) -> None:
    member, sheet = table.members[0], table.sheet(docket, table.members[0])
    with pytest.raises(Refused, match=words):
        actions.save_marks(sheet, [GivenMark(code, points)], by=table.by(member), at=NOW)
    assert not MarkVersion.objects.exists()


def test_nobody_marks_the_sheet_of_another(table: Table, docket: Docket) -> None:
    sheet = table.sheet(docket, table.members[0])
    for other in (table.members[1], table.chair, table.secretary):
        with pytest.raises(Refused, match="của thành viên khác"):
            actions.save_marks(sheet, [GivenMark("A.1.1", 1)], by=table.by(other), at=NOW)
        with pytest.raises(Refused, match="của thành viên khác"):
            actions.seal_sheet(sheet, by=table.by(other), at=NOW)


def test_a_key_of_another_sheet_cannot_be_used_to_lose_a_mark(table: Table, docket: Docket) -> None:
    one, two = table.members[:2]
    code, points = next(iter(marks_worth(sheet_of(docket.dossier), 80).items()))
    actions.save_marks(table.sheet(docket, one), [GivenMark(code, points, key="k1")], by=table.by(one), at=NOW)
    with pytest.raises(Refused, match="Khóa gửi"):
        actions.save_marks(table.sheet(docket, two), [GivenMark(code, points, key="k1")], by=table.by(two), at=NOW)


def test_sealing_adds_up_and_pressing_twice_changes_nothing(table: Table, docket: Docket) -> None:
    member = table.members[0]
    sheet = table.fill(docket, member, marks_worth(sheet_of(docket.dossier), 78))
    assert (sheet.state, sheet.total, sum(sheet.parts.values())) == (SheetState.SEALED, 78, 78)
    again = actions.seal_sheet(sheet, by=table.by(member), at=LATER)
    assert again.sealed_at == NOW
    assert JournalEntry.objects.filter(act="evaluation.sheet_sealed").count() == 1


def test_a_blank_and_a_level_not_reached_both_count_zero(table: Table, docket: Docket) -> None:
    member, sheet = table.members[0], table.sheet(docket, table.members[0])
    actions.save_marks(sheet, [GivenMark("A.1.1", 0, NO_LEVEL)], by=table.by(member), at=NOW)
    blanks = [code for code in sheet_of(docket.dossier).criteria if code != "A.1.1"]
    assert actions.seal_sheet(sheet, zeros=blanks, by=table.by(member), at=NOW).total == 0


def test_a_mark_after_sealing_waits_for_the_secretary_and_never_merges(table: Table, docket: Docket) -> None:
    member = table.members[0]
    sheet = table.fill(docket, member, marks_worth(sheet_of(docket.dossier), 78))
    before = list(sheet.marks.values_list("criterion_code", "points"))
    code = before[0][0]
    result = actions.save_marks(sheet, [GivenMark(code, None, key="muon")], by=table.by(member), at=LATER)
    assert result.late == ("muon",)
    assert list(sheet.marks.values_list("criterion_code", "points")) == before
    late = MarkVersion.objects.get(is_late=True)
    assert late.reviewed_at is None
    seen = actions.review_late_mark(late, by=table.by(table.secretary), at=LATER)
    assert actions.review_late_mark(seen, by=table.by(table.secretary), at=NOW).reviewed_at == LATER


def test_a_mark_after_closing_is_late_and_leaves_the_result_alone(table: Table, docket: Docket) -> None:
    marks = marks_worth(sheet_of(docket.dossier), 78)
    for seat in table.scorers:
        table.fill(docket, seat, marks)
    closed = table.close(docket)
    member = table.members[2]
    code, points = next(iter(marks.items()))
    saved = actions.save_marks(table.sheet(docket, member), [GivenMark(code, points)], by=table.by(member), at=LATER)
    assert saved.late
    assert not saved.saved
    docket.refresh_from_db()
    assert docket.result == closed.result


def test_no_mark_can_be_read_in_the_journal(table: Table, docket: Docket) -> None:
    marks = marks_worth(sheet_of(docket.dossier), 78)
    table.fill(docket, table.members[0], marks)
    for entry in JournalEntry.objects.filter(act__in=["evaluation.marks_saved", "evaluation.sheet_sealed"]):
        assert set(entry.payload()) <= {"count", "digest", "docket_id", "dossier_id", "sheet_id", "turn", "seal"}


def test_a_whole_sheet_is_saved_and_sealed_with_few_queries(
    table: Table, docket: Docket, django_assert_max_num_queries
) -> None:
    member = table.members[0]
    sheet, actor = table.sheet(docket, member), table.by(member)
    marks = actions.given_marks(marks_worth(sheet_of(docket.dossier), 78))
    with django_assert_max_num_queries(12):
        actions.save_marks(sheet, marks, by=actor, at=NOW)
    with django_assert_max_num_queries(10):
        actions.seal_sheet(sheet, by=actor, at=NOW)
