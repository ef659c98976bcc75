"""What people type into a dossier; the rules behind it are asked by the actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from ocop.cycle.dossiers import commune_contents, law, return_reasons
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.places import Place
from ocop.cycle.dossiers.queries import DossierQuerySet
from ocop.cycle.dossiers.reading import CriterionReading, PageReading, Reading, SectionReading
from ocop.cycle.dossiers.registration import Field, story_field
from ocop.cycle.dossiers.states import DossierKind, DossierState
from ocop.ground.producers.models import Paper, Product
from ocop.ground.producers.states import PaperKind, ProductState
from ocop.ground.programme.models import Round
from ocop.kit import forms as kit

STARS = [("3", "3 sao"), ("4", "4 sao"), ("5", "5 sao")]
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


class RoundChoice(kit.OcopForm):
    """A form that asks for one of the rounds that take dossiers today."""

    round = forms.ChoiceField(label="Đợt đánh giá", widget=kit.Radios())

    def __init__(self, *args: Any, rounds: Iterable[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {each.public_id: each for each in rounds}
        self.fields["round"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.name}, nhận đến {each.proposal_due:%d/%m/%Y}") for key, each in self.rounds.items()
        ]
        if len(self.rounds) == 1:
            self.fields["round"].initial = next(iter(self.rounds))

    def clean_round(self) -> Round:
        return self.rounds[self.cleaned_data["round"]]


class StartForm(RoundChoice):
    kind = forms.ChoiceField(label="Lần đăng ký", choices=DossierKind.choices)
    wanted_stars = forms.TypedChoiceField(
        label="Hạng sao anh/chị mong muốn",
        choices=STARS,
        coerce=int,
        initial="3",
        widget=kit.Radios(inline=True),
        help_text="Hạng càng cao càng cần nhiều giấy tờ. Anh/chị đổi được sau.",
    )

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget = kit.Radios(
            hints={
                DossierKind.FIRST: "Sản phẩm chưa từng được công nhận OCOP.",
                DossierKind.UPGRADE: "Sản phẩm đang có sao, muốn lên hạng cao hơn.",
                DossierKind.RENEWAL: "Giấy chứng nhận sắp hết 36 tháng.",
            },
            choices=DossierKind.choices,
        )
        known = product.state == ProductState.RECOGNISED
        self.fields["kind"].initial = DossierKind.RENEWAL if known else DossierKind.FIRST
        self.order_fields(["kind", "round", "wanted_stars"])


class ChangeRoundForm(RoundChoice):
    pass


class WantedStarsForm(kit.OcopForm):
    stars = forms.TypedChoiceField(label="Hạng sao anh/chị mong muốn", choices=STARS, coerce=int, widget=kit.Radios())


class WithdrawForm(kit.OcopForm):
    why = forms.CharField(label="Lý do rút", required=False, max_length=500, widget=kit.TextArea(3))


class StatementForm(kit.OcopForm):
    """The fields of one registration page. Nothing is required here: unfinished work is saved too."""

    def __init__(self, *args: Any, ask: Iterable[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in ask:
            self.fields[each.key] = _form_field(each)

    def answers(self) -> dict[str, str]:
        return {key: (value or "").strip() for key, value in self.cleaned_data.items()}


def _form_field(ask: Field) -> forms.Field:
    common = {"label": ask.label, "help_text": ask.hint, "required": False}
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
        made = forms.CharField(max_length=ask.max_length, widget=widget, error_messages=too_long, **common)
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


class EvidenceForm(kit.OcopForm):
    """One photo or PDF as evidence of a criterion, with what is written on it and what else it proves."""

    file = kit.UploadField(
        label="Chụp ảnh hoặc chọn tệp PDF", help_text="Chụp thẳng, đủ sáng, phải đọc được số và ngày."
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
        sent = {}
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


class FindingsForm(kit.OcopForm):
    """The commune's four contents and the day the samples came in."""

    def __init__(self, *args: Any, dossier: Dossier, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = {each.content: each for each in dossier.commune_findings.all()}
        if law.commune_assesses(dossier.criteria_id):
            for content in commune_contents.CONTENTS:
                before = written.get(content.key)
                self.fields[f"text_{content.key}"] = forms.CharField(
                    label=f"{content.number}. {content.title}",
                    help_text=content.prompt,
                    required=False,
                    max_length=4000,
                    initial=before.text if before else "",
                    widget=kit.TextArea(5),
                )
                self.fields[f"agrees_{content.key}"] = forms.BooleanField(
                    label="Đúng như chủ thể khai", required=False, initial=before.confirmed if before else False
                )
        for each in self.fields.values():
            each.optional_is_plain = True  # type: ignore[attr-defined]
        self.contents = [
            (self[f"text_{content.key}"], self[f"agrees_{content.key}"], _told(reading, content))
            for content in commune_contents.CONTENTS
            if f"text_{content.key}" in self.fields
        ]
        if law.needs_samples(dossier):
            self.fields["samples_on"] = kit.DateField(
                label="Ngày nhận đủ sản phẩm mẫu", required=False, initial=dossier.samples_received_on
            )

    def written(self) -> list[tuple[str, str, bool]]:
        """The contents that have a text: key, text, whether it agrees with the dossier."""
        data = self.cleaned_data
        return [
            (key, data[f"text_{key}"], data[f"agrees_{key}"])
            for key in commune_contents.BY_KEY
            if data.get(f"text_{key}", "").strip()
        ]


def _told(reading: Reading, content: commune_contents.Content) -> list[CriterionReading]:
    """The criteria of the sheet that say the same thing as one content."""
    return [line for line in reading.criteria if line.criterion.commune_assessed and line.code in content.criteria]


class FaultForm(kit.OcopForm):
    """One line of a return slip."""

    field = forms.ChoiceField(label="Mục cần sửa", required=False)
    reason = forms.ChoiceField(label="Lý do", required=False)
    remedy = forms.CharField(
        label="Cách khắc phục",
        required=False,
        max_length=1000,
        widget=kit.TextArea(3),
        help_text="Nói cụ thể phải làm gì. Ví dụ: Chụp lại giấy chứng nhận, phải đọc được số và ngày.",
    )

    def __init__(self, *args: Any, places: dict[str, Place], first: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", "Chọn mục"), *((p.key, p.label) for p in places.values())]  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", "Chọn lý do"), *((r.key, r.label) for r in return_reasons.REASONS)]  # type: ignore[attr-defined]
        if first in places:
            self.fields["field"].initial = first
        for each in self.fields.values():
            each.optional_is_plain = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(name) for name in ("field", "reason", "remedy")):
            return data
        reason = return_reasons.BY_KEY.get(data.get("reason", ""))
        if not data.get("field"):
            self.add_error("field", "Chọn mục cần sửa.")
        if reason is None:
            self.add_error("reason", "Chọn lý do trả lại.")
        elif not data.get("remedy", "").strip():
            if reason.remedy:
                data["remedy"] = reason.remedy
            else:
                self.add_error("remedy", "Ghi cách khắc phục.")
        return data


class ReturnFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lines of a return slip; empty lines are left out."""

    form = FaultForm
    extra, min_num, max_num, absolute_max = 1, 0, 40, 40
    can_order = can_delete = can_delete_extra = validate_max = validate_min = False
    renderer = forms.renderers.get_default_renderer()

    def __init__(self, data: Any, *, places: dict[str, Place], first: str = "", **kwargs: Any) -> None:
        self.places, self.first = places, first
        super().__init__(data, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {"places": self.places, "first": self.first if index == 0 else ""}

    @staticmethod
    def with_one_more(data: QueryDict) -> QueryDict:
        """What was typed, with one more empty line."""
        more = data.copy()
        more["loi-TOTAL_FORMS"] = str(min(int(data.get("loi-TOTAL_FORMS") or 0) + 1, 40))
        return more

    def items(self) -> list[Any]:
        from ocop.cycle.dossiers.actions import FaultToMend

        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("field")]
        return [FaultToMend(each["field"], each["reason"], each["remedy"]) for each in filled]


class WantedByForm(kit.OcopForm):
    wanted_by = kit.DateField(label="Bổ sung trước ngày", required=False)


class ForwardForm(kit.OcopForm):
    proposal_number = forms.CharField(
        label="Số văn bản đề nghị gửi UBND tỉnh", max_length=60, required=False, help_text="Ví dụ: 25/TTr-UBND."
    )


class ReadingFilter(kit.OcopForm):
    """Filters of the officers' lists; kept in the address."""

    tim = forms.CharField(label="Tìm sản phẩm, chủ thể hoặc số hồ sơ", required=False, max_length=100)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False)
    han = forms.ChoiceField(
        label="Thời hạn",
        required=False,
        choices=[("", "Tất cả"), ("qua", "Đã quá hạn"), ("gan", "Còn 3 ngày trở xuống")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [choice for choice in DossierState.choices if choice[0] != DossierState.DRAFT]
        self.fields["trang_thai"].choices = [("tat-ca", "Tất cả"), *states]  # type: ignore[attr-defined]
        for each in self.fields.values():
            each.optional_is_plain = True  # type: ignore[attr-defined]

    def narrow(self, rows: DossierQuerySet, on: date) -> DossierQuerySet:
        """The rows that match; a filter that cannot be read is left out."""
        self.full_clean()
        data = self.cleaned_data
        if data.get("trang_thai") and data["trang_thai"] != "tat-ca":
            rows = rows.filter(state=data["trang_thai"])
        return rows.search(data.get("tim", "")).due_within(data.get("han", ""), on).by_deadline()
