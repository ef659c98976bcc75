"""The one door by which a product gets its stars, whoever decided, and the certificate that goes with them."""

from datetime import datetime
from typing import Any

from ocop.cycle.certification import law
from ocop.cycle.certification.codes import new_code
from ocop.cycle.certification.events import ProductRecognised
from ocop.cycle.certification.models import Certificate, Recognition, RecognitionDecision
from ocop.cycle.certification.papers.certificate import face_of
from ocop.cycle.certification.plan import Line
from ocop.cycle.dossiers.actions import recognise_dossier
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor


def recognise(line: Line, decision: RecognitionDecision, *, by: Actor, at: datetime) -> Recognition:
    """Give a product the stars its plan line says, inside the decision's transaction: recognition, certificate, dossier
    ended, product recognised. A trial star leaves the product as it was. Raises `Refused` when the dossier was decided
    a moment ago by somebody else."""
    dossier = recognise_dossier(line.dossier, by=by, at=at)
    older = line.supersedes
    recognition = Recognition(
        product=dossier.product,
        dossier=dossier,
        decision=decision,
        stars=line.stars,
        year=dossier.round.year,
        valid_from=decision.signed_on,
        valid_until=law.valid_until(decision.signed_on),
        supersedes=older,
        product_code=_product_code(line, decision),
        basis=basis_of(dossier),
        is_trial=line.is_trial,
        is_reconstructed=dossier.is_reconstructed,
    )
    recognition.save(force_insert=True)
    issue_certificate(recognition)
    if not line.is_trial:
        Product.objects.filter(pk=dossier.product_id).update(state=ProductState.RECOGNISED)
    older_id = older.pk if older else None
    event = ProductRecognised(recognition.pk, dossier.product_id, line.stars, decision.pk, older_id)
    record(by=by, at=at, subject=recognition, event=event)
    return recognition


def issue_certificate(recognition: Recognition) -> Certificate:
    """The certificate of a recognition with its check code and its words frozen; call it inside a transaction."""
    code = new_code()
    issued_on = recognition.valid_from
    return Certificate.objects.create(
        recognition=recognition, code=code, issued_on=issued_on, face=face_of(recognition, code)
    )


def basis_of(dossier: Dossier) -> dict[str, Any]:
    """What made the rank, frozen: the law, the sheet's hash, the council's result and its conclusion.

    A dossier that reached its conclusion without a docket (known from a source) keeps the conclusion alone.
    """
    docket = getattr(dossier, "docket", None)
    basis: dict[str, Any] = {
        "criteria_id": dossier.criteria_id,
        "sheet_code": dossier.sheet_code,
        "sheet_hash": dossier.sheet_hash,
        "stars": dossier.concluded_stars,
        "total": None if dossier.concluded_total is None else str(dossier.concluded_total),
    }
    if docket is not None:
        basis["council"] = {
            "council": docket.council.public_id,
            "mean": None if docket.mean is None else str(docket.mean),
            "spread": docket.spread,
            "band_stars": docket.band_stars,
            "gate_stars": docket.gate_stars,
            "result": docket.result,
        }
    referral = getattr(dossier, "referral", None)
    if referral is not None:
        basis["central_total"] = None if referral.central_total is None else str(referral.central_total)
    return basis


def _product_code(line: Line, decision: RecognitionDecision) -> str:
    """A product keeps the code it has; a first recognition takes the next number of its place and year."""
    if line.supersedes is not None and line.supersedes.product_code:
        return line.supersedes.product_code
    dossier = line.dossier
    unit = dossier.product.producer.unit
    return law.next_product_code(dossier.criteria_id, unit, decision.signed_on, trial=line.is_trial)
