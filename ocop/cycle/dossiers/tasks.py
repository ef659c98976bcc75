"""The producer's task list: what is done, what is begun, what must be mended, and why something cannot be done yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from ocop.cycle.dossiers.faults import Fault
from ocop.cycle.dossiers.problems import Problem, problems_in
from ocop.cycle.dossiers.reading import PageReading, Reading, SectionReading
from ocop.kit.ui.parts import Task

TODO, DOING, DONE, MEND, BLOCKED = "Chưa làm", "Đang làm", "Đã xong", "Cần sửa", "Chưa làm được"


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: str
    slug: str
    tasks: tuple[Task, ...]


def tasks_of(reading: Reading) -> tuple[TaskGroup, ...]:
    """The five parts of the work in the order of the forms."""
    problems = problems_in(reading)
    return (
        TaskGroup("1. Thông tin đăng ký", "dang-ky", tuple(_page(reading, page) for page in reading.pages)),
        TaskGroup("2. Câu chuyện sản phẩm", "cau-chuyen", (_story(reading),)),
        TaskGroup("3. Minh chứng", "minh-chung", (_evidence(reading, problems),)),
        TaskGroup("4. Tự đánh giá", "tu-danh-gia", tuple(_section(reading, each) for each in reading.sections)),
        TaskGroup("5. Kiểm tra và nộp", "nop", (_check(reading, problems),)),
    )


def _url(reading: Reading, name: str, *args: str) -> str:
    return reverse(f"dossiers:{name}", args=[reading.dossier.public_id, *args])


def _page(reading: Reading, page: PageReading) -> Task:
    url = _url(reading, "registration", page.page.slug)
    if left := _left(page.faults):
        return Task(page.page.title, url, MEND, hint=_remedies(left))
    begun = any(line.text.strip() for line in page.lines)
    if not page.missing:
        return Task(page.page.title, url, DONE)
    return Task(page.page.title, url, DOING if begun else TODO, hint=f"Còn {len(page.missing)} mục chưa điền.")


def _story(reading: Reading) -> Task:
    url, title = _url(reading, "story"), "Kể câu chuyện sản phẩm"
    if left := _left(reading.faults.get("field:story", ())):
        return Task(title, url, MEND, hint=_remedies(left))
    return Task(title, url, DONE if reading.story.strip() else TODO)


def _evidence(reading: Reading, problems: list[Problem]) -> Task:
    url, title = _url(reading, "evidence"), "Chụp và nộp giấy tờ theo tiêu chí"
    places = [items for place, items in reading.faults.items() if place.startswith("evidence:")]
    if left := sum(_left(items) for items in places):
        return Task(title, url, MEND, hint=_remedies(left))
    missing = [need for need in reading.assessment.missing_papers if need.is_mandatory]
    papers = len(reading.papers)
    if missing:
        names = ", ".join(need.demand.name_vi for need in missing)
        return Task(title, url, DOING if papers else TODO, hint=f"Còn thiếu giấy bắt buộc: {names}.")
    bare = sum(line.asked_without_paper for line in reading.criteria)
    if bare:
        hint = f"Đã có {papers} giấy tờ. Còn {bare} tiêu chí chưa có minh chứng."
        return Task(title, url, DOING if papers else TODO, hint=hint)
    return Task(title, url, DONE, hint=f"Đã có {papers} giấy tờ.")


def _section(reading: Reading, section: SectionReading) -> Task:
    url = _url(reading, "marks", section.slug)
    title = f"{section.section.heading} {section.section.name}"
    if left := _left([item for item in section.faults if item.field.startswith("mark:")]):
        return Task(title, url, MEND, hint=_remedies(left))
    count = len(section.criteria)
    if section.answered == count:
        return Task(title, url, DONE, hint=f"{section.points}/{section.section.max} điểm")
    if section.answered:
        return Task(title, url, DOING, hint=f"Đã chọn {section.answered} trong {count} tiêu chí.")
    return Task(title, url, TODO, hint=f"{count} tiêu chí")


def _check(reading: Reading, problems: list[Problem]) -> Task:
    url, title = _url(reading, "check"), "Kiểm tra và nộp hồ sơ"
    blocking = sum(problem.blocking for problem in problems)
    if blocking:
        return Task(title, url, BLOCKED, hint=f"Còn {blocking} việc phải làm trước. Bấm để xem từng việc.")
    return Task(title, url, TODO, hint="Hồ sơ đã đủ để nộp.")


def _left(faults: Iterable[Fault]) -> int:
    """How many of the items that came back were neither mended nor answered."""
    return sum(not fault.is_answered for fault in faults)


def _remedies(count: int) -> str:
    return f"Cơ quan kiểm tra đề nghị sửa {count} chỗ." if count > 1 else "Cơ quan kiểm tra đề nghị sửa chỗ này."
