"""The public register of certificates: every recognition that is no trial, how it stands, and how it came to that.

Of a change everybody may read the day, the number of the decision and the ground the law names; the officers' own
words about it stay with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from ocop.cycle.certification.models import Recognition, RecognitionDecision
from ocop.cycle.certification.queries import RecognitionQuerySet
from ocop.cycle.certification.states import RecognitionState, Standing, WithdrawalGround, standing_words
from ocop.ground.offices.models import Unit
from ocop.ground.offices.queries import reach_of
from ocop.ground.offices.states import Tier
from ocop.ground.producers.models import Product

# Recognitions that are neither a trial nor rebuilt from figures.
REAL = Q(is_trial=False, is_reconstructed=False)
# What the filter calls standings, with the standings each means.
STANDINGS: dict[str, tuple[Standing, ...]] = {
    "con": (Standing.VALID, Standing.GRACE),
    "het": (Standing.EXPIRED,),
    "tam-dung": (Standing.SUSPENDED,),
    "thu-hoi": (Standing.WITHDRAWN,),
    "thay": (Standing.SUPERSEDED,),
}


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a recognition on a day; `on` is None where a source states only the year.

    `key` is a standing, or "granted", "lifted".
    """

    key: str
    on: date | None
    words: str
    decision: str = ""
    decision_on: date | None = None
    ground: str = ""


def register(on: date) -> RecognitionQuerySet:
    """Every line of the register with its `standing` on a day, the newest first."""
    rows: RecognitionQuerySet = Recognition.objects.filter(REAL, valid_from__lte=on).with_standing(on)
    rows = rows.select_related("product__producer__unit", "decision__office", "certificate", "superseded_by")
    return rows.order_by("-valid_from", "product__sort_key", "pk")


def narrowed(rows: RecognitionQuerySet, wanted: dict[str, Any]) -> RecognitionQuerySet:
    """The lines a visitor asked for: words, stars, standing, place and decision; what is empty narrows nothing."""
    if wanted.get("tim"):
        rows = rows.filter(product__in=Product.objects.search(wanted["tim"]))
    if wanted.get("sao"):
        rows = rows.filter(stars=int(wanted["sao"]))
    if wanted.get("hieu_luc"):
        rows = rows.filter(standing__in=STANDINGS[wanted["hieu_luc"]])
    if wanted.get("noi"):
        rows = rows.filter(product__producer__unit_id__in=_units_of(wanted["noi"]))
    if wanted.get("qd"):
        rows = rows.filter(decision__public_id=wanted["qd"])
    return rows


def places(on: date) -> list[tuple[str, str]]:
    """Today's communes and wards as (key, name)."""
    units = Unit.objects.in_force(on).at(Tier.COMMUNE).order_by("sort_key", "pk")
    return [(unit.key, unit.full_name) for unit in units]


def _units_of(key: str) -> frozenset[int]:
    """A unit and all that were merged into it; nothing for a key nobody has."""
    found = [unit.pk for unit in Unit.objects.filter(code=key.partition("-")[0]) if unit.key == key]
    return frozenset().union(*reach_of(found).values())


def decisions(on: date) -> Any:
    """Signed decisions with how many products each recognised, whole and by stars, the newest first."""
    rows = RecognitionDecision.objects.filter(is_reconstructed=False, signed_on__lte=on)
    real = Q(recognitions__is_trial=False, recognitions__is_reconstructed=False)
    counts = {f"stars_{n}": Count("recognitions", filter=real & Q(recognitions__stars=n)) for n in (3, 4, 5)}
    rows = rows.annotate(products=Count("recognitions", filter=real), **counts).filter(products__gt=0)
    return rows.select_related("office").order_by("-signed_on", "-pk")


def history(row: Recognition, changes: Iterable[Any], on: date) -> list[Step]:
    """Everything that happened to a recognition up to a day, the oldest first; `changes` are its standing changes."""
    steps = [_granted(row)]
    ended: date | None = None
    for change in sorted(changes, key=lambda each: (each.effective_on, each.pk)):
        if change.effective_on <= on:
            steps.append(_changed(change))
            ended = change.effective_on if change.to_state == RecognitionState.WITHDRAWN else ended
    newer = getattr(row, "superseded_by", None)
    if newer is not None and newer.valid_from <= on and ended is None:
        ended = newer.valid_from
        words = _("Thay bằng lần công nhận mới, hạng %(stars)s sao") % {"stars": newer.stars}
        steps.append(Step(Standing.SUPERSEDED, ended, words))
    if row.valid_until < on and (ended is None or ended > row.valid_until):
        known = not row.dates_are_estimated
        words = _("Hết thời hạn 36 tháng") if known else _(standing_words(Standing.EXPIRED, by_year=True))
        steps.append(Step(Standing.EXPIRED, row.valid_until if known else None, words))
    return sorted(steps, key=lambda step: (step.key != "granted", step.on or row.valid_until))


def _granted(row: Recognition) -> Step:
    decision = row.decision if row.decision and not row.decision.is_reconstructed else None
    return Step(
        "granted",
        None if row.dates_are_estimated else row.valid_from,
        _("Công nhận hạng %(stars)s sao") % {"stars": row.stars},
        decision.number if decision else "",
        decision.signed_on if decision else None,
    )


def _changed(change: Any) -> Step:
    keys = {RecognitionState.SUSPENDED: Standing.SUSPENDED, RecognitionState.WITHDRAWN: Standing.WITHDRAWN}
    words = {
        RecognitionState.SUSPENDED: _("Tạm dừng"),
        RecognitionState.WITHDRAWN: _("Thu hồi"),
        RecognitionState.GRANTED: _("Cho dùng lại"),
    }
    state = RecognitionState(change.to_state)
    ground = _(WithdrawalGround(change.ground).label) if change.ground else ""
    return Step(keys.get(state, "lifted"), change.effective_on, words[state], change.decision_number, ground=ground)
