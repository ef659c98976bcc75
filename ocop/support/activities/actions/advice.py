"""Questions to the consulting team: asked, given to an office, answered, found enough; and who sits on the team."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import notify, record
from ocop.kit.clock import local_date
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


def consultant_for(field: str, criterion: str) -> Office | None:
    """The office that answers: the one seated for the criteria group, else for the field; None when nobody is."""
    seats = ConsultingSeat.objects.filter(ended_on__isnull=True).select_related("office")
    named = seats.filter(criterion=criterion).first() if criterion else None
    seat = named or seats.filter(field=field, criterion="").first() or seats.filter(field=field).first()
    return seat.office if seat else None


@transaction.atomic
def ask(question: Question, *, by: Actor, at: datetime, is_sample: bool = False) -> AdviceCase:
    """Send a question to the office that answers for its field; that office is told. Raises `Refused`."""
    require(policies.may_ask(by))
    if by.user_id is None:
        raise Refused("Câu hỏi phải do một người có tài khoản gửi.")
    if question.producer is not None and question.producer.pk not in by.producer_ids:
        raise Refused("Anh/chị chỉ hỏi thay cho chủ thể mình đại diện.")
    if question.office is not None:
        require(policies.may_record_for(by, question.office))
    values = {name: getattr(question, name) for name in Question.__dataclass_fields__}
    case = AdviceCase.objects.create(
        **values,
        consultant=consultant_for(question.field, question.criterion),
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
    """Choose which office answers a question; that office is told."""
    row = _locked(case)
    require(policies.may_keep_team(by))
    if row.consultant_id == office.pk:
        return row
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
