"""Recognitions, decisions and referrals as the offices and the shopper ask for them."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from ocop.cycle.certification.standing import Span, standing_of
from ocop.cycle.certification.states import RecognitionState, ReferralState, Standing
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import RUNNING, DossierKind, DossierState
from ocop.ground.offices.states import Role, Tier
from ocop.ground.producers.models import Product
from ocop.kit.scope import Actor
from ocop.rules.calendar import GRACE_DAYS

if TYPE_CHECKING:
    from ocop.cycle.certification.models import Recognition, RecognitionDecision

# Who keeps the register of recognitions, who only reads it, and who reads it at their units.
DECIDERS = (Role.PROVINCE_OFFICER, Role.LEADER)
READERS = (*DECIDERS, Role.SECRETARY)
UNIT_READERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.LEADER)

# A re-assessment that was lodged and has not ended; a draft gives no grace, nor does a trial round.
RENEWAL_RUNNING = (
    Q(kind=DossierKind.RENEWAL)
    & Q(state__in=[state for state in RUNNING if state != DossierState.DRAFT])
    & Q(round__is_trial=False)
)


def decides(actor: Actor) -> bool:
    """Whether the person records what the province decides; the leader of a commune does not."""
    return actor.has_role(*DECIDERS, tier=Tier.PROVINCE)


def reads_register(actor: Actor) -> bool:
    """Whether the person reads the whole register: the province's offices, and the ministry's."""
    return actor.has_role(*READERS, tier=Tier.PROVINCE) or actor.has_role(Role.MINISTRY_OFFICER)


def _last_change(on: date) -> Subquery:
    """The state a recognition was last brought to by a day; none where nothing ever changed."""
    from ocop.cycle.certification.models import StandingChange

    changes = StandingChange.objects.filter(recognition=OuterRef("pk"), effective_on__lte=on)
    return Subquery(changes.order_by("-effective_on", "-pk").values("to_state")[:1])


def may_stand(first: date, last: date) -> Q:
    """What a recognition must be for its star to stand on any day between two: cheap, and never too narrow."""
    return Q(is_trial=False, valid_from__lte=last, valid_until__gte=first - timedelta(days=GRACE_DAYS))


def stands_on(on: date) -> Q:
    """That a recognition's star may be shown and used on a day: the `STANDS` of `RecognitionQuerySet.with_standing`."""
    return _is_the_one_granted(on) & (Q(valid_until__gte=on) | Q(_renewal_running()))


def _is_the_one_granted(on: date) -> Q:
    """Begun, not withdrawn or suspended, and no newer one in its place; its end is not asked."""
    from ocop.cycle.certification.models import Recognition

    newer = Recognition.objects.filter(supersedes=OuterRef("pk"), valid_from__lte=on)
    granted = Value(RecognitionState.GRANTED.value)
    is_granted = Exact(Coalesce(_last_change(on), granted), granted)
    return may_stand(on, on) & ~Q(Exists(newer)) & Q(is_granted)


def _renewal_running() -> Exists:
    return Exists(Dossier.objects.filter(RENEWAL_RUNNING, product=OuterRef("product")))


class RecognitionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The recognitions a signed-in person finds in the register: all, those at their units, or their own."""
        if reads_register(actor):
            return self
        scope = Q(product__producer_id__in=actor.producer_ids)
        if units := actor.unit_ids(*UNIT_READERS):
            scope |= Q(product__producer__unit_id__in=units)
        return self.filter(scope)

    def for_cards(self) -> Self:
        """Each with what a card prints of its product: producer and place, photo, product sets; one query more."""
        rows = self.select_related("product__producer__unit", "product__photo")
        return rows.prefetch_related("product__classifications")

    def with_standing(self, on: date) -> Self:
        """Each row with `standing` on a day, by the same reading as `standing.standing_of`, inside the database."""
        from ocop.cycle.certification.models import Recognition

        newer = Recognition.objects.filter(supersedes=OuterRef("pk"), valid_from__lte=on)
        return self.annotate(last_change=_last_change(on)).annotate(
            standing=Case(
                When(is_trial=True, then=Value(Standing.TRIAL.value)),
                When(last_change=RecognitionState.WITHDRAWN, then=Value(Standing.WITHDRAWN.value)),
                When(Exists(newer), then=Value(Standing.SUPERSEDED.value)),
                When(valid_from__gt=on, then=Value(Standing.NOT_YET.value)),
                When(last_change=RecognitionState.SUSPENDED, then=Value(Standing.SUSPENDED.value)),
                When(valid_until__gte=on, then=Value(Standing.VALID.value)),
                When(
                    Q(valid_until__gte=on - timedelta(days=GRACE_DAYS)) & _renewal_running(),
                    then=Value(Standing.GRACE.value),
                ),
                default=Value(Standing.EXPIRED.value),
                output_field=models.CharField(),
            )
        )

    def standing_on(self, on: date) -> Self:
        """Only those whose star may be shown and used on a day: the `STANDS` of `with_standing`."""
        return self.filter(stands_on(on))

    def newest_of_each(self, on: date) -> Self:
        """The newest recognition of each product that had begun on a day: one row a product.

        A trial result stands for a product only as long as no real recognition does.
        """
        from ocop.cycle.certification.models import Recognition

        later = Q(valid_from__gt=OuterRef("valid_from")) | Q(valid_from=OuterRef("valid_from"), pk__gt=OuterRef("pk"))
        ahead = Recognition.objects.filter(
            Q(is_trial__lt=OuterRef("is_trial")) | Q(later, is_trial=OuterRef("is_trial")),
            product=OuterRef("product"),
            valid_from__lte=on,
        )
        return self.filter(~Exists(ahead), valid_from__lte=on)

    def expiring_within(self, days: int, on: date) -> Self:
        """Standing today, ending within so many days, without a re-assessment on its way."""
        last = on + timedelta(days=days)
        return self.filter(_is_the_one_granted(on), ~_renewal_running(), valid_until__gte=on, valid_until__lte=last)

    def for_list(self) -> Self:
        """With everything a list line prints, in one query."""
        return self.select_related(
            "product", "product__producer", "product__producer__unit", "decision", "decision__office", "certificate"
        )


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Decisions are public acts; the register of them is for the offices that keep it."""
        return self if reads_register(actor) else self.none()


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for those who refer; for the ministry's officers what was sent to their office."""
        if actor.has_role(*DECIDERS, Role.SECRETARY, tier=Tier.PROVINCE):
            return self
        return self.filter(to_office_id__in=actor.office_ids(Role.MINISTRY_OFFICER))

    def waiting(self) -> Self:
        return self.filter(state=ReferralState.SENT, dossier__state=DossierState.REFERRED)

    def for_list(self) -> Self:
        return self.select_related(
            "to_office", "dossier", "dossier__product", "dossier__producer", "dossier__producer__unit", "dossier__round"
        )


