"""Stamps with their ranges and batches, recalls, and what is held against each other."""

from ocop.cycle.traceability.models.balance import BalanceReview, YearlyCapacity
from ocop.cycle.traceability.models.recalls import Recall, RecallTold
from ocop.cycle.traceability.models.stamps import (
    LOT_LENGTH,
    Activation,
    Batch,
    Interval,
    ScratchedStamp,
    StampEpoch,
    StampException,
    StampExport,
    StampRange,
)

__all__ = [
    "LOT_LENGTH",
    "Activation",
    "BalanceReview",
    "Batch",
    "Interval",
    "Recall",
    "RecallTold",
    "ScratchedStamp",
    "StampEpoch",
    "StampException",
    "StampExport",
    "StampRange",
    "YearlyCapacity",
]
