"""Who decides of suspicions and doubts, who says where goods are sold."""

from ocop.cycle.certification.queries import UNIT_READERS, reads_register
from ocop.cycle.scans.models import Doubt, Suspicion
from ocop.cycle.scans.states import FOLLOWS, DoubtState, SuspicionState
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Product
from ocop.kit.scope import YES, Actor, Answer, no

DECIDERS = (Role.PROVINCE_OFFICER,)


def may_read(actor: Actor) -> Answer:
    """Suspicions are read by whoever reads the register, by communes and by producers, each their own."""
    if actor.is_producer or reads_register(actor) or actor.unit_ids(*UNIT_READERS):
        return YES
    return no("Trang này của cán bộ OCOP và chủ thể có tem.")


def may_read_doubts(actor: Actor) -> Answer:
    """What shoppers wrote is for officers; the producer they write of does not see who wrote."""
    if reads_register(actor) or actor.unit_ids(*UNIT_READERS):
        return YES
    return no("Phản ánh của người mua do cán bộ xem.")


def may_decide(actor: Actor, suspicion: Suspicion, state: str = "") -> Answer:
    """The coordination office decides; the producer answers when asked. `state` is what is to be, "" for anything."""
    if state == SuspicionState.ANSWERED or (not state and not actor.has_role(*DECIDERS)):
        return _may_answer(actor, suspicion)
    if not actor.has_role(*DECIDERS):
        return no("Văn phòng Điều phối cấp tỉnh quyết định về nghi vấn này.")
    if state and state not in FOLLOWS[suspicion.state]:
        return no(f"Nghi vấn này “{suspicion.get_state_display()}” rồi. Anh/chị tải lại trang để xem.")
    if not state and not officer_choices(suspicion):
        return no("Nghi vấn đã khép lại. Có dấu hiệu mới thì hệ thống tự mở lại.")
    return YES


def _may_answer(actor: Actor, suspicion: Suspicion) -> Answer:
    if suspicion.range.product.producer_id not in actor.producer_ids:
        return no("Văn phòng Điều phối cấp tỉnh quyết định về nghi vấn này.")
    if suspicion.state != SuspicionState.ASKED:
        return no("Văn phòng Điều phối chưa hỏi gì thêm về nghi vấn này.")
    return YES


def officer_choices(suspicion: Suspicion) -> list[SuspicionState]:
    """What an officer may make of it now."""
    mine = {SuspicionState.WATCHED, SuspicionState.ASKED, SuspicionState.HANDED, SuspicionState.CLOSED}
    return [state for state in SuspicionState if state in mine & FOLLOWS[suspicion.state]]


def may_answer_doubt(actor: Actor, doubt: Doubt) -> Answer:
    """The coordination office, or the commune it concerns, answers until it is closed."""
    if not (actor.has_role(*DECIDERS) or _is_theirs(actor, doubt)):
        return no("Văn phòng Điều phối cấp tỉnh hoặc cán bộ OCOP của xã trả lời phản ánh này.")
    if doubt.state == DoubtState.CLOSED:
        return no("Phản ánh này đã xem xong.")
    return YES


def _is_theirs(actor: Actor, doubt: Doubt) -> bool:
    units = actor.unit_ids(Role.COMMUNE_OFFICER)
    return doubt.unit_id in units or (doubt.range is not None and doubt.range.product.producer.unit_id in units)


def may_say_where_sold(actor: Actor, product: Product) -> Answer:
    """The producer says where the product is sold; the coordination office may for them."""
    if product.producer_id in actor.producer_ids or actor.has_role(*DECIDERS):
        return YES
    return no("Chủ thể hoặc Văn phòng Điều phối cấp tỉnh khai nơi bán.")
