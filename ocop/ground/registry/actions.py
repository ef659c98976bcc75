"""Writing into the registry: journal rows, filed documents, notices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from ocop.ground.registry import outbox
from ocop.ground.registry.chain import COVERED, canonical, row_hash
from ocop.ground.registry.models import ChainHead, Delivery, Document, JournalEntry, Notice
from ocop.ground.registry.policies import offices_served
from ocop.ground.registry.states import DeliveryState, NoticeKind
from ocop.kit.events import Event
from ocop.kit.scope import Actor, Refused
from ocop.kit.uploads import CleanFile, Upload, clean_upload


class JournalBroken(Exception):
    """The journal cannot be continued: rows exist but the head of the chain is gone."""


def record(
    act: str = "",
    *,
    by: Actor,
    at: datetime,
    subject: models.Model | None = None,
    subject_type: str = "",
    subject_id: str = "",
    why: str = "",
    data: dict[str, Any] | None = None,
    event: Event | None = None,
) -> JournalEntry:
    """Append one act to the journal, inside the act's own transaction, and owe the reactions to its event.

    `act` is a past-tense name such as `dossiers.lodged`; with an `event` it is the event's name and `data`
    its payload. `subject` is the row acted upon and is noted by its `public_id`. `data` and `why` must not
    carry personal data (telephone numbers, addresses, identity numbers): rows can never be removed, so note
    ids and look the rest up.

    Call it last in the transaction: it locks the head of the chain until the transaction ends. Raises
    RuntimeError outside a transaction, ValueError for a moment without a time zone or an act without a name,
    TypeError for values that are not plain.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the act it records")
    if timezone.is_naive(at):
        raise ValueError("the moment of an act needs its time zone")
    if event is not None:
        act, data = event.name, event.payload()
    if not act:
        raise ValueError("an act needs a name")
    if subject is not None:
        subject_type, subject_id = subject_of(subject)
    head = _locked_head()
    entry = JournalEntry(
        seq=head.seq + 1,
        at=at,
        actor_id=by.user_id,
        actor_name=by.name[:150],
        actor_post=_posts(by),
        act=act,
        subject_type=subject_type,
        subject_id=subject_id,
        why=why,
        data=canonical(data or {}),
        prev_hash=head.hash,
    )
    entry.hash = row_hash(tuple(getattr(entry, name) for name in COVERED))
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save(update_fields=["seq", "hash"])
    if event is not None:
        outbox.owe(entry, type(event))
    return entry


def subject_of(row: models.Model) -> tuple[str, str]:
    """How the journal names a row: its model's label and its public id (its key where it has none)."""
    return row._meta.label_lower, str(getattr(row, "public_id", "") or row.pk)


def _posts(actor: Actor) -> str:
    """The posts held at the moment of the act: `role@office`, one per line."""
    return "\n".join(f"{post.role}@{post.office_name}" for post in actor.posts)


def _locked_head() -> ChainHead:
    """The head of the chain, locked until the transaction ends; made when the journal is still empty."""
    head = ChainHead.objects.select_for_update().filter(pk=1).first()
    if head is not None:
        return head
    if JournalEntry.objects.exists():
        raise JournalBroken("the journal has rows but the head of its chain is missing")
    ChainHead.objects.get_or_create(pk=1)
    return ChainHead.objects.select_for_update().get(pk=1)


@transaction.atomic
def file_document(upload: Upload | CleanFile, *, by: Actor, at: datetime) -> Document:
    """Store a file and note who filed it; one not yet cleaned is cleaned first. Raises `kit.uploads.UploadError`.

    The same content from the same person is filed once: the document already there is returned.
    """
    clean = upload
    if not isinstance(clean, CleanFile):
        clean = clean_upload(clean, max_bytes=settings.OCOP_UPLOAD_MAX_BYTES)
    already = Document.objects.filter(sha256=clean.sha256, uploaded_by_id=by.user_id).first()
    if already is not None:
        return already
    # A second press may file it between the look above and here: the row is made in a savepoint, and whoever made it
    # stores the content, so that it is stored once.
    document, made = Document.objects.get_or_create(
        sha256=clean.sha256,
        uploaded_by_id=by.user_id,
        defaults={
            "content_type": clean.content_type,
            "extension": clean.extension,
            "size": clean.size,
            "pages": clean.pages,
            "width": clean.width,
            "height": clean.height,
            "original_name": _plain_name(clean.name),
            "path": f"documents/{clean.sha256[:2]}/{clean.sha256}.{clean.extension}",
            "uploaded_at": at,
        },
    )
    if not made:
        return document
    _store(document.path, clean.content)
    data = {"sha256": clean.sha256, "size": clean.size}
    record("registry.document_filed", by=by, at=at, subject=document, data=data)
    return document


