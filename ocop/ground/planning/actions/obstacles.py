"""What stands in the way is raised, asked of the office that knows, answered, solved or opened again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.planning import policies
from ocop.ground.planning.actions.notices import tell_of_obstacle
from ocop.ground.planning.models import Obstacle, ObstacleAnswer, Task
from ocop.ground.planning.states import OBSTACLE_WORKFLOW, AnswerKind, ObstacleState
from ocop.ground.registry.actions import record
from ocop.ground.registry.states import NoticeKind
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class ObstacleWords:
    """What stands in the way, of which field, and the way out the office itself proposes."""

    field: str
    title: str
    detail: str
    proposal: str = ""
    task: Task | None = None


def _by(column: str, actor: Actor) -> dict[str, Any]:
    return {column: actor.user_id}


@transaction.atomic
def raise_obstacle(words: ObstacleWords, *, office: Office, asked: Office, by: Actor, at: datetime) -> Obstacle:
    """Note an obstacle of an office and ask another about it; a second press finds the first. Raises `Refused`."""
    Office.objects.select_for_update().get(pk=office.pk)
    require(policies.may_raise(by))
    if office.pk not in by.office_ids(*policies.WORKERS):
        raise Refused("Anh/chị chỉ nêu vướng mắc của cơ quan mình được.")
    already = Obstacle.objects.filter(office=office, title=words.title, detail=words.detail).first()
    if already is not None and already.raised_by_id == by.user_id:
        return already
    columns = {name: getattr(words, name) for name in ObstacleWords.__dataclass_fields__}
    obstacle = Obstacle.objects.create(office=office, asked=asked, raised_at=at, **columns, **_by("raised_by_id", by))
    tell_of_obstacle(obstacle, f"{office} nêu vướng mắc", office_id=asked.pk, at=at, kind=NoticeKind.TODO)
    record("planning.obstacle_raised", by=by, at=at, subject=obstacle, data={"asked": asked.public_id})
    return obstacle


def _locked(obstacle: Obstacle) -> Obstacle:
    return Obstacle.objects.select_for_update(of=("self",)).select_related("office", "asked").get(pk=obstacle.pk)


@transaction.atomic
def ask_other(obstacle: Obstacle, *, asked: Office, why: str = "", by: Actor, at: datetime) -> Obstacle:
    """Pass the question on to another office. Raises `Refused`."""
    row = _locked(obstacle)
    if row.asked_id == asked.pk:
        return row
    require(policies.may_ask_other(by, row))
    before, row.asked = row.asked, asked
    row.save(update_fields=["asked"])
    tell_of_obstacle(row, f"{row.office} nêu vướng mắc", office_id=asked.pk, at=at, kind=NoticeKind.TODO)
    data = {"before": before.public_id, "after": asked.public_id}
    record("planning.obstacle_passed_on", by=by, at=at, subject=row, why=why, data=data)
    return row


@transaction.atomic
def propose(obstacle: Obstacle, *, text: str, by: Actor, at: datetime) -> ObstacleAnswer:
    """Add a proposed way out; the question stays open. Raises `Refused`."""
    row = _locked(obstacle)
    require(policies.may_propose(by, row))
    return _say(row, AnswerKind.PROPOSAL, text, by=by, at=at)


@transaction.atomic
def answer(obstacle: Obstacle, *, text: str, by: Actor, at: datetime) -> ObstacleAnswer:
    """Answer, or answer more; what was said before stays. Raises `Refused`."""
    row = _locked(obstacle)
    require(policies.may_answer(by, row))
    said = _say(row, AnswerKind.ANSWER, text, by=by, at=at)
    row.state = OBSTACLE_WORKFLOW.target("answer", row.state)
    row.save(update_fields=["state"])
    return said


def _say(row: Obstacle, kind: str, text: str, *, by: Actor, at: datetime) -> ObstacleAnswer:
    """Add words once: the same words from the same person pressed twice are one answer."""
    words = text.strip()
    if not words:
        raise Refused("Viết nội dung rồi gửi.")
    already = row.answers.filter(by_id=by.user_id, kind=kind, text=words).first()
    if already is not None:
        return already
    office_id = _speaks_for(by, row)
    said = ObstacleAnswer.objects.create(
        obstacle=row, kind=kind, office_id=office_id, text=words, at=at, **_by("by_id", by)
    )
    other = row.office_id if office_id != row.office_id else row.asked_id
    title = "Vướng mắc đã được trả lời" if kind == AnswerKind.ANSWER else "Có đề xuất gỡ vướng mắc"
    tell_of_obstacle(row, title, office_id=other, at=at, kind=NoticeKind.RESULT)
    record("planning.obstacle_answered", by=by, at=at, subject=row, data={"kind": str(kind)})
    return said


def _speaks_for(actor: Actor, obstacle: Obstacle) -> int:
    """The office a person speaks for: the one asked, the one that raised it, else their own."""
    offices = actor.office_ids(*policies.WORKERS)
    return next((each for each in (obstacle.asked_id, obstacle.office_id) if each in offices), min(offices))


def solve(obstacle: Obstacle, *, by: Actor, at: datetime) -> Obstacle:
    """It no longer stands in the way. Raises `Refused`."""
    return _settle(obstacle, "solve", ObstacleState.SOLVED, "", by=by, at=at)


def reopen(obstacle: Obstacle, *, why: str, by: Actor, at: datetime) -> Obstacle:
    """It stands in the way still; says why the answer was not enough. Raises `Refused`."""
    if not why.strip():
        raise Refused("Ghi vì sao chưa gỡ được.")
    return _settle(obstacle, "reopen", ObstacleState.OPEN, why.strip(), by=by, at=at)


@transaction.atomic
def _settle(obstacle: Obstacle, action: str, target: str, why: str, *, by: Actor, at: datetime) -> Obstacle:
    row = _locked(obstacle)
    if row.state == target:
        return row
    require(policies.may_settle(by, row, action))
    row.state = OBSTACLE_WORKFLOW.target(action, row.state)
    row.save(update_fields=["state"])
    words = "Vướng mắc đã gỡ xong" if action == "solve" else "Vướng mắc được mở lại"
    kind = NoticeKind.INFO if action == "solve" else NoticeKind.TODO
    tell_of_obstacle(row, words, office_id=row.asked_id, at=at, kind=kind)
    act = "planning.obstacle_solved" if action == "solve" else "planning.obstacle_reopened"
    record(act, by=by, at=at, subject=row, why=why)
    return row
