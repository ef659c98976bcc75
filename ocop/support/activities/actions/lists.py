"""A list of participants comes in: kept for preview, answered, then accepted whole or dropped whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.fold import fold
from ocop.kit.text.phone import PhoneError
from ocop.support.activities import policies
from ocop.support.activities.actions.activities import locked
from ocop.support.activities.actions.participants import Entry, NewPerson, keep_newest, line_of
from ocop.support.activities.models import Activity, ListBatch, Participation, Person
from ocop.support.activities.sheets.columns import columns_of, match_columns
from ocop.support.activities.sheets.plan import Line, ListPlan
from ocop.support.activities.sheets.reading import MAX_ROWS, phone_in, plan_of
from ocop.support.activities.states import ListState, RecordedBy, Who

_AT_ONCE = 500


def bring_list(
    activity: Activity,
    who: str,
    *,
    name: str,
    header: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    by: Actor,
    at: datetime,
) -> ListBatch:
    """Keep a list for preview; rows come with the number Excel shows. Raises `Refused`."""
    require(policies.may_list(by, activity))
    part = activity.shape.part(who)
    if part is None or by.user_id is None:
        raise Refused("Loại hoạt động này không có thành phần tham gia đó.")
    _, missing, _ = match_columns(columns_of(part), header)
    if missing:
        wanted = ", ".join(f"“{heading}”" for heading in missing)
        raise Refused(f"Bảng chưa có cột {wanted}. Hàng đầu phải là tiêu đề cột; anh/chị dùng bảng mẫu của hoạt động.")
    if not rows:
        raise Refused("Bảng chưa có dòng nào dưới hàng tiêu đề.")
    if len(rows) > MAX_ROWS:
        raise Refused(f"Bảng có {len(rows)} dòng, mỗi lần nhập nhiều nhất {MAX_ROWS} dòng. Anh/chị chia làm nhiều lần.")
    with transaction.atomic():
        batch = ListBatch.objects.create(
            activity=activity,
            who=who,
            name=name[:200],
            header=list(header),
            rows=[[number, list(cells)] for number, cells in rows],
            uploaded_by_id=by.user_id,
            uploaded_at=at,
        )
        data = {"who": who, "rows": len(rows)}
        record("activities.list_brought", by=by, at=at, subject=activity, data=data)
    return batch


@transaction.atomic
def choose(batch: ListBatch, *, answers: Mapping[str, str], by: Actor) -> ListBatch:
    """Keep which row is which person; answers nobody offered are passed over when the plan is made."""
    row = _open(batch, by)
    row.choices = {**row.choices, **{key: value for key, value in answers.items() if value}}
    row.save(update_fields=["choices"])
    return row


def accept_list(batch: ListBatch, *, by: Actor, at: datetime) -> ListPlan:
    """Write the whole list or nothing. Raises `Refused`; a second press finds it written and is refused too."""
    try:
        with transaction.atomic():
            activity = locked(batch.activity)
            require(policies.may_list(by, activity))
            row = _open(batch, by)
            plan = plan_of(row, by)
            if plan.errors:
                raise Refused(f"Còn {len(plan.errors)} ô cần sửa. Chưa dòng nào được ghi.")
            if plan.unanswered:
                raise Refused(f"Còn {len(plan.unanswered)} dòng chưa chọn người cũ hay mới. Chưa dòng nào được ghi.")
            if not plan.to_write:
                raise Refused("Mọi dòng đã có trong danh sách nên không có gì để ghi.")
            counts = _write(plan, activity, by, at)
            _settle(row, ListState.ACCEPTED, counts, at)
            record("activities.list_accepted", by=by, at=at, subject=activity, data={"who": row.who, **counts})
    except IntegrityError as error:
        raise Refused("Có người vừa ghi trùng với bảng này. Chưa dòng nào được ghi; anh/chị xem lại bảng.") from error
    return plan


@transaction.atomic
def drop_list(batch: ListBatch, *, by: Actor, at: datetime) -> None:
    """Set a list aside; nothing of it is written and its rows are forgotten."""
    row = _open(batch, by)
    _settle(row, ListState.DROPPED, {}, at)
    record("activities.list_dropped", by=by, at=at, subject=row.activity, data={"who": row.who})


def waiting_lists() -> list[ListBatch]:
    """The lists of people that wait to be accepted, kept from others until the act is done."""
    rows = ListBatch.objects.select_for_update(of=("self",)).filter(state=ListState.PREVIEW, who=Who.PERSON)
    return list(rows.select_related("activity").order_by("pk"))


def forget_in_lists(batches: Sequence[ListBatch], folded: str, phone: str) -> int:
    """Drop the rows of a person from lists that wait; how many. `folded` is the name, `phone` may be empty.

    A row is theirs when it bears the name and no other telephone: a namesake who goes too is brought again, a name
    that stays would be against the law. The preview says how many rows went.
    """
    gone = 0
    for batch in batches:
        kept = [row for row in batch.rows if not _names(batch, row[1], folded, phone)]
        if dropped := len(batch.rows) - len(kept):
            batch.rows, batch.result = kept, {"forgotten": batch.result.get("forgotten", 0) + dropped}
            batch.save(update_fields=["rows", "result"])
            gone += dropped
    return gone


def _names(batch: ListBatch, cells: Sequence[str], folded: str, phone: str) -> bool:
    part = batch.activity.shape.part(batch.who)
    places, _, _ = match_columns(columns_of(part), batch.header) if part else ({}, [], [])
    name, told = (cells[places[key]].strip() if key in places else "" for key in ("full_name", "phone"))
    if fold(name) != folded:
        return False
    try:
        return not told or not phone or phone_in(told) == phone
    except PhoneError:  # a number nobody can read tells nobody apart
        return True


def _open(batch: ListBatch, by: Actor) -> ListBatch:
    row = ListBatch.objects.select_for_update(of=("self",)).select_related("activity__organiser").get(pk=batch.pk)
    require(policies.may_keep(by, row.activity))
    if row.state == ListState.ACCEPTED:
        raise Refused("Bảng này đã được ghi rồi. Anh/chị không cần bấm lại.")
    if row.state == ListState.DROPPED:
        raise Refused("Bảng này đã được bỏ. Anh/chị đưa bảng lên lại nếu vẫn cần.")
    return row


def _write(plan: ListPlan, activity: Activity, by: Actor, at: datetime) -> dict[str, int]:
    """All lines in bulk: first the new people, then everybody's line."""
    entries: list[Entry] = []
    people: list[Person] = []
    for line in plan.new:
        if "full_name" in line.values:
            people.append(_new_person(line, at, activity))
            entries.append(_entry(line, person=people[-1]))
        else:
            entries.append(_entry(line))
    Person.objects.bulk_create(people, batch_size=_AT_ONCE)
    entries += [_entry(line, person=person) for line, person in plan.known]
    rows = [entry.row(activity, RecordedBy.SHEET, by, at) for entry in entries]
    Participation.objects.bulk_create(rows, batch_size=_AT_ONCE)
    keep_newest(activity, rows)
    return {"people_made": len(people), "lines": len(rows)}


def _new_person(line: Line, at: datetime, activity: Activity) -> Person:
    return _said(line).made(at, is_sample=activity.is_sample)


def _said(line: Line) -> NewPerson:
    known = ("full_name", "group", "phone", "birth_year", "office", "producer", "unit", "workplace")
    return NewPerson(**{name: line.values[name] for name in known if name in line.values})


def _entry(line: Line, person: Person | None = None) -> Entry:
    values = line.values
    if person is not None:
        return line_of(person, _said(line), role=values["role"], details=values["details"])
    who = values["who"]
    named = {"partner_name": values["name"]} if who == Who.PARTNER else {str(who): values["record"]}
    return Entry(who, role=values["role"], details=values["details"], **named)


def _settle(batch: ListBatch, state: str, counts: dict[str, int], at: datetime) -> None:
    """Close a list; the rows are let go, for they hold people's telephones."""
    batch.state, batch.result, batch.settled_at = state, counts, at
    batch.rows, batch.choices = [], {}
    batch.save(update_fields=["state", "result", "settled_at", "rows", "choices"])
