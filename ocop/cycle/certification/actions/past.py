"""A result the national software has on its list is brought in: the recognition, and what it was given to.

No council of this platform scored it, so it has no marks, no certificate of ours and no dossier; its source is named.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ocop.cycle.certification import law, policies
from ocop.cycle.certification.models import Recognition, RecognitionDecision
from ocop.cycle.certification.queries import decision_numbered, plain_number
from ocop.cycle.certification.states import RecognitionState
from ocop.ground.offices.models import Office, Unit
from ocop.ground.producers.actions import open_product, register_producer
from ocop.ground.producers.models import Producer, Product
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require

NATIONAL = "Danh sách kết quả của phần mềm quốc gia"


@dataclass(frozen=True, slots=True)
class PastResult:
    """One line of a list: `producer` and `product` are those on file, None where the line makes a new one."""

    producer: Producer | None
    product: Product | None
    producer_name: str
    product_name: str
    legal_form: str
    unit: Unit
    address: str
    group: str
    national_id: str
    stars: int
    number: str
    signed_on: date
    office: Office


def refuse_past(result: PastResult, today: date) -> None:
    """Raise `Refused` where a result cannot have been: the law of its day, or a day that has not come."""
    if result.signed_on > today:
        raise Refused("Ngày ký ở tương lai. Kiểm tra lại ngày ký trên quyết định.")
    require(policies.may_sign(result.office, result.stars, result.signed_on))


@transaction.atomic
def bring_in(result: PastResult, *, by: Actor, at: datetime) -> Recognition:
    """Write a past result down, in its place among the recognitions of its product.

    Raises `Refused` for whom it is not, and for a second recognition of one product on one day.
    """
    require(policies.may_bring_in(by))
    refuse_past(result, local_date(at))
    product = Product.objects.select_for_update(of=("self",)).get(pk=_product(result, by, at).pk)
    real = list(product.recognitions.filter(is_trial=False).order_by("valid_from", "pk"))
    if any(each.valid_from == result.signed_on for each in real):
        raise Refused(f"{product.name} đã có một lần công nhận ngày {result.signed_on:%d/%m/%Y}.")
    recognition = Recognition(
        product=product,
        decision=_decision(result, by, at),
        stars=result.stars,
        year=result.signed_on.year,
        valid_from=result.signed_on,
        valid_until=law.valid_until(result.signed_on),
        source_words=NATIONAL,
    )
    _stand_in_line(recognition, real)
    if product.state == ProductState.CANDIDATE:
        Product.objects.filter(pk=product.pk).update(state=ProductState.RECOGNISED)
    data = {"stars": result.stars, "decision": recognition.decision.number if recognition.decision else ""}
    record("certification.result_brought_in", by=by, at=at, subject=recognition, data=data)
    return recognition


def _product(result: PastResult, by: Actor, at: datetime) -> Product:
    """The product of a line, entered with its producer where they are not on file."""
    if result.product is not None:
        return result.product
    producer = result.producer or register_producer(
        name=result.producer_name,
        unit=result.unit,
        legal_form=result.legal_form,
        since=result.signed_on,
        address=result.address,
        by=by,
        at=at,
    )
    made = open_product(producer, name=result.product_name, by=by, at=at)
    made.group_label, made.national_id = result.group, result.national_id
    made.save(update_fields=["group_label", "national_id"])
    return made


def _decision(result: PastResult, by: Actor, at: datetime) -> RecognitionDecision:
    """The decision of a line; lines of one decision share it."""
    Office.objects.select_for_update(of=("self",)).get(pk=result.office.pk)
    found = decision_numbered(result.number, result.signed_on, result.office.pk)
    return found or RecognitionDecision.objects.create(
        number=plain_number(result.number),
        signed_on=result.signed_on,
        office=result.office,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )


def _stand_in_line(new: Recognition, real: list[Recognition]) -> None:
    """Save a recognition between the one before it and the one after, so that each day has one star at most."""
    before = next((each for each in reversed(real) if each.valid_from < new.valid_from), None)
    after = next((each for each in real if each.valid_from > new.valid_from), None)
    follows = after is not None and after.supersedes_id in (None, before.pk if before else None)
    if after is not None and follows:
        Recognition.objects.filter(pk=after.pk).update(supersedes=None)
    taken = before is not None and Recognition.objects.filter(supersedes=before).exists()
    if before is not None and not taken and before.state != RecognitionState.WITHDRAWN:
        new.supersedes = before
    new.save(force_insert=True)
    if after is not None and follows:
        Recognition.objects.filter(pk=after.pk).update(supersedes=new)
