"""Form fields for Vietnamese hands: dates day first, numbers with a comma, money; errors that name the field.

Rooms write `class LodgeForm(OcopForm)` and use these fields; `{% field form.x %}` draws them.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.models import ModelForm
from django.utils.translation import gettext as _

from ocop.kit.text.dates import DateError, format_date, parse_date
from ocop.kit.text.numbers import NumberError, format_number, parse_number
from ocop.kit.text.phone import PhoneError, format_phone, normalise_phone
from ocop.kit.uploads import UploadError, clean_upload

# A year outside is a slip of the finger, and counting days from it may leave the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def _lower_first(label: str) -> str:
    """The label as it stands inside a sentence: "Họ và tên" → "họ và tên"; "OCOP" stays."""
    first_word = label.split(" ", 1)[0]
    return label if len(first_word) > 1 and first_word.isupper() else label[:1].lower() + label[1:]


def ask_for(field: forms.Field, label: str) -> str:
    """What to do about an empty field, naming it: "Nhập họ và tên.", "Chọn loại hình."."""
    label = label.rstrip(" .:")
    if label.endswith("?"):
        return _("Trả lời câu hỏi “%(label)s”") % {"label": label}
    if isinstance(field.widget, forms.CheckboxInput):
        return _("Đánh dấu vào ô “%(label)s”.") % {"label": label}
    if isinstance(field, forms.FileField):
        return _("Tải lên %(label)s.") % {"label": _lower_first(label)}
    chooses = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    return (_("Chọn %(label)s.") if chooses else _("Nhập %(label)s.")) % {"label": _lower_first(label)}


class FriendlyErrors:
    """Mixin: an empty required field is asked for by name, unless the field has its own words for it."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        usual = forms.Field.default_error_messages["required"]
        for name, field in self.fields.items():
            if field.error_messages.get("required") == usual:
                field.error_messages["required"] = ask_for(field, str(field.label or name))


class OcopForm(FriendlyErrors, forms.Form):
    """Base of all plain forms."""

    def show_instead(self, values: Mapping[str, Any]) -> None:
        """Have boxes show other values than were sent, should the page come back."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            data[name] = value
        self.data = data


class OcopModelForm(FriendlyErrors, ModelForm):  # type: ignore[type-arg]
    """Base of all forms over a model; use only for master data, never to change a state."""


class TextBox(forms.TextInput):
    """A one-line box with the right keypad on a telephone and a width in characters."""

    def __init__(self, width: str = "", **attrs: str) -> None:
        super().__init__(attrs={key.replace("_", "-"): value for key, value in attrs.items()})
        self.width = width


class DateField(forms.Field):
    """A calendar day typed with digits, day first (27/3/2026); ISO is understood too. Gives a `date`."""

    def __init__(self, *, not_after: date | None = None, not_before: date | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TextBox("10", inputmode="numeric", autocomplete="off"))
        kwargs.setdefault("help_text", "Ngày/tháng/năm, ví dụ 27/3/2026")
        self.not_after, self.not_before = not_after, not_before
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        if len(text) == 8 and text.isdigit() and text.isascii():
            text = f"{text[:2]}/{text[2:4]}/{text[4:]}"
        try:
            day = value if isinstance(value, date) else parse_date(text)
        except DateError as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}. Hãy kiểm tra lại năm.", code="year")
        return day

    def validate(self, value: Any) -> None:
        super().validate(value)
        label = self.label or "Ngày"
        if value and self.not_after and value > self.not_after:
            raise ValidationError(f"{label} không được sau ngày {format_date(self.not_after)}.", code="max_value")
        if value and self.not_before and value < self.not_before:
            raise ValidationError(f"{label} không được trước ngày {format_date(self.not_before)}.", code="min_value")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class DecimalTextField(forms.Field):
    """A number in a text box with a decimal keypad: "85,5", "1.234,5". Gives a Decimal, never a float.

    What could be read two ways is refused with the spelling that is meant. `places` is how many decimals
    are taken, more is refused; `minimum` and `maximum` bound the value.
    """

    keypad = "decimal"

    def __init__(
        self,
        *,
        minimum: int | Decimal | None = None,
        maximum: int | Decimal | None = None,
        places: int = 2,
        unit: str = "",
        width: str = "10",
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("widget", TextBox(width, inputmode=self.keypad, autocomplete="off"))
        self.minimum, self.maximum, self.places, self.suffix_text = minimum, maximum, places, unit
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, int | Decimal) else value

    def to_python(self, value: Any) -> Decimal | int | None:
        if value is None or isinstance(value, int | Decimal):
            return value
        if not str(value).strip():
            return None
        try:
            return parse_number(str(value))
        except NumberError as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        label = self.label or "Số này"
        if -Decimal(value).normalize().as_tuple().exponent > self.places:  # type: ignore[operator]
            kept = f"nhiều nhất {self.places} chữ số thập phân" if self.places else "là số nguyên"
            raise ValidationError(f"{label} phải có {kept}." if self.places else f"{label} phải {kept}.", code="places")
        if self.minimum is not None and value < self.minimum:
            raise ValidationError(f"{label} phải từ {format_number(self.minimum)} trở lên.", code="min_value")
        if self.maximum is not None and value > self.maximum:
            raise ValidationError(f"{label} phải từ {format_number(self.maximum)} trở xuống.", code="max_value")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class IntegerTextField(DecimalTextField):
    """A whole number in a text box: "1.234" or "1234". Gives an int."""

    keypad = "numeric"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"places": 0, "width": "5", **kwargs})

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return None if number is None else int(number)


class YearField(IntegerTextField):
    """A year in four digits, never grouped: 2027 and not 2.027."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"minimum": 1900, "maximum": 2199, "width": "4", **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value is not None and not self.minimum <= value <= self.maximum:
            raise ValidationError(f"{self.label or 'Năm'} phải từ {self.minimum} đến {self.maximum}.", code="year")


