"""Addresses and words that many registers use."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from ocop.kit.addresses import address_of
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_money, format_number
from ocop.kit.ui.parts import Row
from ocop.support.markets.models import Listing, Outlet, Partner, Placement, SupplyContract
from ocop.support.markets.registers.base import Cell
from ocop.support.markets.states import RecordState

SLUGS: dict[type[Model], str] = {
    Partner: "doi-tac",
    Outlet: "diem-ban",
    Placement: "cung-ung",
    Listing: "gian-hang",
    SupplyContract: "hop-dong",
}
STATE_COLOURS = {RecordState.PROPOSED: "yellow", RecordState.CONFIRMED: "green", RecordState.REFUSED: "red"}


def record_url(slug: str, record: Any) -> str:
    return address_of("markets:record", record, slug)


def product_url(product: Any) -> str:
    return address_of("markets:product", product)


def add_url(slug: str, **initial: str) -> str:
    """The form of a register, with some fields filled in."""
    return (
        f"{reverse('markets:add', args=[slug])}?{urlencode(initial)}"
        if initial
        else reverse("markets:add", args=[slug])
    )


def list_url(slug: str, **filters: str) -> str:
    address = reverse("markets:list", args=[slug])
    return f"{address}?{urlencode(filters)}" if filters else address


def named(slug: str, record: Any) -> Cell:
    """A record by its name, leading to its page; marked where it was put together or made up."""
    return Cell(str(record), record_url(slug, record), tag=marked(record))


def marked(record: Any) -> str:
    """What a record says of its own truth: put together from figures, or made up for the sample."""
    if getattr(record, "is_sample", False):
        return "Mẫu"
    return "Dựng lại" if getattr(record, "is_reconstructed", False) else ""


def product_cell(product: Any) -> Cell:
    return Cell(product.name, product_url(product), tag=marked(product))


def where_cell(placement: Any) -> Cell:
    place = placement.where
    return Cell(str(place), record_url(SLUGS[type(place)], place))


def state_cell(record: Any) -> Cell:
    return Cell("", tag=record.get_state_display(), colour=STATE_COLOURS[record.state])


def day(value: date | None) -> str:
    return format_date(value) if value else ""


def days(start: date, end: date | None) -> str:
    """A span in words."""
    return f"{format_date(start)} – {format_date(end)}" if end else f"từ {format_date(start)}"


def money(value: int | None) -> str:
    return "" if value is None else format_money(value)


def number(value: Any) -> str:
    return "" if value is None else format_number(value)


def stars_text(value: int | None) -> str:
    return f"{value} sao" if value else ""


def opens(key: str, value: Any, url: str) -> Row:
    """A line of a summary that leads to the record it names."""
    return Row(key, value, url, "Mở")
