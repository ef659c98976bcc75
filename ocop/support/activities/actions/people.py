"""A person of the register is set right, found to be one with another entry, or erased at their own request.

What the register knew before is personal data: the journal notes that it changed, never what it was.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.support.activities import policies
from ocop.support.activities.actions.lists import forget_in_lists, waiting_lists
from ocop.support.activities.actions.participants import NewPerson
from ocop.support.activities.models import Participation, Person
from ocop.support.activities.states import VOUCHED_GROUPS, Who

FACTS = tuple(NewPerson.__dataclass_fields__)


@transaction.atomic
def correct(person: Person, said: NewPerson, *, by: Actor, at: datetime) -> Person:
    """Give a person the facts that are right; what past lists say of their work stays. Raises `Refused`."""
    row = _one(person)
    require(policies.may_keep_person(by, row))
    right = said.made(at)
    changed = [name for name in FACTS if getattr(row, name) != getattr(right, name)]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, getattr(right, name))
    row.save()
    record("activities.person_corrected", by=by, at=at, subject=row, data={"fields": changed})
    return row


@transaction.atomic
def merge(kept: Person, other: Person, *, by: Actor, at: datetime) -> Person:
    """Make two entries of one person one: all attendances are the kept entry's, and the other entry is gone.

    Who stood twice on one list stands there once. What only the other entry knew is taken over. Raises `Refused`.
    """
    if kept.pk == other.pk:
        raise Refused("Anh/chị chọn hai dòng khác nhau của sổ.")
    rows = {row.pk: row for row in _locked(kept, other)}
    row, gone = rows[kept.pk], rows[other.pk]
    for each in (row, gone):
        require(policies.may_keep_person(by, each))
    twice = _drop_doubles(row, gone)
    brought = set(gone.participations.values_list("pk", flat=True))
    moved = Participation.objects.filter(pk__in=brought).update(person=row)
    _take_over(row, gone, brought)
    merged = gone.public_id
    gone.delete()
    data = {"merged": merged, "lines": moved, "doubles": twice}
    record("activities.people_merged", by=by, at=at, subject=row, data=data)
    return row


@transaction.atomic
def erase(person: Person, *, by: Actor, at: datetime) -> Person:
    """Forget who a person is, at their request (Decree 13/2023/NĐ-CP); that somebody attended stays counted.

    The group, the place and the organisation they came for are left: figures are counted by them. A second press
    changes nothing. Their rows leave the lists that wait to be accepted. Raises `Refused`.
    """
    # Lists are locked before people, as where a list is accepted.
    waiting = waiting_lists()
    row = _one(person)
    if row.erased_at is not None:
        return row
    require(policies.may_keep_person(by, row))
    dropped = forget_in_lists(waiting, row.folded, row.phone)
    row.full_name = row.phone = row.workplace = ""
    row.birth_year, row.erased_at = None, at
    row.save()
    lines = list(row.participations.select_related("activity"))
    for line in lines:
        line.details = _without_words(line)
    Participation.objects.bulk_update(lines, ["details"], batch_size=500)
    record("activities.person_erased", by=by, at=at, subject=row, data={"lines": len(lines), "waiting": dropped})
    return row


def _without_words(line: Participation) -> dict[str, Any]:
    """What a kind asked of a participant, without what was typed in free words."""
    part = line.activity.shape.part(Who.PERSON)
    kept = {one.id for one in part.fields if one.type not in ("text", "longtext", "url", "place")} if part else set()
    return {name: value for name, value in line.details.items() if name in kept}


def _one(person: Person) -> Person:
    (row,) = _locked(person)
    return row


def _locked(*people: Person) -> list[Person]:
    """The rows as they stand now, in one order for everybody, kept from others until the act is done.

    Raises `Refused` when another press has merged one of them away.
    """
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in people])
    found = list(rows.select_related("office", "producer", "unit").order_by("pk"))
    if len(found) < len(people):
        raise Refused("Người này không còn trong sổ; có thể đã được gộp rồi. Anh/chị mở lại sổ người tham gia.")
    return found


def _drop_doubles(row: Person, gone: Person) -> int:
    """Where both stand on one list leave the line that says more; how many went.

    Where they say as much the kept entry's line stays.
    """
    theirs = {line.activity_id: line for line in gone.participations.all()}
    pairs = [(line, theirs[line.activity_id]) for line in row.participations.filter(activity__in=theirs)]
    weaker = [min(reversed(pair), key=_weight).pk for pair in pairs]
    Participation.objects.filter(pk__in=weaker).delete()
    return len(weaker)


def _weight(line: Participation) -> tuple[bool, ...]:
    """What a line counts for in figures: that they came, that it is believed, as whom, and from where."""
    from_somewhere = bool(line.office_id or line.producer_id)
    return line.attended, not line.is_claim, line.group in VOUCHED_GROUPS, from_somewhere


def _take_over(row: Person, gone: Person, brought: set[int]) -> None:
    """Fill what the kept entry does not know; group and work are the other's where its line is the newest believed."""
    for name in ("phone", "birth_year", "unit"):
        if not getattr(row, name):
            setattr(row, name, getattr(gone, name))
    newest = row.participations.confirmed().order_by("-activity__starts_on", "-pk").first()
    if newest is not None and newest.pk in brought:
        row.group, row.producer, row.office = newest.group, newest.producer, newest.office
        row.workplace = "" if row.producer or row.office else gone.workplace or row.workplace
    elif row.group == gone.group and not (row.office_id or row.producer_id or row.workplace):
        row.office, row.producer, row.workplace = gone.office, gone.producer, gone.workplace
    row.save()
