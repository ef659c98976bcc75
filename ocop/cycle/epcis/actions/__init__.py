"""The verbs of events along the chain."""

from ocop.cycle.epcis.actions.recording import Malformed, capture, declare_error, record_event
from ocop.cycle.epcis.actions.steps import Said, packets_gone, record_step, say_it_did_not_occur

__all__ = [
    "Malformed",
    "Said",
    "capture",
    "declare_error",
    "packets_gone",
    "record_event",
    "record_step",
    "say_it_did_not_occur",
]
