"""Papers of a project as a whole; a step keeps its own (`StepPaper`), since a step is done only with a paper."""

from django.urls import reverse

from ocop.ground.registry.holders import Holder
from ocop.support.projects import policies
from ocop.support.projects.models import Project

HOLDERS = (
    Holder(
        "du-an",
        Project,
        lambda actor: Project.objects.visible_to(actor).select_related("office"),
        policies.may_manage,
        lambda project: reverse("projects:project", args=[project.public_id]),
        title_hint="Ví dụ: thuyết minh, bản vẽ, hợp đồng tư vấn, ảnh công trình.",
    ),
)
