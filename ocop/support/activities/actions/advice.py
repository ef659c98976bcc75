"""Questions to the consulting team: asked, given to an office, answered, found enough; and who sits on the team."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.queries import unit_on
from ocop.ground.offices.states import Tier
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import notify, record
from ocop.kit.clock import local_date
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.support.activities import policies
from ocop.support.activities.models import AdviceAnswer, AdviceCase, ConsultingSeat
from ocop.support.activities.states import ADVICE_WORKFLOW


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, for whom: a producer or an office."""

    title: str
    question: str
    field: str
    criterion: str = ""
    producer: Producer | None = None
    office: Office | None = None
    is_private: bool = False


def consultant_for(field: str, criterion: str, place: Unit | None = None, on: date | None = None) -> Office | None:
    """The office that answers: of the criteria group, else of the field; None when nobody is seated.

    Who sits for the asker's own commune or district comes before the province: help begins near by.
    """
    seats = ConsultingSeat.objects.filter(ended_on__isnull=True).select_related("office")
    near = _places(place, on)
    for answering in (seats.filter(office__unit_id__in=near), seats.filter(office__tier=Tier.PROVINCE)):
        named = answering.filter(criterion=criterion).first() if criterion else None
        seat = named or answering.filter(field=field, criterion="").first() or answering.filter(field=field).first()
        if seat is not None:
            return seat.office
    return None


def _places(place: Unit | None, on: date | None) -> set[int]:
    """The commune and the district of a place as they stand on a day; the province is nobody's neighbour."""
    if place is None or on is None:
        return set()
    standing = [unit for unit in unit_on(place, on) if unit.tier != Tier.PROVINCE]
    above = [unit.parent for unit in standing if unit.parent is not None and unit.parent.tier == Tier.DISTRICT]
    return {unit.pk for unit in [*standing, *above]}


@once(AdviceCase, owner="asked_by_id")
def ask(question: Question, *, by: Actor, at: datetime, is_sample: bool = False, key: str = "") -> AdviceCase:
    """Send a question to the office that answers for its field; that office is told. Raises `Refused`.

    `key` is the id it gets; a second press brings the same and is given the question of the first.
    """
    require(policies.may_ask(by))
    if by.user_id is None:
        raise Refused("Câu hỏi phải do một người có tài khoản gửi.")
    if question.producer is not None and question.producer.pk not in by.producer_ids:
        raise Refused("Anh/chị chỉ hỏi thay cho chủ thể mình đại diện.")
    if question.office is not None:
        require(policies.may_record_for(by, question.office))
    values = {name: getattr(question, name) for name in Question.__dataclass_fields__}
    if key:
        values["public_id"] = key
    place = question.producer.unit if question.producer else question.office.unit if question.office else None
    case = AdviceCase.objects.create(
        **values,
        consultant=consultant_for(question.field, question.criterion, place, local_date(at)),
        asked_by_id=by.user_id,
        asked_at=at,
        is_sample=is_sample,
    )
    record("activities.advice_asked", by=by, at=at, subject=case, data={"field": case.field})
    if case.consultant_id:
        _tell_consultant(case, at)
    return case


@transaction.atomic
def give_to(case: AdviceCase, office: Office, *, by: Actor, at: datetime) -> AdviceCase:
    """Choose which office answers a question, or pass it on; that office is told."""
    row = _locked(case)
    if row.consultant_id == office.pk:
        return row
    require(policies.may_pass_on(by, row))
    row.consultant = office
    row.save(update_fields=["consultant"])
    record("activities.advice_given_to", by=by, at=at, subject=row, data={"office": office.public_id})
    _tell_consultant(row, at)
    return row


@transaction.atomic
def answer(case: AdviceCase, text: str, *, by: Actor, at: datetime) -> AdviceAnswer:
    """Answer a question; who asked is told. Raises `Refused`."""
    row = _locked(case)
    require(policies.may_answer(by, row))
    if row.consultant is None or by.user_id is None:
        raise Refused("Câu trả lời phải do một cán bộ của cơ quan được giao gửi.")
    text = text.strip()
    last = row.answers.last()
    if last is not None and last.text == text:
        return last
    made = AdviceAnswer.objects.create(case=row, office=row.consultant, by_id=by.user_id, text=text, at=at)
    row.state = ADVICE_WORKFLOW.target("answer", row.state)
    row.save(update_fields=["state"])
    record("activities.advice_answered", by=by, at=at, subject=row, data={"office": made.office.public_id})
    notify(title=f"Đã trả lời: {row.title}", user_id=row.asked_by_id, url=page_of(row), at=at)
    return made


@transaction.atomic
def settle(case: AdviceCase, action: str, *, by: Actor, at: datetime, more: str = "") -> AdviceCase:
    """Who asked says the answer was enough (`close`), or asks on (`ask_again`, with what is still missing)."""
    row = _locked(case)
    if action == "close" and not ADVICE_WORKFLOW.allowed("close", row.state) and policies.asked_it(by, row):
        return row
    require(policies.may_settle(by, row, action))
    row.state = ADVICE_WORKFLOW.target(action, row.state)
    if more.strip():
        row.question = f"{row.question}\n\nHỏi thêm: {more.strip()}"
    row.save()
    record("activities.advice_closed" if action == "close" else "activities.advice_reopened", by=by, at=at, subject=row)
    if action == "ask_again" and row.consultant_id:
        _tell_consultant(row, at)
    return row


def seat(
    office: Office, field: str, criterion: str, *, by: Actor, at: datetime, is_sample: bool = False
) -> ConsultingSeat:
    """Put an office on the consulting team for a field, or for one group of criteria. Raises `Refused`."""
    require(policies.may_keep_team(by))
    try:
        with transaction.atomic():
            made = ConsultingSeat.objects.create(office=office, field=field, criterion=criterion, is_sample=is_sample)
            record("activities.consultant_seated", by=by, at=at, subject=made, data={"office": office.public_id})
    except IntegrityError as error:
        raise Refused("Cơ quan này đã phụ trách lĩnh vực và nhóm tiêu chí đó.") from error
    return made


@transaction.atomic
def unseat(seat: ConsultingSeat, *, by: Actor, at: datetime) -> None:
    """End an office's part in the team; questions it has keep their office."""
    require(policies.may_keep_team(by))
    row = ConsultingSeat.objects.select_for_update().get(pk=seat.pk)
    if row.ended_on is None:
        row.ended_on = local_date(at)
        row.save(update_fields=["ended_on"])
        record("activities.consultant_unseated", by=by, at=at, subject=row)


def page_of(case: AdviceCase) -> str:
    return reverse("activities:advice_case", args=[case.public_id])


def _tell_consultant(case: AdviceCase, at: datetime) -> None:
    notify(title=f"Câu hỏi cần tư vấn: {case.title}", office_id=case.consultant_id, url=page_of(case), at=at)


def _locked(case: AdviceCase) -> AdviceCase:
    return AdviceCase.objects.select_for_update().get(pk=case.pk)
