"""What keeps a dossier from being lodged, and what would be wiser to mend first."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.reading import Reading, reading_of
from ocop.cycle.dossiers.registration import story_field


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence with the page that mends it; only a `blocking` one keeps the dossier from being lodged.

    `is_fault` marks an item of the last return that was neither mended nor answered.
    """

    text: str
    url: str
    task: str
    blocking: bool = True
    is_fault: bool = False


def problems_of(dossier: Dossier, on: date) -> list[Problem]:
    """The blocking problems of a dossier, read from the database."""
    return [problem for problem in problems_in(reading_of(dossier, on)) if problem.blocking]


def problems_in(reading: Reading) -> list[Problem]:
    """Everything to mend, blocking first, in the order of the task list."""
    found = [*_form(reading), *_story(reading), *_papers(reading), *_marks(reading), *_faults(reading)]
    return sorted(found, key=lambda problem: not problem.blocking)


def _url(reading: Reading, name: str, *args: str) -> str:
    return reverse(f"dossiers:{name}", args=[reading.dossier.public_id, *args])


def _form(reading: Reading) -> list[Problem]:
    found = []
    for page in reading.pages:
        for line in page.missing:
            url = _url(reading, "registration", page.page.slug) + f"#id_{line.field.key}"
            found.append(Problem(f"Điền mục “{line.field.label}”.", url, "form"))
    return found


def _story(reading: Reading) -> list[Problem]:
    if reading.story.strip():
        return []
    label = story_field().label.lower()
    return [
        Problem(f"Viết {label}. Không có câu chuyện thì mất điểm phần này.", _url(reading, "story"), "story", False)
    ]


def _papers(reading: Reading) -> list[Problem]:
    evidence = _url(reading, "evidence")
    missing = reading.assessment.missing_papers
    found = [Problem(need.sentence, evidence, "evidence", need.is_mandatory) for need in missing]
    for line in reading.criteria:
        for each in line.evidence:
            if each.state == "expired":
                text = f"“{each.paper.title}” {each.note[0].lower()}{each.note[1:]}. Nộp giấy còn hạn."
                url = _url(reading, "evidence_criterion", line.code)
                found.append(Problem(text, url, "evidence", False))
    return list({problem.text: problem for problem in found}.values())


def _marks(reading: Reading) -> list[Problem]:
    """Not one answer keeps the dossier back; a blank among answers counts 0 points and is only pointed out."""
    if not any(each.answered for each in reading.sections):
        first = reading.sections[0].slug if reading.sections else ""
        return [Problem("Tự đánh giá theo từng tiêu chí.", _url(reading, "marks", first), "marks")]
    found = []
    for each in reading.sections:
        if blank := len(each.criteria) - each.answered:
            text = f"Phần “{each.section.name}” còn {blank} tiêu chí chưa chọn, tính 0 điểm."
            found.append(Problem(text, _url(reading, "marks", each.slug), "marks", False))
    return found


def _faults(reading: Reading) -> list[Problem]:
    """Items of the last return that read exactly as they did when the dossier came back, with no word why."""
    found = []
    for fault in reading.open_faults:
        text = f"Sửa mục “{fault.place_label}”, hoặc ghi vì sao không sửa. Đề nghị: {fault.remedy}"
        found.append(Problem(text, fault.url, fault.place.task if fault.place else "form", True, True))
    return found
