"""The registration form of each decision as data: which fields, under which heading, in the form's own words."""

from dataclasses import replace

from ocop.cycle.dossiers.registration import decision_26, decision_1048
from ocop.cycle.dossiers.registration.answers import AnswerError, read_answer
from ocop.cycle.dossiers.registration.shape import Field, Page

__all__ = ["STORY", "AnswerError", "Field", "Page", "fields_for", "pages_for", "read_answer", "story_field"]

STORY = "story"
_STORY_FIELD = Field(
    STORY,
    "Câu chuyện sản phẩm",
    "Kể như nói với khách: ai làm ra, làm từ bao giờ, có gì khác, vì sao gắn với quê mình.",
    8000,
    long=True,
    source="story",
)

_PAGES = {"26-2026": decision_26.PAGES, "1048-2019": decision_1048.PAGES}


def pages_for(criteria_id: str, kind: str, *, samples: bool = True) -> tuple[Page, ...]:
    """The registration pages a dossier of this law and kind has; laws without a known form use that of 26/2026.

    `samples`: whether goods go with the dossier; a service may then say that it sends none.
    """
    pages = _PAGES.get(criteria_id, decision_26.PAGES)
    return tuple(
        Page(
            page.slug,
            page.title,
            tuple(
                f if samples or f.key != "samples" else replace(f, minimum=0)
                for f in page.fields
                if not f.only_for or kind in f.only_for
            ),
            page.intro,
        )
        for page in pages
    )


def fields_for(criteria_id: str, kind: str, *, samples: bool = True) -> dict[str, Field]:
    """Every field of the registration by key, the story last."""
    fields = {field.key: field for page in pages_for(criteria_id, kind, samples=samples) for field in page.fields}
    fields[STORY] = _STORY_FIELD
    return fields


def story_field() -> Field:
    return _STORY_FIELD
