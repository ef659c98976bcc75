"""The columns of the editors' list, on the screen and in Excel."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from ocop.kit.text.dates import format_datetime
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.public.stories.models import Article
from ocop.public.stories.states import Standing

COLOURS = {
    Standing.DRAFT: "grey",
    Standing.SCHEDULED: "blue",
    Standing.SHOWN: "green",
    Standing.WITHDRAWN: "orange",
}


def columns_at(at: datetime) -> Sequence[ListColumn]:
    """The columns as of a moment, which decides what is before readers."""
    return (
        CODE,
        ListColumn(
            "Bài viết",
            str,
            url=lambda row: reverse("desk:article", args=[row.public_id]),
            note=lambda row: _marks(row),
        ),
        ListColumn("Loại", lambda row: row.get_kind_display()),
        ListColumn("Cơ quan", lambda row: str(row.office)),
        ListColumn(
            "Trạng thái",
            lambda row: row.standing(at).label,
            tag=lambda row: COLOURS[row.standing(at)],
            note=lambda row: "Có bản sửa chưa đăng" if row.is_ahead_of_readers else "",
        ),
        ListColumn("Đăng lúc", lambda row: format_datetime(row.publish_at) if row.publish_at else ""),
        ListColumn("Sửa lần cuối", lambda row: f"{format_datetime(row.latest.saved_at)}, {row.latest.saved_by}"),
        ListColumn("Tiếng Anh", lambda row: "Có" if row.latest.has_english else "Chưa có"),
    )


def _marks(row: Article) -> str:
    return "Dữ liệu mẫu" if row.is_sample else "Dựng lại" if row.is_reconstructed else ""
