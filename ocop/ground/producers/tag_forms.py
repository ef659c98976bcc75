"""What people say of a product besides its facts: the resource behind it, its tags, why a tag is taken back."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ocop.ground.offices.models import Unit
from ocop.ground.producers.states import Tag
from ocop.kit import forms as kit

HINTS: dict[str, str] = {
    Tag.ECO: "Ít hoá chất, ít nước thải, bao bì tái chế hoặc phân huỷ được.",
    Tag.BY_PRODUCT: "Làm từ phần trước đây bỏ đi: vỏ, lá, thân, cám, xơ, đầu cá.",
    Tag.TRADITION: "Giữ nghề, cách làm, kiểu dáng đã có lâu đời ở địa phương.",
    Tag.NATIVE: "Nguyên liệu là giống, cây, con, đất, nước riêng của địa phương.",
    Tag.STARTUP: "Của người hoặc nhóm mới bắt đầu kinh doanh.",
    Tag.WOMEN_LED: "Phụ nữ đứng tên hoặc điều hành việc làm ra sản phẩm.",
}


class ResourceForm(kit.OcopForm):
    """The local resource behind a product; `places` are the communes of the day."""

    resource = forms.CharField(
        label="Nguyên liệu, tài nguyên của địa phương",
        max_length=200,
        required=False,
        help_text="Gọi đúng một tên, ví dụ: sen, cá sặc rằn, quýt hồng, cói. Không có thì để trống.",
    )
    resource_unit = forms.ChoiceField(
        label="Lấy ở xã, phường nào",
        required=False,
        help_text="Lấy ở nhiều nơi thì chọn nơi nhiều nhất. Lấy ngoài tỉnh thì để trống.",
    )

    def __init__(self, *args: Any, places: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(unit.pk): unit for unit in places}
        names = [(key, unit.full_name) for key, unit in self.places.items()]
        self.fields["resource_unit"].choices = [("", "Chưa ghi"), *names]  # type: ignore[attr-defined]

    def clean_resource_unit(self) -> Unit | None:
        return self.places.get(self.cleaned_data["resource_unit"])


class TagForm(kit.OcopForm):
    """A tag that the product does not bear yet, and why it should."""

    tag = forms.ChoiceField(label="Sản phẩm này", choices=Tag.choices, widget=kit.Radios(hints=HINTS))
    note = forms.CharField(
        label="Vì sao",
        max_length=500,
        widget=kit.TextArea(3),
        help_text="Nói rõ việc anh/chị làm, ví dụ: dùng vỏ hạt sen làm chất đốt, không dùng phẩm màu.",
        error_messages={"required": "Ghi vì sao sản phẩm được gắn nhãn này."},
    )

    def __init__(self, *args: Any, taken: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(taken)
        free = [choice for choice in Tag.choices if choice[0] not in taken]
        self.fields["tag"].choices = free  # type: ignore[attr-defined]


class WithdrawTagForm(kit.OcopForm):
    why = forms.CharField(
        label="Lý do", max_length=500, widget=kit.TextArea(3), error_messages={"required": "Ghi lý do bỏ nhãn."}
    )
