"""What accepting a list would do: cells to mend, people to decide about, lines that are new, lines already there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ocop.support.activities.models import Person


class CellProblem(ValueError):
    """A cell cannot be read; the message is a Vietnamese sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class CellError:
    """One cell to mend: the row Excel shows, the column's heading, what stands there, and the remedy."""

    row: int
    column: str
    value: str
    remedy: str


@dataclass(slots=True)
class Line:
    """One readable row: the values by column key, with records in place of their names."""

    row: int
    values: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.values.get("full_name") or self.values.get("name") or "")

    @property
    def about(self) -> str:
        """Where they come from, in a few words."""
        first = [self.values.get(key) for key in ("office", "producer", "unit")]
        return str(next((one for one in first if one), "") or self.values.get("workplace", ""))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person on the register whom a row may be, and why it is thought so."""

    token: str
    name: str
    because: str


@dataclass(frozen=True, slots=True)
class Question:
    """A row that may be a person already known; `answer` is a token, `new`, or empty while nobody has said."""

    key: str
    line: Line
    suggestions: tuple[Suggestion, ...]
    answer: str = ""


@dataclass
class ListPlan:
    """A list, worked out from today's records."""

    rows: int = 0
    errors: list[CellError] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    new: list[Line] = field(default_factory=list)
    known: list[tuple[Line, Person | None]] = field(default_factory=list)
    already: list[Line] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def unanswered(self) -> list[Question]:
        return [one for one in self.questions if not one.answer]

    @property
    def to_write(self) -> int:
        return len(self.new) + len(self.known)

    @property
    def is_ready(self) -> bool:
        return not self.errors and not self.unanswered and self.to_write > 0


def settle_people(
    lines: Sequence[Line], people: Sequence[Person], listed: set[int], choices: Mapping[str, str]
) -> ListPlan:
    """Match readable rows of people with the register and with what the person chose for each."""
    plan = ListPlan()
    by_name: dict[str, list[Person]] = {}
    by_phone: dict[str, list[Person]] = {}
    for one in people:
        by_name.setdefault(one.folded, []).append(one)
        by_phone.setdefault(one.phone, []).append(one)
    taken: set[int] = set()
    for line in lines:
        folded, phone = line.values["folded"], line.values.get("phone", "")
        same = [one for one in by_name.get(folded, []) if phone and one.phone == phone]
        if same:
            _is(plan, line, same[0], listed, taken)
            continue
        found = _suggestions(line, by_name.get(folded, []), by_phone.get(phone, []) if phone else [])
        if not found:
            plan.new.append(line)
            continue
        key, tokens = str(line.row), {one.public_id: one for one, _ in found}
        answer = choices.get(key, "")
        answer = answer if answer in {"new", *tokens} else ""
        offered = tuple(Suggestion(one.public_id, one.full_name, because) for one, because in found)
        plan.questions.append(Question(key, line, offered, answer))
        if answer == "new":
            plan.new.append(line)
        elif answer:
            _is(plan, line, tokens[answer], listed, taken)
    return plan


def _is(plan: ListPlan, line: Line, person: Person, listed: set[int], taken: set[int]) -> None:
    """The row is this person: on the list already, or a known person to be put on it."""
    if person.pk in listed or person.pk in taken:
        plan.already.append(line)
    else:
        taken.add(person.pk)
        plan.known.append((line, person))


def _suggestions(line: Line, same_name: Sequence[Person], same_phone: Sequence[Person]) -> list[tuple[Person, str]]:
    """People who may be this row: the same name at the same place of work or commune, or the same telephone."""
    office, producer, unit = (line.values.get(key) for key in ("office", "producer", "unit"))
    found: list[tuple[Person, str]] = []
    for one in same_name:
        if office is not None and one.office_id == office.pk:
            found.append((one, f"cùng họ tên, cùng cơ quan {office}"))
        elif producer is not None and one.producer_id == producer.pk:
            found.append((one, f"cùng họ tên, cùng chủ thể {producer}"))
        elif unit is not None and one.unit_id == unit.pk:
            found.append((one, f"cùng họ tên, cùng {unit}"))
    known = {one.pk for one, _ in found}
    found += [(one, "cùng số điện thoại") for one in same_phone if one.pk not in known]
    return found[:5]
