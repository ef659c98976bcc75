"""Partners are told when a product gets its star and when its standing changes; a message is tried for a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from ocop.cycle.certification.events import ProductRecognised, StandingChanged
from ocop.cycle.certification.models import Recognition
from ocop.ground.registry.outbox import LongReaction, Reaction
from ocop.kit.clock import HO_CHI_MINH, local_date
from ocop.kit.events import Event
from ocop.public.partners.actions import is_called, settle, tell_partners
from ocop.public.partners.calling import NotReached, parts_of, post
from ocop.public.partners.events import MessageWritten
from ocop.public.partners.models import Message
from ocop.public.partners.pausing import pauses
from ocop.public.partners.signing import headers_of
from ocop.public.partners.states import Subject

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=15),
)
NOT_CALLED = "Khóa đã thu hồi hoặc địa chỉ đã thôi nhận báo."


def tell_of_recognition(event: ProductRecognised, *, at: datetime) -> None:
    facts = _facts(event.recognition_id)
    if facts:
        tell_partners(Subject.RECOGNISED, facts, at=at)


def tell_of_standing(event: StandingChanged, *, at: datetime) -> None:
    facts = _facts(event.recognition_id)
    if facts:
        change = {"to": event.to_state, "ground": event.ground or None, "effective_on": event.effective_on}
        tell_partners(Subject.STANDING, {**facts, "change": change}, at=at)


def _facts(recognition_id: int) -> dict[str, Any]:
    """What everybody may know of a recognition; nothing of one that is only a trial or rebuilt."""
    found = Recognition.objects.select_related("product__producer", "certificate").get(pk=recognition_id)
    if found.is_trial or found.is_reconstructed:
        return {}
    product = found.product
    return {
        "product": {
            "id": product.public_id,
            "name": product.name,
            "producer": product.producer.name,
            "url": settings.SITE_URL + reverse("portal:product", args=[product.public_id]),
        },
        "stars": found.stars,
        "valid_from": found.valid_from.isoformat(),
        "valid_until": found.valid_until.isoformat(),
        "certificate": found.certificate.code if hasattr(found, "certificate") else None,
    }


def _call(event: MessageWritten, *, at: datetime, pulse: Any) -> str:
    """Send a message; what the worker keeps is the answer. Raises `NotReached`, to be tried again later.

    A machine that failed again and again is not called for a while, so that it holds no message to others.
    """
    message = _message(event)
    if not is_called(message.hook, local_date(at)):
        return NOT_CALLED
    host, body = str(parts_of(message.hook.url).hostname), message.body.encode()
    if (until := pauses.until(host, at)) is not None:
        raise NotReached(f"Máy nhận không trả lời nhiều lần, nghỉ gọi đến {until.astimezone(HO_CHI_MINH):%H:%M}.")
    try:
        status = post(message.hook.url, body, headers_of(message.hook, message.public_id, body, at))
    except NotReached:
        pauses.failed(host, at)
        raise
    pauses.answered(host)
    return f"Máy nhận trả lời {status}."


def _keep(event: MessageWritten, answer: str, *, at: datetime) -> None:
    settle(_message(event), sent=answer != NOT_CALLED, answer=answer, at=at)


def _give_up(event: MessageWritten, *, at: datetime) -> None:
    settle(_message(event), sent=False, answer=f"Đã thử {len(WAITS) + 1} lần trong một ngày, không được.", at=at)


def _message(event: MessageWritten) -> Message:
    return Message.objects.select_related("hook__key").get(pk=event.message_id)


REACTIONS: dict[type[Event], Sequence[tuple[str, Reaction]]] = {
    ProductRecognised: (("partners.tell_of_recognition", tell_of_recognition),),
    StandingChanged: (("partners.tell_of_standing", tell_of_standing),),
    MessageWritten: (("partners.call", LongReaction(_call, _keep, _give_up, WAITS)),),
}
