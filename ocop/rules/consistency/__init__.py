"""Numbers that do not agree: parts and wholes, shares and their base, this period against the last, and the like.

Kế hoạch 124/KH-UBND prints 63 producers and 30 + 34, shares that only fit 65, and +25 % where its counts give +33 %. A
printed number says nothing of what it must agree with, so a text is read as numbers and claims about them; each kind
of claim is one rule, and what it finds names the numbers on both sides.
"""

from ocop.rules.consistency.checks import check
from ocop.rules.consistency.claims import Claim, Finding, Kind, Printed, Weight, said
from ocop.rules.consistency.proposing import read_text
from ocop.rules.consistency.prose import Proposal, Reading
from ocop.rules.consistency.reading import claims_from, numbers_from
from ocop.rules.consistency.tables import read_sheet

__all__ = [
    "Claim",
    "Finding",
    "Kind",
    "Printed",
    "Proposal",
    "Reading",
    "Weight",
    "check",
    "claims_from",
    "numbers_from",
    "read_sheet",
    "read_text",
    "said",
]
