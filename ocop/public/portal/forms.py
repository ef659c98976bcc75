"""The public forms: a search, and a code to check. All kept in the address."""

from typing import Any, Self

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ocop.kit import forms as kit


class SearchForm(kit.OcopForm):
    """The words of a search and the order of what is found; facets stand beside it, as links."""

    tim = forms.CharField(
        label=_("Tên sản phẩm, chủ thể hoặc nơi bán"),
        required=False,
        max_length=100,
        widget=kit.TextBox(autocomplete="off"),
    )
    xep = forms.ChoiceField(
        label=_("Xếp theo"),
        required=False,
        choices=[("", _("Tên")), ("moi", _("Mới công nhận")), ("sao", _("Hạng sao"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tim"].optional_is_plain = True  # type: ignore[attr-defined]
        self.fields["xep"].widget.attrs["class"] = "govuk-select"

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The form of an address; an order nobody offers is no order, so that old links keep working."""
        form = cls(request.GET)
        form.is_valid()
        return form

    @property
    def text(self) -> str:
        return str(self.cleaned_data.get("tim", ""))

    @property
    def order(self) -> str:
        return str(self.cleaned_data.get("xep", ""))


class CodeForm(kit.OcopForm):
    ma = forms.CharField(
        label=_("Mã kiểm tra"),
        max_length=200,
        error_messages={"required": _("Nhập mã in trên giấy chứng nhận hoặc trên tem.")},
        widget=kit.TextBox("20", autocomplete="off", autocapitalize="characters", spellcheck="false"),
    )