class MoneyField(IntegerTextField):
    """A sum in whole đồng, never negative unless `minimum` says so. Gives an int."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"minimum": 0, "unit": "đồng", "width": "20", **kwargs})


class PhoneField(forms.Field):
    """A Vietnamese telephone number in any usual spelling. Gives ten or eleven digits; "" when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Số điện thoại")
        kwargs.setdefault("widget", TextBox("20", inputmode="tel", autocomplete="tel"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_phone(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> str:
        text = str(value or "").strip()
        try:
            return normalise_phone(text) if text else ""
        except PhoneError as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong


class Radios(forms.RadioSelect):
    """Radio buttons. `hints` explains options by value; `inline` for two short answers."""

    def __init__(self, hints: Mapping[str, str] | None = None, inline: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints, self.inline = dict(hints or {}), inline


class ScoreRadios(Radios):
    """Options of a criterion: targets of 48 px and more, the points at the right. `points` by value."""

    big = True

    def __init__(self, points: Mapping[str, int | Decimal] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.points = dict(points or {})


class Checkboxes(forms.CheckboxSelectMultiple):
    """A group of boxes, several may be ticked. `hints` explains options by value."""

    def __init__(self, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = dict(hints or {})


class TextArea(forms.Textarea):
    """A box for several lines."""

    def __init__(self, rows: int = 5, **attrs: Any) -> None:
        super().__init__(attrs={"rows": rows, **attrs})


class UploadField(forms.FileField):
    """One file of any kind, looked at by size and name only; `accept` is the browser's hint. Papers: `PaperField`."""

    def __init__(self, *, max_bytes: int | None = None, accept: str = "", **kwargs: Any) -> None:
        self.own_limit = max_bytes
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": accept} if accept else {}))
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault(
            "error_messages",
            {
                "empty": "Tệp này rỗng. Hãy chọn lại tệp có nội dung.",
                "max_length": "Tên tệp quá dài. Hãy đặt tên ngắn hơn rồi tải lại.",
                "invalid": "Chưa nhận được tệp. Hãy chọn tệp rồi gửi lại.",
            },
        )
        super().__init__(**kwargs)

    @property
    def max_bytes(self) -> int:
        return self.own_limit or int(settings.OCOP_UPLOAD_MAX_BYTES)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile) and upload.size and upload.size > self.max_bytes:
            most = format_number(self.max_bytes // (1024 * 1024))
            raise ValidationError(
                f"Tệp {upload.name} quá lớn, chỉ nhận đến {most} MB. Hãy chụp lại ở cỡ vừa hoặc tách thành nhiều tệp.",
                code="too_large",
            )
        return upload


class PaperField(UploadField):
    """One photo or PDF, read and written anew while the form is checked, so that what is wrong stands at this field.

    Gives a `kit.uploads.CleanFile`. Photos may come straight from the camera of a telephone; with `photo_only` a PDF
    is refused.
    """

    def __init__(self, *, photo_only: bool = False, **kwargs: Any) -> None:
        self.photo_only = photo_only
        kwargs.setdefault("accept", "image/*" if photo_only else "image/*,application/pdf")
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            clean = clean_upload(upload, max_bytes=self.max_bytes)
        except UploadError as wrong:
            raise ValidationError(str(wrong), code="unreadable") from wrong
        if self.photo_only and not clean.is_photo:
            raise ValidationError("Tệp này không phải là ảnh. Hãy chọn ảnh JPG hoặc PNG.", code="no_photo")
        return clean
