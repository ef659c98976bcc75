"""The public forms: search and filters of the catalogue, and a code to check. All kept in the address."""

from typing import Any

from django import forms

from ocop.ground.producers.states import Tag
from ocop.kit import forms as kit
from ocop.public.portal.groups import GROUPS
from ocop.public.portal.queries import Wanted

_ALL = ("", "Tất cả")


class CatalogueForm(kit.OcopForm):
    """Filters of the catalogue; a value nobody offers filters nothing, so that old links keep working."""

    NARROWING = ("nhom", "sao", "noi", "hieu_luc", "nhan", "xep")

    tim = forms.CharField(
        label="Tên sản phẩm hoặc chủ thể", required=False, max_length=100, widget=kit.TextBox(autocomplete="off")
    )
    nhom = forms.ChoiceField(label="Nhóm", required=False, choices=[_ALL, *[(g.slug, g.name) for g in GROUPS]])
    sao = forms.ChoiceField(
        label="Hạng sao", required=False, choices=[_ALL, *[(str(n), f"{n} sao") for n in (5, 4, 3)]]
    )
    noi = forms.ChoiceField(label="Địa bàn", required=False)
    hieu_luc = forms.ChoiceField(
        label="Hiệu lực",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("tung", "Từng được công nhận"),
            ("con", "Còn hiệu lực"),
            ("het", "Hết hạn, quá 36 tháng"),
            ("thu-hoi", "Tạm dừng, thu hồi"),
            ("dung-lai", "Dựng lại từ số liệu"),
            ("thu", "Bản thử, không có giá trị"),
        ],
    )
    nhan = forms.ChoiceField(label="Nhãn cán bộ xác nhận", required=False, choices=[_ALL, *Tag.choices])
    xep = forms.ChoiceField(
        label="Xếp theo", required=False, choices=[("", "Tên"), ("moi", "Mới công nhận"), ("sao", "Hạng sao")]
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tim"].optional_is_plain = True  # type: ignore[attr-defined]
        for name in self.NARROWING:
            self.fields[name].widget.attrs["class"] = "govuk-select"
        self.fields["noi"].choices = [("", "Tất cả"), *places]  # type: ignore[attr-defined]

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
        label="Mã kiểm tra",
        max_length=200,
        error_messages={"required": "Nhập mã in trên giấy chứng nhận hoặc trên tem."},
        widget=kit.TextBox("20", autocomplete="off", autocapitalize="characters", spellcheck="false"),
    )
