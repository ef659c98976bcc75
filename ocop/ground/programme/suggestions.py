"""What the law in force proposes for a new round: its criteria set and the days of its clocks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ocop.rules.calendar import add_months, next_round
from ocop.rules.criteria import RuleDataError, criteria_in_force, load

# Decision 26/2026 prints the province's two rounds; earlier decisions print no days.
DATED_SETS = ("26-2026",)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed round; the office may change the days. `basis` is empty where the law prints no days."""

    criteria_id: str
    criteria_name: str
    basis: str
    year: int
    ordinal: int
    opens_on: date
    proposal_due: date
    meeting_due: date

    def initial(self) -> dict[str, Any]:
        """The values a new-round form starts with."""
        names = ("year", "ordinal", "opens_on", "proposal_due", "meeting_due")
        return {"name": f"Đợt {self.ordinal} năm {self.year}", **{name: getattr(self, name) for name in names}}


def criteria_name(criteria_id: str) -> str:
    """The title of a criteria set, or its id when the set is not known to this version."""
    try:
        return load(criteria_id).title
    except RuleDataError:
        return criteria_id


def usable_criteria(on: date) -> str:
    """The id of the criteria set a round opening on a day is scored by; empty when its sheets are not known."""
    try:
        found = criteria_in_force(on)
    except RuleDataError:
        return ""
    return found.id if found.sheets else ""


def suggested_round(on: date) -> Suggestion | None:
    """The next round that can still take proposals on a day (Điều 5 QĐ 26/2026); None without a usable set.

    The days are the cut-offs of 26/2026; under older sets they are only a starting point and `basis` stays empty.
    """
    criteria_id = usable_criteria(on)
    if not criteria_id:
        return None
    dates = next_round(on)
    return Suggestion(
        criteria_id=criteria_id,
        criteria_name=criteria_name(criteria_id),
        basis="Điều 5 Quyết định 26/2026/QĐ-TTg" if criteria_id in DATED_SETS else "",
        year=dates.year,
        ordinal=dates.ordinal,
        opens_on=max(on, add_months(dates.proposal_due, -5).replace(day=1)),
        proposal_due=dates.proposal_due,
        meeting_due=dates.meeting_due,
    )
