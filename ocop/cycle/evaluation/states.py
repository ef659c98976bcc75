"""States of a council, of a docket (one dossier before one council) and of a score sheet."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow


class CouncilState(models.TextChoices):
    PREPARING = "preparing", "Đang chuẩn bị"
    SITTING = "sitting", "Đang làm việc"
    CLOSED = "closed", "Đã kết thúc"


class SeatRole(models.TextChoices):
    CHAIR = "chair", "Chủ tịch Hội đồng"
    VICE_CHAIR = "vice_chair", "Phó Chủ tịch Hội đồng"
    MEMBER = "member", "Ủy viên"
    SECRETARY = "secretary", "Thư ký"


# The secretary does not score and does not count towards the quorum.
SCORING_ROLES = (SeatRole.CHAIR, SeatRole.VICE_CHAIR, SeatRole.MEMBER)


class DocketState(models.TextChoices):
    WAITING = "waiting", "Chưa mở chấm"
    SCORING = "scoring", "Đang chấm"
    CLOSED = "closed", "Đã đóng chấm"
    SPREAD = "spread", "Chênh lệch quá mức, cần chấm lại"
    CONCLUDED = "concluded", "Đã kết luận"


class SheetState(models.TextChoices):
    DRAFT = "draft", "Đang chấm"
    SEALED = "sealed", "Đã nộp phiếu"
    EXCUSED = "excused", "Không chấm"


class GateTest(models.TextChoices):
    """How minimum marks per star are tested; the decision does not say, so the council's regulation must."""

    MAJORITY = "majority", "Theo đa số thành viên"
    EVERY_MEMBER = "every_member", "Theo từng thành viên"


class Rounding(models.TextChoices):
    NONE = "none", "Không làm tròn khi so hạng"
    HALF_UP = "half_up", "Làm tròn số học"


D = DocketState

# Before these states nobody but the member reads a member's marks.
OPENED_RESULTS = (D.CLOSED, D.CONCLUDED, D.SPREAD)

COUNCIL_WORKFLOW = Workflow(
    name="council",
    states=tuple(CouncilState),
    transitions=(
        Transition(
            "open_sitting",
            (CouncilState.PREPARING, CouncilState.SITTING),
            CouncilState.SITTING,
            who="Thư ký",
            label="Mở phiên họp",
        ),
        Transition("close_council", (CouncilState.SITTING,), CouncilState.CLOSED, who="Thư ký", label="Kết thúc"),
    ),
)

DOCKET_WORKFLOW = Workflow(
    name="docket",
    states=tuple(D),
    transitions=(
        Transition("open_scoring", (D.WAITING, D.SPREAD, D.CLOSED), D.SCORING, who="Thư ký", label="Mở chấm điểm"),
        Transition("close_scoring", (D.SCORING,), D.CLOSED, who="Thư ký", label="Đóng chấm điểm"),
        Transition("find_spread", (D.SCORING,), D.SPREAD, who="Thư ký", label="Yêu cầu chấm lại"),
        Transition("conclude", (D.CLOSED,), D.CONCLUDED, who="Chủ tịch Hội đồng", label="Kết luận"),
    ),
)
