"""Builders for certification: a dossier the council has concluded, a recognition with its certificate."""

from datetime import date
from decimal import Decimal

from ocop.cycle.certification.actions import issue_certificate
from ocop.cycle.certification.models import Recognition, RecognitionDecision
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierKind, DossierState
from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.ground.programme.models import Round
from tests.world import World, moment

CONCLUDED_AT = moment(2026, 11, 20)


def make_concluded(
    world: World,
    product: Product,
    *,
    stars: int,
    total: str,
    kind: str = DossierKind.FIRST,
    round_: Round | None = None,
) -> Dossier:
    """A dossier as the council leaves it: lodged, accepted, concluded with these stars and this mean."""
    return Dossier.objects.create(
        product=product,
        producer=product.producer,
        round=round_ or world.round,
        kind=kind,
        criteria_id="26-2026",
        sheet_code="I.3.d",
        state=DossierState.CONCLUDED,
        number=f"{Dossier.objects.count() + 1:02d}/PĐK-82-30076-2026",
        started_at=moment(2026, 9, 1),
        lodged_at=moment(2026, 9, 20),
        accepted_at=moment(2026, 10, 20),
        concluded_at=CONCLUDED_AT,
        concluded_stars=stars,
        concluded_total=Decimal(total),
    )


def make_recognition(
    product: Product,
    office: Office,
    *,
    stars: int = 4,
    valid_from: date = date(2026, 7, 1),
    valid_until: date | None = None,
    supersedes: Recognition | None = None,
    is_trial: bool = False,
    number: str = "815/QĐ-UBND",
) -> Recognition:
    """A recognition with its decision and certificate, as of an official round unless said otherwise."""
    decision, _ = RecognitionDecision.objects.get_or_create(
        number=number, signed_on=valid_from, office=office, defaults={"recorded_at": moment(2026, 7, 1)}
    )
    recognition = Recognition.objects.create(
        product=product,
        decision=decision,
        stars=stars,
        year=valid_from.year,
        valid_from=valid_from,
        valid_until=valid_until or date(valid_from.year + 3, valid_from.month, valid_from.day),
        supersedes=supersedes,
        basis={"criteria_id": "26-2026"},
        is_trial=is_trial,
    )
    issue_certificate(recognition)
    if not is_trial:
        Product.objects.filter(pk=product.pk).update(state=ProductState.RECOGNISED)
    return recognition


def official_round(world: World) -> Round:
    """The world's round as an official one: what it decides is no trial."""
    world.round.is_trial = False
    world.round.save()
    return world.round
