"""What people type about stamps and batches."""

from decimal import Decimal
from typing import Any

from django import forms

from ocop.cycle.traceability.actions import MOST_AT_ONCE
from ocop.cycle.traceability.balance import FIRST_STAMPS, SIGNS
from ocop.cycle.traceability.models import LOT_LENGTH
from ocop.cycle.traceability.printing.labels import MOST_LABELS
from ocop.cycle.traceability.printing.sheets import COMMON, Sheet
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


OTHER_ROLL, OTHER_SHEET = "cuon-khac", "a4-khac"
PAPERS = (
    *((key, f"{str(sheet)[:1].upper()}{str(sheet)[1:]}") for key, sheet in COMMON.items()),
    (OTHER_ROLL, "Cuộn cỡ khác"),
    (OTHER_SHEET, "Tờ A4 cỡ khác"),
)
_TYPED = {OTHER_ROLL: ("width", "height"), OTHER_SHEET: ("width", "height", "columns", "rows")}


def _side(label: str, minimum: int, maximum: int) -> kit.DecimalTextField:
    return kit.DecimalTextField(
        label=label, minimum=minimum, maximum=maximum, places=1, unit="mm", width="5", required=False
    )


class RangeFilter(kit.OcopForm):
    """Filters of the list of ranges, kept in the address."""

    q = forms.CharField(label="Sản phẩm hoặc chủ thể", max_length=80, required=False)


class BalanceFilter(RangeFilter):
    """Which products are looked at: of a year, with what sign, looked at before or not."""

    nam = kit.YearField(label="Năm", minimum=FIRST_STAMPS, required=False)
    dau_hieu = forms.ChoiceField(
        label="Dấu hiệu", required=False, choices=[("", "Có dấu hiệu"), *SIGNS.items(), ("tat-ca", "Tất cả sản phẩm")]
    )
    xem_xet = forms.ChoiceField(
        label="Xem xét", required=False, choices=[("", "Chưa xem xét"), ("roi", "Cả sản phẩm đã xem xét")]
    )


class CapacityForm(kit.OcopForm):
    """What a producer can make of a product a year."""

    packets = kit.IntegerTextField(
        label="Số gói, hộp, chai làm được mỗi năm", minimum=1, maximum=MOST_AT_ONCE * 10, width="10"
    )
    from_year = kit.YearField(label="Từ năm", minimum=FIRST_STAMPS)


class ReviewForm(OnceForm):
    """What came of looking at a product's year."""

    note = forms.CharField(
        label="Kết quả xem xét",
        max_length=500,
        widget=kit.TextArea(3),
        help_text="Ví dụ: đã gọi chủ thể, mới lắp thêm máy, chủ thể khai lại công suất.",
    )

    field_order = ("note", "key")


class IssueForm(OnceForm):
    """How many stamps, for which product."""

    count = kit.IntegerTextField(
        label="Số tem",
        minimum=1,
        maximum=MOST_AT_ONCE,
        width="10",
        help_text="Mỗi gói, hộp hay chai một tem. Lấy đủ cho vài tháng: hết thì lấy thêm.",
    )

    has_pin = forms.BooleanField(
        label="In thêm số cào trên mỗi tem",
        required=False,
        help_text="Sáu chữ số dưới lớp cào: người mua cào rồi nhập để biết tem chưa ai dùng. Nên có cho hàng đắt tiền.",
    )

    field_order = ("product", "count", "has_pin", "key")

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


class MoveForm(OnceForm):
    """On which batch the stamps really stand, and how the slip came about."""

    reason = forms.CharField(label="Vì sao ghi nhầm", max_length=300, widget=kit.TextArea(2))

    field_order = ("batch", "reason", "key")

    def __init__(self, *args: Any, batches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"] = BatchChoice("Lô đúng", batches)
        self.order_fields(self.field_order)


class CloseEpochForm(kit.OcopForm):
    """Why an epoch is closed by hand, and whether others may know its keys."""

    is_doubtful = forms.BooleanField(
        label="Người khác có thể đã biết khóa của kỳ này",
        required=False,
        help_text="Ai quét tem của kỳ này sẽ được nhắc so kỹ với bao bì và nhập số cào nếu có.",
    )
    reason = forms.CharField(label="Vì sao đóng", max_length=300, widget=kit.TextArea(2))


class VoidForm(IntervalForm):
    """Which stamps no longer count, and why."""

    mishap = forms.ChoiceField(label="Việc gì đã xảy ra", choices=Mishap.choices, widget=kit.Radios())
    reason = forms.CharField(label="Kể ngắn gọn", max_length=300, widget=kit.TextArea(2))

    field_order = ("first", "last", "mishap", "reason", "key")


class LabelsForm(kit.OcopForm):
    """Which stamps of a range to print, on which sheet or roll."""

    first = kit.IntegerTextField(label="Từ tem số", minimum=1, maximum=MOST_AT_ONCE, width="10")
    last = kit.IntegerTextField(
        label="Đến hết tem số",
        minimum=1,
        maximum=MOST_AT_ONCE,
        width="10",
        help_text=f"Mỗi tệp nhiều nhất {format_number(MOST_LABELS)} tem.",
    )
    paper = forms.ChoiceField(label="In trên", choices=PAPERS, widget=kit.Radios())
    width = _side("Chiều rộng tem", 15, 200)
    height = _side("Chiều cao tem", 15, 290)
    columns = kit.IntegerTextField(label="Số cột trên tờ A4", minimum=1, maximum=10, width="4", required=False)
    rows = kit.IntegerTextField(label="Số hàng trên tờ A4", minimum=1, maximum=20, width="4", required=False)
    gap = _side("Khoảng hở giữa hai cột", 0, 20)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", "Số này nhỏ hơn số tem đầu. Anh/chị xem lại.")
        wanted = _TYPED.get(said.get("paper", ""), ())
        for name in wanted:
            if said.get(name) is None and name not in self.errors:
                self.add_error(name, kit.ask_for(self.fields[name], str(self.fields[name].label)))
        return said

    @property
    def is_own_size(self) -> bool:
        """Whether the boxes for a size of one's own are in use."""
        return self["paper"].value() in _TYPED

    def sheet(self) -> Sheet:
        """What was chosen, or typed."""
        said = self.cleaned_data
        if (paper := said["paper"]) in COMMON:
            return COMMON[paper]
        if paper == OTHER_ROLL:
            return Sheet(said["width"], said["height"], is_roll=True)
        return Sheet(said["width"], said["height"], said["columns"], said["rows"], said.get("gap") or Decimal(0))
