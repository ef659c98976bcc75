"""The author's side: an idea is sent, a question answered, and later everything of the person is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from ocop.cycle.ideas import policies
from ocop.cycle.ideas.actions.steps import (
    add_step,
    answering_office,
    asked,
    due_from,
    locked,
    tell_office,
    was_said,
)
from ocop.cycle.ideas.models import Idea, IdeaStep, Tagging
from ocop.cycle.ideas.states import IDEA_WORKFLOW, OPEN, TO_BE_MADE, StepKind
from ocop.ground.accounts.tokens import digest
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import file_document, record, withdraw_notices
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.uploads import CleanFile


@dataclass(frozen=True, slots=True)
class IdeaWords:
    """What an author types: the idea, where, who they are, and what of it may be shown."""

    title: str
    text: str
    unit: Unit
    author_kind: str
    tags: Sequence[str] = ()
    author_name: str = ""
    phone: str = ""
    email: str = ""
    shows_name: bool = False
    may_list: bool = False
    producer: Producer | None = None


def send_idea(words: IdeaWords, *, secret: str, by: Actor, at: datetime, picture: CleanFile | None = None) -> Idea:
    """Note an idea and ask the office of its place for an answer; the page that sends it brings the author's secret.

    The secret makes the link the author follows; only its digest is kept. Sent twice, at whatever moments, an idea is
    there once. Raises `Refused` for a producer the person does not speak for.
    """
    if words.producer is not None and words.producer.pk not in by.producer_ids:
        raise Refused("Anh/chị không đại diện cho chủ thể này. Chọn lại người gửi.")
    earlier = Idea.objects.filter(secret=digest(secret))
    if (idea := earlier.first()) is not None:
        return idea
    try:
        with transaction.atomic():
            return _send(words, digest(secret), picture, by=by, at=at)
    except IntegrityError:
        # The other press was between our look and our writing.
        if (idea := earlier.first()) is None:
            raise
        return idea


def _send(words: IdeaWords, secret: str, picture: CleanFile | None, *, by: Actor, at: datetime) -> Idea:
    on = local_date(at)
    columns = {name: getattr(words, name) for name in IdeaWords.__dataclass_fields__ if name != "tags"}
    idea = Idea.objects.create(
        **columns,
        secret=secret,
        # The sender's name of the file may be a person's.
        picture=file_document(replace(picture, name="anh-y-tuong"), by=by, at=at) if picture else None,
        author_id=by.user_id,
        office=answering_office(words.unit, on),
        due_on=due_from(on),
        sent_at=at,
    )
    Tagging.objects.bulk_create([Tagging(idea=idea, tag=tag) for tag in dict.fromkeys(words.tags)])
    add_step(idea, StepKind.SENT, by=by, at=at)
    tell_office(idea, "Trả lời ý tưởng mới", at=at)
    record("ideas.sent", by=by, at=at, subject=idea, data={"office": idea.office.public_id, "unit": words.unit.key})
    return idea


@transaction.atomic
def answer_question(idea: Idea, *, text: str, by: Actor, at: datetime) -> Idea:
    """The author's answer; the office has its whole term again. Raises `Refused` when nothing was asked."""
    said = asked(text, "Nhập câu trả lời rồi gửi.")
    row = locked(idea)
    if was_said(row, StepKind.ANSWER, said, by):
        return row
    require(policies.may_answer_question(by, row))
    row.state = IDEA_WORKFLOW.target("answer_question", row.state)
    row.due_on = due_from(local_date(at))
    row.save()
    add_step(row, StepKind.ANSWER, said, by=by, at=at)
    tell_office(row, "Tác giả đã trả lời câu hỏi", at=at)
    record("ideas.question_answered", by=by, at=at, subject=row)
    return row


@transaction.atomic
def forget_authors(*, at: datetime) -> int:
    """Empty what leads from an idea to its author, `OCOP_IDEA_KEEP_DAYS` after the answer; how many were emptied.

    Of an idea nobody answered, and of one whose author never answered the office, the days run from the day the
    answer was due: a late office keeps its duty, not the person's telephone. Name, telephone, mail, the tie to an
    account and what the account was told go; the idea, its steps and the author's link stay. Run again on the same
    day it finds nothing. An author who is signed in and answers through the link after that day is forgotten with
    the next run. The producer an author speaks for, often a household, goes once no product is to be made any more.
    """
    before = at - timedelta(days=settings.OCOP_IDEA_KEEP_DAYS)
    is_over = ~Q(state__in=OPEN) & Q(answered_at__lt=before) | Q(state__in=OPEN, due_on__lt=local_date(before))
    old = list(Idea.objects.select_for_update().filter(is_over, forgotten_at__isnull=True).order_by("pk"))
    withdraw_notices(reverse("ideas:mine_one", args=[each.public_id]) for each in old if each.author_id is not None)
    keys = [each.pk for each in old]
    forgotten = Q(idea__in=keys) | Q(idea__forgotten_at__isnull=False)
    own = IdeaStep.objects.filter(forgotten, kind__in=(StepKind.SENT, StepKind.ANSWER), by__isnull=False)
    own.update(by=None)
    emptied = {"author_name": "", "phone": "", "email": "", "shows_name": False, "author": None, "forgotten_at": at}
    found = Idea.objects.filter(pk__in=keys).update(**emptied)
    Idea.objects.filter(forgotten_at__isnull=False).exclude(state__in=TO_BE_MADE).update(producer=None)
    return found
