"""The places of a dossier that can be wrong: one key each, the words for it, and the page that mends it.

Keys are what a return slip stores: `field:<key>` of the registration, `evidence:<criterion>`, `mark:<criterion>`,
`samples`.
"""

from dataclasses import dataclass

from django.urls import reverse

from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.registration import STORY, pages_for, story_field

SAMPLES = "samples"


@dataclass(frozen=True, slots=True)
class Place:
    """`task` is the task-list line it belongs to: form, story, evidence, marks or samples."""

    key: str
    label: str
    task: str
    url: str


def field_place(key: str) -> str:
    return f"field:{key}"


def evidence_place(code: str) -> str:
    return f"evidence:{code}"


def mark_place(code: str) -> str:
    return f"mark:{code}"


def places_of(dossier: Dossier) -> dict[str, Place]:
    """Every place of the dossier by key, in the order of the forms; asks the database nothing."""
    found = [
        *_form_places(dossier),
        Place(field_place(STORY), story_field().label, "story", _url("story", dossier)),
    ]
    for section in law.sections_of(dossier):
        for criterion in section.criteria:
            name = f"{criterion.code} {criterion.name_vi}"
            page = _url("evidence_criterion", dossier, criterion.code)
            found.append(Place(evidence_place(criterion.code), f"Minh chứng {name}", "evidence", page))
            page = _url("marks", dossier, section.slug) + f"#tc-{criterion.code}"
            found.append(Place(mark_place(criterion.code), f"Điểm tự đánh giá {name}", "marks", page))
    if law.needs_samples(dossier):
        found.append(Place(SAMPLES, "Sản phẩm mẫu", "samples", _url("dossier", dossier)))
    return {place.key: place for place in found}


def _form_places(dossier: Dossier) -> list[Place]:
    return [
        Place(
            field_place(field.key),
            field.label,
            "form",
            _url("registration", dossier, page.slug) + f"#id_{field.key}",
        )
        for page in pages_for(dossier.criteria_id, dossier.kind)
        for field in page.fields
    ]


def _url(name: str, dossier: Dossier, *args: str) -> str:
    return reverse(f"dossiers:{name}", args=[dossier.public_id, *args])
