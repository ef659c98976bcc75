"""Participants come on a list one by one, leave it, or sign in themselves with the code on the wall."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from ocop.ground.offices.models import Office, Unit
from ocop.ground.producers.models import Producer, Product
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.fold import fold
from ocop.support.activities import policies
from ocop.support.activities.actions.activities import locked
from ocop.support.activities.models import Activity, Participation, Person, SignInTry
from ocop.support.activities.states import VOUCHED_GROUPS, PersonGroup, RecordedBy, Who

WINDOW = timedelta(minutes=15)
# A hall of people signs in behind one address; a script that makes names up is stopped soon after.
TRIES_OF_ONE_NETWORK = 200
ALREADY_ON_LIST = "đã có trong danh sách của hoạt động này."


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is known of a person who takes part."""

    full_name: str
    group: str
    phone: str = ""
    birth_year: int | None = None
    office: Office | None = None
    producer: Producer | None = None
    unit: Unit | None = None
    workplace: str = ""

    def made(self, at: datetime, *, is_sample: bool = False) -> Person:
        """An unsaved row; the place is that of the office or producer where none was named."""
        place = self.unit or (self.producer.unit if self.producer else None)
        place = place or (self.office.unit if self.office else None)
        person = Person(
            full_name=self.full_name,
            group=self.group,
            phone=self.phone,
            birth_year=self.birth_year,
            office=self.office,
            producer=self.producer,
            unit=place,
            workplace=self.workplace,
            is_sample=is_sample,
            created_at=at,
        )
        person.fill_search_columns()
        return person


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: exactly one of the five, its role, whether it came, and what the kind asks of each.

    Of a person `group`, `producer` and `office` are what was said this time; without a group the register's are taken.
    """

    who: str
    person: Person | None = None
    producer: Producer | None = None
    product: Product | None = None
    office: Office | None = None
    partner_name: str = ""
    group: str = ""
    role: str = ""
    attended: bool = True
    details: dict[str, Any] = field(default_factory=dict)

    def row(self, activity: Activity, came_by: str, by: Actor, at: datetime) -> Participation:
        """An unsaved participation of the activity."""
        group, producer, office = self.group, self.producer, self.office
        if self.person is not None and not group:
            group, producer, office = self.person.group, self.person.producer, self.person.office
        return Participation(
            activity=activity,
            who=self.who,
            person=self.person,
            producer=producer,
            product=self.product,
            office=office,
            partner_name=self.partner_name,
            group=group,
            role=self.role,
            attended=self.attended,
            details=self.details,
            came_by=came_by,
            recorded_by_id=by.user_id,
            recorded_at=at,
        )


def line_of(person: Person, said: NewPerson, **more: Any) -> Entry:
    """A person's line as it was said this time, whatever the register has of them.

    Only where no place of work was said, and the group is the register's, are producer and office the register's too.
    """
    producer, office = said.producer, said.office
    if not (producer or office or said.workplace) and said.group == person.group:
        producer, office = person.producer, person.office
    return Entry(Who.PERSON, person=person, group=said.group, producer=producer, office=office, **more)


def keep_newest(activity: Activity, lines: Iterable[Participation]) -> None:
    """Bring the register up to date with confirmed lines of an activity, where no later activity says otherwise."""
    by_person = {line.person_id: line for line in lines if line.person_id and not line.is_claim}
    later = Participation.objects.confirmed().filter(person__in=by_person, activity__starts_on__gt=activity.starts_on)
    newer = set(later.values_list("person_id", flat=True))
    changed = []
    for person in Person.objects.select_for_update().filter(pk__in=set(by_person) - newer):
        line = by_person[person.pk]
        now = (line.group, line.producer_id, line.office_id)
        if now == (person.group, person.producer_id, person.office_id):
            continue
        person.group, person.producer_id, person.office_id = now
        if line.producer_id or line.office_id:
            person.workplace = ""
        changed.append(person)
    Person.objects.bulk_update(changed, ["group", "producer", "office", "workplace"], batch_size=500)


def add_participant(activity: Activity, entry: Entry, *, by: Actor, at: datetime) -> Participation:
    """Put one participant on the list. Raises `Refused` when it is there already."""
    try:
        with transaction.atomic():
            row = locked(activity)
            require(policies.may_list(by, row))
            if entry.person is not None and entry.person.pk is None:
                entry.person.save()
            made = entry.row(row, RecordedBy.KEYED, by, at)
            made.save()
            keep_newest(row, [made])
            record("activities.participant_added", by=by, at=at, subject=row, data={"id": made.public_id})
    except IntegrityError as error:
        name = entry.person or entry.producer or entry.product or entry.office or entry.partner_name
        raise Refused(f"{name} {ALREADY_ON_LIST}") from error
    return made


@transaction.atomic
def set_attended(participation: Participation, *, attended: bool, by: Actor, at: datetime) -> None:
    """Say whether a participant on the list really came."""
    activity = locked(participation.activity)
    require(policies.may_edit(by, activity))
    changed = Participation.objects.filter(pk=participation.pk).exclude(attended=attended).update(attended=attended)
    if changed:
        data = {"id": participation.public_id, "attended": attended}
        record("activities.attendance_changed", by=by, at=at, subject=activity, data=data)


@transaction.atomic
def remove_participant(participation: Participation, *, by: Actor, at: datetime) -> None:
    """Take a participant off the list; the person stays in the register. A second press changes nothing."""
    activity = locked(participation.activity)
    require(policies.may_edit(by, activity))
    gone, _ = Participation.objects.filter(pk=participation.pk, activity=activity).delete()
    if gone:
        data = {"id": participation.public_id}
        record("activities.participant_removed", by=by, at=at, subject=activity, data=data)


@transaction.atomic
def open_sign_in(activity: Activity, *, by: Actor, at: datetime) -> Activity:
    """Give the activity its sign-in address; a new one puts the old out of use."""
    row = locked(activity)
    require(policies.may_list(by, row))
    if row.shape.part(Who.PERSON) is None:
        raise Refused("Loại hoạt động này không ghi người tham gia.")
    row.sign_in_key = secrets.token_urlsafe(18)
    row.save(update_fields=["sign_in_key"])
    record("activities.sign_in_opened", by=by, at=at, subject=row)
    return row


def take_sign_in_try(client: str, *, at: datetime) -> None:
    """Charge one press of a sign-in page; raises `Refused` when this network has pressed too often."""
    SignInTry.objects.filter(at__lt=at - WINDOW).delete()
    SignInTry.objects.create(client=client, at=at)
    if SignInTry.objects.filter(client=client, at__gt=at - WINDOW).count() > TRIES_OF_ONE_NETWORK:
        raise Refused("Mạng này vừa điểm danh quá nhiều lần. Anh/chị đợi 15 phút, hoặc báo ban tổ chức ghi giúp.")


@transaction.atomic
def sign_in(activity: Activity, person: NewPerson, *, by: Actor, at: datetime) -> None:
    """Put the person at the page on the list, once. It never tells who else is there. Raises `Refused`.

    A person already known under the same name and telephone is the same one; a line of the list with this name and
    no telephone is taken for theirs, without touching what is kept of them. Who says to lead a producer or to be an
    official is on the register as neither until that is confirmed.
    """
    row = locked(activity)
    require(policies.sign_in_is_open(row, local_date(at)))
    waiting = row.participations.filter(who=Who.PERSON, person__folded=fold(person.full_name))
    listed = waiting.filter(person__phone__in=("", person.phone)).first()
    if listed is not None:
        if not listed.attended:
            listed.attended = True
            listed.save(update_fields=["attended"])
        return
    known = Person.objects.filter(folded=fold(person.full_name), phone=person.phone).exclude(phone="").first()
    speaks = _speaks_for(by, person)
    is_claim = person.group in VOUCHED_GROUPS and not speaks
    if known is None:
        kept = replace(person, group=PersonGroup.CITIZEN, producer=None, office=None) if is_claim else person
        known = kept.made(at, is_sample=row.is_sample)
        known.save()
    part = row.shape.part(Who.PERSON)
    role = next(iter(part.roles)) if part else ""
    made = line_of(known, person, role=role).row(row, RecordedBy.CODE, by, at)
    made.is_claim = is_claim
    made.save()
    if speaks:
        keep_newest(row, [made])
    record("activities.signed_in", by=by, at=at, subject=row, data={"id": made.public_id, "claim": made.is_claim})


def _speaks_for(by: Actor, person: NewPerson) -> bool:
    """Whether who is signed in represents the producer, or holds a post at the office, the person names."""
    if person.group == PersonGroup.LEADER:
        return person.producer is not None and person.producer.pk in by.producer_ids
    return person.office is not None and person.office.pk in by.office_ids()
