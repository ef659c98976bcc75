"""The public forms: search and filters of the catalogue, and a code to check. All kept in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ocop.ground.producers.states import Tag
from ocop.kit import forms as kit
from ocop.public.portal.groups import GROUPS
from ocop.public.portal.queries import Wanted

_ALL = ("", _("Tất cả"))


class CatalogueForm(kit.OcopForm):
    """Filters of the catalogue; a value nobody offers filters nothing, so that old links keep working."""

    NARROWING = ("nhom", "sao", "noi", "hieu_luc", "nhan", "xep")

    tim = forms.CharField(
        label=_("Tên sản phẩm hoặc chủ thể"), required=False, max_length=100, widget=kit.TextBox(autocomplete="off")
    )
    nhom = forms.ChoiceField(label=_("Nhóm"), required=False, choices=[_ALL, *[(g.slug, _(g.name)) for g in GROUPS]])
    sao = forms.ChoiceField(
        label=_("Hạng sao"), required=False, choices=[_ALL, *[("5", _("5 sao")), ("4", _("4 sao")), ("3", _("3 sao"))]]
    )
    noi = forms.ChoiceField(label=_("Địa bàn"), required=False)
    hieu_luc = forms.ChoiceField(
        label=_("Hiệu lực"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("tung", _("Từng được công nhận")),
            ("con", _("Còn hiệu lực")),
            ("het", _("Hết hạn, quá 36 tháng")),
            ("thu-hoi", _("Tạm dừng, thu hồi")),
            ("dung-lai", _("Dựng lại từ số liệu")),
            ("thu", _("Bản thử, không có giá trị")),
        ],
    )
    nhan = forms.ChoiceField(
        label=_("Nhãn cán bộ xác nhận"), required=False, choices=[_ALL, *[(tag, _(tag.label)) for tag in Tag]]
    )
    xep = forms.ChoiceField(
        label=_("Xếp theo"),
        required=False,
        choices=[("", _("Tên")), ("moi", _("Mới công nhận")), ("sao", _("Hạng sao"))],
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tim"].optional_is_plain = True  # type: ignore[attr-defined]
        for name in self.NARROWING:
            self.fields[name].widget.attrs["class"] = "govuk-select"
        self.fields["noi"].choices = [("", _("Tất cả")), *places]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        self.is_valid()
        data = self.cleaned_data
        return Wanted(
            text=data.get("tim", ""),
            stars=data.get("sao", ""),
            group=data.get("nhom", ""),
            place=data.get("noi", ""),
            standing=data.get("hieu_luc", ""),
            tag=data.get("nhan", ""),
            order=data.get("xep", ""),
        )


class CodeForm(kit.OcopForm):
    ma = forms.CharField(
        label=_("Mã kiểm tra"),
        max_length=200,
        error_messages={"required": _("Nhập mã in trên giấy chứng nhận hoặc trên tem.")},
        widget=kit.TextBox("20", autocomplete="off", autocapitalize="characters", spellcheck="false"),
    )
