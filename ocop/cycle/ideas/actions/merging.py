"""Two ideas that are one: the later goes into the earlier, and both authors follow the same answer."""

from datetime import datetime

from django.db import transaction

from ocop.cycle.ideas import policies
from ocop.cycle.ideas.actions.steps import asked, locked, move, was_said
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import StepKind
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, require


@transaction.atomic
def merge(idea: Idea, *, into: Idea, why: str, by: Actor, at: datetime) -> Idea:
    """Merge an idea into another; nothing of it is lost, and its author is told into which and why. Raises `Refused`.

    The author reads the other's number, and its title only where everybody may read it; nothing of the other person.
    """
    said = f"Gộp vào ý tưởng số {into.number}. {asked(why, 'Nhập lý do gộp để tác giả hiểu.')}"
    # Always in one order, so that two who merge the two into each other wait and do not lock each other out.
    rows = {each.pk: locked(each) for each in sorted((idea, into), key=lambda each: each.pk)}
    row, head = rows[idea.pk], rows[into.pk]
    if was_said(row, StepKind.MERGED, said, by):
        return row
    require(policies.may_take_in(by, row, head))
    row.merged_into, row.answered_at = head, at
    move(row, "merge", StepKind.MERGED, said, by=by, at=at)
    record("ideas.merged", by=by, at=at, subject=row, data={"into": head.public_id})
    return row
