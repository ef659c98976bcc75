"""The verbs of events along the chain."""

from ocop.cycle.epcis.actions.capturing import keep_document, keep_sent, read_document, read_event
from ocop.cycle.epcis.actions.recording import Malformed, Taken, declare_error, record_event
from ocop.cycle.epcis.actions.steps import Said, packets_gone, record_step, say_it_did_not_occur

__all__ = [
    "Malformed",
    "Said",
    "Taken",
    "declare_error",
    "keep_document",
    "keep_sent",
    "packets_gone",
    "read_document",
    "read_event",
    "record_event",
    "record_step",
    "say_it_did_not_occur",
]
