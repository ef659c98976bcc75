"""Who may state a producer's year and bring in sheets of them."""

from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Producer
from ocop.kit.scope import YES, Actor, Answer, no

KEEPERS = (Role.PROVINCE_OFFICER,)
UNIT_KEEPERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)


def may_record(actor: Actor, producer: Producer) -> Answer:
    """The producer's representative, or an officer of the place."""
    if producer.pk in actor.producer_ids or keeps(actor, producer):
        return YES
    return no("Kết quả năm do chủ thể hoặc cán bộ phụ trách địa bàn ghi.")


def keeps(actor: Actor, producer: Producer) -> bool:
    """Whether the person is an officer who looks after this producer."""
    return actor.has_role(*KEEPERS) or producer.unit_id in actor.unit_ids(*UNIT_KEEPERS)


def may_import(actor: Actor) -> Answer:
    """Whether the person brings in sheets; each row is then asked of its own place."""
    if actor.has_role(*KEEPERS, *UNIT_KEEPERS):
        return YES
    return no("Chỉ cán bộ OCOP cấp xã hoặc cấp tỉnh nhập được bảng kết quả năm.")
