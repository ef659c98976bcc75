"""Registers of buyers' wishes and of lists for a marketplace."""

from datetime import date

from ocop.kit.scope import Actor
from ocop.kit.text.dates import format_datetime
from ocop.kit.ui.parts import Row
from ocop.support.markets import missing
from ocop.support.markets.forms.others import (
    LeadForm,
    OnboardingForm,
)
from ocop.support.markets.models import (
    OnboardingList,
    SalesLead,
)
from ocop.support.markets.queries import reads_all, stars_on
from ocop.support.markets.registers import links
from ocop.support.markets.registers.base import (
    Cell,
    Column,
    Page,
    Register,
    Section,
    choice_filter,
    joined,
    text_of,
)
from ocop.support.markets.states import ItemState, LeadState

LEAD_COLOURS = {LeadState.OPEN: "yellow", LeadState.ANSWERED: "blue", LeadState.WON: "green", LeadState.CLOSED: "grey"}
ITEM_COLOURS = {ItemState.CHOSEN: "grey", ItemState.SENT: "blue", ItemState.ACCEPTED: "green", ItemState.REFUSED: "red"}


def lead_page(lead: SalesLead, actor: Actor, on: date) -> Page:
    """Officers read every answer, a producer its own."""
    answers = lead.answers.select_related("producer")
    if not reads_all(actor) and not actor.unit_ids():
        answers = answers.filter(producer_id__in=actor.producer_ids)
    rows = [[Cell(each.producer.name), Cell(each.text), Cell(format_datetime(each.answered_at))] for each in answers]
    return Page(
        facts=[
            Row("Cần mua gì", lead.wants),
            Row("Số lượng", lead.quantity),
            Row("Ở đâu", lead.place),
            Row("Cách liên hệ", lead.contact),
            Row("Là đối tác", text_of(lead.partner)),
            Row("Ngày nhận", links.day(lead.received_on)),
            Row("Cần trả lời trước", links.day(lead.answer_by)),
            Row("Trạng thái", lead.get_state_display()),
            Row("Kết quả", lead.closed_because),
            Row("Căn cứ", lead.source),
        ],
        sections=[
            Section("Trả lời của chủ thể", ("Chủ thể", "Trả lời", "Lúc"), rows, empty="Chưa chủ thể nào trả lời.")
        ],
    )


LEADS = Register(
    slug="nhu-cau",
    title="Nhu cầu mua",
    noun="nhu cầu",
    about="Ai cần mua gì; chủ thể trả lời ngay trên trang.",
    model=SalesLead,
    form=LeadForm,
    related=("partner",),
    order=("-received_on", "-pk"),
    filters=(choice_filter("trang_thai", "Trạng thái", LeadState.choices, "state"),),
    columns=(
        Column("name", "Ai cần mua", lambda r: r.name, screen=lambda r: links.named("nhu-cau", r)),
        Column("partner", "Là đối tác đã có", lambda r: text_of(r.partner), on_screen=False),
        Column("wants", "Cần mua gì", lambda r: r.wants),
        Column("quantity", "Số lượng", lambda r: r.quantity),
        Column("place", "Ở đâu", lambda r: r.place, on_screen=False),
        Column("contact", "Cách liên hệ", lambda r: r.contact, on_screen=False),
        Column("received_on", "Ngày nhận", lambda r: r.received_on, kind="date"),
        Column("answer_by", "Cần trả lời trước", lambda r: r.answer_by, kind="date"),
        Column("source", "Căn cứ", lambda r: r.source, on_screen=False),
    ),
    extra=(
        Column(
            "state",
            "Trạng thái",
            lambda r: r.get_state_display(),
            typed=False,
            screen=lambda r: Cell("", tag=r.get_state_display(), colour=LEAD_COLOURS[r.state]),
        ),
    ),
    page=lead_page,
)


def onboarding_page(entry: OnboardingList, actor: Actor, on: date) -> Page:
    """Each product with what is still missing before the marketplace will take it (R195)."""
    items = list(entry.items.select_related("product__producer__unit"))
    gaps = missing.gaps_of([each.product for each in items], stars_on({each.product_id for each in items}, on), on)
    rows = [
        [
            links.product_cell(each.product),
            Cell(each.product.producer.name),
            Cell(", ".join(gaps[each.product_id]) or "Đủ"),
            Cell(each.note, tag=each.get_state_display(), colour=ITEM_COLOURS[ItemState(each.state)]),
        ]
        for each in items
    ]
    ready = sum(not gaps[each.product_id] for each in items)
    accepted = sum(each.state == ItemState.ACCEPTED for each in items)
    return Page(
        facts=[
            links.opens("Sàn", entry.partner.name, links.record_url("doi-tac", entry.partner)),
            Row("Gửi ngày", links.day(entry.sent_on)),
            Row("Ghi chú", entry.note),
        ],
        figures=[(len(items), "sản phẩm", ""), (ready, "đủ dữ liệu", ""), (accepted, "sàn đã nhận", "")],
        sections=[Section("Sản phẩm", ("Sản phẩm", "Chủ thể", "Còn thiếu", "Trạng thái"), rows)],
    )


ONBOARDING = Register(
    slug="len-san",
    title="Danh sách đưa lên sàn",
    noun="danh sách",
    about="Chọn sản phẩm, xem còn thiếu gì, tải tệp gửi sàn, ghi sàn trả lời.",
    model=OnboardingList,
    form=OnboardingForm,
    related=("partner",),
    many=("items", "products"),
    order=("-created_at", "-pk"),
    columns=(
        Column("name", "Tên danh sách", lambda r: r.name, screen=lambda r: links.named("len-san", r)),
        Column("partner", "Sàn", lambda r: r.partner.name),
        Column("products", "Sản phẩm", lambda r: joined(r.products), on_screen=False),
        Column("note", "Ghi chú", lambda r: r.note, on_screen=False),
    ),
    extra=(
        Column("count", "Số sản phẩm", lambda r: len(r.items.all()), kind="number", typed=False),
        Column(
            "accepted",
            "Sàn đã nhận",
            lambda r: sum(each.state == ItemState.ACCEPTED for each in r.items.all()),
            kind="number",
            typed=False,
        ),
        Column("sent_on", "Gửi ngày", lambda r: r.sent_on, kind="date", typed=False),
    ),
    page=onboarding_page,
)
