"""States of a support and of a wish for credit."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow


class SupportState(models.TextChoices):
    PROPOSED = "proposed", "Đang đề xuất"
    APPROVED = "approved", "Đã duyệt"
    REFUSED = "refused", "Không duyệt"
    PAID = "paid", "Đã chi"
    ENDED = "ended", "Đã kết thúc"


S = SupportState
# A support in these was really given.
GIVEN = (S.APPROVED, S.PAID, S.ENDED)
STATE_COLOURS = {S.PROPOSED: "blue", S.APPROVED: "teal", S.REFUSED: "grey", S.PAID: "green", S.ENDED: "grey"}

SUPPORT_WORKFLOW = Workflow(
    name="support",
    states=tuple(S),
    transitions=(
        Transition("approve", (S.PROPOSED,), S.APPROVED, who="Cơ quan quản lý chính sách", label="Duyệt"),
        Transition("refuse", (S.PROPOSED,), S.REFUSED, who="Cơ quan quản lý chính sách", label="Không duyệt"),
        Transition("pay", (S.APPROVED, S.PAID), S.PAID, who="Cơ quan chi", label="Ghi khoản chi"),
        Transition("end", (S.APPROVED, S.PAID), S.ENDED, who="Cơ quan quản lý chính sách", label="Kết thúc"),
    ),
)


class CreditState(models.TextChoices):
    WISHED = "wished", "Muốn vay"
    LODGED = "lodged", "Đã nộp hồ sơ vay"
    GRANTED = "granted", "Được cho vay"
    REFUSED = "refused", "Không được vay"
    WITHDRAWN = "withdrawn", "Thôi không vay"


C = CreditState
OPEN_CREDIT = (C.WISHED, C.LODGED)
CREDIT_COLOURS = {C.WISHED: "blue", C.LODGED: "teal", C.GRANTED: "green", C.REFUSED: "red", C.WITHDRAWN: "grey"}

CREDIT_WORKFLOW = Workflow(
    name="credit",
    states=tuple(C),
    transitions=(
        Transition("lodge", (C.WISHED, C.REFUSED), C.LODGED, who="Cán bộ", label="Đã nộp hồ sơ vay"),
        Transition("grant", OPEN_CREDIT, C.GRANTED, who="Cán bộ", label="Được cho vay"),
        Transition("refuse", OPEN_CREDIT, C.REFUSED, who="Cán bộ", label="Không được vay"),
        Transition("withdraw", OPEN_CREDIT, C.WITHDRAWN, who="Chủ thể", label="Thôi không vay"),
    ),
)
