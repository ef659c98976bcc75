"""The verbs of certification."""

from ocop.cycle.certification.actions.deciding import attach_document, record_decision, refuse_recognition
from ocop.cycle.certification.actions.issuing import issue_certificate, recognise
from ocop.cycle.certification.actions.referring import answer_below_90, answer_five_stars, refer_to_ministry
from ocop.cycle.certification.actions.standing import lift_suspension, suspend_recognition, withdraw_recognition

__all__ = [
    "answer_below_90",
    "answer_five_stars",
    "attach_document",
    "issue_certificate",
    "lift_suspension",
    "recognise",
    "record_decision",
    "refer_to_ministry",
    "refuse_recognition",
    "suspend_recognition",
    "withdraw_recognition",
]
