"""What every act upon an idea shares: the lock, the step its author sees, who is told."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from ocop.cycle.ideas import policies
from ocop.cycle.ideas.models import Idea, IdeaStep
from ocop.cycle.ideas.queries import ANSWERERS
from ocop.cycle.ideas.states import IDEA_WORKFLOW, StepKind
from ocop.ground.offices.models import Appointment, Office, Unit
from ocop.ground.offices.states import Role, Tier
from ocop.ground.planning.actions.notices import coordination_office
from ocop.ground.registry.actions import notify, settle_notices
from ocop.ground.registry.states import NoticeKind
from ocop.kit.scope import Actor, Refused, require
from ocop.rules.calendar import add_working_days

MOST_MERGED = 1000


def due_from(day: date) -> date:
    """The last day of an answer to an idea of a day: no law sets it, the province does (`OCOP_IDEA_ANSWER_DAYS`)."""
    return add_working_days(day, settings.OCOP_IDEA_ANSWER_DAYS)


def communes_that_answer(on: date) -> list[Office]:
    """The commune committees where somebody works for the programme, in Vietnamese order; one query."""
    posts = Appointment.objects.effective(on).filter(role=Role.COMMUNE_OFFICER)
    offices = Office.objects.committees_of(Tier.COMMUNE).in_force(on).filter(pk__in=posts.values("office"))
    return list(offices.order_by("sort_key", "pk"))


def answering_office(unit: Unit, on: date) -> Office:
    """The committee of the commune where somebody works for the programme, else the coordination office.

    Raises `Refused` where neither stands.
    """
    own = next((office for office in communes_that_answer(on) if office.unit_id == unit.pk), None)
    if (found := own or coordination_office(on)) is None:
        raise Refused("Hệ thống chưa có Văn phòng Điều phối tỉnh để nhận ý tưởng. Anh/chị gửi lại sau.")
    return found


def locked(idea: Idea) -> Idea:
    """The idea as it stands, held until the transaction ends."""
    rows = Idea.objects.select_for_update(of=("self",)).select_related("office", "unit", "author", "producer")
    return rows.get(pk=idea.pk)


def was_said(idea: Idea, kind: str, text: str, by: Actor) -> bool:
    """Whether the last thing that happened is this very act of this person: a second press."""
    last = idea.steps.order_by("-at", "-pk").first()
    return last is not None and (last.kind, last.text, last.by_id) == (kind, text, by.user_id)


def asked(text: str, words: str) -> str:
    """What was typed, without surplus spaces; raises `Refused` with what to do when it is empty."""
    if not (said := text.strip()):
        raise Refused(words)
    return said


def move(idea: Idea, act: str, kind: str, text: str, *, by: Actor, at: datetime) -> None:
    """Do an officer's act of the workflow to a locked idea: ask the policy, change the state, add the step, tell.

    What else the act changes is set on `idea` before; raises `Refused`.
    """
    require(policies.may(by, idea, act))
    idea.state = IDEA_WORKFLOW.target(act, idea.state)
    settle_notices([page_of(idea)], at=at)
    idea.save()
    add_step(idea, kind, text, by=by, at=at)
    tell_authors(idea, kind, at=at)


def add_step(idea: Idea, kind: str, text: str = "", *, by: Actor, at: datetime) -> IdeaStep:
    """Note a step; an officer's bears the office they answer for."""
    office_id = None if kind in (StepKind.SENT, StepKind.ANSWER) else min(by.office_ids(*ANSWERERS), default=None)
    return IdeaStep.objects.create(idea=idea, kind=kind, text=text, by_id=by.user_id, office_id=office_id, at=at)


def page_of(idea: Idea) -> str:
    """The officers' page of an idea."""
    return reverse("ideas:idea", args=[idea.public_id])


def tell_office(idea: Idea, title: str, *, at: datetime) -> None:
    """Ask the office that holds an idea for an answer by its day."""
    notify(
        title=title, body=idea.title, office_id=idea.office_id, url=page_of(idea), kind=NoticeKind.TODO,
        due_on=idea.due_on, at=at,
    )  # fmt: skip


def all_merged(idea: Idea) -> list[Idea]:
    """The ideas that were merged into this one, straight or by way of others; one query for each length of way."""
    found: list[Idea] = []
    newest = [idea]
    while newest and len(found) < MOST_MERGED:
        newest = list(Idea.objects.filter(merged_into__in=newest).order_by("sent_at", "pk"))
        found += newest
    return found


def tell_authors(idea: Idea, kind: str, *, at: datetime) -> None:
    """Tell the author who has an account, and those whose ideas were merged into this one."""
    for each in [idea, *all_merged(idea)]:
        if each.author_id is not None:
            url = reverse("ideas:mine_one", args=[each.public_id])
            notify(
                title=f"Ý tưởng của anh/chị: {StepKind(kind).label}", body=each.title, user_id=each.author_id,
                url=url, kind=NoticeKind.TODO if kind == StepKind.QUESTION else NoticeKind.RESULT, at=at,
            )  # fmt: skip
