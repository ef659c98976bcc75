"""Filters of the target pages, kept in the address."""

from typing import Any

from django import forms

from ocop.kit import forms as kit

BORDERS = (
    ("xa", "Xã, phường hiện nay"),
    ("huyen", "Huyện, thành phố trước 7/2025"),
    ("xa-cu", "Xã, phường trước 7/2025"),
)


class TargetsFilter(kit.OcopForm):
    """Which plan, on which day."""

    ke_hoach = forms.ChoiceField(label="Kế hoạch", required=False)
    ngay = kit.DateField(label="Tính đến ngày", required=False)

    def __init__(self, *args: Any, plans: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ke_hoach"].choices = plans  # type: ignore[attr-defined]


class TargetFilter(kit.OcopForm):
    """On which day, in which borders."""

    ngay = kit.DateField(label="Tính đến ngày", required=False)
    dia_gioi = forms.ChoiceField(label="Theo địa bàn", required=False, choices=BORDERS)


class RowsFilter(kit.OcopForm):
    """On which day, and whether the rows of the base are wanted."""

    ngay = kit.DateField(label="Tính đến ngày", required=False)
    phan = forms.ChoiceField(
        label="Phần của con số", required=False, choices=(("", "Đã đạt"), ("mau", "Toàn bộ (mẫu số)"))
    )
