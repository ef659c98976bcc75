"""What is done to steering committees: set up by a decision, given members with a duty, ended on a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from ocop.ground.offices import policies
from ocop.ground.offices.models import Committee, CommitteeMember, Office, StandingAgency
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class CommitteeFacts:
    """What the decision says: the name, at which office, who serves it, from when."""

    name: str
    office: Office
    valid_from: date
    adviser: Office | None = None
    decision_number: str = ""


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member: an office or a person, and what they are charged with."""

    position: str
    valid_from: date
    full_name: str = ""
    office: Office | None = None


@transaction.atomic
def set_up(facts: CommitteeFacts, *, by: Actor, at: datetime) -> Committee:
    """Note a committee; the same name at the same office from the same day is one. Raises `Refused`."""
    require(policies.may_keep_committees(by))
    Office.objects.select_for_update().get(pk=facts.office.pk)
    already = Committee.objects.filter(name=facts.name, office=facts.office, valid_from=facts.valid_from).first()
    if already is not None:
        return already
    columns = {name: getattr(facts, name) for name in CommitteeFacts.__dataclass_fields__}
    committee = Committee.objects.create(**columns)
    record("offices.committee_set_up", by=by, at=at, subject=committee, data={"office": facts.office.public_id})
    return committee


@transaction.atomic
def seat(committee: Committee, facts: MemberFacts, *, by: Actor, at: datetime) -> CommitteeMember:
    """Add a member with a duty. Raises `Refused` when the committee ended or nobody is named."""
    require(policies.may_keep_committees(by))
    row = Committee.objects.select_for_update().get(pk=committee.pk)
    refuse_seat(row, facts)
    columns = {name: getattr(facts, name) for name in MemberFacts.__dataclass_fields__}
    already = row.members.filter(valid_to__isnull=True, **columns).first()
    if already is not None:
        return already
    member = CommitteeMember.objects.create(committee=row, **columns)
    record("offices.committee_member_seated", by=by, at=at, subject=row, data={"position": facts.position})
    return member


def refuse_seat(committee: Committee, facts: MemberFacts) -> None:
    """Raise `Refused` when the committee ended before, or nobody is named."""
    if committee.valid_to is not None and committee.valid_to < facts.valid_from:
        raise Refused("Ban này đã kết thúc nên không thêm thành viên được nữa.")
    if not facts.full_name and facts.office is None:
        raise Refused("Ghi họ và tên hoặc chọn cơ quan của thành viên.")


@transaction.atomic
def unseat(member: CommitteeMember, *, valid_to: date, by: Actor, at: datetime) -> CommitteeMember:
    """The member's last day; the line stays, so that who sat on any past day is known. Raises `Refused`."""
    require(policies.may_keep_committees(by))
    row = CommitteeMember.objects.select_for_update(of=("self",)).select_related("committee").get(pk=member.pk)
    if valid_to < row.valid_from:
        raise Refused("Ngày kết thúc không được trước ngày bắt đầu.")
    if row.valid_to == valid_to:
        return row
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    data = {"position": row.position, "to": valid_to.isoformat()}
    record("offices.committee_member_unseated", by=by, at=at, subject=row.committee, data=data)
    return row


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """Which office stands for the programme, through which one it is reached, by what paper, from when."""

    office: Office
    through: Office
    valid_from: date
    reference: str


@transaction.atomic
def name_standing_agency(facts: StandingFacts, *, by: Actor, at: datetime) -> StandingAgency:
    """Note the standing agency from a day; the one before ends the day before. Raises `Refused`.

    The same agency named twice is one; a day in the past of the present one is a mistake.
    """
    require(policies.may_keep_committees(by))
    Office.objects.select_for_update().get(pk=facts.through.pk)
    columns = {name: getattr(facts, name) for name in StandingFacts.__dataclass_fields__}
    already = StandingAgency.objects.filter(valid_to__isnull=True, **columns).first()
    if already is not None:
        return already
    latest = StandingAgency.objects.select_for_update().order_by("-valid_from").first()
    if latest is not None and latest.valid_from >= facts.valid_from:
        raise Refused(f"Đã ghi cơ quan thường trực từ ngày {latest.valid_from:%d/%m/%Y}. Ngày mới phải sau ngày đó.")
    if latest is not None and latest.valid_to is None:
        latest.valid_to = facts.valid_from - timedelta(days=1)
        latest.save(update_fields=["valid_to"])
    made = StandingAgency.objects.create(**columns)
    data = {"office": facts.office.public_id, "through": facts.through.public_id}
    record("offices.standing_agency_named", by=by, at=at, subject=made, data=data)
    return made
