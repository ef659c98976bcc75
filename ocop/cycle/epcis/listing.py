"""The list of what was done to lots: on the screen and in Excel."""

from django.urls import reverse

from ocop.cycle.epcis.amounts import item_words, told
from ocop.kit.text.dates import format_datetime
from ocop.kit.ui.listing import CODE, ListColumn

EVENTS = (
    CODE,
    ListColumn(
        "Việc",
        lambda row: row.words,
        url=lambda row: reverse("epcis:event", args=[row.public_id]),
        note=lambda row: "Đã báo ghi sai" if hasattr(row, "error") else "",
    ),
    ListColumn("Lúc", lambda row: format_datetime(row.event_time)),
    ListColumn("Lô", lambda row: "; ".join(told(item) for item in row.items.all())),
    ListColumn("Tên lô", lambda row: "; ".join(item_words(item) for item in row.items.all()), on_screen=False),
    ListColumn("Chủ thể", lambda row: row.producer.name),
    ListColumn("Nơi làm", lambda row: row.unit.full_name if row.unit else ""),
    ListColumn("Nhận của, giao cho", lambda row: row.partner.name if row.partner else "", on_screen=False),
    ListColumn("Số ảnh", lambda row: len(row.photos.all()) or None, kind="number"),
    ListColumn("Mã sự kiện (EPCIS)", lambda row: row.event_id, on_screen=False),
)
