"""What the platform's own records say of a nominee: recognitions and upgrades of a producer, assignments of an office.

Nobody types it. Each line leads to the page of its record where the reader may open it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from ocop.cycle.certification.models import Recognition
from ocop.ground.planning.models import Assignment
from ocop.ground.planning.states import NOT_ENDED, AssignmentState
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.support.rewards.models import Nomination, RewardRound


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line: what is shown, its detail, and the page of the record ("" where this reader has none)."""

    title: str
    detail: str
    url: str = ""


def evidence_of(nomination: Nomination, actor: Actor, on: date) -> list[Evidence]:
    """The records behind a nomination as they stand on a day; at most two queries. A person has none of their own."""
    if nomination.producer_id is not None:
        return _of_producer(nomination, actor, on)
    if nomination.office_id is not None:
        return _of_office(nomination, actor, on)
    return []


def _standing(producer_ids: Iterable[int], on: date) -> QuerySet[Recognition]:
    """Recognitions that stand on a day; those of trial rounds have no worth here."""
    rows = Recognition.objects.filter(product__producer_id__in=producer_ids, is_trial=False).standing_on(on)
    return rows.select_related("product", "decision", "supersedes").order_by("-stars", "product__sort_key", "pk")


def _of_producer(nomination: Nomination, actor: Actor, on: date) -> list[Evidence]:
    rows = list(_standing([nomination.producer_id or 0], on))
    readable = set(
        Recognition.objects.visible_to(actor).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    lines = []
    for row in rows:
        url = reverse("certification:recognition", args=[row.public_id]) if row.pk in readable else ""
        lines.append(Evidence(f"{row.product.name}: {row.stars} sao", _decision(row), url))
        if upgraded_within(row, nomination.round):
            old = row.supersedes.stars if row.supersedes else 0
            detail = f"Từ {old} sao lên {row.stars} sao ngày {row.valid_from:%d/%m/%Y}"
            lines.append(Evidence(f"Nâng hạng {row.product.name}", detail, url))
    return lines


def _decision(row: Recognition) -> str:
    until = f"có giá trị đến {row.valid_until:%d/%m/%Y}"
    if row.decision is None:
        return f"Chưa ghi số quyết định, {until}"
    return f"Quyết định {row.decision.number} ngày {row.decision.signed_on:%d/%m/%Y}, {until}"


def upgraded_within(row: Recognition, round_: RewardRound) -> bool:
    """Whether a recognition raised the stars of its product within the time a round looks at."""
    raised = row.supersedes is not None and row.supersedes.stars < row.stars
    return raised and round_.covers_from <= row.valid_from <= round_.covers_to


def is_late(assignment: Assignment, on: date) -> bool:
    """Whether an office was late with an assignment: reported after its day, or still owed past it."""
    if assignment.state in NOT_ENDED and assignment.reported_at is None:
        return assignment.due_on < on
    answered = assignment.reported_at or assignment.ended_at
    return answered is not None and local_date(answered) > assignment.due_on


def _assignments(office_ids: Iterable[int], round_: RewardRound) -> QuerySet[Assignment]:
    years = (round_.covers_from.year, round_.covers_to.year)
    rows = Assignment.objects.filter(office_id__in=office_ids, year__range=years)
    return rows.exclude(state=AssignmentState.DROPPED).select_related("task").order_by("due_on", "pk")


def _of_office(nomination: Nomination, actor: Actor, on: date) -> list[Evidence]:
    rows = list(_assignments([nomination.office_id or 0], nomination.round))
    readable = set(
        Assignment.objects.visible_to(actor).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    return [Evidence(row.task.title, _standing_of(row, on), _page(row) if row.pk in readable else "") for row in rows]


def _standing_of(row: Assignment, on: date) -> str:
    late = ", trễ hạn" if is_late(row, on) else ""
    return f"Năm {row.year}, hạn {row.due_on:%d/%m/%Y}: {row.get_state_display().lower()}{late}"


def _page(row: Assignment) -> str:
    """The page of an assignment, where the planning room has one."""
    try:
        return reverse("planning:assignment", args=[row.public_id])
    except NoReverseMatch:
        return ""


def summaries(nominations: list[Nomination], on: date) -> dict[int, str]:
    """The evidence of each nomination in one line for lists and prints; two queries however many there are."""
    stars: dict[int, list[int]] = defaultdict(list)
    for row in _standing([each.producer_id for each in nominations if each.producer_id], on):
        stars[row.product.producer_id].append(row.stars)
    work: dict[int, list[Assignment]] = defaultdict(list)
    if nominations:
        for task in _assignments([each.office_id for each in nominations if each.office_id], nominations[0].round):
            work[task.office_id].append(task)
    words = {}
    for each in nominations:
        if each.producer_id:
            words[each.pk] = _stars_in_words(stars[each.producer_id])
        elif each.office_id:
            words[each.pk] = _work_in_words(work[each.office_id], on)
        else:
            words[each.pk] = ""
    return words


def _stars_in_words(stars: list[int]) -> str:
    if not stars:
        return "Chưa có sản phẩm còn hiệu lực"
    counts = ", ".join(f"{stars.count(star)} sản phẩm {star} sao" for star in (5, 4, 3) if star in stars)
    return f"{counts} còn hiệu lực"


def _work_in_words(rows: list[Assignment], on: date) -> str:
    done = sum(row.state == AssignmentState.DONE for row in rows)
    late = sum(is_late(row, on) for row in rows)
    return f"{done}/{len(rows)} việc được giao đã xong, {late} việc trễ hạn" if rows else "Chưa có việc được giao"
