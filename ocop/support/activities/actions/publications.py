"""An issue is put on the public pages, and taken down again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ocop.ground.registry.actions import record
from ocop.ground.registry.models import Document
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.support.activities import policies
from ocop.support.activities.actions.activities import locked
from ocop.support.activities.models import Activity, Publication


@dataclass(frozen=True, slots=True)
class Issue:
    """What readers get: a title, a day, a summary, and words, a picture or a file."""

    title: str
    published_on: date
    summary: str
    text: str = ""
    picture: Document | None = None
    picture_words: str = ""
    document: Document | None = None


@transaction.atomic
def publish(activity: Activity, issue: Issue, *, by: Actor, at: datetime) -> Publication:
    """Let everybody read an issue; the same title of the same day is one. Raises `Refused`."""
    row = locked(activity)
    require(policies.may_publish(by, row))
    if by.user_id is None or issue.published_on > local_date(at):
        raise Refused("Ngày đăng không được sau hôm nay.")
    if not (issue.text or issue.picture or issue.document):
        raise Refused("Viết bài, hoặc chọn một hình hoặc một tệp để bạn đọc xem.")
    if issue.picture is not None and (not issue.picture.is_image or not issue.picture_words):
        raise Refused("Hình phải là ảnh, kèm một câu nói hình chụp gì cho người không nhìn thấy.")
    already = row.publications.filter(
        title=issue.title, published_on=issue.published_on, withdrawn_at__isnull=True
    ).first()
    if already is not None:
        return already
    values = {name: getattr(issue, name) for name in Issue.__dataclass_fields__}
    made = Publication.objects.create(activity=row, published_by_id=by.user_id, published_at=at, **values)
    record("activities.published", by=by, at=at, subject=made, data={"activity": row.public_id})
    return made


@transaction.atomic
def take_down(publication: Publication, *, why: str, by: Actor, at: datetime) -> Publication:
    """Take an issue off the public pages, and say why. A second press changes nothing. Raises `Refused`."""
    row = (
        Publication.objects.select_for_update(of=("self",)).select_related("activity__organiser").get(pk=publication.pk)
    )
    require(policies.may_keep(by, row.activity))
    if row.withdrawn_at is not None:
        return row
    if not why.strip():
        raise Refused("Anh/chị ghi lý do gỡ.")
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    record("activities.taken_down", by=by, at=at, subject=row, why=why.strip())
    return row
