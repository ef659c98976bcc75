"""What the producer types, files and ticks; the rules behind it are asked by the actions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.faults import Fault
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.reading import CriterionReading, PageReading, Reading, SectionReading
from ocop.cycle.dossiers.registration import AnswerError, Field, read_answer, story_field
from ocop.ground.producers.models import Paper, Product
from ocop.ground.producers.states import PaperKind
from ocop.kit import clock
from ocop.kit import forms as kit

# Papers about the producer serve every product; the others prove something about this one.
OF_THE_PRODUCER = {
    PaperKind.BUSINESS_REGISTRATION,
    PaperKind.FOOD_SAFETY,
    PaperKind.ENVIRONMENT,
    PaperKind.LABOUR,
    PaperKind.FINANCE,
    PaperKind.ORGANISATION,
    PaperKind.QUALITY_SYSTEM,
}


class StatementForm(kit.OcopForm):
    """The fields of one registration page. Nothing is required here: unfinished work is saved too."""

    def __init__(self, *args: Any, ask: Iterable[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in ask:
            self.fields[each.key] = _form_field(each)

    def answers(self) -> dict[str, str]:
        return {key: (value or "").strip() for key, value in self.cleaned_data.items()}


class AnswerField(forms.CharField):
    """A field of the registration whose kind says what can stand in it; keeps the day or count as it is printed."""

    def __init__(self, *, ask: Field, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ask = ask

    def clean(self, value: Any) -> str:
        try:
            return read_answer(self.ask, super().clean(value), clock.today())
        except AnswerError as wrong:
            raise forms.ValidationError(str(wrong), code="invalid") from wrong


def _form_field(ask: Field) -> forms.Field:
    common: dict[str, Any] = {"label": ask.label, "help_text": ask.hint, "required": False}
    too_long = {"max_length": f"Mục “{ask.label}” dài quá {ask.max_length} chữ. Anh/chị viết ngắn lại."}
    if ask.choices:
        made: forms.Field = forms.ChoiceField(choices=ask.choices, widget=kit.Radios(inline=True), **common)
    elif ask.kind == "tel":
        made = kit.PhoneField(**common)
    elif ask.kind == "email":
        made = forms.EmailField(widget=kit.TextBox(inputmode="email"), **common)
    else:
        widget = kit.TextArea(6) if ask.long else kit.TextBox(inputmode="numeric" if ask.kind == "number" else "text")
        if ask.kind == "number":
            widget.width = "3"  # type: ignore[union-attr]
        made = AnswerField(ask=ask, max_length=ask.max_length, widget=widget, error_messages=too_long, **common)
    made.optional_is_plain = ask.required  # type: ignore[attr-defined]
    return made


def page_form(page: PageReading, data: QueryDict | None) -> StatementForm:
    """The form of one registration page with what was saved before."""
    initial = {line.field.key: line.text for line in page.lines}
    return StatementForm(data, ask=[line.field for line in page.lines], initial=initial)


def story_form(text: str, data: QueryDict | None) -> StatementForm:
    form = StatementForm(data, ask=[story_field()], initial={story_field().key: text})
    form.fields[story_field().key].widget = kit.TextArea(14)
    return form


class AnswerReturnForm(kit.OcopForm):
    """Why something the reader asked for was not changed: one sentence for each line left as it was."""

    def __init__(self, *args: Any, faults: Iterable[Fault], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.faults = list(faults)
        for number, fault in enumerate(self.faults, 1):
            made = forms.CharField(
                label=f"Mục “{fault.place_label}”",
                help_text=f"Cơ quan kiểm tra đề nghị: {fault.remedy} Anh/chị ghi vì sao không sửa, hoặc đã làm gì.",
                max_length=500,
                required=False,
                initial=fault.answer,
                widget=kit.TextArea(2),
            )
            made.optional_is_plain = True  # type: ignore[attr-defined]
            self.fields[f"muc_{number}"] = made

    def answers(self) -> dict[int, str]:
        """The sentence for each item by its key; empty takes it back."""
        given = enumerate(self.faults, 1)
        return {fault.item.pk: self.cleaned_data[f"muc_{number}"].strip() for number, fault in given}


class EvidenceForm(kit.OcopForm):
    """One photo or PDF as evidence of a criterion, with what is written on it and what else it proves."""

    file = kit.PaperField(
        label="Chụp ảnh hoặc chọn tệp PDF",
        help_text="Chụp thẳng, đủ sáng, phải đọc được số và ngày.",
        error_messages={"required": "Chụp ảnh giấy tờ, hoặc chọn tệp PDF trong máy."},
    )
    kind = forms.ChoiceField(label="Đây là giấy tờ gì")
    title = forms.CharField(
        label="Tên giấy tờ", max_length=200, required=False, help_text="Để trống thì lấy theo loại giấy tờ."
    )
    number = forms.CharField(label="Số", max_length=60, required=False, widget=kit.TextBox("20"))
    issued_on = kit.DateField(label="Ngày cấp", required=False)
    valid_until = kit.DateField(label="Có giá trị đến ngày", required=False)
    also = forms.MultipleChoiceField(
        label="Giấy này còn chứng minh cho tiêu chí nào nữa", required=False, widget=kit.Checkboxes()
    )

    def __init__(self, *args: Any, dossier: Dossier, reading: Reading, line: CriterionReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier, self.line = dossier, line
        asked = [demand.kind for demand in line.demands if demand.kind]
        kinds = [*dict.fromkeys(asked), *[kind for kind in PaperKind.values if kind not in asked]]
        self.fields["kind"].choices = [(kind, PaperKind(kind).label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0]
        self.fields["also"].choices = _same_papers(reading, line)  # type: ignore[attr-defined]
        if not self.fields["also"].choices:  # type: ignore[attr-defined]
            del self.fields["also"]

    def codes(self) -> list[str]:
        return [self.line.code, *self.cleaned_data.get("also", [])]

    def product_for(self, kind: str) -> Product | None:
        return None if kind in OF_THE_PRODUCER else self.dossier.product


def _same_papers(reading: Reading, line: CriterionReading) -> list[tuple[str, str]]:
    """The other criteria that ask for the same kind of paper."""
    kinds = {demand.kind for demand in line.demands}
    return [
        (each.code, f"{each.code} {each.criterion.name_vi}")
        for each in reading.criteria
        if each.code != line.code and kinds & {demand.kind for demand in each.demands}
    ]


class CiteForm(kit.OcopForm):
    """Papers of the wallet to bring forward for one criterion."""

    papers = forms.MultipleChoiceField(label="Giấy tờ có sẵn trong kho", widget=kit.Checkboxes())

    def __init__(self, *args: Any, papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {paper.public_id: paper for paper in papers}
        self.fields["papers"].choices = [(key, _paper_name(paper)) for key, paper in self.by_id.items()]  # type: ignore[attr-defined]
        self.fields["papers"].error_messages["required"] = "Chọn ít nhất một giấy tờ."

    def clean_papers(self) -> list[Paper]:
        return [self.by_id[key] for key in self.cleaned_data["papers"]]


def _paper_name(paper: Paper) -> str:
    number = f" số {paper.number}" if paper.number else ""
    until = f", đến {paper.valid_until:%d/%m/%Y}" if paper.valid_until else ""
    return f"{paper.title}{number}{until}"


class MarksForm(kit.OcopForm):
    """The radios of one section; the last choice of each says that no level is reached (0 points)."""

    def __init__(self, *args: Any, section: SectionReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for line in section.criteria:
            self.fields[self.name_of(line.code)] = _mark_field(line)

    @staticmethod
    def name_of(code: str) -> str:
        """A field name that is also a fit element id: A.1.1 becomes m_A_1_1."""
        return "m_" + code.replace(".", "_")

    def answers(self) -> dict[str, law.Given | None]:
        """The criteria that were sent, each with its answer; what the browser did not send stays as it is."""
        sent: dict[str, law.Given | None] = {}
        for line in self.section.criteria:
            value = self.cleaned_data.get(self.name_of(line.code), "")
            if value:
                sent[line.code] = law.read_choice(value)
        return sent


def _mark_field(line: CriterionReading) -> forms.Field:
    choices = law.choices_of(line.criterion)
    given = law.choice_value(line.mark) if line.mark else ""
    made = forms.ChoiceField(
        label=f"{line.code} {line.criterion.name_vi}",
        choices=[(each.value, each.label) for each in choices],
        required=False,
        initial=given,
        widget=kit.ScoreRadios(
            points={each.value: each.points for each in choices},
            hints={each.value: each.hint for each in choices if each.hint},
        ),
        error_messages={"invalid_choice": f"Tiêu chí {line.code} không có mức này. Anh/chị chọn lại."},
    )
    made.optional_is_plain = True  # type: ignore[attr-defined]
    return made
