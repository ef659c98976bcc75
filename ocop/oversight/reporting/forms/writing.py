"""What people write in returns and in the consolidated report, and say when it goes out."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms

from ocop.ground.offices.models import Office
from ocop.kit import forms as kit
from ocop.kit.text.dates import format_date
from ocop.oversight.reporting.actions import ReportHead
from ocop.oversight.reporting.catalogue import Template, templates
from ocop.oversight.reporting.findings import Found
from ocop.oversight.reporting.models import EditedWord
from ocop.rules.forms import Filled, typed_of

MOST_TYPED = 10**15
HEAD = ("number", "signed_on", "signer", "signer_title")


class SectionsForm(kit.OcopForm):
    """Words by section, and notes on findings. What others wrote while this page stood open is not written over unseen.

    The page sends with each box a mark of the words it showed: a box left alone keeps the other person's words, one
    that both changed is shown again with both.
    """

    template: Template
    most, lines = 20_000, 5

    def add_sections(self, template: Template, sections: Mapping[str, str], label: str) -> None:
        """A box for each section, named by `label` with its number and title."""
        self.template = template
        self.now: dict[str, Any] = {}
        self.notes: dict[str, Found] = {}
        for section in template.sections:
            name = f"muc_{section.key}"
            self.now[name] = sections.get(section.key, section.prose).strip()
            self.fields[name] = forms.CharField(
                label=label.format(number=section.number, title=section.title).strip(),
                help_text=section.hint,
                required=False,
                max_length=self.most,
                initial=self.now[name],
                widget=kit.TextArea(rows=self.lines),
            )
            self.fields[name].optional_is_plain = True  # type: ignore[attr-defined]

    def add_notes(self, found: Iterable[Found]) -> None:
        """A box for each finding that may be explained."""
        # By the finding itself: it may stand elsewhere in the list when the form comes back.
        self.notes = {f"gt_{mark_of(each.finding.claim)}": each for each in found if not each.blocks}
        for name, each in self.notes.items():
            self.now[name] = each.note
            self.fields[name] = forms.CharField(
                label="Giải trình", max_length=600, required=False, initial=each.note, widget=kit.TextArea(rows=2)
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name, now in self.now.items():
            seen = self.data.get(f"thay_{name}")
            if name not in said or seen in (None, mark_of(shown(now))):
                continue
            words = shown(said[name])
            if mark_of(words) == seen:
                said[name] = now
                # Should the page come back for another box, this one shows what stands now.
                self.show_instead({name: shown(now)})
            elif mark_of(words) != mark_of(shown(now)):
                self.add_error(name, self._why(name, shown(now)))
        return said

    def _why(self, name: str, now: str) -> str:
        if isinstance(self.fields[name].widget, kit.TextArea):
            return f"Người khác vừa viết mục này: “{now[:600]}”. Gộp vào lời của anh/chị rồi lưu lại."
        return f"Người khác vừa {f'ghi ô này: “{now}”' if now else 'xóa ô này'}. Anh/chị xem lại rồi lưu lần nữa."

    def sections(self) -> dict[str, str]:
        """What was said of each section that the page sent."""
        names = {each.key: f"muc_{each.key}" for each in self.template.sections}
        return {key: self.cleaned_data[name] for key, name in names.items() if name in self.data}

    def said(self) -> dict[str, str]:
        """What is said of each finding the page showed."""
        return {each.finding.claim: self.cleaned_data[name] for name, each in self.notes.items() if name in self.data}

    def section_fields(self) -> list[Any]:
        """Each section with its box and the mark of the words that stand there now."""
        return [(each, *self._marked(f"muc_{each.key}")) for each in self.template.sections]

    def note_fields(self) -> list[Any]:
        """Each finding that may be explained, with its box and the mark of what was said of it."""
        return [(each, *self._marked(name)) for name, each in self.notes.items()]

    def _marked(self, name: str) -> tuple[Any, str]:
        return self[name], mark_of(shown(self.now[name]))


def shown(value: Any) -> str:
    """What a box shows of a value."""
    if value is None:
        return ""
    return format_date(value) if isinstance(value, date) else str(value)


def mark_of(words: str) -> str:
    """A short mark by which words are known again, however a browser ends their lines."""
    return sha256("\n".join(words.strip().splitlines()).encode()).hexdigest()[:12]


class ReturnForm(SectionsForm):
    """An office's own words by section, the numbers it may type, and what it says of findings."""

    def __init__(
        self,
        *args: Any,
        template: Template,
        sections: Mapping[str, str],
        cells: Mapping[str, Filled],
        found: Iterable[Found],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.add_sections(template, sections, "{title}")
        self.typed = {f"so_{place}": each.cell for place, each in enumerate(self._typed())}
        for name, each in zip(self.typed, self._typed(), strict=True):
            filled = cells.get(each.cell)
            self.fields[name] = kit.IntegerTextField(
                label=f"{each.row.title}, {each.column.title.lower()}",
                help_text=f"Số nhập tay, đơn vị: {each.row.unit}. Để trống nếu chưa có.",
                required=False,
                minimum=0,
                maximum=MOST_TYPED,
                initial=filled.value if filled is not None else None,
            )
            self.now[name] = self.fields[name].initial
        self.add_notes(found)

    def _typed(self) -> list[Any]:
        return [each for form in self.template.forms for each in typed_of(form)]

    def numbers(self) -> dict[str, int | None]:
        return {cell: self.cleaned_data[name] for name, cell in self.typed.items() if name in self.data}

    def typed_fields(self) -> list[Any]:
        """Each number that may be typed, with its box and the mark of what stands there now."""
        return [self._marked(name) for name in self.typed]


class ReportForm(SectionsForm):
    """The words of the consolidated report, its number and who signs, what is said of figures that do not agree."""

    most, lines = 40_000, 6

    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ: 125/BC-VPĐP")
    signed_on = kit.DateField(label="Ngày ký", required=False)
    signer = forms.CharField(label="Người ký", max_length=150, required=False)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=150, required=False)

    def __init__(
        self, *args: Any, template: Template, sections: Mapping[str, str], found: Iterable[Found], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.add_sections(template, sections, "{number} {title}")
        self.add_notes(found)
        for name in HEAD:
            self.fields[name].optional_is_plain = True  # type: ignore[attr-defined]
            self.now[name] = self.initial.get(name)

    def head_fields(self) -> list[Any]:
        """The boxes of number, day and signer, each with the mark of what stands there now."""
        return [self._marked(name) for name in HEAD]

    def head(self) -> ReportHead:
        return ReportHead(*(self.cleaned_data[name] for name in HEAD))


class StartReportForm(kit.OcopForm):
    template = forms.ChoiceField(label="Mẫu báo cáo", widget=kit.Radios())

    def __init__(self, *args: Any, of_list: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            (each.key, each.title) for each in templates().values() if each.is_consolidated and each.of_list == of_list
        ]
        self.fields["template"].choices = offered  # type: ignore[attr-defined]
        self.initial.setdefault("template", offered[0][0])


class SubmitReportForm(kit.OcopForm):
    readers = forms.ModelMultipleChoiceField(
        label="Nơi nhận",
        queryset=Office.objects.none(),
        to_field_name="public_id",
        widget=kit.Checkboxes(),
        error_messages={"required": "Chọn ít nhất một nơi nhận báo cáo."},
    )

    def __init__(self, *args: Any, offices: Any, edited: EditedWord | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = offices  # type: ignore[attr-defined]
        if edited is not None and edited.told:
            self.fields["seen"] = forms.BooleanField(
                label=f"Tôi đã xem {len(edited.told)} điều máy báo về bản Word đã sửa và vẫn gửi bản ấy",
                help_text="Các điều ấy ở mục “Bản Word đã sửa lời” của trang báo cáo.",
                error_messages={"required": "Xem các điều máy báo về bản Word đã sửa rồi đánh dấu vào ô này."},
            )
            # Another file may be sent in, or this one looked at anew, while this page is read.
            self.fields["edited"] = forms.CharField(initial=edited.seen_as, widget=forms.HiddenInput(), required=False)
        self.edited = edited

    def clean(self) -> dict[str, Any]:
        """What was seen is what is told now; else the page comes back with the remarks of now to be seen."""
        said = super().clean() or {}
        if "edited" in self.fields and self.edited is not None and said.get("edited") != self.edited.seen_as:
            self.show_instead({"edited": self.edited.seen_as, "seen": ""})
            self.errors.pop("seen", None)
            self.add_error("seen", "Điều máy báo về bản Word vừa đổi. Xem lại ở trang báo cáo rồi đánh dấu vào ô này.")
        return said


class EditedWordForm(kit.OcopForm):
    file = kit.UploadField(
        label="Tệp Word đã sửa",
        accept=".docx",
        max_bytes=20_000_000,
        help_text="Tệp .docx tải từ trang của báo cáo này rồi sửa lời văn.",
    )
