"""What people send to fill a list."""

from typing import Any

from django import forms

from ocop.kit import forms as kit
from ocop.kit.sheets import Limits, SheetError, Table, read_pasted, read_table

LIMITS = Limits(max_rows=5000, max_cell=4000, max_seconds=30.0)


class SheetForm(kit.OcopForm):
    """A file, or cells copied from Excel."""

    file = kit.UploadField(label="Tệp Excel hoặc CSV", required=False, accept=".xlsx,.csv")
    pasted = forms.CharField(
        label="Hoặc dán các cột chép từ Excel",
        required=False,
        widget=kit.TextArea(6),
        help_text="Chép cả hàng tiêu đề.",
        strip=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.optional_is_plain = True  # type: ignore[attr-defined]  # one of the two is asked for

    def table(self) -> tuple[str, Table]:
        """What to call the table, and the table; raises `SheetError`."""
        if file := self.cleaned_data.get("file"):
            return file.name, read_table(file, limits=LIMITS)
        if text := self.cleaned_data.get("pasted"):
            return "Phần đã dán", read_pasted(text, limits=LIMITS)
        raise SheetError("Chọn tệp, hoặc dán các cột vào ô dưới.")
