"""Who may do what with the records of the market; every refusal says what would help."""

from django.db import models

from ocop.ground.offices.states import Role
from ocop.ground.producers.models import Producer
from ocop.kit.scope import YES, Actor, Answer, no
from ocop.support.markets.models import (
    Community,
    Feedback,
    Listing,
    OnboardingList,
    Outlet,
    OutletYear,
    Partner,
    Placement,
    SalesLead,
    SupplyContract,
    Tour,
    TouristSite,
    ValueChain,
)
from ocop.support.markets.queries import KEEPERS, UNIT_KEEPERS, is_concerned, reads_all
from ocop.support.markets.states import LEADS_RUNNING, RecordState

# What only the province and the agencies keep, what communes keep too, what a producer may propose.
SHARED = (Partner, Outlet, OutletYear, TouristSite, Tour, ValueChain, OnboardingList)
UNIT_KEPT = (Feedback, SalesLead, Community)
OF_PRODUCERS = (Placement, Listing, SupplyContract)


def keeps_all(actor: Actor) -> bool:
    return actor.has_role(*KEEPERS)


def may_open(actor: Actor) -> Answer:
    """Whether the market pages are anything to the person."""
    if is_concerned(actor):
        return YES
    return no("Trang này dành cho cán bộ OCOP và chủ thể.")


def may_read(actor: Actor, model: type[models.Model]) -> Answer:
    """Whether the person has a use for this register at all."""
    if model is OnboardingList:
        return YES if reads_all(actor) else no("Danh sách đưa lên sàn do cấp tỉnh giữ.")
    return may_open(actor)


def may_enter(actor: Actor, model: type[models.Model]) -> Answer:
    """Whether the person may add to this register at all; whose record it is, is asked again by `may_keep_for`."""
    if keeps_all(actor):
        return YES
    if model in SHARED:
        return no("Sổ này do Văn phòng Điều phối và các sở, ngành ghi.")
    if actor.has_role(*UNIT_KEEPERS):
        return YES
    if model in OF_PRODUCERS and actor.is_producer:
        return YES
    return no("Chỉ cán bộ OCOP ghi được vào sổ này.")


def keeps(actor: Actor, record: models.Model) -> bool:
    """Whether the person keeps this record of a producer: of the agencies only the one in charge keeps a contract."""
    producer = producer_of(record)
    if producer is None or not isinstance(record, SupplyContract) or actor.has_role(Role.PROVINCE_OFFICER):
        return producer is None or keeps_for(actor, producer)
    in_charge = record.office_id in actor.office_ids(Role.AGENCY_OFFICER)
    return in_charge or producer.unit_id in actor.unit_ids(*UNIT_KEEPERS)


def keeps_for(actor: Actor, producer: Producer) -> bool:
    """Whether what the person enters about this producer counts at once."""
    return keeps_all(actor) or producer.unit_id in actor.unit_ids(*UNIT_KEEPERS)


def may_keep_for(actor: Actor, producer: Producer) -> Answer:
    """Whether the person may enter or propose a market record of this producer."""
    if keeps_for(actor, producer) or producer.pk in actor.producer_ids:
        return YES
    return no("Chủ thể này thuộc địa bàn khác. Anh/chị chỉ ghi cho chủ thể ở địa bàn của mình.")


def producer_of(record: models.Model) -> Producer | None:
    """Whose record it is; None for what belongs to no producer."""
    if isinstance(record, SupplyContract):
        return record.producer
    if isinstance(record, Placement | Listing):
        return record.product.producer
    return None


def may_change(actor: Actor, record: models.Model) -> Answer:
    """Keepers always; a producer its own proposal until somebody settles it."""
    if not (answer := may_enter(actor, type(record))):
        return answer
    if isinstance(record, Placement) and record.contract_id:
        return no("Dòng này do hợp đồng ghi. Anh/chị sửa ở hợp đồng.")
    if isinstance(record, SalesLead | Feedback) and not keeps_all(actor):
        return YES if record.created_by_id == actor.user_id else no("Người ghi hoặc cấp tỉnh sửa được bản ghi này.")
    if isinstance(record, Community) and not keeps_all(actor):
        if record.unit_id in actor.unit_ids(*UNIT_KEEPERS):
            return YES
        return no("Làng nghề, hội quán này thuộc địa bàn khác.")
    producer = producer_of(record)
    if producer is None or keeps(actor, record):
        return YES
    if producer.pk in actor.producer_ids and getattr(record, "state", "") == RecordState.PROPOSED:
        return YES
    return no("Bản ghi đã được xác nhận. Anh/chị báo cán bộ OCOP của xã khi có thay đổi.")


def may_settle(actor: Actor, record: Placement | Listing | SupplyContract) -> Answer:
    """Confirming or refusing what a producer proposed."""
    if not keeps(actor, record):
        return no("Cán bộ OCOP của xã hoặc của tỉnh xác nhận đề nghị này.")
    if record.state != RecordState.PROPOSED:
        return no("Đề nghị này đã có người xem rồi.")
    return YES


def may_check(actor: Actor, listing: Listing) -> Answer:
    """Looking at the page of a marketplace and writing down what it says."""
    if not keeps_for(actor, listing.product.producer):
        return no("Cán bộ OCOP của xã hoặc của tỉnh ghi kết quả kiểm tra.")
    if listing.state != RecordState.CONFIRMED or listing.ends_on is not None:
        return no("Chỉ kiểm tra sản phẩm đã xác nhận và còn trên sàn.")
    return YES


def may_end(actor: Actor, contract: SupplyContract) -> Answer:
    if not keeps(actor, contract):
        return no("Cán bộ OCOP của xã, của tỉnh hoặc cơ quan phụ trách ghi việc chấm dứt hợp đồng.")
    if contract.state != RecordState.CONFIRMED:
        return no("Hợp đồng chưa được xác nhận.")
    if contract.ended_early_on is not None:
        return no("Hợp đồng này đã ghi chấm dứt.")
    return YES


def may_renew(actor: Actor, contract: SupplyContract) -> Answer:
    if not (answer := may_end(actor, contract)):
        return answer
    if hasattr(contract, "renewed_by"):
        return no("Hợp đồng này đã được gia hạn. Anh/chị mở hợp đồng mới để gia hạn tiếp.")
    return YES


def may_answer(actor: Actor, lead: SalesLead) -> Answer:
    """A producer answers for itself."""
    if not actor.is_producer:
        return no("Chủ thể trả lời nhu cầu mua này.")
    if lead.state not in LEADS_RUNNING:
        return no("Nhu cầu này đã khép lại.")
    return YES


def may_close(actor: Actor, lead: SalesLead) -> Answer:
    if not (answer := may_change(actor, lead)):
        return answer
    if lead.state not in LEADS_RUNNING:
        return no("Nhu cầu này đã khép lại.")
    return YES


def may_keep(actor: Actor, model: type[models.Model]) -> Answer:
    """Keeping what hangs on a shared record: large sites, links of a chain, answers of a marketplace."""
    return may_enter(actor, model)


def may_import(actor: Actor, model: type[models.Model]) -> Answer:
    """Spreadsheets are the officers' way in."""
    if not keeps_all(actor) and not actor.has_role(*UNIT_KEEPERS):
        return no("Cán bộ OCOP nhập được bảng Excel.")
    return may_enter(actor, model)
