"""Who may do what to a dossier; every refusal is a sentence that says what would help."""

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.queries import FIRST_READERS, reads_province
from ocop.cycle.dossiers.states import RUNNING, WITH_PRODUCER, WORKFLOW, DossierState
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Product
from ocop.ground.producers.states import ProductState
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import RoundState
from ocop.kit.scope import YES, Actor, Answer, no


def may_start(actor: Actor, product: Product) -> Answer:
    """Whether the person may begin a dossier for the product; which round and law is asked when it begins."""
    if product.producer_id not in actor.producer_ids:
        return no("Chỉ người đại diện của chủ thể mới lập được hồ sơ cho sản phẩm này.")
    if product.state == ProductState.DISCONTINUED:
        return no("Sản phẩm đã ghi là ngừng sản xuất. Anh/chị mở lại sản phẩm trước khi lập hồ sơ.")
    if Dossier.objects.filter(product=product, state__in=RUNNING).exists():
        return no("Sản phẩm này đang có một hồ sơ chưa kết thúc. Anh/chị làm tiếp hồ sơ đó.")
    return YES


def may_edit(actor: Actor, dossier: Dossier) -> Answer:
    """Whether the producer's side may change what the dossier says."""
    if dossier.producer_id not in actor.producer_ids:
        return no("Chỉ người đại diện của chủ thể mới sửa được hồ sơ này.")
    if dossier.state not in WITH_PRODUCER:
        return no("Hồ sơ đã nộp nên không sửa được nữa. Khi cần sửa, cơ quan kiểm tra sẽ trả lại cho anh/chị.")
    return YES


def may_lodge(actor: Actor, dossier: Dossier) -> Answer:
    """Whether the dossier may be lodged by this person; what is still missing is asked of `law.problems`."""
    return may_edit(actor, dossier)


def may_withdraw(actor: Actor, dossier: Dossier) -> Answer:
    if dossier.producer_id not in actor.producer_ids:
        return no("Chỉ người đại diện của chủ thể mới rút được hồ sơ.")
    return _open(dossier, "withdraw", "Hồ sơ đã được tiếp nhận để đánh giá nên không rút được trên phần mềm nữa.")


def may_open_reading_list(actor: Actor) -> Answer:
    """Whether the person has a list of dossiers to check, or reads them all."""
    if actor.office_ids(*FIRST_READERS) or reads_province(actor):
        return YES
    return no("Trang này của cán bộ kiểm tra hồ sơ. Hồ sơ của anh/chị ở trang “Hồ sơ của tôi”.")


def may_check(actor: Actor, dossier: Dossier) -> Answer:
    """Whether the person is the first reader of a dossier that waits for one."""
    if dossier.reading_office_id not in actor.office_ids(*FIRST_READERS):
        return no("Hồ sơ này do cơ quan khác kiểm tra.")
    return _open(dossier, "forward", "Hồ sơ này không còn chờ kiểm tra.")


def may_return(actor: Actor, dossier: Dossier) -> Answer:
    """The first reader returns what is lodged, the provincial office what was forwarded."""
    if dossier.state == DossierState.FORWARDED and actor.has_role(Role.PROVINCE_OFFICER):
        return may_accept(actor, dossier)
    return may_check(actor, dossier)


def may_forward(actor: Actor, dossier: Dossier) -> Answer:
    return may_check(actor, dossier)


def may_accept(actor: Actor, dossier: Dossier) -> Answer:
    if not actor.has_role(Role.PROVINCE_OFFICER):
        return no("Việc này của cán bộ Văn phòng Điều phối tỉnh.")
    return _open(dossier, "accept", "Hồ sơ này không còn chờ tỉnh tiếp nhận.")


def may_take_up(actor: Actor, dossier: Dossier) -> Answer:
    """Putting an accepted dossier before a council is the provincial office's or the council secretary's act."""
    if not actor.has_role(Role.PROVINCE_OFFICER, Role.SECRETARY):
        return no("Chỉ cán bộ Văn phòng Điều phối tỉnh hoặc Thư ký Hội đồng đưa được hồ sơ vào Hội đồng.")
    return _open(dossier, "take_up", "Chỉ hồ sơ tỉnh đã tiếp nhận mới đưa vào Hội đồng được.")


def may_conclude(dossier: Dossier) -> Answer:
    """Whether the state allows a conclusion; that the person is the chair is checked by the council's own room."""
    return _open(dossier, "conclude", "Hồ sơ này không ở trước Hội đồng.")


def may_end(dossier: Dossier, action: str) -> Answer:
    """Whether the state allows `refer`, `recognise` or `refuse`; who may is checked by certification."""
    return _open(dossier, action, "Hồ sơ này chưa có kết luận của Hội đồng hoặc đã được quyết định.")


def round_takes(round_: Round, on: object, *, again: bool = False) -> Answer:
    """Whether a round takes dossiers on a day. A returned one may come back until the round is closed."""
    if round_.state == RoundState.CLOSED:
        return no(f"{round_.name} đã kết thúc nên không nhận hồ sơ nữa.")
    if again:
        return YES
    if round_.state == RoundState.EVALUATING:
        when = f" ngày {round_.stopped_on:%d/%m/%Y}" if round_.stopped_on else ""
        return no(
            f"{round_.name} đã ngừng nhận hồ sơ{when}. "
            "Hồ sơ của anh/chị vẫn được giữ nguyên; anh/chị chuyển sang đợt khác để nộp."
        )
    if round_.state != RoundState.OPEN or on < round_.opens_on:  # type: ignore[operator]
        when = f" Đợt nhận từ ngày {round_.opens_on:%d/%m/%Y}." if on < round_.opens_on else ""  # type: ignore[operator]
        return no(f"{round_.name} chưa mở nhận hồ sơ.{when}")
    if on > round_.proposal_due:  # type: ignore[operator]
        return no(
            f"{round_.name} đã hết hạn nhận hồ sơ ngày {round_.proposal_due:%d/%m/%Y}. "
            "Hồ sơ của anh/chị vẫn được giữ nguyên; anh/chị có thể chuyển sang đợt sau."
        )
    return YES


def round_is_over(round_: Round, on: object) -> bool:
    """Whether a round will take no new dossier any more, so that a draft must look for another."""
    over = round_.state in (RoundState.EVALUATING, RoundState.CLOSED)
    return over or on > round_.proposal_due  # type: ignore[operator]


def _open(dossier: Dossier, action: str, otherwise: str) -> Answer:
    return YES if WORKFLOW.allowed(action, dossier.state) else no(otherwise)
