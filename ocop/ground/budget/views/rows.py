"""What lists of money share: a line with everything below it."""

from ocop.ground.budget.models import BudgetLine
from ocop.kit.scope import Actor

_DEEPEST = 6


def lines_within(actor: Actor, public_id: str) -> tuple[BudgetLine | None, list[int] | None]:
    """The line a list is narrowed to, and the keys of it and its parts; (None, None) for all lines.

    A line the person may not see narrows the list to nothing.
    """
    if not public_id:
        return None, None
    line = BudgetLine.objects.visible_to(actor).filter(public_id=public_id).first()
    if line is None:
        return None, []
    found, below = [line.pk], [line.pk]
    for _ in range(_DEEPEST):
        below = list(BudgetLine.objects.filter(parent__in=below).values_list("pk", flat=True)) if below else []
        found += below
    return line, found
