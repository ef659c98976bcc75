"""The filters of the register, kept in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.kit import forms as kit


class RegisterForm(kit.OcopForm):
    """What nobody offers narrows nothing, so that old links keep working."""

    tim = forms.CharField(
        label=_("Tên sản phẩm hoặc chủ thể"), required=False, max_length=100, widget=kit.TextBox(autocomplete="off")
    )
    sao = forms.ChoiceField(
        label=_("Hạng sao"),
        required=False,
        choices=[("", _("Tất cả")), ("5", _("5 sao")), ("4", _("4 sao")), ("3", _("3 sao"))],
    )
    hieu_luc = forms.ChoiceField(
        label=_("Hiệu lực"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("con", _("Còn hiệu lực")),
            ("het", _("Hết hạn")),
            ("tam-dung", _("Tạm dừng")),
            ("thu-hoi", _("Đã bị thu hồi")),
            ("thay", _("Đã thay bằng lần công nhận mới")),
        ],
    )
    noi = forms.ChoiceField(label=_("Xã, phường"), required=False)
    qd = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["noi"].choices = [("", _("Tất cả")), *places]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What is asked for, without what could not be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
