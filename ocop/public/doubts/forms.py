"""What a shopper may say of a stamp; only what is odd must be said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.cycle.scans.states import DoubtKind
from ocop.ground.offices.models import Unit
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.public.scans.judging import of_slip
from ocop.rules.stamps import MistypedStamp, read_stamp


class DoubtForm(OnceForm):
    """Of which stamp, what is odd, where it was bought, a picture, how to reach the shopper."""

    code = forms.CharField(
        label=_("Mã tem"),
        max_length=100,
        required=False,
        widget=kit.TextBox("20", inputmode="numeric", autocomplete="off"),
        help_text=_("20 chữ số in dưới mã vuông. Khác với tem trên tay thì sửa lại ở đây."),
    )
    kind = forms.ChoiceField(
        label=_("Anh/chị thấy điều gì lạ?"),
        choices=[(value, _(label)) for value, label in DoubtKind.choices],
        widget=kit.Radios(),
        error_messages={"required": _("Chọn điều anh/chị thấy lạ.")},
    )
    words = forms.CharField(label=_("Kể thêm"), max_length=1000, required=False, widget=kit.TextArea(3))
    shop = forms.CharField(
        label=_("Nơi anh/chị mua"),
        max_length=200,
        required=False,
        help_text=_("Tên cửa hàng, chợ hoặc trang bán hàng trên mạng."),
    )
    unit = forms.ModelChoiceField(
        label=_("Xã, phường nơi mua"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("Không nói, hoặc ngoài tỉnh"),
        help_text=_("Chỉ khi anh/chị muốn nói. Trang này không lấy vị trí của điện thoại."),
    )
    photo = kit.PaperField(
        label=_("Ảnh chụp tem và bao bì"),
        photo_only=True,
        required=False,
        help_text=_("Ảnh được lưu lại mới: nơi chụp và tên máy trong ảnh bị bỏ đi."),
    )
    contact = forms.CharField(
        label=_("Số điện thoại hoặc thư điện tử"),
        max_length=100,
        required=False,
        widget=kit.TextBox(autocomplete="off"),
        help_text=_("Chỉ khi anh/chị muốn cán bộ gọi lại."),
    )

    field_order = ("code", "kind", "words", "photo", "shop", "unit", "contact", "key")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """The twenty digits; "" where none were typed, which leaves the stamp the page is about."""
        typed: str = self.cleaned_data["code"].strip()
        try:
            return read_stamp(typed) if typed else ""
        except MistypedStamp as slip:
            raise forms.ValidationError(str(of_slip(typed, slip).verdict.meaning)) from slip
