"""What the market puts on people's "việc cần làm"."""

from datetime import date, datetime

from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo
from ocop.rules.contracts import EXPIRING_DAYS
from ocop.support.markets import policies
from ocop.support.markets.models import Listing, Placement, SalesLead, SupplyContract
from ocop.support.markets.queries import CHECK_DAYS, UNIT_KEEPERS
from ocop.support.markets.registers.links import list_url, record_url
from ocop.support.markets.states import LEADS_RUNNING, LeadState, RecordState

SECTION = "Thị trường"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """For officers what waits for them; for producers open wishes of buyers and contracts that run out.

    At most six queries, whatever waits.
    """
    on = local_date(at)
    if policies.keeps_all(actor) or actor.has_role(*UNIT_KEEPERS):
        return _for_officer(actor, on)
    return _for_producer(actor, on) if actor.is_producer else []


def _for_officer(actor: Actor, on: date) -> list[Todo]:
    waiting = {"trang_thai": RecordState.PROPOSED.value}
    counts = [
        (
            Placement.objects.visible_to(actor).filter(state=RecordState.PROPOSED).count(),
            "Xác nhận {} nơi bán chủ thể báo",
            list_url("cung-ung", **waiting),
            "",
        ),
        (
            Listing.objects.visible_to(actor).filter(state=RecordState.PROPOSED).count(),
            "Xác nhận {} trang bán chủ thể báo",
            list_url("gian-hang", **waiting),
            "",
        ),
        (
            SupplyContract.objects.visible_to(actor).filter(state=RecordState.PROPOSED).count(),
            "Xác nhận {} hợp đồng chủ thể báo",
            list_url("hop-dong", **waiting),
            "",
        ),
        (
            Listing.objects.visible_to(actor).due_for_check(on).count(),
            "Kiểm tra {} trang bán trên sàn",
            list_url("gian-hang", can="kiem-tra"),
            f"Chưa ai xem lại trong {CHECK_DAYS} ngày.",
        ),
        (
            SupplyContract.objects.visible_to(actor).expiring(on).count(),
            "Hỏi việc gia hạn {} hợp đồng",
            list_url("hop-dong", dau_hieu="han"),
            f"Hết hạn trong {EXPIRING_DAYS} ngày tới mà chưa ghi gia hạn.",
        ),
        (
            SalesLead.objects.visible_to(actor).filter(state=LeadState.OPEN).count(),
            "Tìm chủ thể cho {} nhu cầu mua",
            list_url("nhu-cau", trang_thai=LeadState.OPEN.value),
            "Chưa chủ thể nào trả lời.",
        ),
    ]
    return [
        Todo(words.format(count), url, count=count, detail=detail, section=SECTION)
        for count, words, url, detail in counts
        if count
    ]


def _for_producer(actor: Actor, on: date) -> list[Todo]:
    todos = []
    leads = SalesLead.objects.filter(state__in=LEADS_RUNNING).exclude(answers__producer_id__in=actor.producer_ids)
    if count := leads.count():
        todos.append(Todo(f"Xem {count} nhu cầu mua đang mở", list_url("nhu-cau"), count=count, section=SECTION))
    mine = SupplyContract.objects.filter(producer_id__in=actor.producer_ids).expiring(on).select_related("partner")
    return todos + [_to_renew(contract) for contract in mine.order_by("runs_until")[:10]]


def _to_renew(contract: SupplyContract) -> Todo:
    return Todo(
        f"Gia hạn hợp đồng với {contract.partner.name}",
        record_url("hop-dong", contract),
        due_on=contract.runs_until,
        detail="Ký xong, anh/chị báo cán bộ OCOP của xã ghi gia hạn.",
        section=SECTION,
    )
