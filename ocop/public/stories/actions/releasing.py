"""An article goes before readers, now or at its moment, and is taken down."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.public.stories import policies
from ocop.public.stories.actions.writing import locked
from ocop.public.stories.models import Article
from ocop.public.stories.states import ARTICLE_WORKFLOW, CARRIERS, Standing

# A later moment is a slip of the finger.
FURTHEST = timedelta(days=366)


def mark_of_parts(article: Article) -> str:
    """Changes with every picture, tie or name readers get beside the words; "" where there is none. Three queries.

    A version still in hand takes parts up without a new number, so that the number alone does not say what was seen.
    """
    said = ("public_id", "document_id", "words", "words_en", "caption", "source")
    pictures = article.pictures.in_hand().order_by("pk").values_list(*said)
    ties = article.ties.in_hand().exclude(activity__kind__in=CARRIERS).order_by("pk").values_list("public_id")
    named = article.subjects.filter(withdrawn_at__isnull=True).order_by("pk").values_list("public_id")
    parts = [list(pictures), list(ties), list(named)]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16] if any(parts) else ""


@transaction.atomic
def release(
    article: Article,
    *,
    number: int,
    parts: str | None = None,
    publish_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Article:
    """Give readers version `number`, now or from `publish_at` on. A second press changes nothing. Raises `Refused`.

    The version is named so that nobody releases words they have not seen, and `parts` (`mark_of_parts`, None where
    no page was looked at) so that nobody releases pictures or names they have not. What readers have already keeps
    its moment.
    """
    row = locked(article)
    require(policies.may_release(by, row))
    if row.latest is None or row.latest.number != number:
        raise Refused("Bài vừa có bản mới hơn bản anh/chị xem. Anh/chị đọc bản mới rồi cho đăng.")
    if parts is not None and parts != mark_of_parts(row):
        raise Refused("Hình, mục gắn hoặc tên người trong bài vừa đổi. Anh/chị mở lại trang của bài, xem rồi cho đăng.")
    moment = _moment(row, publish_at, at)
    if row.standing(at) in (Standing.SHOWN, Standing.SCHEDULED) and (row.shown_id, row.publish_at) == (
        row.latest_id,
        moment,
    ):
        return row
    row.state = ARTICLE_WORKFLOW.target("release", row.state)
    row.shown, row.publish_at = row.latest, moment
    row.save(update_fields=["state", "shown", "publish_at"])
    act = "stories.scheduled" if moment > at else "stories.released"
    record(act, by=by, at=at, subject=row, data={"version": number, "publish_at": moment.isoformat()})
    return row


def _moment(row: Article, wished: datetime | None, at: datetime) -> datetime:
    """When readers get it; raises `Refused` for a moment that makes no sense."""
    if row.standing(at) == Standing.SHOWN and row.publish_at is not None:
        if wished is not None:
            raise Refused("Bài đang ở trên trang nên không hẹn giờ được: chọn “Đăng ngay”, hoặc gỡ bài trước.")
        return row.publish_at
    if wished is None:
        return at
    if wished <= at:
        raise Refused("Giờ hẹn đã qua. Anh/chị chọn giờ sau lúc này, hoặc “Đăng ngay”.")
    if wished - at > FURTHEST:
        raise Refused("Chỉ hẹn đăng trong vòng một năm. Anh/chị xem lại ngày.")
    return wished


@transaction.atomic
def withdraw(article: Article, *, why: str, by: Actor, at: datetime) -> Article:
    """Take an article off the public pages, and say why. A second press changes nothing. Raises `Refused`."""
    row = locked(article)
    require(policies.may_edit(by, row))
    return take_down(row, why=why, by=by, at=at)


def take_down(row: Article, *, why: str, by: Actor, at: datetime) -> Article:
    """The change itself, on a locked article."""
    if not ARTICLE_WORKFLOW.allowed("withdraw", row.state):
        return row
    if not why.strip():
        raise Refused("Anh/chị ghi lý do gỡ.")
    row.state = ARTICLE_WORKFLOW.target("withdraw", row.state)
    row.save(update_fields=["state"])
    record("stories.withdrawn", by=by, at=at, subject=row, why=why.strip())
    return row
