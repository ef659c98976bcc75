"""What an article is about or gathers, and whom it holds up as an example."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ocop.ground.registry.actions import record, subject_of
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.public.stories import policies
from ocop.public.stories.actions.releasing import take_down
from ocop.public.stories.actions.writing import in_hand, locked
from ocop.public.stories.models import Article, Subject, Tie
from ocop.public.stories.states import CARRIERS

MOST = 40


@transaction.atomic
def tie(article: Article, what: str, thing: Any, *, by: Actor, at: datetime) -> Tie:
    """Tie a product, producer, activity, issue or article to an article, once.

    Readers get it with the version it was tied in. Raises `Refused`.
    """
    row = locked(article)
    require(policies.may_edit(by, row))
    if what == "told" and thing.pk == row.pk:
        raise Refused("Bài không gắn với chính nó.")
    already: Tie | None = row.ties.in_hand().filter(**{what: thing}).first()
    if already is not None:
        return already
    if row.ties.in_hand().count() >= MOST:
        raise Refused(f"Một bài gắn nhiều nhất {MOST} mục. Anh/chị bỏ bớt rồi gắn thêm.")
    if _is_for_editors(what, thing):
        sent = row.shown or row.latest
        since = sent.number if sent else 1
    else:
        since = in_hand(row, f"Gắn: {thing}"[:200], by=by, at=at)
    made = Tie.objects.create(article=row, since=since, **{what: thing})
    record("stories.tied", by=by, at=at, subject=row, data={"to": list(subject_of(thing))})
    return made


@transaction.atomic
def untie(tied: Tie, *, by: Actor, at: datetime) -> None:
    """Take something off an article; a second press changes nothing.

    Readers lose it with the next version they are given. Raises `Refused`.
    """
    row = locked(tied.article)
    require(policies.may_edit(by, row))
    thing = tied.thing
    if (found := row.ties.in_hand().filter(pk=tied.pk).first()) is None:
        return
    is_for_editors = _is_for_editors(tied.what, thing)
    until = found.since if is_for_editors else in_hand(row, f"Bỏ: {thing}"[:200], by=by, at=at)
    if found.since < until:
        found.until = until
        found.save(update_fields=["until"])
    else:
        found.delete()
    record("stories.untied", by=by, at=at, subject=row, data={"to": list(subject_of(thing))})


def _is_for_editors(what: str, thing: Any) -> bool:
    """Whether readers never see the tie: who was asked to broadcast or print an article is noted after its release."""
    return what == "activity" and thing.kind in CARRIERS


@dataclass(frozen=True, slots=True)
class Named:
    """Who is held up as an example; a person with the day and the way of their consent."""

    is_person: bool
    name: str
    place: str = ""
    consent_on: date | None = None
    consent_how: str = ""


@transaction.atomic
def name_subject(article: Article, named: Named, *, by: Actor, at: datetime) -> Subject:
    """Note a group or a person as the example; the same name stands once, from the version in hand on.

    Raises `Refused`.
    """
    row = locked(article)
    require(policies.may_edit(by, row))
    if named.is_person and not (named.consent_on and named.consent_how):
        raise Refused("Tên một người chỉ được đăng khi người ấy đồng ý: ghi ngày và cách đồng ý.")
    if named.consent_on and named.consent_on > local_date(at):
        raise Refused("Ngày đồng ý không được sau hôm nay.")
    already = row.subjects.filter(name=named.name, withdrawn_at__isnull=True).first()
    if already is not None:
        return already
    since = in_hand(row, "Ghi tập thể, cá nhân được nêu", by=by, at=at)
    noted = asdict(named) | {"noted_by_id": by.user_id, "noted_at": at, "since": since}
    made = Subject.objects.create(article=row, **noted)
    # The journal never holds a person's name.
    data = {"subject": made.public_id, "person": made.is_person}
    record("stories.subject_named", by=by, at=at, subject=row, data=data)
    return made


@transaction.atomic
def withdraw_subject(subject: Subject, *, why: str, by: Actor, at: datetime) -> Subject:
    """A person takes their consent back, or a group is not to be named: the article leaves the pages at once.

    A second press changes nothing. Raises `Refused`.
    """
    article = locked(subject.article)
    require(policies.may_edit(by, article))
    row = article.subjects.get(pk=subject.pk)
    if row.withdrawn_at is not None:
        return row
    if not why.strip():
        raise Refused("Anh/chị ghi lý do.")
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    take_down(article, why="Người, tập thể được nêu không còn đồng ý", by=by, at=at)
    record("stories.consent_withdrawn", by=by, at=at, subject=article, why=why.strip(), data={"of": row.public_id})
    return row
