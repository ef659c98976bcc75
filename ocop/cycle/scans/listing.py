"""The lists of suspicions and of doubts: on the screen and in Excel."""

from typing import Any

from django.urls import reverse

from ocop.cycle.scans.states import DoubtState, SuspicionState
from ocop.cycle.scans.wording import briefly
from ocop.kit.clock import local_date
from ocop.kit.text.numbers import format_number
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.rules.stamps import PER_EPOCH

_COLOURS = {
    SuspicionState.NEW: "red",
    SuspicionState.ANSWERED: "orange",
    SuspicionState.ASKED: "yellow",
    SuspicionState.WATCHED: "blue",
    SuspicionState.HANDED: "purple",
    DoubtState.SENT: "red",
    DoubtState.ANSWERED: "blue",
}


def colour_of(state: str) -> str:
    return _COLOURS.get(state, "grey")  # type: ignore[call-overload,no-any-return]


def which(row: Any) -> str:
    """The stamp as its range's file counts it, from 1; a range's own suspicion is of all its stamps."""
    if row.stamp_id is None:
        return "Cả dải tem"
    return f"Tem số {format_number(row.stamp_id % PER_EPOCH - row.range.first + 1)}"


SUSPICIONS = (
    CODE,
    ListColumn(
        "Sản phẩm",
        lambda row: row.range.product.name,
        url=lambda row: reverse("scans:suspicion", args=[row.public_id]),
    ),
    ListColumn("Chủ thể", lambda row: row.range.product.producer.name),
    ListColumn("Tem", which),
    ListColumn("Dấu hiệu", lambda row: briefly(row.signals)),
    ListColumn("Lượt quét", lambda row: row.stamp.count if row.stamp_id is not None else None, kind="number"),
    ListColumn("Thấy lần đầu", lambda row: local_date(row.opened_at), kind="date"),
    ListColumn("Đổi lần cuối", lambda row: local_date(row.changed_at), kind="date", on_screen=False),
    ListColumn("Trạng thái", lambda row: row.get_state_display(), tag=lambda row: colour_of(row.state)),
)
DOUBTS = (
    CODE,
    ListColumn(
        "Sản phẩm",
        lambda row: row.range.product.name if row.range else "Mã không có trong hệ thống",
        url=lambda row: reverse("scans:doubt", args=[row.public_id]),
    ),
    ListColumn("Điều thấy lạ", lambda row: row.get_kind_display()),
    ListColumn("Nơi mua", lambda row: ", ".join(filter(None, [row.shop, row.unit.full_name if row.unit else ""]))),
    ListColumn("Gửi ngày", lambda row: local_date(row.sent_at), kind="date"),
    ListColumn("Trạng thái", lambda row: row.get_state_display(), tag=lambda row: colour_of(row.state)),
)
