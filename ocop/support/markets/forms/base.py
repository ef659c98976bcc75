"""Fields and the base form of the market: records are named, a second press makes no second record."""

from datetime import date
from typing import Any

from django import forms

from ocop.kit import forms as kit
from ocop.kit.ids import new_public_id
from ocop.kit.scope import Actor
from ocop.support.markets.finder import Finder, NotFound
from ocop.support.markets.models.places import lines_of

EMPTY_CHOICE = ("", "Chọn…")


class Found(forms.CharField):
    """A record named by its name, an alias or its code; gives the record, or None when left empty."""

    def __init__(self, what: str, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 300)
        super().__init__(**kwargs)
        self.what = what
        self.finder: Finder | None = None
        self.kept: Any = None  # the record that stands there now, even if it could not be found any more

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str) or self.finder is None:
            return value
        return self.finder.label(self.what, value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text or self.finder is None:
            return None
        if self.kept is not None and text == self.prepare_value(self.kept):
            return self.kept
        try:
            return self.finder.find(self.what, text)
        except NotFound as problem:
            raise forms.ValidationError(str(problem)) from None


class FoundLines(forms.CharField):
    """Several records, one a line; gives a list without repeats."""

    def __init__(self, what: str, **kwargs: Any) -> None:
        kwargs.setdefault("widget", kit.TextArea(5))
        kwargs.setdefault("help_text", "Mỗi dòng một tên hoặc một mã.")
        super().__init__(**kwargs)
        self.what = what
        self.finder: Finder | None = None

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str) or self.finder is None:
            return value
        return "\n".join(self.finder.label(self.what, each) for each in value)

    def clean(self, value: Any) -> Any:
        # A cell of a spreadsheet has no lines: there a semicolon stands between names.
        text = super().clean(value).replace(";", "\n")
        found: dict[Any, None] = {}
        problems = []
        for line in lines_of(text):
            try:
                found[self.finder.find(self.what, line)] = None  # type: ignore[union-attr]
            except NotFound as problem:
                problems.append(str(problem))
        if problems:
            raise forms.ValidationError(problems)
        return list(found)


class MarketForm(kit.OcopForm):
    """Base: `code` is the id the new record will have, so that a second press of the button makes no second record."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)

    def __init__(self, *args: Any, actor: Actor, finder: Finder | None = None, **kwargs: Any) -> None:
        initial = {"code": new_public_id(), **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.actor = actor
        finder = finder or Finder(actor)
        for name, field in self.fields.items():
            if isinstance(field, Found | FoundLines):
                field.finder = finder
            if isinstance(field, Found) and not isinstance(initial.get(name), str):
                field.kept = initial.get(name)
        self.narrow()

    def narrow(self) -> None:
        """A form may offer less to some people."""

    def _forward(self, start: str, end: str) -> None:
        first, last = self.cleaned_data.get(start), self.cleaned_data.get(end)
        if isinstance(first, date) and isinstance(last, date) and last < first:
            label = str(self.fields[start].label).lower()
            self.add_error(end, f"Ngày này không được trước “{label}”. Anh/chị kiểm tra lại hai ngày.")

    def facts(self) -> dict[str, Any]:
        """The typed values by the fields of the record."""
        return {key: value for key, value in self.cleaned_data.items() if key != "code"}


def note_field() -> forms.CharField:
    return forms.CharField(label="Ghi chú", max_length=500, required=False)


def source_field() -> forms.CharField:
    return forms.CharField(
        label="Căn cứ", max_length=250, required=False, help_text="Văn bản, báo cáo hoặc nguồn của thông tin này."
    )
