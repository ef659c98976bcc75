"""The lists of ranges, of batches and of recalls: on the screen and in Excel."""

from django.urls import reverse

from ocop.cycle.traceability.balance import SIGNS
from ocop.kit.clock import local_date
from ocop.kit.ui.listing import CODE, ListColumn

RANGES = (
    CODE,
    ListColumn(
        "Sản phẩm",
        lambda row: row.product.name,
        url=lambda row: reverse("traceability:range", args=[row.public_id]),
        note=lambda row: row.product.producer.name,
    ),
    ListColumn("Chủ thể", lambda row: row.product.producer.name, on_screen=False),
    ListColumn("Ngày cấp", lambda row: local_date(row.issued_at), kind="date"),
    ListColumn("Số tem", lambda row: row.count, kind="number"),
    ListColumn("Đã kích hoạt", lambda row: row.active, kind="number"),
    ListColumn("Mất, hỏng", lambda row: row.void, kind="number"),
)
BATCHES = (
    CODE,
    ListColumn(
        "Lô",
        lambda row: row.lot,
        url=lambda row: reverse("traceability:batch", args=[row.public_id]),
    ),
    ListColumn("Sản phẩm", lambda row: row.product.name, note=lambda row: row.product.producer.name),
    ListColumn("Chủ thể", lambda row: row.product.producer.name, on_screen=False),
    ListColumn("Ngày sản xuất", lambda row: row.made_on, kind="date"),
    ListColumn("Hạn sử dụng", lambda row: row.expires_on, kind="date"),
    ListColumn("Số gói", lambda row: row.quantity, kind="number"),
    ListColumn("Số tem", lambda row: row.stamps, kind="number"),
)
RECALLS = (
    CODE,
    ListColumn(
        "Lô",
        lambda row: row.batch.lot,
        url=lambda row: reverse("traceability:recall", args=[row.public_id]),
    ),
    ListColumn("Sản phẩm", lambda row: row.batch.product.name, note=lambda row: row.batch.product.producer.name),
    ListColumn("Chủ thể", lambda row: row.batch.product.producer.name, on_screen=False),
    ListColumn("Từ ngày", lambda row: local_date(row.declared_at), kind="date"),
    ListColumn("Vì sao", lambda row: row.reason),
    ListColumn("Tình trạng", lambda row: row.state_words, tag=lambda row: "grey" if row.result else "red"),
    ListColumn("Số gói làm ra", lambda row: row.batch.quantity, kind="number"),
    ListColumn("Thu về", lambda row: row.recovered, kind="number"),
    ListColumn("Tiêu hủy", lambda row: row.destroyed, kind="number", on_screen=False),
)
BALANCES = (
    ListColumn(
        "Sản phẩm",
        lambda row: row.product.name,
        url=lambda row: reverse("traceability:product_balance", args=[row.product.public_id]),
        note=lambda row: row.product.producer.name,
    ),
    ListColumn("Chủ thể", lambda row: row.product.producer.name, on_screen=False),
    ListColumn("Năm", lambda row: str(row.year)),
    ListColumn("Dấu hiệu", lambda row: "; ".join(SIGNS[sign] for sign in row.signs)),
    ListColumn("Công suất khai", lambda row: row.figures.capacity, kind="number"),
    ListColumn("Hàng làm ra", lambda row: row.figures.made, kind="number"),
    ListColumn("Tem lấy", lambda row: row.figures.issued, kind="number"),
    ListColumn("Tem kích hoạt", lambda row: row.figures.active, kind="number"),
    ListColumn("Đã xem xét", lambda row: bool(row.signs) and row.is_reviewed, on_screen=False),
)
