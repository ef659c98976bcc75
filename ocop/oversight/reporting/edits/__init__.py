"""What a person must see of an edited Word file before it goes out: see `edits.told.told_of`."""

from ocop.oversight.reporting.edits.held import Held, held_at
from ocop.oversight.reporting.edits.refusing import refuse
from ocop.oversight.reporting.edits.told import told_of

__all__ = ["Held", "held_at", "refuse", "told_of"]
