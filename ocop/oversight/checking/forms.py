"""What people type, paste and choose when they check numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.kit.scope import Refused
from ocop.kit.sheets import SheetError
from ocop.kit.text.numbers import NumberError, format_number, parse_number
from ocop.oversight.checking.actions import MOST_NAMES, refuse_claim
from ocop.oversight.checking.held import Held, joined
from ocop.oversight.checking.kinds import KINDS
from ocop.oversight.checking.workbook import MOST_LABEL, WorkbookProblems, read_workbook
from ocop.rules.consistency import Claim, Kind, Printed, read_text, said

MOST_TEXT = 200_000
MOST_FILE = 10 * 1024 * 1024
LIST_BOXES = 12


class SearchForm(kit.OcopForm):
    q = forms.CharField(label="Tìm lần kiểm tra", max_length=100, required=False)


class NewCheck(OnceForm):
    """A check by its name; `read` are the numbers and claims that came with it, none where they are keyed in."""

    read: tuple[Sequence[Printed], Sequence[Held]] = ((), ())
    name = forms.CharField(label="Tên lần kiểm tra", max_length=200, help_text="Ví dụ: Báo cáo 6 tháng đầu năm 2026")


class TextForm(NewCheck):
    """A text to be read."""

    text = forms.CharField(
        label="Văn bản",
        max_length=MOST_TEXT,
        widget=kit.TextArea(rows=14),
        help_text="Dán cả văn bản từ Word hoặc PDF, giữ số mục và chú thích. Nhiều nhất 200.000 ký tự.",
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            self.read = joined([read_text(text)])
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="too_many") from wrong
        if not self.read[0]:
            raise ValidationError("Văn bản không có con số nào để kiểm tra. Dán phần có số liệu.", code="no_numbers")
        return text


class WorkbookForm(NewCheck):
    """A workbook to be read."""

    file = kit.UploadField(label="Bảng Excel", max_bytes=MOST_FILE, accept=".xlsx,.csv")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.read = read_workbook(file.name, file.read())
        except WorkbookProblems as wrong:
            raise ValidationError(wrong.problems, code="cells") from wrong
        except SheetError as wrong:
            raise ValidationError(str(wrong), code="unreadable") from wrong
        return file


class ValueField(forms.CharField):
    """A number with the decimals it was printed with: 83,10 stays 83,10. Gives a Decimal or None."""

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return format_number(value, max(-int(value.as_tuple().exponent), 0))

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return parse_number(text) if text else None
        except NumberError as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong


class NumberForm(OnceForm):
    """One number as printed."""

    label = forms.CharField(label="Nội dung", max_length=MOST_LABEL, help_text="Con số này đếm gì, của năm nào")
    value = ValueField(
        label="Giá trị như in",
        required=False,
        max_length=40,
        widget=kit.TextBox("10", inputmode="decimal", autocomplete="off"),
        help_text="Giữ đủ số lẻ: 83,15. Để trống khi văn bản nói đến mà không in.",
    )
    unit = forms.CharField(label="Đơn vị", max_length=40, required=False, help_text="Tỷ lệ ghi %")
    where = forms.CharField(
        label="Chỗ in", max_length=120, required=False, help_text="Mục, chú thích, biểu: I.5.2, chú thích 4, Biểu 2"
    )
    names = forms.CharField(
        label="Danh sách tên",
        required=False,
        max_length=60_000,
        widget=kit.TextArea(rows=4),
        help_text="Mỗi dòng một tên, khi con số đếm một danh sách",
    )
    on = kit.DateField(label="Ngày của sự kiện", required=False)
    since = kit.DateField(label="Ngày đầu", required=False)
    until = kit.DateField(label="Ngày cuối", required=False)

    def clean_names(self) -> tuple[str, ...]:
        names = tuple(each.strip() for each in self.cleaned_data["names"].splitlines() if each.strip())
        if len(names) > MOST_NAMES or any(len(each) > MOST_LABEL for each in names):
            raise ValidationError(f"Nhiều nhất {MOST_NAMES} tên, mỗi tên {MOST_LABEL} ký tự. Chia danh sách.")
        return names

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        since, until = typed.get("since"), typed.get("until")
        if since and until and until < since:
            self.add_error("until", "Ngày cuối trước ngày đầu. Sửa một trong hai ngày.")
        return typed

    def number(self, key: str) -> Printed:
        """What was typed, as the number of that id."""
        typed = self.cleaned_data
        facts = ("label", "value", "unit", "where", "names", "on", "since", "until")
        return Printed(key, **{name: typed[name] for name in facts})

    @staticmethod
    def of(number: Printed) -> dict[str, Any]:
        """A number as the form shows it."""
        facts = {name: getattr(number, name) for name in ("label", "value", "unit", "where", "on", "since", "until")}
        return {**facts, "names": "\n".join(number.names)}


class ClaimForm(OnceForm):
    """A claim of one kind, its numbers chosen by their words."""

    subject = forms.ChoiceField()

    def __init__(
        self, *args: Any, kind: Kind, numbers: Mapping[str, Printed], at_least: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.numbers, self.words = kind, numbers, KINDS[kind]
        offered = [("", "Chọn một số"), *((key, said(each)[:120]) for key, each in numbers.items())]
        self.fields["subject"] = self._choice(self.words.subject, offered, required=True)
        boxes = max(LIST_BOXES, at_least) if self.words.is_list else len(self.words.others)
        for place in range(boxes):
            last = self.words.others[-1]
            label = f"{last} {place + 1}" if self.words.is_list else self.words.others[place]
            needed = place == 0 or not self.words.is_list
            self.fields[f"other{place}"] = self._choice(label, offered, required=needed)
        self.fields["note"] = forms.CharField(
            label="Giải trình",
            required=False,
            max_length=1000,
            widget=kit.TextArea(rows=3),
            help_text="Vì sao số vẫn đúng dù không khớp, khi không sửa được",
        )

    @staticmethod
    def _choice(label: str, offered: list[tuple[str, str]], *, required: bool) -> forms.ChoiceField:
        missing = f"Chọn số cho ô “{label}”."
        return forms.ChoiceField(label=label, choices=offered, required=required, error_messages={"required": missing})

    def others(self) -> tuple[str, ...]:
        """The numbers chosen beside the subject, in order."""
        chosen = (self.cleaned_data.get(name) for name in self.fields if name.startswith("other"))
        return tuple(each for each in chosen if each)

    def held(self, key: str, because: str = "") -> Held:
        """What was chosen, as the confirmed claim of that id."""
        claim = Claim(key, self.kind, self.cleaned_data["subject"], self.others())
        return Held(claim, because, note=self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors:
            try:
                refuse_claim(self.numbers, self.held("x"))
            except Refused as refused:
                self.add_error("subject", refused.reason)
        return typed

    @staticmethod
    def of(held: Held) -> dict[str, Any]:
        """A claim as the form shows it."""
        others = {f"other{place}": key for place, key in enumerate(held.claim.others)}
        return {"subject": held.claim.subject, "note": held.note, **others}
