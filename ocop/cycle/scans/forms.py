"""What is typed about suspicions and doubts, and the filters of their lists."""

from typing import Any

from django import forms

from ocop.cycle.scans.models import Suspicion
from ocop.cycle.scans.policies import officer_choices
from ocop.cycle.scans.states import DoubtKind, DoubtState, SuspicionState
from ocop.cycle.scans.wording import SHORT
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.rules.places import PROVINCES

_ALL = ("", "Tất cả")


class SuspicionFilter(kit.OcopForm):
    """Filters of the list of suspicions, kept in the address."""

    q = forms.CharField(label="Sản phẩm hoặc chủ thể", max_length=80, required=False)
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "Chưa khép lại"), ("moi", "Đang chờ cán bộ"), ("het", "Tất cả"), *SuspicionState.choices],
    )
    dau_hieu = forms.ChoiceField(label="Dấu hiệu", required=False, choices=[_ALL, *SHORT.items()])


class DoubtFilter(kit.OcopForm):
    """Filters of the list of doubts."""

    q = forms.CharField(label="Sản phẩm hoặc chủ thể", max_length=80, required=False)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Chưa xem xong"), ("het", "Tất cả"), *DoubtState.choices]
    )
    dieu_la = forms.ChoiceField(label="Điều thấy lạ", required=False, choices=[_ALL, *DoubtKind.choices])


class CodeLookup(kit.OcopForm):
    """A stamp to look at, by what is printed on it."""

    ma = forms.CharField(
        label="Mã tem",
        max_length=200,
        widget=kit.TextBox("20", autocomplete="off", inputmode="numeric", spellcheck="false"),
        help_text="20 chữ số dưới mã vuông. Xem ở đây không bị tính là lượt quét.",
        error_messages={"required": "Nhập 20 chữ số in dưới mã vuông của tem."},
    )


class DecideForm(OnceForm):
    """What an officer makes of a suspicion, and why."""

    words = forms.CharField(
        label="Lý do, hoặc câu hỏi cho chủ thể",
        max_length=500,
        widget=kit.TextArea(3),
        error_messages={"required": "Ghi lý do, hoặc câu hỏi cho chủ thể."},
    )

    field_order = ("state", "words", "key")

    def __init__(self, *args: Any, suspicion: Suspicion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {
            SuspicionState.WATCHED: "Theo dõi thêm",
            SuspicionState.ASKED: "Hỏi chủ thể",
            SuspicionState.HANDED: "Chuyển quản lý thị trường",
            SuspicionState.CLOSED: "Khép lại, không có gì lạ hoặc đã xử lý xong",
        }
        self.fields["state"] = forms.ChoiceField(
            label="Anh/chị quyết định thế nào",
            choices=[(state, said[state]) for state in officer_choices(suspicion)],
            widget=kit.Radios(),
            error_messages={"required": "Chọn một quyết định."},
        )
        self.order_fields(self.field_order)


class ReplyForm(OnceForm):
    """What the producer answers the office."""

    words = forms.CharField(
        label="Trả lời của anh/chị",
        max_length=500,
        widget=kit.TextArea(4),
        help_text="Ví dụ: tem dán trên hàng mẫu bày ở hội chợ; hàng bán ở đâu; có ai khác giữ cuộn tem không.",
    )


class SaleAreaForm(kit.OcopForm):
    """The provinces where a product is sold."""

    regions = forms.MultipleChoiceField(
        label="Các tỉnh, thành có bán sản phẩm",
        choices=[(province.code, province.name) for province in PROVINCES.values()],
        widget=kit.Checkboxes(),
        error_messages={"required": "Chọn ít nhất một tỉnh, thành nơi có bán sản phẩm."},
    )


class AnswerDoubtForm(OnceForm):
    """What an officer tells the shopper."""

    words = forms.CharField(
        label="Trả lời người mua",
        max_length=500,
        widget=kit.TextArea(4),
        help_text="Người mua đọc được bằng mã phản ánh. Không ghi tên, số điện thoại của ai.",
    )
    closes = forms.ChoiceField(
        label="Việc này đã xong chưa",
        choices=[("", "Chưa, còn xem tiếp"), ("1", "Xong, xóa liên hệ người mua để lại")],
        widget=kit.Radios(),
        required=False,
    )
