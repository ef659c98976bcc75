"""Papers of plans, targets, assignments and obstacles; what shows the result of an assignment is its `Proof`."""

from django.urls import reverse

from ocop.ground.planning import policies
from ocop.ground.planning.models import Assignment, Obstacle, Plan, Target
from ocop.ground.registry.holders import Holder

HOLDERS = (
    Holder(
        "ke-hoach",
        Plan,
        lambda actor: Plan.objects.visible_to(actor).select_related("office"),
        policies.may_keep_papers,
        lambda plan: reverse("planning:plan", args=[plan.public_id]),
        title_hint="Ví dụ: bản ký, phụ lục, biểu mẫu.",
    ),
    Holder(
        "chi-tieu",
        Target,
        lambda actor: Target.objects.filter(plan__in=Plan.objects.visible_to(actor)).select_related("plan__office"),
        lambda actor, target: policies.may_keep_targets(actor, target.plan),
        lambda target: reverse("planning:target", args=[target.public_id]),
        title_hint="Ví dụ: cách tính, số liệu gốc của mức ban đầu.",
    ),
    Holder(
        "viec",
        Assignment,
        lambda actor: Assignment.objects.visible_to(actor).select_related("task__plan__office", "office"),
        policies.may_attach_to_assignment,
        lambda row: reverse("planning:assignment", args=[row.public_id]),
        title_hint="Ví dụ: công văn giao việc, đôn đốc, dự thảo. Tệp chứng minh kết quả thì thêm ở mục Minh chứng.",
    ),
    Holder(
        "vuong-mac",
        Obstacle,
        lambda actor: Obstacle.objects.visible_to(actor),
        policies.may_propose,
        lambda row: reverse("planning:obstacle", args=[row.public_id]),
        title_hint="Ví dụ: ảnh, văn bản trả lời, biểu số liệu.",
    ),
)
