"""Where a suspicion and a shopper's doubt stand, and what may follow."""

from django.db import models
from django.utils.translation import gettext_noop as _


class SuspicionState(models.TextChoices):
    """What officers make of signs that stamps were copied."""

    NEW = "new", "Mới"
    WATCHED = "watched", "Đang theo dõi"
    ASKED = "asked", "Đã hỏi chủ thể"
    ANSWERED = "answered", "Chủ thể đã trả lời"
    HANDED = "handed", "Đã chuyển quản lý thị trường"
    CLOSED = "closed", "Đã khép lại"


OPEN_SUSPICIONS = tuple(state for state in SuspicionState if state != SuspicionState.CLOSED)
# What waits for an officer: a suspicion nobody looked at, and one whose producer answered.
AWAITING_OFFICER = (SuspicionState.NEW, SuspicionState.ANSWERED)

_OFFICER_SAYS = frozenset({SuspicionState.WATCHED, SuspicionState.ASKED, SuspicionState.HANDED, SuspicionState.CLOSED})
# Which state may follow which. New signs open a closed suspicion again.
FOLLOWS: dict[str, frozenset[str]] = {
    SuspicionState.NEW: _OFFICER_SAYS,
    SuspicionState.WATCHED: _OFFICER_SAYS - {SuspicionState.WATCHED},
    SuspicionState.ASKED: (_OFFICER_SAYS - {SuspicionState.ASKED}) | {SuspicionState.ANSWERED},
    SuspicionState.ANSWERED: _OFFICER_SAYS,
    SuspicionState.HANDED: frozenset({SuspicionState.CLOSED}),
    SuspicionState.CLOSED: frozenset({SuspicionState.NEW}),
}


class DoubtKind(models.TextChoices):
    """What a shopper finds odd; the words stand on the public form."""

    LABEL = "label", _("Tên sản phẩm, chủ thể hoặc số lô trên bao bì khác với trang của tem")
    STUCK = "stuck", _("Tem bị dán đè, bóc ra dán lại, hoặc in mờ, in lại")
    QUALITY = "quality", _("Hàng khác hẳn mọi lần: màu, mùi, vị, bao bì")
    PAST_USE = "past_use", _("Hàng quá hạn hoặc đã bị thu hồi mà còn bày bán")
    UNKNOWN = "unknown", _("Mã không có trong hệ thống, hoặc tem chưa kích hoạt")
    OTHER = "other", _("Điều khác")


class DoubtState(models.TextChoices):
    """Where a shopper's doubt stands: `answered` says something and leaves it open, `closed` ends it."""

    SENT = "sent", "Đã gửi, chờ cán bộ xem"
    ANSWERED = "answered", "Cán bộ đang xem"
    CLOSED = "closed", "Đã xem xong"


# Answers of the scan page that say something odd of the stamp itself, each with its bit for good: new ones come last.
ODD_VERDICTS = (
    "inert",
    "void",
    "past_use",
    "too_old",
    "withdrawn",
    "suspended",
    "not_yet",
    "recalled",
    "mismatch",
    "pin_used",
    "burst",
)
_BITS = {verdict: 1 << place for place, verdict in enumerate(ODD_VERDICTS)}


def odd_bit(verdict: str) -> int:
    """The bit of an odd answer, 0 for one that is not."""
    return _BITS.get(verdict, 0)
