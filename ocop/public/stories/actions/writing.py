"""An article is begun, saved again and again, and an earlier version is taken up anew."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.registry.actions import record
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.public.stories import policies
from ocop.public.stories.models import Article, Version


@dataclass(frozen=True, slots=True)
class Words:
    """What a version holds."""

    title: str
    summary: str
    text: str = ""
    title_en: str = ""
    summary_en: str = ""
    text_en: str = ""
    clip_url: str = ""


def words_of(version: Version) -> Words:
    return Words(**{each.name: getattr(version, each.name) for each in fields(Words)})


def locked(article: Article) -> Article:
    """The article, held until the transaction ends."""
    rows = Article.objects.select_for_update(of=("self",)).select_related("office", "latest", "shown")
    return rows.get(pk=article.pk)


@once(Article, owner="made_by_id")
def begin(
    words: Words,
    *,
    kind: str,
    office: Office,
    key: str = "",
    by: Actor,
    at: datetime,
    is_sample: bool = False,
    is_reconstructed: bool = False,
) -> Article:
    """Begin an article as a draft of an office. A second press with the same key changes nothing. Raises `Refused`."""
    require(policies.may_write_for(by, office))
    marks = {"is_sample": is_sample, "is_reconstructed": is_reconstructed}
    made = Article.objects.create(
        public_id=key or new_public_id(),
        kind=kind,
        office=office,
        made_by_id=by.user_id,
        made_at=at,
        **marks,  # type: ignore[misc]
    )
    made.take(_version(made, 1, words, by=by, at=at))
    record("stories.begun", by=by, at=at, subject=made, data={"kind": kind})
    return made


@transaction.atomic
def save(article: Article, words: Words, *, on_top_of: int, note: str = "", by: Actor, at: datetime) -> Article:
    """Keep other words as a new version on top of the one the writer saw; the same words make none.

    Raises `Refused` when somebody saved other words in between: what they wrote is never written over unseen. A
    version made for a picture or a tie holds the words the writer saw.
    """
    row = locked(article)
    require(policies.may_edit(by, row))
    latest = _latest(row)
    if words_of(latest) == words:
        return row
    if not _holds_words_of(latest, row.versions.filter(number=on_top_of).first()):
        raise Refused("Người khác vừa lưu bài này. Anh/chị bấm Lưu lần nữa để xem lời của họ bên lời của mình.")
    row.take(_version(row, latest.number + 1, words, note=note, by=by, at=at))
    record("stories.saved", by=by, at=at, subject=row, data={"version": latest.number + 1})
    return row


@transaction.atomic
def restore(article: Article, number: int, *, by: Actor, at: datetime) -> Article:
    """Take up an earlier version anew: its words become a new version, nothing is lost. Raises `Refused`."""
    row = locked(article)
    require(policies.may_edit(by, row))
    latest, earlier = _latest(row), row.versions.get(number=number)
    if words_of(earlier) == words_of(latest):
        return row
    note = f"Lấy lại chữ bản {number}"
    row.take(_version(row, latest.number + 1, words_of(earlier), note=note, by=by, at=at))
    record("stories.restored", by=by, at=at, subject=row, data={"from": number, "version": latest.number + 1})
    return row


def in_hand(row: Article, note: str, *, by: Actor, at: datetime) -> int:
    """The number of the version that a picture or a tie is changed in, on a locked article.

    What readers have been given stays as they have it: a new version with the same words is made, and `note` says why.
    """
    latest = _latest(row)
    if latest.pk != row.shown_id:
        return latest.number
    row.take(_version(row, latest.number + 1, words_of(latest), note=note, by=by, at=at))
    return latest.number + 1


def _latest(row: Article) -> Version:
    if row.latest is None:
        raise Refused("Bài này chưa có chữ nào.")
    return row.latest


def _holds_words_of(latest: Version, seen: Version | None) -> bool:
    return seen is not None and (seen.pk == latest.pk or words_of(seen) == words_of(latest))


def _version(article: Article, number: int, words: Words, *, note: str = "", by: Actor, at: datetime) -> Version:
    said = asdict(words) | {"note": note, "saved_by_id": by.user_id, "saved_at": at}
    return Version.objects.create(article=article, number=number, **said)