def file_if_sent(upload: CleanFile | None, *, by: Actor, at: datetime) -> Document | None:
    """The file of a field that may stay empty, on file."""
    return file_document(upload, by=by, at=at) if upload else None


def _plain_name(name: str) -> str:
    """The sender's file name without its folder and without characters that do not print."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(char for char in bare if char.isprintable())[-200:] or "tep"


def _store(path: str, content: bytes) -> None:
    """Keep the content under its own hash; content that is there already is not written twice."""
    if default_storage.exists(path):
        return
    if (saved := default_storage.save(path, ContentFile(content))) != path:
        # Somebody else stored the same content at the same moment.
        default_storage.delete(saved)


@transaction.atomic
def notify(
    *,
    title: str,
    at: datetime,
    user_id: int | None = None,
    office_id: int | None = None,
    body: str = "",
    url: str = "",
    kind: str = NoticeKind.INFO,
    due_on: date | None = None,
) -> Notice:
    """Tell a person or a whole office; `url` is a path of this site. Raises ValueError otherwise."""
    if user_id is None and office_id is None:
        raise ValueError("a notice needs a person or an office to read it")
    _check_address(url)
    return Notice.objects.create(
        user_id=user_id,
        office_id=office_id,
        title=title[:200],
        body=body,
        url=url,
        kind=kind,
        due_on=due_on,
        created_at=at,
    )


def notify_people(user_ids: Iterable[int], *, title: str, at: datetime, body: str = "", url: str = "") -> None:
    """Tell many people the same, each once; one query however many. Raises ValueError for a foreign `url`."""
    _check_address(url)
    Notice.objects.bulk_create(
        [
            Notice(user_id=user_id, title=title[:200], body=body, url=url, created_at=at)
            for user_id in dict.fromkeys(user_ids)
        ]
    )


@dataclass(frozen=True, slots=True)
class OfficeNotice:
    """What one office is told among many: in its own words, with its own page."""

    office_id: int
    title: str
    url: str


def notify_offices(
    notices: Iterable[OfficeNotice], *, at: datetime, body: str = "", kind: str = "", due_on: date | None = None
) -> None:
    """Tell many offices at once; one query however many. Raises ValueError for a foreign address."""
    told = {"body": body, "kind": kind or NoticeKind.INFO, "due_on": due_on, "created_at": at}
    rows = []
    for each in notices:
        _check_address(each.url)
        rows.append(Notice(office_id=each.office_id, title=each.title[:200], url=each.url, **told))
    Notice.objects.bulk_create(rows)


def settle_notices(urls: Iterable[str], *, at: datetime) -> None:
    """Note that what notices with a day ask for on these pages is no longer owed; one query."""
    _awaited(urls).update(settled_at=at)


def withdraw_notices(urls: Iterable[str]) -> None:
    """Delete what people were told of pages that are no longer theirs; one query."""
    Notice.objects.filter(url__in=list(urls)).delete()


def _awaited(urls: Iterable[str]) -> models.QuerySet[Notice]:
    return Notice.objects.filter(url__in=list(urls), due_on__isnull=False, settled_at__isnull=True)


def _check_address(url: str) -> None:
    if url and (not url.startswith("/") or url.startswith(("//", "/\\"))):
        raise ValueError("a notice leads to a page of this site")


@transaction.atomic
def mark_read(notice: Notice, *, at: datetime) -> None:
    """Note that a notice was seen; one sent to an office counts as seen once any of its officers saw it."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)


@transaction.atomic
def mark_all_read(*, by: Actor, at: datetime) -> None:
    """Note everything told to the person and to the offices whose work they do as seen."""
    mine = Q(user_id=by.user_id) | Q(office_id__in=offices_served(by))
    if by.user_id is not None:
        Notice.objects.filter(mine, read_at__isnull=True, created_at__lte=at).update(read_at=at)


@transaction.atomic
def retry(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Let a delivery that was given up start anew, with all its attempts. Raises `Refused` for any other."""
    failed = Delivery.objects.select_for_update().filter(pk=delivery.pk, state=DeliveryState.FAILED)
    if not failed.exists():
        raise Refused("Việc này không còn ở trạng thái hỏng. Hãy tải lại trang.")
    failed.update(state=DeliveryState.WAITING, attempts=0, next_at=at)
    record(
        "registry.delivery_retried",
        by=by,
        at=at,
        subject_type="registry.delivery",
        subject_id=str(delivery.pk),
        data={"entry": delivery.entry_id, "reaction": delivery.reaction},
    )
