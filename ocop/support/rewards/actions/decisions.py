"""A nomination is reviewed; a signed decision rewards nominees."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Representative
from ocop.ground.registry.actions import notify, record
from ocop.ground.registry.models import Document
from ocop.kit.scope import Actor, Refused, require
from ocop.support.rewards import policies
from ocop.support.rewards.actions.nominations import locked_nomination
from ocop.support.rewards.actions.rounds import locked
from ocop.support.rewards.evidence import evidence_of
from ocop.support.rewards.models import (
    Award,
    Criterion,
    Nomination,
    Review,
    ReviewMark,
    RewardDecision,
    RewardRound,
)
from ocop.support.rewards.states import (
    NOMINATION_WORKFLOW,
    CriterionKind,
    NominationState,
    RewardForm,
)


@transaction.atomic
def review(
    nomination: Nomination,
    *,
    marks: Mapping[Criterion, int | bool],
    remark: str,
    recommends: bool,
    by: Actor,
    at: datetime,
) -> Review:
    """Add a review with an answer to every criterion; the very same review again is the first one. Raises `Refused`."""
    row = locked_nomination(nomination)
    require(policies.may_review(by, row))
    criteria = list(row.round.criteria.all())
    if {each.pk for each in criteria} != {each.pk for each in marks}:
        raise Refused("Anh/chị trả lời đủ các tiêu chí của đợt.")
    for criterion, answer in marks.items():
        if criterion.kind == CriterionKind.WEIGHT and not 0 <= int(answer) <= (criterion.weight or 0):
            raise Refused(f"“{criterion.text}”: điểm từ 0 đến {criterion.weight}.")
    last = row.reviews.filter(by_id=by.user_id).first()
    if last and (last.remark, last.recommends) == (remark, recommends) and _same_marks(last, marks):
        return last
    made = Review.objects.create(nomination=row, recommends=recommends, remark=remark, by_id=by.user_id, at=at)
    ReviewMark.objects.bulk_create(_mark(made, criterion, answer) for criterion, answer in marks.items())
    record("rewards.reviewed", by=by, at=at, subject=row, data={"recommends": recommends})
    return made


def _mark(made: Review, criterion: Criterion, answer: int | bool) -> ReviewMark:
    if criterion.kind == CriterionKind.WEIGHT:
        return ReviewMark(review=made, criterion=criterion, points=int(answer))
    return ReviewMark(review=made, criterion=criterion, met=bool(answer))


def _same_marks(last: Review, marks: Mapping[Criterion, int | bool]) -> bool:
    had = {each.criterion_id: each.points if each.met is None else each.met for each in last.marks.all()}
    return had == {criterion.pk: answer for criterion, answer in marks.items()}


@transaction.atomic
def record_decision(
    round_: RewardRound,
    *,
    office: Office,
    number: str,
    signed_on: date,
    awards: Mapping[Nomination, str],
    document: Document | None = None,
    by: Actor,
    at: datetime,
) -> RewardDecision:
    """Record a signed decision and what each nominee gets; the same again answers with the first. Raises `Refused`.

    What is recorded is never overwritten: a mistake is mended by another decision.
    """
    row = locked(round_)
    same = RewardDecision.objects.filter(office=office, number=number.strip(), signed_on=signed_on).first()
    if same is not None:
        named = dict(same.awards.values_list("nomination_id", "form"))
        if same.round_id == row.pk and named == {each.pk: form for each, form in awards.items()}:
            return same
        raise Refused(f"Quyết định số {number} ngày {signed_on:%d/%m/%Y} đã được ghi. Anh/chị xem lại số và ngày.")
    require(policies.may_decide(by, row))
    if not awards:
        raise Refused("Anh/chị chọn hình thức khen thưởng cho ít nhất một đề nghị.")
    if signed_on > at.date():
        raise Refused("Ngày ký không được sau hôm nay.")
    decision = RewardDecision.objects.create(
        round=row,
        office=office,
        number=number.strip(),
        signed_on=signed_on,
        document=document,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    for nomination, form in awards.items():
        _reward(decision, nomination, form, by, at)
    data = {"number": decision.number, "awards": len(awards)}
    record("rewards.decided", by=by, at=at, subject=decision, data=data)
    return decision


def _reward(decision: RewardDecision, nomination: Nomination, form: str, by: Actor, at: datetime) -> None:
    row = Nomination.objects.select_related("round", "producer", "office").get(pk=nomination.pk)
    if row.round_id != decision.round_id or not NOMINATION_WORKFLOW.allowed("reward", row.state):
        raise Refused(f"Đề nghị “{row}” đang ở trạng thái “{row.get_state_display()}” nên không ghi được.")
    basis = [f"{each.title}. {each.detail}" for each in evidence_of(row, by, at.date())]
    Award.objects.create(decision=decision, nomination=row, form=form, basis=basis)
    row.state = NominationState(NOMINATION_WORKFLOW.target("reward", row.state))
    row.save(update_fields=["state"])
    title = f"Được khen thưởng: {row.nominee}"
    body = f"{dict(RewardForm.choices)[form]}, Quyết định {decision.number} ngày {decision.signed_on:%d/%m/%Y}."
    url = reverse("rewards:nomination", args=[row.public_id])
    notify(office_id=row.nominated_by_id, title=title, body=body, url=url, at=at)
    if row.producer_id is not None:
        for user_id in Representative.objects.on(at.date()).filter(producer_id=row.producer_id).values_list("user_id"):
            notify(user_id=user_id[0], title=title, body=body, url=url, at=at)


@transaction.atomic
def file_scan(decision: RewardDecision, *, document: Document, by: Actor, at: datetime) -> RewardDecision:
    """File the signed paper of a decision, once; another paper is refused. Raises `Refused`."""
    row = RewardDecision.objects.select_for_update().get(pk=decision.pk)
    if row.document_id == document.pk and policies.decides(by):
        return row
    require(policies.may_file_scan(by, row))
    row.document = document
    row.save(update_fields=["document"])
    record("rewards.scan_filed", by=by, at=at, subject=row, data={"document": document.public_id})
    return row
