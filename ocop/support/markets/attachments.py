"""Papers of market records: the scan of a contract, photos of a point of sale."""

from typing import Any

from ocop.ground.registry.holders import Holder
from ocop.kit.scope import Actor, Answer
from ocop.support.markets import policies
from ocop.support.markets.models import Listing, Outlet, Placement, SupplyContract, TouristSite
from ocop.support.markets.registers import REGISTERS, Register
from ocop.support.markets.registers.links import record_url

HINTS: dict[Any, str] = {
    SupplyContract: "Ví dụ: bản quét hợp đồng, phụ lục gia hạn.",
    Placement: "Ví dụ: ảnh quầy kệ, đơn đặt hàng.",
    Listing: "Ví dụ: ảnh chụp trang bán hàng.",
    Outlet: "Ví dụ: ảnh điểm bán, quyết định công nhận điểm bán.",
    TouristSite: "Ví dụ: ảnh điểm du lịch, quyết định công nhận.",
}


def may_attach(actor: Actor, record: Any) -> Answer:
    """Who may change the record; a producer also adds papers to its own once they are confirmed."""
    producer = policies.producer_of(record)
    return policies.may_change(actor, record) if producer is None else policies.may_keep_for(actor, producer)


def _holder(register: Register) -> Holder:
    return Holder(
        register.slug,
        register.model,
        register.rows,
        may_attach,
        lambda record: record_url(register.slug, record),
        title_hint=HINTS.get(register.model, ""),
    )


HOLDERS = tuple(_holder(register) for register in REGISTERS.values())
