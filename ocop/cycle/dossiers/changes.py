"""What a dossier says at one moment, and what changed between two: what the reader of a mended dossier looks at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ocop.cycle.dossiers.models import Citation, Dossier, ReturnSlip, SelfMark
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
    texts = dict(dossier.statements.values_list("key", "text"))
    return content_from(texts, dossier.self_marks.all(), dossier.citations.select_related("paper"))


def content_from(texts: Mapping[str, str], marks: Iterable[SelfMark], cited: Iterable[Citation]) -> dict[str, str]:
    """The same from what has been read already; asks the database nothing."""
    content = {field_place(key): text for key, text in texts.items() if text}
    for mark in marks:
        content[mark_place(mark.criterion_code)] = f"{mark.points} điểm{f' ({mark.case})' if mark.case else ''}"
    titles: dict[str, list[str]] = {}
    for each in sorted(cited, key=lambda each: (each.criterion_code, each.paper_id)):
        paper = each.paper
        name = f"{paper.title}{f' số {paper.number}' if paper.number else ''}"
        titles.setdefault(evidence_place(each.criterion_code), []).append(f"{name} [{paper.public_id}]")
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
