"""What people type about stamps and batches."""

from typing import Any

from django import forms

from ocop.cycle.traceability.actions import MOST_AT_ONCE
from ocop.cycle.traceability.models import LOT_LENGTH
from ocop.cycle.traceability.states import Mishap
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_number

MOST_PACKETS = 10_000_000


class _Choice(forms.ModelChoiceField):
    """One of some records, by the id that stands in addresses."""

    def __init__(self, label: str, rows: Any, help_text: str = "") -> None:
        super().__init__(
            label=label, queryset=rows, to_field_name="public_id", empty_label="Chọn…", help_text=help_text
        )


class ProductChoice(_Choice):
    """A product, told apart from another household's of the same name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.producer.name})"


class BatchChoice(_Choice):
    """A batch of `with_stamps`, with what is left of it."""

    def label_from_instance(self, obj: Any) -> str:
        left = format_number(max(obj.quantity - obj.stamps, 0))
        return f"{obj.lot}, làm ngày {format_date(obj.made_on)}, còn {left} gói chưa có tem"


class RangeFilter(kit.OcopForm):
    """Filters of the list of ranges, kept in the address."""

    q = forms.CharField(label="Sản phẩm hoặc chủ thể", max_length=80, required=False)


class IssueForm(OnceForm):
    """How many stamps, for which product."""

    count = kit.IntegerTextField(
        label="Số tem",
        minimum=1,
        maximum=MOST_AT_ONCE,
        width="10",
        help_text="Mỗi gói, hộp hay chai một tem. Lấy đủ cho vài tháng: hết thì lấy thêm.",
    )

    field_order = ("product", "count", "key")

    def __init__(self, *args: Any, products: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"] = ProductChoice(
            "Sản phẩm", products, help_text="Chỉ sản phẩm có công nhận OCOP còn hiệu lực lấy được tem."
        )
        self.order_fields(self.field_order)


class BatchFactsForm(kit.OcopForm):
    """What is written of a batch."""

    lot = forms.CharField(
        label="Số lô", max_length=LOT_LENGTH, help_text="Như in trên bao bì, ví dụ L2611 hoặc 25-11-A. Chữ không dấu."
    )
    made_on = kit.DateField(label="Ngày sản xuất")
    expires_on = kit.DateField(label="Hạn sử dụng", required=False)
    quantity = kit.IntegerTextField(label="Số gói, hộp, chai làm ra", minimum=1, maximum=MOST_PACKETS, width="10")

    def clean_lot(self) -> str:
        """Signs that GS1's lot number (AI 10) may have and an address may carry."""
        lot: str = self.cleaned_data["lot"].upper()
        if not lot.isascii() or not all(sign.isalnum() or sign in "-._" for sign in lot):
            raise forms.ValidationError("Số lô chỉ có chữ không dấu, chữ số, dấu gạch và dấu chấm, ví dụ L2611-A.")
        return lot


class BatchForm(BatchFactsForm, OnceForm):
    """What was made in one go, of which product."""

    field_order = ("product", "lot", "made_on", "expires_on", "quantity", "key")

    def __init__(self, *args: Any, products: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"] = ProductChoice("Sản phẩm", products)
        self.order_fields(self.field_order)


class IntervalForm(OnceForm):
    """From which stamp of a range to which, counted from 1 as in the printer's file."""

    first = kit.IntegerTextField(label="Từ tem số", minimum=1, maximum=MOST_AT_ONCE, width="10")
    last = kit.IntegerTextField(label="Đến hết tem số", minimum=1, maximum=MOST_AT_ONCE, width="10")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", "Số này nhỏ hơn số tem đầu. Anh/chị xem lại.")
        return said


class ActivateForm(IntervalForm):
    """Which stamps go on which batch."""

    field_order = ("batch", "first", "last", "key")

    def __init__(self, *args: Any, batches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"] = BatchChoice("Lô sản xuất", batches)
        self.order_fields(self.field_order)


class VoidForm(IntervalForm):
    """Which stamps no longer count, and why."""

    mishap = forms.ChoiceField(label="Việc gì đã xảy ra", choices=Mishap.choices, widget=kit.Radios())
    reason = forms.CharField(label="Kể ngắn gọn", max_length=300, widget=kit.TextArea(2))

    field_order = ("first", "last", "mishap", "reason", "key")
