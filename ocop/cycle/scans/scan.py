"""What the scan page tells this room: plain values, in memory only until `actions.remember` has taken them apart."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Scan:
    """Somebody looked a stamp of ours up.

    `client` is a first-party random cookie or a coarse network: it is never stored, only what a salt makes of it
    together with the stamp. `region` is the code of a province (`rules.places`), "" where it is not known; `verdict` is
    what the page answered, such as `traceability.states.StampState`.
    """

    epoch: int
    index: int
    at: datetime
    client: bytes | None
    region: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Guess:
    """Somebody asked for a code that is none of ours and no slip of the hand. Only counted, by day and province."""

    at: datetime
    region: str
