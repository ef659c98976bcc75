"""Partners, points of sale, what buyers say there and how a year went."""

from typing import Any

from django import forms

from ocop.kit import forms as kit
from ocop.support.markets.forms.base import EMPTY_CHOICE, Found, MarketForm, note_field, source_field
from ocop.support.markets.states import FeedbackKind, OutletKind, PartnerKind


class _Place(MarketForm):
    unit = Found("unit", label="Xã, phường trong tỉnh", required=False, help_text="Ví dụ “Phường Sa Đéc”.")
    province_name = forms.CharField(
        label="Tỉnh, thành phố ngoài tỉnh", max_length=100, required=False, help_text="Chỉ ghi khi ở ngoài tỉnh."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("unit") and cleaned.get("province_name"):
            self.add_error("province_name", "Đã ghi xã, phường trong tỉnh thì để trống ô này.")
        return cleaned


class PartnerForm(_Place):
    name = forms.CharField(label="Tên đối tác", max_length=250)
    kind = forms.ChoiceField(label="Loại", choices=[EMPTY_CHOICE, *PartnerKind.choices])
    aliases = forms.CharField(
        label="Tên khác", required=False, max_length=1000, widget=kit.TextArea(3), help_text="Mỗi dòng một tên."
    )
    website = forms.URLField(label="Trang web", required=False, assume_scheme="https", max_length=300)
    is_domestic = forms.TypedChoiceField(
        label="Nếu là sàn: sàn trong nước?",
        choices=[("co", "Có"), ("khong", "Không")],
        coerce=lambda value: value == "co",
        required=False,
        empty_value=True,  # type: ignore[arg-type]
        initial="co",
    )
    source, note = source_field(), note_field()
    field_order = ("name", "kind", "aliases", "unit", "province_name", "website", "is_domestic", "source", "note")


class OutletForm(_Place):
    name = forms.CharField(label="Tên điểm bán", max_length=250)
    kind = forms.ChoiceField(label="Loại", choices=[EMPTY_CHOICE, *OutletKind.choices])
    aliases = forms.CharField(
        label="Tên khác, tên cũ", required=False, max_length=1000, widget=kit.TextArea(3), help_text="Mỗi dòng một tên."
    )
    operator = forms.CharField(label="Đơn vị quản lý", max_length=200, required=False)
    partner = Found("partner", label="Thuộc hệ thống", required=False, help_text="Ví dụ “Co.op Mart”.")
    address = forms.CharField(label="Địa chỉ", max_length=250, required=False)
    tourist_site = Found("site", label="Tại điểm du lịch", required=False)
    opened_on = kit.DateField(label="Mở cửa từ")
    closed_on = kit.DateField(label="Ngày hoạt động cuối", required=False)
    source, note = source_field(), note_field()
    field_order = ("name", "kind", "aliases", "operator", "partner", "unit", "province_name", "address")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._forward("opened_on", "closed_on")
        if not cleaned.get("unit") and not cleaned.get("province_name") and "unit" not in self.errors:
            self.add_error("unit", "Ghi xã, phường trong tỉnh, hoặc ghi tỉnh, thành phố ngoài tỉnh ở ô dưới.")
        return cleaned


class FeedbackForm(MarketForm):
    outlet = Found("outlet", label="Điểm bán")
    on = kit.DateField(label="Ngày")
    kind = forms.ChoiceField(label="Loại", choices=[EMPTY_CHOICE, *FeedbackKind.choices])
    product = Found("product", label="Nói về sản phẩm", required=False)
    text = forms.CharField(label="Nội dung", max_length=2000, widget=kit.TextArea(4))
    source = source_field()


class YearForm(MarketForm):
    outlet = Found("outlet", label="Điểm bán")
    year = kit.YearField(label="Năm")
    revenue = kit.MoneyField(label="Doanh thu", required=False)
    visitors = kit.IntegerTextField(label="Lượt khách", required=False, minimum=0)
    source, note = source_field(), note_field()
