"""How large a table may be, and the refusals that name the remedy."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
TOO_SLOW = "Tệp quá nặng, đọc lâu quá. Hãy chép riêng phần bảng cần gửi sang một tệp mới."


@dataclass(frozen=True)
class Limits:
    """How much one table may be; past any of them the file is refused, never cut short."""

    max_bytes: int = 10 * MEGABYTE
    max_unpacked: int = 60 * MEGABYTE
    max_rows: int = 5000
    max_columns: int = 60
    max_cell: int = 2000
    max_seconds: float = 15.0


class SheetError(ValueError):
    """The table cannot be taken; the message is a Vietnamese sentence that names the remedy."""


def too_many_rows(limits: Limits) -> str:
    return f"Bảng có hơn {limits.max_rows} dòng. Hãy tách thành nhiều tệp rồi gửi từng tệp."


def too_many_columns(limits: Limits) -> str:
    return f"Bảng có hơn {limits.max_columns} cột. Hãy xóa các cột không cần rồi gửi lại."
