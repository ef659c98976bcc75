"""Councils, dockets and sheets as the people around the table may read them."""

from typing import Self

from django.db import models
from django.db.models import Count, Q

from ocop.cycle.evaluation.states import OPENED_RESULTS, SCORING_ROLES, DocketState, SheetState
from ocop.ground.offices.states import Role, Tier
from ocop.kit.scope import Actor

# Posts that follow every council of the province without a seat on it.
OVERSEERS = (Role.PROVINCE_OFFICER, Role.SECRETARY, Role.LEADER)


class CouncilQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The councils a person sits on; all of them for the provincial office and the leadership."""
        if not actor.is_known:
            return self.none()
        if actor.has_role(*OVERSEERS, tier=Tier.PROVINCE):
            return self
        return self.filter(pk__in=_seated("council_id", actor))

    def with_progress(self) -> Self:
        """Each with the number of its dossiers in all, being scored, closed, over the spread, and concluded."""
        return self.annotate(
            dossiers=Count("dockets"),
            **{f"dossiers_{state}": Count("dockets", filter=Q(dockets__state=state)) for state in DocketState.values},
        )


class DocketQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The dossiers before councils the person may see."""
        if not actor.is_known:
            return self.none()
        if actor.has_role(*OVERSEERS, tier=Tier.PROVINCE):
            return self
        return self.filter(council_id__in=_seated("council_id", actor))

    def for_list(self) -> Self:
        return self.select_related("dossier__product", "dossier__producer__unit", "council")

    def with_sheets_counted(self) -> Self:
        """Each with `sealed` and `expected`: the sheets handed in and those wanted in the present turn."""
        this_turn = Q(sheets__turn=models.F("turn"))
        return self.annotate(
            sealed=Count("sheets", filter=this_turn & Q(sheets__state=SheetState.SEALED)),
            expected=Count("sheets", filter=this_turn & ~Q(sheets__state=SheetState.EXCUSED)),
        )

    def complete(self) -> Self:
        """Being scored, and every sheet that is wanted has been handed in."""
        counted = self.filter(state=DocketState.SCORING).with_sheets_counted()
        return counted.filter(sealed__gt=0, sealed=models.F("expected"))

    def ranked(self) -> Self:
        """By rank and then by mean, the best first; those without a result last, in the order of the docket."""
        return self.order_by(
            models.F("stars").desc(nulls_last=True), models.F("mean").desc(nulls_last=True), "order", "pk"
        )


class SheetQuerySet(models.QuerySet):
    def own(self, actor: Actor) -> Self:
        """The sheets a person fills themselves; nobody reaches a sheet of another through this door."""
        if not actor.is_known:
            return self.none()
        return self.filter(seat__user_id=actor.user_id, seat__role__in=SCORING_ROLES)

    def readable_by(self, actor: Actor) -> Self:
        """One's own sheets, and those of others once the scoring of their turn is closed, within one's councils."""
        from ocop.cycle.evaluation.models import Docket

        closed = Q(docket__in=Docket.objects.visible_to(actor)) & (
            Q(docket__state__in=OPENED_RESULTS) | Q(turn__lt=models.F("docket__turn"))
        )
        return self.filter(closed | Q(seat__user_id=actor.user_id)) if actor.is_known else self.none()

    def of_this_turn(self) -> Self:
        return self.filter(turn=models.F("docket__turn"))

    def to_score(self) -> Self:
        """Not handed in yet, of a dossier whose scoring is open."""
        return self.of_this_turn().filter(state=SheetState.DRAFT, docket__state=DocketState.SCORING)

    def counted(self) -> Self:
        """The sheets a result is made of."""
        return self.of_this_turn().filter(state=SheetState.SEALED)


def _seated(column: str, actor: Actor) -> models.QuerySet:
    from ocop.cycle.evaluation.models import Seat

    seats = Seat.objects.filter(user_id=actor.user_id) if actor.user_id and actor.posts else Seat.objects.none()
    return seats.values(column)
