"""Papers of projects, of their steps and of the spaces they let; a step also names texts of the library."""

from typing import Any

from django.urls import reverse

from ocop.ground.registry.holders import Holder, Link
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.kit.text.dates import format_date
from ocop.support.projects import policies
from ocop.support.projects.models import Project, Space, Step, StepPaper
from ocop.support.projects.states import StepState


def text_of(paper: StepPaper) -> Link:
    """A text of the library a step rests on, as the shelf of papers shows it."""
    url = reverse("programme:document", args=[paper.legal.public_id])
    return Link(f"{paper.legal}, ngày {format_date(paper.legal.issued_on)}", url, about=paper.legal.title)


def _may_take_off(actor: Actor, step: Any) -> Answer:
    """A step was done by its papers, so they stay with it."""
    return no("Bước đã xong nên giấy tờ của bước được giữ.") if step.state == StepState.DONE else YES


HOLDERS = (
    Holder(
        "du-an",
        Project,
        lambda actor: Project.objects.visible_to(actor).select_related("office"),
        policies.may_manage,
        lambda project: reverse("projects:project", args=[project.public_id]),
        title_hint="Ví dụ: thuyết minh, bản vẽ, hợp đồng tư vấn, ảnh công trình.",
    ),
    Holder(
        "buoc-du-an",
        Step,
        lambda actor: Step.objects.visible_to(actor).select_related("project"),
        policies.may_work_on,
        lambda step: reverse("projects:step", args=[step.public_id]),
        may_take_off=_may_take_off,
        title_hint="Ví dụ: báo cáo khảo sát, biên bản nghiệm thu, ảnh hiện trường.",
    ),
    Holder(
        "khong-gian",
        Space,
        lambda actor: Space.objects.visible_to(actor).select_related("project"),
        policies.may_keep_space,
        lambda space: reverse("projects:space", args=[space.public_id]),
        title_hint="Ví dụ: nội quy, ảnh không gian, danh mục thiết bị.",
    ),
)
