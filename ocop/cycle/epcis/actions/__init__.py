"""The verbs of events along the chain."""

from ocop.cycle.epcis.actions.recording import Malformed, capture, declare_error, record_event

__all__ = ["Malformed", "capture", "declare_error", "record_event"]
