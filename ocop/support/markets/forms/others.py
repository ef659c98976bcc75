"""Buyers' wishes, tourism, chains, communities, lists for a marketplace."""

from typing import Any

from django import forms

from ocop.kit import forms as kit
from ocop.support.markets.forms.base import EMPTY_CHOICE, Found, FoundLines, MarketForm, note_field, source_field
from ocop.support.markets.states import CommunityKind


class LeadForm(MarketForm):
    name = forms.CharField(label="Ai cần mua", max_length=250)
    partner = Found("partner", label="Là đối tác đã có", required=False)
    wants = forms.CharField(label="Cần mua gì", max_length=2000, widget=kit.TextArea(4))
    quantity = forms.CharField(label="Số lượng", max_length=100, required=False)
    place = forms.CharField(label="Ở đâu", max_length=150, required=False)
    contact = forms.CharField(
        label="Cách liên hệ", max_length=200, required=False, help_text="Số điện thoại cơ quan, trang web của bên mua."
    )
    received_on = kit.DateField(label="Ngày nhận")
    answer_by = kit.DateField(label="Cần trả lời trước", required=False)
    source = source_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._forward("received_on", "answer_by")
        return cleaned


class SiteForm(MarketForm):
    name = forms.CharField(label="Tên điểm du lịch", max_length=250)
    unit = Found("unit", label="Xã, phường", required=False)
    about = forms.CharField(label="Giới thiệu", required=False, max_length=2000, widget=kit.TextArea(4))
    source = source_field()


class TourForm(MarketForm):
    name = forms.CharField(label="Tên tua", max_length=250)
    operator = Found("partner", label="Doanh nghiệp lữ hành", required=False)
    sites = FoundLines("site", label="Điểm du lịch đi qua", required=False)
    products = FoundLines("product", label="Sản phẩm gắn với tua", required=False)
    about = forms.CharField(label="Nội dung", required=False, max_length=2000, widget=kit.TextArea(4))
    starts_on = kit.DateField(label="Từ ngày")
    ends_on = kit.DateField(label="Đến hết ngày", required=False)
    source = source_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._forward("starts_on", "ends_on")
        return cleaned


class ChainForm(MarketForm):
    name = forms.CharField(label="Tên chuỗi", max_length=250)
    about = forms.CharField(label="Nội dung", required=False, max_length=2000, widget=kit.TextArea(4))
    starts_on = kit.DateField(label="Từ ngày")
    ends_on = kit.DateField(label="Đến hết ngày", required=False)
    source = source_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._forward("starts_on", "ends_on")
        return cleaned


class CommunityForm(MarketForm):
    name = forms.CharField(label="Tên làng nghề, hội quán", max_length=250)
    kind = forms.ChoiceField(label="Loại", choices=[EMPTY_CHOICE, *CommunityKind.choices])
    unit = Found("unit", label="Xã, phường")
    founded_on = kit.DateField(label="Thành lập, công nhận ngày", required=False)
    members = kit.IntegerTextField(label="Số thành viên, số hộ", required=False, minimum=0)
    producers = FoundLines("producer", label="Chủ thể tham gia OCOP", required=False)
    about = forms.CharField(label="Giới thiệu", required=False, max_length=2000, widget=kit.TextArea(4))
    source = source_field()


class OnboardingForm(MarketForm):
    name = forms.CharField(label="Tên danh sách", max_length=250, help_text="Ví dụ “Đợt tháng 12/2026 lên Postmart”.")
    partner = Found("marketplace", label="Sàn")
    products = FoundLines("product", label="Sản phẩm")
    note = note_field()
