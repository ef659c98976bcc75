"""What people type about a batch that is called back."""

from typing import Any

from django import forms

from ocop.cycle.traceability.forms import MOST_PACKETS, RangeFilter
from ocop.cycle.traceability.states import RecallResult
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm


class RecallFilter(RangeFilter):
    """Filters of the list of recalls, kept in the address."""

    running = forms.ChoiceField(
        label="Tình trạng",
        choices=[("", "Tất cả"), ("1", "Đang thu hồi"), ("0", "Đã kết thúc")],
        required=False,
    )


PUBLIC = "Công khai: ai quét tem của lô cũng đọc được."


class RecallForm(OnceForm):
    """What buyers and shops must know of a batch that is called back. All of it is public, and says so."""

    reason = forms.CharField(
        label="Vì sao thu hồi",
        max_length=500,
        widget=kit.TextArea(3),
        help_text=f"{PUBLIC} Ví dụ: mẫu kiểm nghiệm ngày 20/11 có nấm mốc vượt mức cho phép.",
    )
    danger = forms.CharField(
        label="Nguy hại cho người dùng",
        max_length=500,
        widget=kit.TextArea(2),
        help_text=f"{PUBLIC} Nói để người mua hiểu: ăn vào có thể đau bụng, dị ứng… Chưa biết thì ghi “Đang kiểm tra”.",
    )
    advice = forms.CharField(
        label="Người mua làm gì",
        max_length=500,
        widget=kit.TextArea(2),
        help_text=PUBLIC,
        initial="Không dùng nữa. Mang hàng trả lại nơi mua để được trả tiền.",
    )

    field_order = ("reason", "danger", "advice", "key")


class ToldForm(kit.OcopForm):
    """How somebody of the list was told."""

    note = forms.CharField(
        label="Báo cho ai, bằng cách nào",
        max_length=300,
        required=False,
        help_text="Ví dụ: gọi chị Hoa cửa hàng trưởng, 9 giờ sáng.",
    )


class LookedAtForm(kit.OcopForm):
    """Why a batch made of a recalled one is not called back itself."""

    note = forms.CharField(
        label="Vì sao không thu hồi lô này",
        max_length=300,
        widget=kit.TextArea(2),
        help_text="Ví dụ: chưa bán ra ngoài, đã tiêu hủy tại kho.",
    )


class EndRecallForm(kit.OcopForm):
    """What became of the goods."""

    recovered = kit.IntegerTextField(label="Số gói thu về", minimum=0, maximum=MOST_PACKETS, width="10")
    destroyed = kit.IntegerTextField(
        label="Trong đó số gói đã tiêu hủy", minimum=0, maximum=MOST_PACKETS, width="10", initial=0
    )
    outcome = forms.CharField(label="Đã xử lý thế nào", max_length=500, widget=kit.TextArea(3))

    field_order = ("result", "recovered", "destroyed", "outcome")

    def __init__(self, *args: Any, may_call_safe: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        results = [choice for choice in RecallResult.choices if may_call_safe or choice[0] != RecallResult.SAFE]
        self.fields["result"] = forms.ChoiceField(label="Kết quả", choices=results, widget=kit.Radios())
        self.order_fields(self.field_order)
