"""States of a recognition, of a decision and of a referral to the ministry."""

from django.db import models
from django.utils.translation import gettext_noop as _


class RecognitionState(models.TextChoices):
    """What was decided; whether it still runs on a day is asked of `standing` in `queries`."""

    GRANTED = "granted", "Đã công nhận"
    SUSPENDED = "suspended", "Tạm dừng"
    WITHDRAWN = "withdrawn", "Đã thu hồi"


class Standing(models.TextChoices):
    """What a shopper is told: the state and the dates read together on one day."""

    VALID = "valid", _("Còn hiệu lực")
    GRACE = "grace", _("Hết hạn, đang đánh giá lại")
    EXPIRED = "expired", _("Hết hạn")
    SUSPENDED = "suspended", _("Tạm dừng")
    WITHDRAWN = "withdrawn", _("Đã bị thu hồi")
    SUPERSEDED = "superseded", _("Đã thay bằng lần công nhận mới")
    NOT_YET = "not_yet", _("Chưa có hiệu lực")
    TRIAL = "trial", _("Bản thử, không có giá trị")
    UNKNOWN = "unknown", _("Không có trong hệ thống")


class StandingByYear(models.TextChoices):
    """What is said where a source states only the year of a recognition: the day it ended, or will, is not known."""

    VALID = "valid", _("Còn hạn tính theo năm")
    EXPIRED = "expired", _("Quá hạn tính theo năm, hiện nay chưa rõ")


def standing_words(standing: str, *, by_year: bool) -> str:
    """A standing in Vietnamese words, the same everywhere; `by_year`: only the year of the recognition is known."""
    is_by_year = by_year and standing in StandingByYear.values
    return str((StandingByYear if is_by_year else Standing)(standing).label)


# The star may be shown and used on these standings only.
STANDS = (Standing.VALID, Standing.GRACE)


class ReferralState(models.TextChoices):
    SENT = "sent", "Đã gửi Trung ương"
    RECOGNISED = "recognised", "Trung ương công nhận 5 sao"
    RETURNED = "returned", "Trung ương chấm dưới 90 điểm"


class WithdrawalGround(models.TextChoices):
    """Điều 8 QĐ 26/2026: the six grounds; and, under earlier rules, not coming back for re-assessment."""

    FORGED = "forged", _("Hồ sơ giả mạo, không trung thực")
    CRITERIA = "criteria", _("Không còn đáp ứng tiêu chí")
    BREACH = "breach", _("Vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, nhãn")
    MARK_MISUSE = "mark_misuse", _("Sử dụng sai nhãn hiệu OCOP")
    STOPPED = "stopped", _("Ngừng sản xuất")
    OTHER_AGENCY = "other_agency", _("Theo kết luận của cơ quan có thẩm quyền")
    NOT_RENEWED = "not_renewed", _("Không đánh giá lại khi hết hạn")
