"""Keys given and taken back, hooks set up and ended, messages written and settled."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ocop.ground.accounts.tokens import digest, new_token
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.public.partners import policies
from ocop.public.partners.calling import NotReached, parts_of
from ocop.public.partners.events import MessageWritten
from ocop.public.partners.models import ApiKey, Hook, Message
from ocop.public.partners.states import OF_A_PRODUCER, MessageState, Scope, Subject

PREFIX = "ocop_"
SYSTEM = "Báo đối tác"


@dataclass(frozen=True, slots=True)
class Given:
    """A key just made, and the secret that is shown this once."""

    key: ApiKey
    secret: str


@transaction.atomic
def give_key(
    name: str,
    *,
    scopes: Sequence[str],
    per_minute: int,
    expires_on: date,
    by: Actor,
    at: datetime,
    producer: Producer | None = None,
) -> Given:
    """Make a key for a partner's program. Raises `Refused` for a day that is over, nothing it may do, or nobody's lots.

    Pressing twice makes two keys: the secret of the first was never seen, so it is taken back on the list.
    """
    require(policies.may_give_keys(by))
    if expires_on < local_date(at):
        raise Refused("Ngày cuối được dùng đã qua. Chọn ngày ở tương lai.")
    if not scopes:
        raise Refused("Chọn ít nhất một việc khóa này được làm.")
    if producer is None and needs_producer(scopes):
        raise Refused("Khóa đọc hay gửi việc đã làm với lô là của một chủ thể. Ghi mã chủ thể.")
    secret = PREFIX + new_token()
    key = ApiKey.objects.create(
        name=name,
        producer=producer,
        scopes=sorted(scopes),
        per_minute=per_minute,
        expires_on=expires_on,
        hint=secret[len(PREFIX) :][:4],
        digest=digest(secret),
        made_by_id=by.user_id,
        made_at=at,
    )
    record("partners.key_given", by=by, at=at, subject=key, data={"name": name, "scopes": key.scopes})
    return Given(key, secret)


def needs_producer(scopes: Iterable[str]) -> bool:
    """Whether a key for this speaks for a producer."""
    return any(scope in OF_A_PRODUCER for scope in scopes)


@transaction.atomic
def revoke_key(key: ApiKey, *, why: str, by: Actor, at: datetime) -> ApiKey:
    """Let a key open nothing from now on; its hooks are called no more. A second press changes nothing."""
    require(policies.may_give_keys(by))
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at is not None:
        return key
    key.revoked_at, key.revoked_by_id, key.revoked_why = at, by.user_id, why
    key.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    record("partners.key_revoked", by=by, at=at, subject=key, why=why)
    return key


@once(Hook, owner="made_by_id")
def set_up_hook(of: ApiKey, url: str, *, subjects: Sequence[str], by: Actor, at: datetime, key: str = "") -> Hook:
    """Have a partner's address told of what happens. Raises `Refused` for one we would not call, or know."""
    require(policies.may_give_keys(by))
    of = ApiKey.objects.select_for_update().get(pk=of.pk)
    if not of.works_on(local_date(at)):
        raise Refused("Khóa này đã thu hồi hoặc hết hạn. Cấp khóa mới trước.")
    if Scope.HOOKS not in of.scopes:
        raise Refused("Khóa này không được nhận tin báo. Cấp khóa có quyền ấy.")
    try:
        parts_of(url)
    except NotReached as wrong:
        raise Refused(str(wrong)) from wrong
    if of.hooks.filter(url=url, ended_at=None).exists():
        raise Refused("Địa chỉ này đã nhận báo của khóa này rồi.")
    hook = Hook.objects.create(
        public_id=key or new_public_id(),
        key=of,
        url=url,
        subjects=sorted(subjects),
        made_by_id=by.user_id,
        made_at=at,
    )
    record("partners.hook_set_up", by=by, at=at, subject=hook, data={"subjects": hook.subjects})
    return hook


@transaction.atomic
def end_hook(hook: Hook, *, by: Actor, at: datetime) -> Hook:
    """Call this address no more; what was sent stays written. A second press changes nothing."""
    require(policies.may_give_keys(by))
    hook = Hook.objects.select_for_update().get(pk=hook.pk)
    if hook.ended_at is None:
        hook.ended_at = at
        hook.save(update_fields=["ended_at"])
        record("partners.hook_ended", by=by, at=at, subject=hook)
    return hook


@transaction.atomic
def send_ping(hook: Hook, *, by: Actor, at: datetime) -> Message:
    """Send a message that says nothing, to see whether the address takes it."""
    require(policies.may_give_keys(by))
    hook = Hook.objects.select_related("key").get(pk=hook.pk)
    if not is_called(hook, local_date(at)):
        raise Refused("Địa chỉ này không còn nhận báo.")
    return _write(hook, Subject.PING, {}, by=by, at=at)


@transaction.atomic
def tell_partners(subject: Subject, facts: dict[str, Any], *, at: datetime) -> int:
    """Write a message for every hook that is called for such a thing; gives how many."""
    system = Actor(None, SYSTEM, local_date(at))
    hooks = Hook.objects.filter(ended_at=None).select_related("key")
    wanted = [hook for hook in hooks if subject in hook.subjects and is_called(hook, local_date(at))]
    for hook in wanted:
        _write(hook, subject, facts, by=system, at=at)
    return len(wanted)


def is_called(hook: Hook, on: date) -> bool:
    """Whether messages still go to a hook."""
    return hook.ended_at is None and hook.key.works_on(on)


def _write(hook: Hook, subject: Subject, facts: dict[str, Any], *, by: Actor, at: datetime) -> Message:
    body = json.dumps({"type": subject.value, "timestamp": at.isoformat(), "data": facts}, ensure_ascii=False)
    message = Message.objects.create(hook=hook, subject=subject, body=body, made_at=at)
    record(by=by, at=at, subject=message, event=MessageWritten(message_id=message.pk))
    return message


def settle(message: Message, *, sent: bool, answer: str, at: datetime) -> None:
    """Write down how a message ended."""
    state = MessageState.SENT if sent else MessageState.FAILED
    Message.objects.filter(pk=message.pk, state=MessageState.WAITING).update(
        state=state, settled_at=at, answer=answer[:100]
    )
