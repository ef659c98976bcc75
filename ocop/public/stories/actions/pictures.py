"""Pictures of an article: filed small enough for a phone, said in words, taken off."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ocop.ground.registry.actions import file_document, record
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.uploads import CleanFile, reduced
from ocop.public.stories import policies
from ocop.public.stories.actions.writing import locked
from ocop.public.stories.models import Article, Picture

LONG_SIDE, QUALITY = 960, 72
MOST = 20


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a picture: what it shows (for who cannot see it), the line below it, whose it is."""

    words: str
    source: str
    caption: str = ""
    words_en: str = ""


@transaction.atomic
def add_picture(article: Article, photo: CleanFile, said: Said, *, by: Actor, at: datetime) -> Picture:
    """Add a picture under the next number; the same picture stands once. Raises `Refused`."""
    row = locked(article)
    require(policies.may_edit(by, row))
    _check(said)
    if not photo.is_photo:
        raise Refused("Tệp này không phải là ảnh. Anh/chị chọn ảnh JPG hoặc PNG.")
    document = file_document(reduced(photo, long_side=LONG_SIDE, quality=QUALITY), by=by, at=at)
    already = row.pictures.filter(document__sha256=document.sha256, taken_off_at__isnull=True).first()
    if already is not None:
        return already
    if row.pictures.filter(taken_off_at__isnull=True).count() >= MOST:
        raise Refused(f"Một bài có nhiều nhất {MOST} hình. Anh/chị gỡ bớt hình rồi thêm.")
    last = row.pictures.aggregate(last=Max("number"))["last"] or 0
    filed = {"document": document, "filed_by_id": by.user_id, "filed_at": at}
    made = Picture.objects.create(article=row, number=last + 1, **filed, **asdict(said))
    record("stories.picture_added", by=by, at=at, subject=row, data={"picture": made.public_id})
    return made


@transaction.atomic
def change_picture(picture: Picture, said: Said, *, by: Actor, at: datetime) -> Picture:
    """Say something else of a picture. Raises `Refused`."""
    article = locked(picture.article)
    require(policies.may_edit(by, article))
    _check(said)
    row = article.pictures.get(pk=picture.pk)
    changed = [name for name, value in asdict(said).items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, getattr(said, name))
    if changed:
        row.save(update_fields=changed)
        record("stories.picture_changed", by=by, at=at, subject=article, data={"picture": row.public_id})
    return row


@transaction.atomic
def take_off(picture: Picture, *, by: Actor, at: datetime) -> Picture:
    """Take a picture off its article; its number is never given again. A second press changes nothing."""
    article = locked(picture.article)
    require(policies.may_edit(by, article))
    row = article.pictures.get(pk=picture.pk)
    if row.taken_off_at is None:
        row.taken_off_at = at
        row.save(update_fields=["taken_off_at"])
        record("stories.picture_taken_off", by=by, at=at, subject=article, data={"picture": row.public_id})
    return row


def _check(said: Said) -> None:
    if not said.words.strip() or not said.source.strip():
        raise Refused("Ghi hình chụp gì, cho người không nhìn thấy hình, và nguồn ảnh.")
