"""Forms of invitations, training needs and issues for readers."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ocop.ground.offices.models import Office
from ocop.kit import forms as kit
from ocop.support.activities.forms import ALL_CHOICE
from ocop.support.activities.models import Activity
from ocop.support.activities.states import OFFICIALS, InvitationState, NeedState, NeedTopic
from ocop.support.activities.values import NONE_CHOSEN

NEVER = [("ho-so", "Chưa từng nộp hồ sơ"), ("sao", "Chưa từng có sao")]


class FirstTimerFilter(forms.Form):
    """Which producers are shown for an invitation; kept in the address."""

    q = forms.CharField(label="Tìm chủ thể, sản phẩm", required=False, max_length=100)
    chua = forms.ChoiceField(label="Chưa từng", required=False, choices=NEVER)
    dia_ban = forms.ChoiceField(label="Địa bàn", required=False)
    moi = forms.ChoiceField(
        label="Lời mời",
        required=False,
        choices=[ALL_CHOICE, ("chua", "Chưa được mời"), ("roi", "Đã mời lần nào đó")],
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dia_ban"].choices = [ALL_CHOICE, *units]  # type: ignore[attr-defined]


class InviteForm(kit.OcopForm):
    """To what the chosen producers are invited, and in whose name."""

    to = forms.ChoiceField(label="Mời tham gia")
    office = forms.ModelChoiceField(
        Office.objects.none(), label="Cơ quan mời", empty_label=None, to_field_name="public_id"
    )
    producers = forms.MultipleChoiceField(label="Chủ thể", error_messages={"required": "Đánh dấu ít nhất một chủ thể."})

    def __init__(
        self, *args: Any, events: list[tuple[str, str]], offices: Any, producers: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [NONE_CHOSEN, *events]  # type: ignore[attr-defined]
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        self.fields["producers"].choices = [(each, each) for each in producers]  # type: ignore[attr-defined]


class InvitationFilter(forms.Form):
    q = forms.CharField(label="Tìm chủ thể", required=False, max_length=100)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[ALL_CHOICE, *InvitationState.choices])


class NeedFilter(forms.Form):
    nam = forms.ChoiceField(label="Năm", required=False)
    noi_dung = forms.ChoiceField(label="Nội dung", required=False, choices=[ALL_CHOICE, *NeedTopic.choices])
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[ALL_CHOICE, *NeedState.choices])

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [ALL_CHOICE, *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]


class NeedForm(kit.OcopForm):
    """How many officials of an office need training in what."""

    office = forms.ModelChoiceField(Office.objects.none(), label="Cơ quan", empty_label=None, to_field_name="public_id")
    topic = forms.ChoiceField(label="Nội dung cần học", choices=NeedTopic.choices, widget=kit.Radios())
    is_deep = forms.BooleanField(label="Lớp chuyên sâu do Trung ương tổ chức", required=False)
    group = forms.ChoiceField(
        label="Thành phần", choices=[NONE_CHOSEN, *((each.value, each.label) for each in OFFICIALS)]
    )
    people = kit.IntegerTextField(label="Số người", minimum=1, maximum=10_000)
    year = kit.YearField(label="Năm")
    detail = forms.CharField(label="Cần học gì", max_length=1000, required=False, widget=kit.TextArea(rows=4))

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]


class _ClassChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}, {obj.starts_on:%d/%m/%Y}, {obj.get_state_display().lower()}"


class TieForm(kit.OcopForm):
    activity = _ClassChoice(
        Activity.objects.none(), label="Lớp, hoạt động đào tạo", empty_label="Chọn lớp", to_field_name="public_id"
    )

    def __init__(self, *args: Any, activities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]


class PublishForm(kit.OcopForm):
    """What readers get."""

    title = forms.CharField(label="Tiêu đề", max_length=200)
    published_on = kit.DateField(label="Ngày đăng")
    summary = forms.CharField(label="Tóm tắt", max_length=500, widget=kit.TextArea(rows=3))
    text = forms.CharField(label="Bài viết", max_length=10_000, required=False, widget=kit.TextArea(rows=10))
    picture = kit.PaperField(label="Hình", required=False, photo_only=True)
    picture_words = forms.CharField(label="Hình chụp gì", max_length=200, required=False)
    file = kit.PaperField(label="Tệp bản tin (PDF)", required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        if not any(values.get(name) for name in ("text", "picture", "file")):
            self.add_error("file", "Chọn tệp bản tin, hoặc viết bài, hoặc chọn hình.")
        if values.get("picture") and not values.get("picture_words"):
            self.add_error("picture_words", "Ghi một câu nói hình chụp gì, cho người không nhìn thấy hình.")
        return values


class TakeDownForm(kit.OcopForm):
    why = forms.CharField(label="Lý do gỡ", max_length=500, widget=kit.TextArea(rows=3))
