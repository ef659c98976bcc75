"""`verify` finds whatever somebody who holds the database did to the journal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ocop.ground.registry.chain import COVERED, row_hash
from ocop.ground.registry.models import ChainHead, JournalEntry
from ocop.ground.registry.verification import AnchorError, Report, anchor_line, verify

from .conftest import AT, Recorder

Sql = Callable[..., None]


def found(report: Report) -> list[tuple[str, int, int]]:
    return [(each.kind, each.first, each.last) for each in report.findings if each.kind != "unguarded"]


@pytest.fixture
def ten(lodged: Recorder) -> None:
    for number in range(1, 11):
        lodged(number)


def forged(seq: int, prev_hash: str, **changes: Any) -> JournalEntry:
    """A row whose own hash is right, as a careful forger would make it."""
    row = JournalEntry.objects.order_by("seq").first()
    assert row is not None
    row.seq, row.prev_hash, row.why = seq, prev_hash, "chèn thêm"
    for name, value in changes.items():
        setattr(row, name, value)
    row.hash = row_hash(tuple(getattr(row, name) for name in COVERED))
    return row


def save(row: JournalEntry) -> None:
    row.save(force_insert=True)


def shift(execute: Sql, first: int, distance: int) -> None:
    """Renumber all rows from `first` on; in two steps, since numbers are unique."""
    execute("UPDATE JOURNAL SET seq = seq + 1000000 WHERE seq >= %s", first)
    execute("UPDATE JOURNAL SET seq = seq - 1000000 + %s WHERE seq >= 1000000", distance)


def test_an_untouched_journal_is_whole(ten: None) -> None:
    report = verify()
    assert (report.count, report.last_seq, report.findings) == (10, 10, [])
    assert report.head_hash == ChainHead.objects.get().hash


@pytest.mark.django_db
def test_an_empty_journal_is_whole() -> None:
    assert verify().is_whole


@pytest.mark.parametrize(
    "change",
    [
        "why = 'khác'",
        "actor_name = 'Người khác'",
        "at = '2020-01-01 00:00:00+00:00'",
        "data = '{}'",
        "act = 'test.other'",
        "subject_id = 'zzz'",
        "actor_id = NULL",
        "prev_hash = hash",
    ],
)
def test_a_changed_row_is_named(ten: None, unguarded: Sql, change: str) -> None:
    unguarded("UPDATE JOURNAL SET CHANGE WHERE seq = 4".replace("CHANGE", change))
    assert found(verify()) == [("changed", 4, 4)]


def test_a_row_changed_together_with_its_hash_is_named(ten: None, unguarded: Sql) -> None:
    row = JournalEntry.objects.get(seq=4)
    false = forged(4, row.prev_hash)
    unguarded("UPDATE JOURNAL SET why = %s, data = %s, hash = %s WHERE seq = 4", false.why, false.data, false.hash)
    assert found(verify()) == [("changed", 4, 4)]


def test_the_last_row_changed_together_with_its_hash_is_named(ten: None, unguarded: Sql) -> None:
    row = JournalEntry.objects.get(seq=10)
    false = forged(10, row.prev_hash)
    unguarded("UPDATE JOURNAL SET why = %s, data = %s, hash = %s WHERE seq = 10", false.why, false.data, false.hash)
    assert found(verify()) == [("changed", 10, 10)]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (4, 4), (4, 7), (10, 10), (8, 10)])
def test_removed_rows_are_named(ten: None, unguarded: Sql, first: int, last: int) -> None:
    unguarded("DELETE FROM JOURNAL WHERE seq BETWEEN %s AND %s", first, last)
    assert found(verify()) == [("removed", first, last)]


def test_a_removed_row_is_named_though_the_gap_was_closed(ten: None, unguarded: Sql) -> None:
    unguarded("DELETE FROM JOURNAL WHERE seq = 4")
    shift(unguarded, 5, -1)
    assert found(verify()) == [("removed", 4, 4), ("reordered", 4, 9)]


def test_an_emptied_journal_is_noticed(ten: None, unguarded: Sql) -> None:
    unguarded("DELETE FROM JOURNAL")
    assert found(verify()) == [("removed", 1, 10)]


def test_an_inserted_row_is_named(ten: None, unguarded: Sql) -> None:
    before = JournalEntry.objects.get(seq=4)
    shift(unguarded, 5, 1)
    save(forged(5, before.hash))
    assert found(verify()) == [("inserted", 5, 5), ("reordered", 6, 11)]


def test_a_row_added_past_the_head_is_named(ten: None, unguarded: Sql) -> None:
    last = JournalEntry.objects.get(seq=10)
    save(forged(11, last.hash))
    assert found(verify()) == [("inserted", 11, 11)]


def test_a_row_added_far_past_the_head_is_named_without_a_search(ten: None, unguarded: Sql) -> None:
    save(forged(10**15, JournalEntry.objects.get(seq=10).hash))
    assert found(verify()) == [("inserted", 10**15, 10**15)]


def test_two_rows_that_changed_places_are_named(ten: None, unguarded: Sql) -> None:
    for old, new in ((4, 1000), (7, 4), (1000, 7)):
        unguarded("UPDATE JOURNAL SET seq = %s WHERE seq = %s", new, old)
    assert found(verify()) == [("reordered", 4, 4), ("reordered", 7, 7)]


def test_several_wrongs_are_all_named(ten: None, unguarded: Sql) -> None:
    unguarded("UPDATE JOURNAL SET why = 'khác' WHERE seq IN (2, 3)")
    unguarded("DELETE FROM JOURNAL WHERE seq = 6")
    assert found(verify()) == [("changed", 2, 3), ("removed", 6, 6)]


def test_a_chain_computed_anew_is_caught_by_an_anchor_kept_elsewhere(ten: None, unguarded: Sql) -> None:
    anchor = anchor_line(AT)
    prev = JournalEntry.objects.get(seq=3).hash
    for row in JournalEntry.objects.filter(seq__gte=4).order_by("seq"):
        row.prev_hash, row.why = prev, "viết lại"
        row.hash = prev = row_hash(tuple(getattr(row, name) for name in COVERED))
        row.save()
    ChainHead.objects.update(hash=prev)
    assert found(verify()) == []
    assert found(verify((anchor,))) == [("anchor", 10, 10)]


def test_an_anchor_of_an_honest_journal_stays_true_as_it_grows(ten: None, lodged: Recorder) -> None:
    anchor = anchor_line(AT)
    lodged(11)
    assert verify((anchor,)).is_whole
    with pytest.raises(AnchorError):
        verify(("không phải mốc",))


def test_a_missing_head_and_missing_triggers_are_named(ten: None, unguarded: Sql) -> None:
    ChainHead.objects.all().delete()
    assert [each.kind for each in verify().findings] == ["head", "unguarded"]


def test_the_command_prints_what_it_found_and_fails(ten: None, unguarded: Sql, capsys: Any) -> None:
    unguarded("DELETE FROM JOURNAL WHERE seq = 4")
    with pytest.raises(CommandError) as failure:
        call_command("journal", "verify")
    assert failure.value.returncode == 1
    assert "Dòng 4 đã bị xóa." in capsys.readouterr().out


def test_the_command_says_that_all_is_well_and_prints_an_anchor(ten: None, capsys: Any, tmp_path: Any) -> None:
    call_command("journal", "anchor")
    kept = tmp_path / "moc.txt"
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    call_command("journal", "verify", "--anchors", str(kept))
    out = capsys.readouterr().out
    assert "Số dòng: 10" in out
    assert "Chuỗi nhật ký nguyên vẹn." in out


def test_reading_the_journal_takes_few_queries(ten: None, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4 if connection.vendor == "sqlite" else 6):
        verify()
