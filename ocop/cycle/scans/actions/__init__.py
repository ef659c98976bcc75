"""The verbs of scans."""

from ocop.cycle.scans.actions.remembering import remember

__all__ = ["remember"]
