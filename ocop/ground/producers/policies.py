"""Who may do what with producers, products and papers; every refusal says what would help."""

from ocop.ground.accounts.models import User
from ocop.ground.offices.queries import holds_or_will_hold_a_post
from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Paper, Producer, Product, ProductTag
from ocop.ground.producers.queries import PROVINCE_READERS, UNIT_READERS
from ocop.ground.producers.states import ProductState
from ocop.kit.scope import YES, Actor, Answer, no

# These keep the register; the secretary and the leadership only read it.
UNIT_KEEPERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)
PROVINCE_KEEPERS = (Role.PROVINCE_OFFICER,)


def _keeps(actor: Actor, unit_id: int | None) -> bool:
    return actor.has_role(*PROVINCE_KEEPERS) or unit_id in actor.unit_ids(*UNIT_KEEPERS)


def _speaks_for(actor: Actor, producer_id: int) -> bool:
    return producer_id in actor.producer_ids


def may_list(actor: Actor) -> Answer:
    """Whether the person has use for the officers' lists at all."""
    if actor.has_role(*PROVINCE_READERS, *UNIT_READERS):
        return YES
    return no("Danh sách này dành cho cán bộ OCOP. Anh/chị xem sản phẩm của mình ở “Sản phẩm của tôi”.")


def may_register(actor: Actor) -> Answer:
    """Whether the person may register producers somewhere."""
    if actor.has_role(*PROVINCE_KEEPERS, *UNIT_KEEPERS):
        return YES
    return no("Chỉ cán bộ OCOP cấp xã hoặc cấp tỉnh đăng ký được chủ thể mới.")


def may_register_at(actor: Actor, unit_id: int) -> Answer:
    """Whether the person may register a producer at this unit, or move one there."""
    if _keeps(actor, unit_id):
        return YES
    return no("Địa bàn này do đơn vị khác phụ trách. Anh/chị chọn xã, phường mình phụ trách.")


def may_keep(actor: Actor, producer: Producer) -> Answer:
    """Whether the person may change the official facts: name, place, tax code, legal form, representatives."""
    if _keeps(actor, producer.unit_id):
        return YES
    return no("Thông tin này do cán bộ OCOP sửa. Anh/chị báo cán bộ xã nơi đặt cơ sở để được sửa.")


def may_edit(actor: Actor, producer: Producer) -> Answer:
    """Whether the person may change how the producer is reached and introduced."""
    if _speaks_for(actor, producer.pk) or _keeps(actor, producer.unit_id):
        return YES
    return no("Chỉ người đại diện của chủ thể hoặc cán bộ phụ trách địa bàn sửa được thông tin này.")


def may_see_contacts(actor: Actor, producer: Producer) -> bool:
    """Telephone, address and mail are for the producer and for those who work with it; see Law 91/2025."""
    return bool(may_edit(actor, producer))


def may_invite(actor: Actor, user: User, producer: Producer) -> Answer:
    """Whether the person may make a sign-in link for somebody who speaks for a producer.

    A link opens the whole account, so it is refused for officers, whose links are made at the offices' pages, and for
    who also speaks for a producer that this person does not keep.
    """
    if not (answer := may_keep(actor, producer)):
        return answer
    if holds_or_will_hold_a_post(user.pk, actor.on):
        return no("Người này là cán bộ. Anh/chị nhờ Văn phòng Điều phối tỉnh gửi liên kết ở trang cán bộ.")
    others = Producer.objects.filter(representatives__in=user.representations.on(actor.on))
    if not all(_keeps(actor, unit_id) for unit_id in others.values_list("unit_id", flat=True)):
        return no(
            "Người này còn đại diện cho chủ thể ở địa bàn khác. Anh/chị nhờ Văn phòng Điều phối tỉnh gửi liên kết."
        )
    return YES


def may_open_product(actor: Actor, producer: Producer) -> Answer:
    return may_edit(actor, producer)


def may_edit_product(actor: Actor, product: Product) -> Answer:
    """Name, description, story, picture."""
    return may_edit(actor, product.producer)


def may_rename(actor: Actor, product: Product) -> Answer:
    """The producer names a candidate; a name that stands on a decision is changed by officers only."""
    if product.state == ProductState.CANDIDATE or _keeps(actor, product.producer.unit_id):
        return may_edit_product(actor, product)
    return no("Sản phẩm đã được công nhận với tên này. Anh/chị báo cán bộ OCOP khi cần đổi tên.")


def may_change_state(actor: Actor, product: Product) -> Answer:
    """Saying that a product is no longer made, or made again."""
    if may_edit(actor, product.producer):
        return YES
    return no("Chỉ người đại diện của chủ thể hoặc cán bộ phụ trách địa bàn ghi được việc ngừng sản xuất.")


def may_classify(actor: Actor, product: Product) -> Answer:
    """Officers always; the producer until the product is recognised, since the set decides the score sheet."""
    if _keeps(actor, product.producer.unit_id):
        return YES
    if not _speaks_for(actor, product.producer_id):
        return no("Chỉ chủ thể hoặc cán bộ phụ trách địa bàn chọn được bộ sản phẩm.")
    if product.state != ProductState.CANDIDATE:
        return no("Sản phẩm đã được công nhận nên chỉ cán bộ OCOP đổi được bộ sản phẩm.")
    return YES


def confirms_for(actor: Actor, producer: Producer) -> bool:
    """Whether this person's word about a producer needs nobody else: an officer of the place who is not its voice."""
    return _keeps(actor, producer.unit_id) and not _speaks_for(actor, producer.pk)


def may_confirm_tag(actor: Actor, tag: ProductTag) -> Answer:
    """An officer of the place confirms what the producer claims; nobody confirms their own claim."""
    if tag.withdrawn_at is not None:
        return no("Nhãn này đã được bỏ nên không xác nhận được nữa.")
    if not _keeps(actor, tag.product.producer.unit_id):
        return no("Nhãn do cán bộ phụ trách địa bàn xác nhận.")
    if _speaks_for(actor, tag.product.producer_id):
        return no("Anh/chị đại diện cho chủ thể này nên nhãn phải do cán bộ khác xác nhận.")
    return YES


def may_file_papers(actor: Actor, producer: Producer) -> Answer:
    """The producer, or an officer who helps the producer in the commune's office."""
    if may_edit(actor, producer):
        return YES
    return no("Chỉ chủ thể hoặc cán bộ phụ trách địa bàn nộp được giấy tờ vào tủ này.")


def may_change_paper(actor: Actor, paper: Paper) -> Answer:
    """Replacing or taking out a paper: only the one that stands in the wallet today."""
    answer = may_file_papers(actor, paper.producer)
    if not answer:
        return answer
    if paper.removed_at is not None:
        return no("Giấy tờ này đã được bỏ khỏi tủ.")
    if paper.replaced_by_id is not None:
        return no("Giấy tờ này đã được thay bằng bản mới hơn. Anh/chị mở bản mới để sửa.")
    return YES


def may_show_paper(actor: Actor, paper: Paper) -> Answer:
    """Telling buyers what a paper proves, or no longer: an officer of the place who has read it, never for oneself."""
    if not confirms_for(actor, paper.producer):
        return no("Việc cho người mua thấy giấy tờ do cán bộ phụ trách địa bàn làm, sau khi đã xem giấy.")
    return may_change_paper(actor, paper)


def may_import(actor: Actor) -> Answer:
    """Whether the person may bring in a spreadsheet; each row is then asked of its own unit."""
    return may_register(actor)
