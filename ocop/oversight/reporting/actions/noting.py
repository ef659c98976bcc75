"""What is said of figures that do not agree and are right all the same: in a return, and in the report."""

from collections.abc import Mapping
from datetime import datetime

from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor
from ocop.oversight.reporting.models import ConsolidatedReport, PeriodicReturn


def keep_notes(
    found: PeriodicReturn | ConsolidatedReport, notes: Mapping[str, str], *, by: Actor, at: datetime
) -> None:
    """Keep notes by claim in place of those before, an emptied one is gone; each change stands in the journal.

    Inside the transaction of an act that holds the return or report.
    """
    before = dict(found.finding_notes.values_list("claim", "note"))
    for claim, said in notes.items():
        words = said.strip()[:600]
        if words == before.get(claim, ""):
            continue
        if words:
            found.finding_notes.update_or_create(claim=claim, defaults={"note": words})
        else:
            found.finding_notes.filter(claim=claim).delete()
        record("reporting.finding_noted", by=by, at=at, subject=found, why=words, data={"claim": claim})
