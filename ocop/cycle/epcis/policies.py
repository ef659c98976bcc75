"""Who may write down what happened to a lot, and take it back."""

from ocop.cycle.epcis.models import TraceEvent
from ocop.cycle.traceability.policies import KEEPERS
from ocop.ground.producers.models import Producer
from ocop.kit.scope import YES, Actor, Answer, no


def may_record(actor: Actor, producer: Producer) -> Answer:
    """The producer's own word; the coordination office may write it down for them."""
    if producer.pk in actor.producer_ids or actor.has_role(*KEEPERS):
        return YES
    return no("Chỉ chủ thể hoặc Văn phòng Điều phối cấp tỉnh ghi được việc đã làm với lô.")


def may_declare_error(actor: Actor, event: TraceEvent) -> Answer:
    """Who may write an event may say it is wrong, once. Reads `event.error`."""
    if not (may := may_record(actor, event.producer)):
        return may
    if hasattr(event, "error"):
        return no("Dòng này đã được báo ghi sai.")
    return YES


def may_declare_sent_error(event: TraceEvent) -> Answer:
    """Whether a program may take an event back: what its producer said, not what the platform told of a recall."""
    if event.recorded_by_id or event.sent_by:
        return YES
    return no("Việc này do hệ thống tự ghi theo tem hoặc thu hồi. Sửa ở trang của tem, của lần thu hồi.")
