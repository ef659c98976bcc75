"""Which records carry papers: each room declares its own in `attachments.py`, `ocop/config/wiring.py` registers them.

A holder says how a record of its kind is fetched within a person's reach and who may attach to it. So a paper is read
by whoever reads its record and by nobody else, and no room writes its own upload pages.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse

from ocop.ground.registry.models import Attachment, Document
from ocop.ground.registry.queries import attachments_of
from ocop.kit.scope import YES, Actor, Answer, no


def as_the_record(actor: Actor, record: Any) -> Answer:
    """Whoever reads the record reads its papers."""
    return YES


@dataclass(frozen=True, slots=True)
class Holder:
    """A kind of record that papers may be attached to.

    `slug` names it in addresses. `rows` are the records a person may read, with what `may_attach` and `url` need.
    `may_read` narrows who opens the papers of a record they read. With `private_words` (the label of the box) a paper
    may be kept for those `may_read_private` allows; with `private_first` the box is ticked
    until somebody unticks it. `may_take_off` is asked as well before a paper leaves the record.
    `title_hint` is an example of what such a paper is called.
    """

    slug: str
    model: type[models.Model]
    rows: Callable[[Actor], QuerySet[Any]]
    may_attach: Callable[[Actor, Any], Answer]
    url: Callable[[Any], str]
    may_read: Callable[[Actor, Any], Answer] = as_the_record
    may_read_private: Callable[[Actor, Any], Answer] | None = None
    private_words: str = ""
    private_first: bool = False
    may_take_off: Callable[[Actor, Any], Answer] = as_the_record
    title_hint: str = ""

    def may_open(self, actor: Actor, record: Any, attachment: Attachment) -> bool:
        """Whether somebody who reads the record may open this paper of it."""
        if not self.may_read(actor, record):
            return False
        private = self.may_read_private or self.may_attach
        return bool(not attachment.is_private or private(actor, record))

    def may_detach(self, actor: Actor, record: Any, attachment: Attachment) -> Answer:
        """Officers who may attach take papers off; a producer only what it attached itself."""
        if not (answer := self.may_attach(actor, record)):
            return answer
        if not actor.posts and attachment.added_by_id != actor.user_id:
            return no("Giấy tờ này do người khác kèm. Anh/chị nhờ cán bộ OCOP của xã bỏ giúp.")
        return self.may_take_off(actor, record)


_by_slug: dict[str, Holder] = {}
_by_type: dict[str, Holder] = {}


def register(*holders: Holder) -> None:
    """Make holders known; raises ValueError when an address or a kind of record is taken by another holder."""
    for holder in holders:
        known = _by_slug.setdefault(holder.slug, holder), _by_type.setdefault(holder.model._meta.label_lower, holder)
        if any(each is not holder for each in known):
            raise ValueError(f"papers of {holder.slug} have two holders")


def known_holders() -> list[Holder]:
    return list(_by_slug.values())


def holder_called(slug: str) -> Holder | None:
    return _by_slug.get(slug)


def holder_of(subject_type: str) -> Holder | None:
    """The holder of a kind of record, by the name the journal gives it."""
    return _by_type.get(subject_type)


@dataclass(frozen=True, slots=True)
class Link:
    """A paper a room keeps itself, shown with the attached ones: a filed document, or something `about` describes."""

    title: str
    url: str
    document: Document | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The papers of one record as one person sees them: what `registry/_attachments.html` shows.

    `hidden` counts the papers kept from this person; `removed` is told to those who may attach.
    """

    papers: Sequence[tuple[Attachment, Answer]]
    removed: Sequence[Attachment]
    hidden: int
    may_attach: Answer
    attach_url: str
    kept: Sequence[Link] = field(default=())

    @property
    def is_shown(self) -> bool:
        return bool(self.papers or self.hidden or self.kept or self.may_attach)


def shelf_of(record: models.Model, actor: Actor, *, kept: Sequence[Link] = ()) -> Shelf:
    """The papers of a record for somebody who may read it; one query."""
    holder = _by_type[record._meta.label_lower]
    may_attach = holder.may_attach(actor, record)
    rows = list(attachments_of(record).select_related("document", "added_by", "removed_by"))
    standing = [each for each in rows if each.removed_at is None]
    opened = [each for each in standing if holder.may_open(actor, record, each)]
    return Shelf(
        papers=[(each, holder.may_detach(actor, record, each)) for each in opened],
        removed=[each for each in rows if each.removed_at is not None] if may_attach else [],
        hidden=len(standing) - len(opened) if holder.may_read(actor, record) else 0,
        may_attach=may_attach,
        attach_url=reverse("registry:attach", args=[holder.slug, getattr(record, "public_id")]),  # noqa: B009
        kept=kept,
    )
