"""What happened to stamps and batches. Names stand in the journal and never change."""

from dataclasses import dataclass

from ocop.kit.events import Event, event


@event("traceability.batch_made")
@dataclass(frozen=True)
class BatchMade(Event):
    """A producer wrote down what was made in one go: so many packets of a lot."""

    batch_id: int
    lot: str
    quantity: int


@event("traceability.lot_renamed")
@dataclass(frozen=True)
class LotRenamed(Event):
    """A batch bears another lot number than was written before."""

    batch_id: int
    lot: str


@event("traceability.stamps_issued")
@dataclass(frozen=True)
class StampsIssued(Event):
    """So many stamps for a product; which they are, the range says."""

    range_id: int
    product_id: int
    count: int


@event("traceability.stamps_activated")
@dataclass(frozen=True)
class StampsActivated(Event):
    """Stamps `first` to `last` of a range, counted from 1, stand on packets of a batch."""

    range_id: int
    batch_id: int
    first: int
    last: int


@event("traceability.stamps_moved")
@dataclass(frozen=True)
class StampsMoved(Event):
    """Stamps `first` to `last` of a range, counted from 1, were written for the wrong batch and stand on another."""

    range_id: int
    from_batch_id: int
    to_batch_id: int
    first: int
    last: int


@event("traceability.stamps_voided")
@dataclass(frozen=True)
class StampsVoided(Event):
    """Stamps `first` to `last` of a range, counted from 1, no longer speak for a product."""

    range_id: int
    mishap: str
    first: int
    last: int


@event("traceability.batch_recalled")
@dataclass(frozen=True)
class BatchRecalled(Event):
    """Goods of a batch must not be used; every stamp of it says so."""

    recall_id: int
    batch_id: int


@event("traceability.recall_ended")
@dataclass(frozen=True)
class RecallEnded(Event):
    """The goods of a recalled batch were collected, or found safe (`states.RecallResult`)."""

    recall_id: int
    batch_id: int
    result: str
    destroyed: int
