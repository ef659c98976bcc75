"""Pictures of an article: filed small enough for a phone, said in words, taken off."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ocop.ground.registry.actions import file_document, record
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.uploads import CleanFile, reduced
from ocop.public.stories import policies
from ocop.public.stories.actions.writing import in_hand, locked
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
    """Add a picture under the next number; the same picture stands once.

    Readers of an article get it with the version it was added to. Raises `Refused`.
    """
    row = locked(article)
    require(policies.may_edit(by, row))
    _check(said)
    if not photo.is_photo:
        raise Refused("Tệp này không phải là ảnh. Anh/chị chọn ảnh JPG hoặc PNG.")
    document = file_document(reduced(photo, long_side=LONG_SIDE, quality=QUALITY), by=by, at=at)
    already = row.pictures.in_hand().filter(document__sha256=document.sha256).first()
    if already is not None:
        return already
    if row.pictures.in_hand().count() >= MOST:
        raise Refused(f"Một bài có nhiều nhất {MOST} hình. Anh/chị gỡ bớt hình rồi thêm.")
    number = (row.pictures.aggregate(last=Max("number"))["last"] or 0) + 1
    since = in_hand(row, f"Thêm hình {number}", by=by, at=at)
    filed = {"document": document, "filed_by_id": by.user_id, "filed_at": at}
    made = Picture.objects.create(article=row, number=number, since=since, **filed, **asdict(said))
    record("stories.picture_added", by=by, at=at, subject=row, data={"picture": made.public_id})
    return made


@transaction.atomic
def change_picture(picture: Picture, said: Said, *, by: Actor, at: datetime) -> Picture:
    """Say something else of a picture, in the version editors work on. Raises `Refused`."""
    article = locked(picture.article)
    require(policies.may_edit(by, article))
    _check(said)
    row = _current(article, picture)
    if row is None:
        raise Refused("Hình này đã gỡ khỏi bài. Anh/chị mở lại trang của bài.")
    changed = [name for name, value in asdict(said).items() if getattr(row, name) != value]
    if not changed:
        return row
    since = in_hand(article, f"Sửa lời hình {row.number}", by=by, at=at)
    if row.since < since:
        _close(row, since)
        filed = {"document_id": row.document_id, "filed_by_id": by.user_id, "filed_at": at}
        row = Picture.objects.create(article=article, number=row.number, since=since, **filed, **asdict(said))
    else:
        for name in changed:
            setattr(row, name, getattr(said, name))
        row.save(update_fields=changed)
    record("stories.picture_changed", by=by, at=at, subject=article, data={"picture": row.public_id})
    return row


@transaction.atomic
def take_off(picture: Picture, *, by: Actor, at: datetime) -> None:
    """Take a picture off its article; its number is never given again. A second press changes nothing.

    Readers lose it with the next version they are given. Raises `Refused`.
    """
    article = locked(picture.article)
    require(policies.may_edit(by, article))
    if (row := _current(article, picture)) is not None:
        _close(row, in_hand(article, f"Gỡ hình {row.number}", by=by, at=at))
        record("stories.picture_taken_off", by=by, at=at, subject=article, data={"picture": row.public_id})


def _current(article: Article, picture: Picture) -> Picture | None:
    """The picture as the version in hand has it: the page somebody acts from may be of an earlier one."""
    found: Picture | None = article.pictures.in_hand().filter(number=picture.number).first()
    return found


def _close(row: Picture, until: int) -> None:
    row.until = until
    row.save(update_fields=["until"])


def _check(said: Said) -> None:
    if not said.words.strip() or not said.source.strip():
        raise Refused("Ghi hình chụp gì, cho người không nhìn thấy hình, và nguồn ảnh.")
