"""Who may be given stamps, and for what: a star that stands, and nothing else."""

from datetime import date
from typing import Any

from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.queries import stands_on
from ocop.cycle.traceability.models import Batch, Recall, RecallTold, StampRange
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Product
from ocop.kit.scope import YES, Actor, Answer, no

KEEPERS = (Role.PROVINCE_OFFICER,)


def _keeps(actor: Actor, product: Product) -> bool:
    return product.producer_id in actor.producer_ids or actor.has_role(*KEEPERS)


def may_keep_some(actor: Actor) -> Answer:
    """Whether the person has stamps and batches to keep at all: a producer, or the coordination office."""
    if actor.is_producer or actor.has_role(*KEEPERS):
        return YES
    return no("Chủ thể hoặc Văn phòng Điều phối cấp tỉnh lấy tem và ghi lô sản xuất.")


def stars_with_stamps(on: date) -> Any:
    """The recognitions that give their product stamps on a day: real ones that stand."""
    return Recognition.objects.filter(stands_on(on), is_reconstructed=False)


def may_ask_for_stamps(actor: Actor, product: Product, on: date) -> Answer:
    """Whether stamps of a product may be issued to this person: its producer, or the coordination office for it."""
    if not _keeps(actor, product):
        return no("Chỉ chủ thể của sản phẩm hoặc Văn phòng Điều phối cấp tỉnh lấy được tem của sản phẩm này.")
    if not stars_with_stamps(on).filter(product=product).exists():
        return no("Sản phẩm không có công nhận OCOP còn hiệu lực nên không lấy được tem.")
    return YES


def may_make_batch(actor: Actor, product: Product) -> Answer:
    """A batch is the producer's own word; the coordination office may write it down for them."""
    if _keeps(actor, product):
        return YES
    return no("Chỉ chủ thể của sản phẩm hoặc Văn phòng Điều phối cấp tỉnh ghi được lô sản xuất.")


def may_activate(actor: Actor, issued: StampRange, on: date) -> Answer:
    """Binding stamps to a batch asks for the same as getting them: a star that was lost activates nothing."""
    return may_ask_for_stamps(actor, issued.product, on)


def may_void(actor: Actor, issued: StampRange) -> Answer:
    """Saying that stamps are lost or spoiled: the producer, or the coordination office."""
    if _keeps(actor, issued.product):
        return YES
    return no("Chỉ chủ thể của sản phẩm hoặc Văn phòng Điều phối cấp tỉnh báo được tem mất, hỏng.")


def may_move(actor: Actor, issued: StampRange) -> Answer:
    """Correcting which batch stamps stand on; it asks for no star today, since it makes right what was written."""
    if _keeps(actor, issued.product):
        return YES
    return no("Chỉ chủ thể của sản phẩm hoặc Văn phòng Điều phối cấp tỉnh chuyển được tem sang lô khác.")


def may_review_balances(actor: Actor) -> Answer:
    """Looking at stamps and goods that do not go together is the coordination office's work."""
    if actor.has_role(*KEEPERS):
        return YES
    return no("Văn phòng Điều phối cấp tỉnh ghi kết quả xem xét.")


def may_close_epochs(actor: Actor) -> Answer:
    """The keys of stamps are the administrator's matter, as the server's secrets are."""
    if actor.has_role(Role.ADMIN):
        return YES
    return no("Kỳ khóa của tem là việc của quản trị hệ thống.")


def may_take_codes(actor: Actor, issued: StampRange) -> Answer:
    """The codes of a range are its owner's; whoever takes them is noted."""
    if _keeps(actor, issued.product):
        return YES
    return no("Chỉ chủ thể của sản phẩm hoặc Văn phòng Điều phối cấp tỉnh lấy được tệp mã tem.")


def may_bind(issued: StampRange, batch: Batch) -> bool:
    """Stamps of a product stand on batches of that product only."""
    return issued.product_id == batch.product_id


def may_recall(actor: Actor, batch: Batch) -> Answer:
    """Calling a batch back: its producer, or the coordination office; once at a time."""
    if not _keeps(actor, batch.product):
        return no("Chỉ chủ thể của sản phẩm hoặc Văn phòng Điều phối cấp tỉnh thu hồi được lô hàng.")
    if batch.recalls.running().exists():
        return no("Lô này đang được thu hồi. Anh/chị mở trang thu hồi để làm tiếp.")
    return YES


def may_run_recall(actor: Actor, recall: Recall) -> Answer:
    """Telling people and ending it, while it runs. Who keeps the batch keeps its recall."""
    if not _keeps(actor, recall.batch.product):
        return no("Chỉ chủ thể của sản phẩm hoặc Văn phòng Điều phối cấp tỉnh ghi được việc thu hồi.")
    if recall.ended_at is not None:
        return no("Việc thu hồi này đã kết thúc.")
    return YES


def may_take_mark_off(actor: Actor, told: RecallTold) -> Answer:
    """A mark made by mistake: one's own; an officer any. What an officer noted no producer takes back."""
    if told.told_by_id == actor.user_id or actor.has_role(*KEEPERS):
        return YES
    return no("Dấu này do người khác ghi. Người đã ghi hoặc Văn phòng Điều phối cấp tỉnh bỏ được.")


def may_end_recall(actor: Actor, recall: Recall) -> Answer:
    """Ending it: who runs it; one that the office declared only the office ends, whoever sells the goods."""
    may = may_run_recall(actor, recall)
    if may and recall.by_office and not actor.has_role(*KEEPERS):
        return no(
            "Cơ quan đã thu hồi lô này nên chỉ Văn phòng Điều phối cấp tỉnh kết thúc được. Anh/chị ghi các nơi đã báo "
            "rồi cho Văn phòng biết số gói thu về."
        )
    return may


def may_call_safe(actor: Actor) -> Answer:
    """Letting recalled goods be used again is not for who sells them."""
    if actor.has_role(*KEEPERS):
        return YES
    return no("Chỉ Văn phòng Điều phối cấp tỉnh bãi bỏ được thu hồi, sau khi có kết quả kiểm tra.")
