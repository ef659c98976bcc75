"""A decision of the province is written down once, with everything that follows from it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from ocop.cycle.certification import policies
from ocop.cycle.certification.actions.issuing import recognise
from ocop.cycle.certification.events import DecisionRecorded
from ocop.cycle.certification.models import RecognitionDecision
from ocop.cycle.certification.plan import Line, plan_decision
from ocop.cycle.certification.queries import decision_numbered, plain_number
from ocop.cycle.dossiers.actions import refuse_dossier
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.offices.models import Office
from ocop.ground.programme.models import Round
from ocop.ground.registry.actions import record
from ocop.ground.registry.models import Document
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


@transaction.atomic
def record_decision(
    *,
    number: str,
    signed_on: date,
    office: Office,
    dossiers: Iterable[Dossier],
    by: Actor,
    at: datetime,
    signer: str = "",
    document: Document | None = None,
) -> RecognitionDecision:
    """Write down a signed decision: every dossier named in it is recognised, or none is.

    The same decision sent twice (same office, number, day and dossiers) gives the one already written. Raises `Refused`
    for a day in the future, for a number already used, and for any dossier the office may not recognise on that day.
    """
    require(policies.may_decide(by))
    if signed_on > local_date(at):
        raise Refused("Ngày ký ở tương lai. Anh/chị ghi quyết định sau khi đã ký.")
    wanted = {dossier.pk for dossier in dossiers}
    if not wanted:
        raise Refused("Chọn ít nhất một hồ sơ.")
    # The office's row is the queue: two people recording at once come one after the other.
    Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    if already := _already(number, signed_on, office, wanted):
        return already
    rows = locked(wanted)
    lines = plan_decision(rows, office=office, signed_on=signed_on)
    _refuse_unfit(lines)
    decision = RecognitionDecision.objects.create(
        number=plain_number(number),
        signed_on=signed_on,
        office=office,
        signer=signer,
        round=_one_round(rows),
        document=document,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    for line in lines:
        recognise(line, decision, by=by, at=at)
    record(by=by, at=at, subject=decision, event=DecisionRecorded(decision.pk, len(lines)))
    return decision


@transaction.atomic
def attach_document(
    decision: RecognitionDecision, *, document: Document, by: Actor, at: datetime
) -> RecognitionDecision:
    """File the scan of the signed decision beside its record; a later scan takes the place of the earlier one."""
    require(policies.may_decide(by))
    row = RecognitionDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    row.document = document
    row.save(update_fields=["document"])
    data = {"document": document.public_id, "sha256": document.sha256}
    record("certification.decision_scanned", by=by, at=at, subject=row, data=data)
    return row


@transaction.atomic
def refuse_recognition(dossier: Dossier, *, why: str, by: Actor, at: datetime) -> Dossier:
    """End a dossier without recognition: below three stars, or sent back by the ministry. Raises `Refused`."""
    (row,) = locked({dossier.pk})
    require(policies.may_refuse(by, row))
    return refuse_dossier(row, why=why, by=by, at=at)


def locked(ids: set[int]) -> list[Dossier]:
    """These dossiers as they stand now, their rows locked, in the order decisions list them."""
    rows = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    rows = rows.select_related("product__producer__unit", "round", "docket__council", "referral")
    return list(rows.order_by("-concluded_stars", "-concluded_total", "product__sort_key", "pk"))


def _already(number: str, signed_on: date, office: Office, wanted: set[int]) -> RecognitionDecision | None:
    """The decision of that number and day if it names just these dossiers; raises `Refused` if it names others."""
    found = decision_numbered(number, signed_on, office.pk)
    if found is None:
        return None
    if set(found.recognitions.values_list("dossier_id", flat=True)) == wanted:
        return found
    raise Refused(f"Quyết định số {found.number} ngày {signed_on:%d/%m/%Y} đã được ghi với danh sách hồ sơ khác.")


def _refuse_unfit(lines: list[Line]) -> None:
    unfit = [f"{line.dossier.product.name}: {line.reason}" for line in lines if not line.ok]
    if unfit:
        raise Refused("Chưa ghi được quyết định. " + " ".join(unfit[:5]))


def _one_round(rows: list[Dossier]) -> Round | None:
    rounds = {row.round for row in rows}
    return rounds.pop() if len(rounds) == 1 else None
