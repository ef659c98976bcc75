"""How durable a supply contract looks (R180): plain facts in, signals out; nothing here predicts, it only points."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

# A contract without a renewal is pointed at from this many days before its last day.
EXPIRING_DAYS = 60


class Signal(StrEnum):
    """What makes a contract look weak."""

    EXPIRING = "expiring"
    ENDED_EARLY = "ended_early"
    FALLING = "falling"
    SINGLE_BUYER = "single_buyer"


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract of a producer. `ends_on` None: no last day was agreed. `previous` is the contract it renewed."""

    buyer: str
    starts_on: date
    ends_on: date | None = None
    ended_early_on: date | None = None
    is_renewed: bool = False
    volume: Decimal | None = None
    unit: str = ""
    previous_volume: Decimal | None = None
    previous_unit: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day it runs: when it was broken off, else the day agreed."""
        return self.ended_early_on or self.ends_on

    def runs_on(self, on: date) -> bool:
        """Whether it runs on a day, first and last day included."""
        return self.starts_on <= on and (self.last_day is None or self.last_day >= on)


def signals_of(contract: Contract, all_of_producer: Iterable[Contract], on: date) -> tuple[Signal, ...]:
    """The signals of one contract on a day, beside all contracts of the same producer.

    A contract that has run its term gives none; one broken off keeps its signal, which is the point of it.
    """
    found = []
    if contract.ended_early_on is not None and contract.ended_early_on <= on:
        return (Signal.ENDED_EARLY,)
    if not contract.runs_on(on):
        return ()
    if expires_soon(contract, on):
        found.append(Signal.EXPIRING)
    if volume_fell(contract):
        found.append(Signal.FALLING)
    buyers = {each.buyer for each in (contract, *all_of_producer) if each.runs_on(on)}
    if len(buyers) == 1:
        found.append(Signal.SINGLE_BUYER)
    return tuple(found)


def expires_soon(contract: Contract, on: date) -> bool:
    """Runs today, ends within `EXPIRING_DAYS`, and nobody has signed what follows."""
    last = contract.last_day
    if last is None or contract.is_renewed or not contract.runs_on(on):
        return False
    return last <= on + timedelta(days=EXPIRING_DAYS)


def volume_fell(contract: Contract) -> bool:
    """Less was agreed than in the contract it renewed; other units are never compared."""
    if contract.volume is None or contract.previous_volume is None or contract.unit != contract.previous_unit:
        return False
    return contract.volume < contract.previous_volume


def star_mismatch(claimed: int | None, registered: int | None) -> bool:
    """Whether a page claims a star the register does not know: more, fewer, or one where there is none.

    A page that claims nothing (None) contradicts nobody.
    """
    return claimed is not None and claimed != (registered or 0)
