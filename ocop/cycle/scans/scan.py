"""What the scan page tells this room: plain values, in memory only until visitors have been made unknowable.

Named tuples, since a busy page makes thousands a second.
"""

from datetime import datetime
from typing import NamedTuple


class Scan(NamedTuple):
    """Somebody looked a stamp of ours up.

    `client` is a first-party random cookie or a coarse network: it is never stored, only what a salt makes of it
    together with the stamp. `region` is the code of a province (`rules.places`), "" where it is not known; `verdict` is
    what the page answered, such as `traceability.states.StampState`.
    """

    epoch: int
    index: int  # type: ignore[assignment]  # nobody looks for a value in one
    at: datetime
    client: bytes | None
    region: str
    verdict: str


class Guess(NamedTuple):
    """Somebody asked for a code that is none of ours and no slip of the hand. Only counted, by day and province."""

    at: datetime
    region: str


class Arrival(NamedTuple):
    """A scan as it was written: the stamp's epoch and index in one number, the second since 1970, the visitor as
    this stamp alone knows them. `is_burst`: with this stamp a visitor was seen reading off a roll.
    """

    number: int
    second: int
    client: int | None
    region: str
    verdict: str
    is_burst: bool
