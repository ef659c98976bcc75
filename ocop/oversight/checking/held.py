"""Numbers and claims as a check keeps them, and what a check finds in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ocop.oversight.checking.models import Check
from ocop.rules.consistency import Claim, Finding, Kind, Printed, Reading, Weight, check, numbers_from

DAYS = ("on", "since", "until")


@dataclass(frozen=True, slots=True)
class Held:
    """A claim, the words it comes from, whether it is more than a guess, whether a person confirmed it.

    `note` explains what does not agree and cannot be mended.
    """

    claim: Claim
    because: str = ""
    is_sure: bool = True
    is_confirmed: bool = True
    note: str = ""

    @property
    def id(self) -> str:
        return self.claim.id

    @property
    def about(self) -> tuple[str, ...]:
        return (self.claim.subject, *self.claim.others)


@dataclass(frozen=True, slots=True)
class Result:
    """A confirmed claim and what was found: nothing when it agrees, `problem` when it cannot be worked out."""

    held: Held
    finding: Finding | None
    problem: str = ""

    @property
    def agrees(self) -> bool:
        return self.finding is None and not self.problem

    @property
    def blocks(self) -> bool:
        return self.finding is not None and self.finding.weight is Weight.BLOCKS


def numbers_of(record: Check) -> dict[str, Printed]:
    """The numbers by id, in their order."""
    return numbers_from({each["id"]: _facts(each) for each in record.numbers})


def _facts(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name in DAYS else value for name, value in kept.items() if name != "id"}


def kept_number(number: Printed) -> dict[str, Any]:
    """A number as the record keeps it: what is empty is left out, values are texts with the decimals printed."""
    facts = {
        "label": number.label,
        "value": None if number.value is None else f"{number.value:f}",
        "unit": number.unit,
        "where": number.where,
        "names": list(number.names),
        **{name: day.isoformat() for name in DAYS if (day := getattr(number, name))},
    }
    return {"id": number.id, **{name: value for name, value in facts.items() if value}}


def claims_of(record: Check) -> list[Held]:
    """The claims in their order."""
    return [_held(each) for each in record.claims]


def _held(kept: Mapping[str, Any]) -> Held:
    claim = Claim(kept["id"], Kind(kept["kind"]), kept["subject"], tuple(kept["others"]))
    return Held(claim, kept["because"], kept["is_sure"], kept["is_confirmed"], kept["note"])


def kept_claim(held: Held) -> dict[str, Any]:
    """A claim as the record keeps it."""
    return {
        "id": held.claim.id,
        "kind": str(held.claim.kind),
        "subject": held.claim.subject,
        "others": list(held.claim.others),
        "because": held.because,
        "is_sure": held.is_sure,
        "is_confirmed": held.is_confirmed,
        "note": held.note,
    }


def results_of(numbers: Mapping[str, Printed], claims: Iterable[Held]) -> list[Result]:
    """What the confirmed claims come to, each worked out by itself so that one that cannot be hides no other."""
    return [_result(numbers, each) for each in claims if each.is_confirmed]


def _result(numbers: Mapping[str, Printed], held: Held) -> Result:
    try:
        found = check(numbers, [held.claim])
    except ValueError as wrong:
        return Result(held, None, str(wrong))
    return Result(held, found[0] if found else None)


def unclaimed(numbers: Mapping[str, Printed], claims: Iterable[Held], *, confirmed: bool = False) -> list[Printed]:
    """Numbers no claim speaks of; with `confirmed`, no confirmed one."""
    spoken = {key for each in claims if each.is_confirmed or not confirmed for key in each.about}
    return [number for key, number in numbers.items() if key not in spoken]


def joined(readings: Sequence[Reading]) -> tuple[list[Printed], list[Held]]:
    """Several readings as one: numbers are s1, s2…, claims k1, k2…, none of them confirmed yet."""
    numbers: list[Printed] = []
    claims: list[Held] = []
    for reading in readings:
        names = {key: f"s{at}" for at, key in enumerate(reading.numbers, start=len(numbers) + 1)}
        numbers += [replace(number, id=names[key]) for key, number in reading.numbers.items()]
        for each in reading.proposals:
            others = tuple(names[key] for key in each.claim.others)
            claim = Claim(f"k{len(claims) + 1}", each.claim.kind, names[each.claim.subject], others)
            claims.append(Held(claim, each.because[:300], each.is_sure, is_confirmed=False))
    return numbers, claims
