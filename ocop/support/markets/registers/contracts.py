"""The register of supply contracts with their signals of weakness."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ocop.kit.scope import Actor
from ocop.kit.ui.parts import Row
from ocop.rules import contracts as rules
from ocop.support.markets.forms.supply import ContractForm
from ocop.support.markets.models import SupplyContract
from ocop.support.markets.registers import links
from ocop.support.markets.registers.base import (
    Cell,
    Column,
    Filter,
    Page,
    Register,
    Section,
    choice_filter,
    joined,
    running_filter,
    text_of,
)
from ocop.support.markets.states import RecordState

SIGNAL_WORDS = {
    rules.Signal.EXPIRING: "Sắp hết hạn, chưa gia hạn",
    rules.Signal.ENDED_EARLY: "Chấm dứt sớm",
    rules.Signal.FALLING: "Sản lượng giảm",
    rules.Signal.SINGLE_BUYER: "Chỉ một bên mua",
}
SIGNAL_HELP = {
    rules.Signal.EXPIRING: f"Hợp đồng hết hạn trong {rules.EXPIRING_DAYS} ngày tới mà chưa ghi gia hạn.",
    rules.Signal.ENDED_EARLY: "Hợp đồng đã chấm dứt trước hạn.",
    rules.Signal.FALLING: "Sản lượng thỏa thuận ít hơn hợp đồng trước đó.",
    rules.Signal.SINGLE_BUYER: "Chủ thể đang chỉ có một bên mua theo hợp đồng.",
}


def plain(contract: SupplyContract) -> rules.Contract:
    """A contract as the rule reads it; needs `renews` loaded and `renewed_by` prefetched."""
    before = contract.renews
    return rules.Contract(
        buyer=str(contract.partner_id),
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        ended_early_on=contract.ended_early_on,
        is_renewed=hasattr(contract, "renewed_by"),
        volume=contract.volume,
        unit=contract.volume_unit,
        previous_volume=before.volume if before else None,
        previous_unit=before.volume_unit if before else "",
    )


def add_signals(rows: list[SupplyContract], on: date) -> None:
    """Give each contract its `signals`; one query for the other contracts of the same producers."""
    producers = {each.producer_id for each in rows}
    everything = SupplyContract.objects.confirmed().filter(producer_id__in=producers)
    of_producer: dict[int, list[rules.Contract]] = defaultdict(list)
    for other in everything.select_related("renews", "renewed_by"):
        of_producer[other.producer_id].append(plain(other))
    for each in rows:
        counts = each.state == RecordState.CONFIRMED
        found = rules.signals_of(plain(each), of_producer[each.producer_id], on) if counts else ()
        each.signals = found  # type: ignore[attr-defined]


def _signal_text(contract: Any) -> str:
    return "; ".join(SIGNAL_WORDS[each] for each in contract.signals)


def _expiring(rows: QuerySet[Any], value: str, on: date) -> QuerySet[Any]:
    """Contracts a signal may be read from without looking at others."""
    if value == "som":
        return rows.filter(ended_early_on__isnull=False)
    return rows.expiring(on)  # type: ignore[attr-defined]


def contract_page(contract: SupplyContract, actor: Actor, on: date) -> Page:
    add_signals([contract], on)
    chain = _chain(contract, actor)
    volume = f"{links.number(contract.volume)} {contract.volume_unit}" if contract.volume is not None else ""
    early = f"{links.day(contract.ended_early_on)}: {contract.end_reason}" if contract.ended_early_on else ""
    facts = [
        Row("Chủ thể", contract.producer.name),
        links.opens("Bên mua", contract.partner.name, links.record_url("doi-tac", contract.partner)),
        Row("Số hợp đồng", contract.number),
        Row("Ngày ký", links.day(contract.signed_on)),
        Row("Thời hạn", links.days(contract.starts_on, contract.ends_on)),
        Row("Chấm dứt sớm", early),
        Row("Sản lượng", volume),
        Row("Giá trị", links.money(contract.value)),
        Row("Cơ quan phụ trách", contract.office.name if contract.office else "Văn phòng Điều phối nông thôn mới"),
        Row("Căn cứ", contract.source),
        Row("Ghi chú", contract.note),
    ]
    rows = [[links.product_cell(each)] for each in contract.products.order_by("sort_key")]
    renewals = [
        [
            Cell(links.days(each.starts_on, each.runs_until), links.record_url("hop-dong", each)),
            Cell(f"{links.number(each.volume)} {each.volume_unit}" if each.volume is not None else ""),
            Cell("Hợp đồng này" if each.pk == contract.pk else ""),
        ]
        for each in chain
    ]
    sections = [Section("Sản phẩm", ("Sản phẩm",), rows, empty="Hợp đồng chưa ghi sản phẩm.")]
    if len(chain) > 1:
        sections.append(Section("Các lần gia hạn", ("Thời hạn", "Sản lượng", ""), renewals))
    return Page(facts, sections=sections, warnings=[SIGNAL_HELP[each] for each in contract.signals])  # type: ignore[attr-defined]


def _chain(contract: SupplyContract, actor: Actor) -> list[SupplyContract]:
    """The contracts of one renewal chain that the person may read, the oldest first; one query."""
    same = SupplyContract.objects.visible_to(actor).filter(
        producer_id=contract.producer_id, partner_id=contract.partner_id
    )
    by_pk = {each.pk: each for each in same}
    after = {each.renews_id: each for each in by_pk.values() if each.renews_id}
    first = contract
    while first.renews_id in by_pk:
        first = by_pk[first.renews_id]
    chain = [first]
    while chain[-1].pk in after:
        chain.append(after[chain[-1].pk])
    return chain


CONTRACTS = Register(
    slug="hop-dong",
    title="Hợp đồng cung ứng",
    noun="hợp đồng",
    about="Hợp đồng của chủ thể với hệ thống bán lẻ, nhà phân phối; dấu hiệu chưa bền vững được nêu để hỏi lại.",
    model=SupplyContract,
    form=ContractForm,
    related=("producer", "partner", "office", "renews", "renewed_by"),
    many=("products",),
    order=("-signed_on", "-pk"),
    filters=(
        choice_filter("trang_thai", "Trạng thái", RecordState.choices, "state"),
        running_filter("starts_on", "runs_until"),
        Filter("dau_hieu", "Dấu hiệu", [("han", "Sắp hết hạn, chưa gia hạn"), ("som", "Chấm dứt sớm")], _expiring),
    ),
    columns=(
        Column(
            "producer",
            "Chủ thể",
            lambda r: r.producer.name,
            screen=lambda r: Cell(r.producer.name, links.record_url("hop-dong", r), tag=links.marked(r)),
        ),
        Column("partner", "Bên mua", lambda r: r.partner.name),
        Column("products", "Sản phẩm", lambda r: joined(r.products)),
        Column("number", "Số hợp đồng", lambda r: r.number, on_screen=False),
        Column("signed_on", "Ngày ký", lambda r: r.signed_on, kind="date", on_screen=False),
        Column(
            "starts_on",
            "Thực hiện từ",
            lambda r: r.starts_on,
            kind="date",
            screen=lambda r: Cell(links.days(r.starts_on, r.runs_until)),
        ),
        Column("ends_on", "Đến hết ngày", lambda r: r.ends_on, kind="date", on_screen=False),
        Column("volume", "Sản lượng", lambda r: r.volume, kind="decimal", on_screen=False),
        Column("volume_unit", "Đơn vị tính", lambda r: r.volume_unit, on_screen=False),
        Column("value", "Giá trị", lambda r: r.value, kind="number", on_screen=False),
        Column("office", "Cơ quan phụ trách", lambda r: text_of(r.office), on_screen=False),
        Column("note", "Ghi chú", lambda r: r.note, on_screen=False),
    ),
    extra=(
        Column("state", "Trạng thái", lambda r: r.get_state_display(), typed=False, screen=links.state_cell),
        Column("signals", "Dấu hiệu", _signal_text, typed=False),
    ),
    page=contract_page,
    dress=add_signals,
)
