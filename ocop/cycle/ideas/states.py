"""What becomes of an idea, the steps its author sees, and the tags and reasons to choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.ground.producers.states import Tag
from ocop.rules.workflow import Transition, Workflow


class IdeaState(models.TextChoices):
    SENT = "sent", _("Chờ trả lời")
    ASKED = "asked", _("Chờ tác giả trả lời câu hỏi")
    ACCEPTED = "accepted", _("Đã nhận vào mùa OCOP")
    CANDIDATE = "candidate", _("Đã thành tiền sản phẩm OCOP")
    REFUSED = "refused", _("Chưa nhận")
    MERGED = "merged", _("Đã gộp vào ý tưởng giống")


I = IdeaState  # noqa: E741 — short for the table below

# An officer still owes these an answer, or waits for the author's.
OPEN = (I.SENT, I.ASKED)
# A product may yet be made of these, first of all by the producer who offered it.
TO_BE_MADE = (*OPEN, I.ACCEPTED)
COLOURS = {
    I.SENT: "blue",
    I.ASKED: "orange",
    I.ACCEPTED: "teal",
    I.CANDIDATE: "green",
    I.REFUSED: "grey",
    I.MERGED: "purple",
}
_OFFICER = "Cán bộ xã hoặc tỉnh giữ ý tưởng"

IDEA_WORKFLOW = Workflow(
    name="idea",
    states=tuple(I),
    transitions=(
        Transition("ask_back", (I.SENT,), I.ASKED, who=_OFFICER, label="Hỏi lại tác giả"),
        Transition("answer_question", (I.ASKED,), I.SENT, who="Tác giả", label="Trả lời câu hỏi"),
        Transition("accept", OPEN, I.ACCEPTED, who=_OFFICER, label="Nhận vào mùa OCOP"),
        Transition("refuse", OPEN, I.REFUSED, who=_OFFICER, label="Giải thích vì sao chưa nhận"),
        Transition("merge", OPEN, I.MERGED, who=_OFFICER, label="Gộp vào ý tưởng giống"),
        Transition("make_candidate", (I.ACCEPTED,), I.CANDIDATE, who=_OFFICER, label="Lập tiền sản phẩm"),
        Transition("reopen", (I.REFUSED, I.MERGED), I.SENT, who=_OFFICER, label="Xem lại"),
    ),
)


class StepKind(models.TextChoices):
    """What an author is told happened."""

    SENT = "sent", _("Đã gửi ý tưởng")
    QUESTION = "question", _("Cán bộ hỏi thêm")
    ANSWER = "answer", _("Tác giả đã trả lời")
    HANDED_ON = "handed_on", _("Đã chuyển cơ quan trả lời")
    ACCEPTED = "accepted", _("Đã nhận vào mùa OCOP")
    CANDIDATE = "candidate", _("Đã thành tiền sản phẩm OCOP")
    REFUSED = "refused", _("Chưa nhận")
    MERGED = "merged", _("Đã gộp vào ý tưởng giống")
    REOPENED = "reopened", _("Được xem lại")


class AuthorKind(models.TextChoices):
    RESIDENT = "resident", _("Người dân")
    PRODUCER = "producer", _("Hộ, cơ sở, hợp tác xã, doanh nghiệp")
    STUDENT = "student", _("Học sinh, sinh viên")
    ASSOCIATION = "association", _("Hội, đoàn thể")
    OTHER = "other", _("Khác")


class IdeaTag(models.TextChoices):
    """What sort of idea it is (Kế hoạch 124/KH-UBND, III.3.1, footnotes 7 and 8)."""

    STARTUP = "startup", _("Khởi nghiệp")
    WOMEN_LED = "women_led", _("Phụ nữ làm chủ")
    BY_PRODUCT = "by_product", _("Làm từ phụ phẩm")
    CRAFT_VILLAGE = "craft_village", _("Làng nghề")
    ENVIRONMENT = "environment", _("Bảo vệ môi trường")


# The tag of the product an idea becomes, where products have such a tag.
PRODUCT_TAG: dict[str, Tag] = {
    IdeaTag.STARTUP: Tag.STARTUP,
    IdeaTag.WOMEN_LED: Tag.WOMEN_LED,
    IdeaTag.BY_PRODUCT: Tag.BY_PRODUCT,
    IdeaTag.CRAFT_VILLAGE: Tag.TRADITION,
    IdeaTag.ENVIRONMENT: Tag.ECO,
}


class RefusalReason(models.TextChoices):
    EXISTS = "exists", _("Đã có nhiều sản phẩm như vậy, chưa thấy điểm khác")
    NO_PRODUCER = "no_producer", _("Chưa có ai nhận làm")
    NO_MATERIAL = "no_material", _("Nguyên liệu không phải của địa phương hoặc không đủ")
    NOT_LAWFUL = "not_lawful", _("Pháp luật chưa cho sản xuất hoặc lưu thông")
    NOT_A_PRODUCT = "not_a_product", _("Không phải ý tưởng sản phẩm OCOP")
    NO_ANSWER = "no_answer", _("Chưa nhận được trả lời cho câu hỏi")
    OTHER = "other", _("Lý do khác")
