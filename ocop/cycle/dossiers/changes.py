"""What a dossier says at one moment, and what changed between two: what the reader of a mended dossier looks at."""

from dataclasses import dataclass
from typing import Any

from ocop.cycle.dossiers.models import Dossier, ReturnSlip
from ocop.cycle.dossiers.places import evidence_place, field_place, mark_place, places_of


@dataclass(frozen=True, slots=True)
class Change:
    """One place that reads differently: its key and label, the words before and after."""

    place: str
    label: str
    before: str
    after: str


def content_of(dossier: Dossier) -> dict[str, str]:
    """All that was answered, by place key, as words; three queries."""
    content = {field_place(key): text for key, text in dossier.statements.values_list("key", "text") if text}
    for code, case, points in dossier.self_marks.values_list("criterion_code", "case", "points"):
        content[mark_place(code)] = f"{points} điểm{f' ({case})' if case else ''}"
    titles: dict[str, list[str]] = {}
    cited = dossier.citations.order_by("criterion_code", "paper_id")
    for code, title, number, paper_id in cited.values_list(
        "criterion_code", "paper__title", "paper__number", "paper__public_id"
    ):
        name = f"{title}{f' số {number}' if number else ''}"
        titles.setdefault(evidence_place(code), []).append(f"{name} [{paper_id}]")
    return content | {place: "; ".join(papers) for place, papers in titles.items()}


def changes_since(slip: ReturnSlip, dossier: Dossier, now: dict[str, Any] | None = None) -> list[Change]:
    """The places that differ from what the dossier said when it was returned, in the order of the forms."""
    before, after = slip.before, content_of(dossier) if now is None else now
    return [
        Change(key, place.label, _plain(before.get(key, "")), _plain(after.get(key, "")))
        for key, place in places_of(dossier).items()
        if before.get(key, "") != after.get(key, "")
    ]


def _plain(text: str) -> str:
    """Without the paper ids, which only tell two papers of one name apart."""
    return "; ".join(part.rsplit(" [", 1)[0] if part.endswith("]") else part for part in text.split("; "))
