"""The states a dossier passes and the only moves between them."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow


class DossierKind(models.TextChoices):
    FIRST = "first", "Đăng ký mới"
    UPGRADE = "upgrade", "Nâng hạng"
    RENEWAL = "renewal", "Đánh giá lại"


class DossierState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    LODGED = "lodged", "Chờ kiểm tra"
    RETURNED = "returned", "Cần bổ sung"
    FORWARDED = "forwarded", "Chờ tỉnh tiếp nhận"
    ACCEPTED = "accepted", "Đủ điều kiện đánh giá"
    EVALUATING = "evaluating", "Hội đồng đang đánh giá"
    CONCLUDED = "concluded", "Đã có kết luận"
    REFERRED = "referred", "Đã trình Trung ương"
    RECOGNISED = "recognised", "Đã công nhận"
    NOT_RECOGNISED = "not_recognised", "Không đạt hạng được công nhận"
    WITHDRAWN = "withdrawn", "Chủ thể rút hồ sơ"


S = DossierState

# Whose turn it is, for lists and homes.
WITH_PRODUCER = (S.DRAFT, S.RETURNED)
RUNNING = (S.DRAFT, S.LODGED, S.RETURNED, S.FORWARDED, S.ACCEPTED, S.EVALUATING, S.CONCLUDED, S.REFERRED)
LODGED_OR_LATER = tuple(state for state in S if state != S.DRAFT)

WORKFLOW = Workflow(
    name="dossier",
    states=tuple(S),
    transitions=(
        Transition("lodge", (S.DRAFT, S.RETURNED), S.LODGED, who="Chủ thể", label="Nộp hồ sơ"),
        Transition("return", (S.LODGED, S.FORWARDED), S.RETURNED, who="Người kiểm tra", label="Trả lại để bổ sung"),
        Transition("forward", (S.LODGED,), S.FORWARDED, who="Cán bộ đọc đầu tiên", label="Chuyển lên tỉnh"),
        Transition("accept", (S.FORWARDED,), S.ACCEPTED, who="Văn phòng Điều phối tỉnh", label="Tiếp nhận"),
        Transition("take_up", (S.ACCEPTED,), S.EVALUATING, who="Văn phòng Điều phối tỉnh", label="Đưa vào Hội đồng"),
        Transition("conclude", (S.EVALUATING,), S.CONCLUDED, who="Chủ tịch Hội đồng", label="Kết luận"),
        Transition("refer", (S.CONCLUDED,), S.REFERRED, who="Lãnh đạo tỉnh", label="Trình Trung ương"),
        Transition("recognise", (S.CONCLUDED, S.REFERRED), S.RECOGNISED, who="Cấp công nhận", label="Công nhận"),
        Transition(
            "refuse",
            (S.CONCLUDED, S.REFERRED),
            S.NOT_RECOGNISED,
            who="Cấp công nhận",
            label="Không công nhận",
        ),
        Transition(
            "withdraw",
            (S.DRAFT, S.LODGED, S.RETURNED, S.FORWARDED),
            S.WITHDRAWN,
            who="Chủ thể",
            label="Rút hồ sơ",
        ),
    ),
)
