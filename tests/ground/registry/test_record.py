"""Writing the journal: dense numbers, a chain of hashes, in the act's own transaction, never changed."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from ocop.ground.registry.actions import JournalBroken, record
from ocop.ground.registry.models import GENESIS, ChainHead, JournalEntry
from ocop.ground.registry.queries import history_of, journal_for

from .conftest import AT, OFFICE, OFFICER, DossierLodged, Recorder


def test_a_row_says_who_did_what_to_which_thing_when_and_why(lodged: Recorder) -> None:
    row = lodged(5, subject_type="dossiers.dossier", subject_id="abc", why="Đủ thành phần hồ sơ")
    row.refresh_from_db()
    assert (row.seq, row.act, row.subject_id) == (1, "test.dossier_lodged", "abc")
    assert (row.actor_id, row.actor_name) == (7, "Trần Thị Bích Thủy")
    assert row.actor_post == f"province_officer@{OFFICE}"
    assert row.at == AT
    assert row.why == "Đủ thành phần hồ sơ"
    assert row.payload() == {"dossier_id": 5, "lodged_on": None, "product_ids": []}


def test_rows_are_numbered_without_gaps_and_each_remembers_the_one_before(lodged: Recorder) -> None:
    first, second, third = lodged(1), lodged(2), lodged(3)
    assert [row.seq for row in (first, second, third)] == [1, 2, 3]
    assert (first.prev_hash, second.prev_hash, third.prev_hash) == (GENESIS, first.hash, second.hash)
    head = ChainHead.objects.get()
    assert (head.seq, head.hash) == (3, third.hash)


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_row_and_no_gap(lodged: Recorder) -> None:
    lodged(1)

    def fail_after_recording() -> None:
        with transaction.atomic():
            record("test.thing_done", by=OFFICER, at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_recording()
    assert lodged(2).seq == 2


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_the_transaction_of_its_act_is_refused() -> None:
    with pytest.raises(RuntimeError):
        record("test.thing_done", by=OFFICER, at=AT)


@pytest.mark.django_db
def test_a_moment_without_time_zone_an_act_without_name_and_a_float_are_refused() -> None:
    with transaction.atomic():
        with pytest.raises(ValueError, match="time zone"):
            record("test.thing_done", by=OFFICER, at=datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the case
        with pytest.raises(ValueError, match="name"):
            record(by=OFFICER, at=AT)
        with pytest.raises(TypeError):
            record("test.thing_done", by=OFFICER, at=AT, data={"mark": 8.5})


@pytest.mark.django_db
def test_values_are_written_in_one_spelling() -> None:
    data = {"z": Decimal("8.50"), "a": date(2026, 3, 5), "đ": {3, 1, 2}}
    with transaction.atomic():
        row = record("test.thing_done", by=OFFICER, at=AT, data=data)
    assert row.data == '{"a":"2026-03-05","z":"8.50","đ":[1,2,3]}'
    assert json.loads(row.data)["a"] == "2026-03-05"


@pytest.mark.parametrize("sql", ["UPDATE {} SET why = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_a_row(lodged: Recorder, sql: str) -> None:
    lodged(1)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(JournalEntry._meta.db_table))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        JournalEntry.objects.update(why="x")
    assert JournalEntry.objects.get().why == ""


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can empty a table at one stroke")
def test_postgresql_refuses_to_empty_the_journal(lodged: Recorder) -> None:
    lodged(1)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {JournalEntry._meta.db_table} CASCADE")


def test_a_journal_whose_head_is_gone_is_not_continued(lodged: Recorder) -> None:
    lodged(1)
    ChainHead.objects.all().delete()
    with pytest.raises(JournalBroken):
        lodged(2)


def test_the_history_of_a_thing_and_the_journal_of_days(lodged: Recorder) -> None:
    row = lodged(1)
    with transaction.atomic():
        second = record("test.row_seen", by=OFFICER, at=AT.replace(day=25), subject=row)
    assert [each.seq for each in history_of(row)] == [second.seq]
    assert [each.seq for each in journal_for(OFFICER)] == [2, 1]
    assert [each.seq for each in journal_for(OFFICER, act="test.row_seen")] == [2]
    assert [each.seq for each in journal_for(OFFICER, until=date(2026, 11, 24))] == [1]
    assert [each.seq for each in journal_for(OFFICER, since=date(2026, 11, 25))] == [2]


def test_a_row_costs_three_queries(lodged: Recorder, django_assert_num_queries: object) -> None:
    lodged(1)
    with transaction.atomic(), django_assert_num_queries(3):  # type: ignore[operator]
        record(by=OFFICER, at=AT, event=DossierLodged(dossier_id=2))
