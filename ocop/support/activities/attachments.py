"""Papers of activities, of questions asked and of what officials need to be trained in."""

from typing import Any

from django.urls import reverse

from ocop.ground.registry.holders import Holder
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.support.activities import policies
from ocop.support.activities.actions.activities import page_of
from ocop.support.activities.models import Activity, AdviceCase, TrainingNeed


def _concerns(actor: Actor, case: Any) -> Answer:
    """An answered question is read by everybody without its asker's name; its papers could tell the name."""
    if policies.may_see_asker(actor, case):
        return YES
    return no("Giấy tờ của câu hỏi do người hỏi và cơ quan trả lời kèm.")


HOLDERS = (
    Holder(
        "hoat-dong",
        Activity,
        lambda actor: Activity.objects.visible_to(actor).select_related("organiser"),
        policies.may_keep,
        page_of,
        may_read_private=policies.may_see_people,
        private_words="Chỉ cơ quan tổ chức và Văn phòng Điều phối mở. Bỏ đánh dấu nếu giấy tờ không có tên người dự",
        private_first=True,
        title_hint="Ví dụ: kế hoạch, chương trình, ảnh lớp học, danh sách ký tên.",
    ),
    Holder(
        "hoi-dap",
        AdviceCase,
        lambda actor: AdviceCase.objects.visible_to(actor),
        _concerns,
        lambda case: reverse("activities:advice_case", args=[case.public_id]),
        may_read=_concerns,
        title_hint="Ví dụ: ảnh bao bì, mẫu nhãn, bản nháp hồ sơ. Chỉ người hỏi và cơ quan trả lời mở được.",
    ),
    Holder(
        "nhu-cau-tap-huan",
        TrainingNeed,
        lambda actor: TrainingNeed.objects.visible_to(actor).select_related("office"),
        lambda actor, need: policies.may_record_for(actor, need.office),
        lambda need: reverse("activities:need", args=[need.public_id]),
        title_hint="Ví dụ: công văn cử cán bộ, danh sách đăng ký học.",
    ),
)
