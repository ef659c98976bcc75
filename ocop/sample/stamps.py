"""Made-up products with a made-up star that stands, so that a sample producer has stamps, lots and slips to look at.

Rounds of the sample are trials, whose results give no stamps; these few recognitions are written as official ones, of
sample products only, and every page that shows them says "Dữ liệu mẫu".
"""

from datetime import datetime, timedelta

from django.db import transaction

from ocop.cycle.certification.actions import issue_certificate
from ocop.cycle.certification.models import Recognition, RecognitionDecision
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import Batch, StampRange
from ocop.cycle.traceability.states import Mishap
from ocop.ground.accounts.models import User
from ocop.ground.producers.models import Classification, Producer, Product
from ocop.ground.producers.states import ProductState
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.rules.calendar import certificate_valid_until
from ocop.sample import journey
from ocop.sample.people import province_committee

CRITERIA_ID, NUMBER = "26-2026", "04/QĐ-UBND-MAU"
DAYS_WITH_STAR = 200
# Telephone of the sample producer, its second product, the product set, stars.
STARRED = (
    ("0900000001", "Trà tim sen Tháp Mười", "I.5.b", 4),
    ("0900000003", "Nem chua Lai Vung gói lá", "I.3.d", 3),
)


@transaction.atomic
def load_stamps(*, at: datetime) -> None:
    """Recognise the products, then print, activate, lose and correct stamps as their producers do; once."""
    if StampRange.objects.exists():
        return
    first, second = (_recognised(*line, at) for line in STARRED)
    _printed_and_used(first, _keeper("0900000001", at), at)
    _just_taken(second, _keeper("0900000003", at), at)


def _keeper(phone: str, at: datetime) -> Actor:
    return journey.actor(User.objects.get(login=phone), local_date(at))


def _recognised(phone: str, name: str, set_code: str, stars: int, at: datetime) -> Product:
    producer = Producer.objects.get(phone=phone, is_sample=True)
    product = Product.objects.create(
        name=name, producer=producer, is_sample=True, state=ProductState.RECOGNISED, created_at=at
    )
    Classification.objects.create(product=product, criteria_id=CRITERIA_ID, set_code=set_code, set_at=at)
    since = local_date(at) - timedelta(days=DAYS_WITH_STAR)
    decision, _ = RecognitionDecision.objects.get_or_create(
        number=NUMBER, signed_on=since, office=province_committee(), defaults={"recorded_at": at}
    )
    recognition = Recognition.objects.create(
        product=product,
        decision=decision,
        stars=stars,
        year=since.year,
        valid_from=since,
        valid_until=certificate_valid_until(since),
        basis={"criteria_id": CRITERIA_ID},
    )
    issue_certificate(recognition)
    return product


def _printed_and_used(product: Product, by: Actor, at: datetime) -> None:
    """A roll partly on two lots that are more than was declared; a stretch was on the wrong lot, some were spoiled."""
    moment = at - timedelta(days=40)
    actions.declare_capacity(product, packets=3000, from_year=local_date(moment).year, by=by, at=moment)
    roll = actions.issue_stamps(product, count=5000, by=by, at=moment)
    older = _batch(product, "TTS-01", 2000, by, moment)
    newer = _batch(product, "TTS-02", 1500, by, at - timedelta(days=8))
    actions.activate(roll, older, first=1, last=1800, by=by, at=moment)
    slip = actions.activate(roll, older, first=1801, last=2000, by=by, at=at - timedelta(days=7))
    actions.move_activation(slip, newer, reason="Bấm nhầm lô cũ (mẫu)", by=by, at=at - timedelta(days=6))
    spoiled = {"first": 2001, "last": 2012, "mishap": Mishap.DAMAGED, "reason": "Máy in nhòe 12 tem (mẫu)"}
    actions.void_stamps(roll, **spoiled, by=by, at=at - timedelta(days=6))  # type: ignore[arg-type]


def _just_taken(product: Product, by: Actor, at: datetime) -> None:
    """A roll with numbers to scratch that nobody has put on anything yet."""
    actions.issue_stamps(product, count=1000, has_pin=True, by=by, at=at - timedelta(days=1))
    _batch(product, "NEM-11", 600, by, at - timedelta(days=1))


def _batch(product: Product, lot: str, quantity: int, by: Actor, at: datetime) -> Batch:
    made_on = local_date(at) - timedelta(days=1)
    expires_on = made_on + timedelta(days=365)
    return actions.make_batch(product, lot=lot, made_on=made_on, expires_on=expires_on, quantity=quantity, by=by, at=at)
