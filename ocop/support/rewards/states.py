"""Kinds and states of reward rounds and nominations."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow


class RoundKind(models.TextChoices):
    """Yearly and at the end of a period (Kế hoạch 124/KH-UBND, IV.10)."""

    YEAR = "year", "Hằng năm"
    PERIOD = "period", "Tổng kết giai đoạn"


class RoundState(models.TextChoices):
    OPEN = "open", "Đang nhận đề nghị"
    REVIEWING = "reviewing", "Đang xét"
    DECIDED = "decided", "Đã quyết định"


R = RoundState
ROUND_WORKFLOW = Workflow(
    name="reward_round",
    states=tuple(R),
    transitions=(
        Transition("review", (R.OPEN,), R.REVIEWING, who="Cơ quan tổ chức đợt", label="Ngừng nhận, chuyển sang xét"),
        Transition("reopen", (R.REVIEWING,), R.OPEN, who="Cơ quan tổ chức đợt", label="Nhận đề nghị trở lại"),
        Transition("close", (R.REVIEWING,), R.DECIDED, who="Cơ quan tổ chức đợt", label="Kết thúc đợt"),
    ),
)


class CriterionKind(models.TextChoices):
    WEIGHT = "weight", "Chấm điểm"
    YES_NO = "yes_no", "Đạt hoặc không đạt"


class NomineeKind(models.TextChoices):
    PRODUCER = "producer", "Chủ thể OCOP"
    OFFICE = "office", "Cơ quan, đơn vị"
    PERSON = "person", "Cá nhân"


class NominationState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    SENT = "sent", "Đã gửi"
    REWARDED = "rewarded", "Được khen thưởng"
    NOT_REWARDED = "not_rewarded", "Chưa được khen thưởng"


N = NominationState
NOMINATION_WORKFLOW = Workflow(
    name="nomination",
    states=tuple(N),
    transitions=(
        Transition("send", (N.DRAFT,), N.SENT, who="Cơ quan đề nghị", label="Gửi đề nghị"),
        Transition("withdraw", (N.SENT,), N.DRAFT, who="Cơ quan đề nghị", label="Rút về sửa"),
        Transition("reward", (N.SENT,), N.REWARDED, who="Lãnh đạo tỉnh", label="Ghi quyết định khen thưởng"),
        Transition("pass_over", (N.SENT,), N.NOT_REWARDED, who="Cơ quan tổ chức đợt", label="Kết thúc đợt"),
    ),
)


class RewardForm(models.TextChoices):
    MERIT = "merit", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
    FLAG = "flag", "Cờ thi đua của Ủy ban nhân dân tỉnh"
    LETTER = "letter", "Giấy khen"
    OTHER = "other", "Hình thức khác"