def dossiers_to_decide(actor: Actor) -> QuerySet[Dossier]:
    """What waits for a decision: concluded dossiers, and referred ones the ministry answered below 90 points.

    The best first, as decisions list them; nothing for people who do not decide.
    """
    if not decides(actor):
        return Dossier.objects.none()
    waiting = Q(state=DossierState.CONCLUDED) | Q(state=DossierState.REFERRED, referral__state=ReferralState.RETURNED)
    rows = Dossier.objects.filter(waiting)
    return rows.select_related("product", "producer__unit", "round", "docket", "referral").order_by(
        "-concluded_stars", "-concluded_total", "product__sort_key", "pk"
    )


def decision_numbered(number: str, signed_on: date, office_id: int) -> "RecognitionDecision | None":
    """The decision an office signed on a day under a number, however its letters were typed (qđ, QĐ)."""
    from ocop.cycle.certification.models import RecognitionDecision

    wanted = plain_number(number).casefold()
    signed = RecognitionDecision.objects.filter(signed_on=signed_on, office_id=office_id)
    return next((each for each in signed if each.number.casefold() == wanted), None)


def plain_number(number: str) -> str:
    """A paper's number without stray spaces."""
    return " ".join(number.split())


def standing(recognition: "Recognition", on: date) -> Standing:
    """The standing of one recognition on a day; at most three queries, none for what is prefetched.

    Ask it of the day a thing was made to know whether the star was valid then.
    """
    newer = getattr(recognition, "superseded_by", None)
    newer_on = newer.valid_from if newer else None
    span = Span(recognition.valid_from, recognition.valid_until, newer_on, recognition.is_trial)
    changes = [(change.effective_on, change.to_state) for change in recognition.standing_changes.all()]
    ended = on > recognition.valid_until and not recognition.is_trial
    renewal = ended and renewal_is_running(recognition.product_id)
    return standing_of(span, changes, on, renewal_running=renewal)


def renewal_is_running(product_id: int) -> bool:
    """Whether a re-assessment of the product was lodged in a real round and has not ended."""
    return Dossier.objects.filter(RENEWAL_RUNNING, product_id=product_id).exists()


def recognition_running(product_id: int, on: date, *, trial: bool = False) -> "Recognition | None":
    """The recognition whose star the product bears, or last bore, on a day; what a new one supersedes.

    Real and trial results never meet: `trial` asks for the last trial result instead of the star.
    """
    from ocop.cycle.certification.models import Recognition

    rows = Recognition.objects.filter(
        product_id=product_id, superseded_by__isnull=True, valid_from__lte=on, is_trial=trial
    )
    return rows.exclude(state=RecognitionState.WITHDRAWN).order_by("-valid_from", "-pk").first()


def valid_until_of(product: Product, on: date) -> date | None:
    """The last valid day of the recognition whose star the product bears, or last bore, on a day; None without one."""
    running = recognition_running(product.pk, on)
    return running.valid_until if running else None


def valid_when_produced(product_id: int, produced_on: date) -> "Recognition | None":
    """The recognition that covered what was produced on a day, even if it has since ended or been replaced."""
    from ocop.cycle.certification.models import Recognition

    rows: Any = Recognition.objects.filter(product_id=product_id).standing_on(produced_on)
    found: Recognition | None = rows.order_by("-valid_from").first()
    return found
