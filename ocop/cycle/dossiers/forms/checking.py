"""What the first reader and the province type: findings, a return slip, filters of a list."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from ocop.cycle.dossiers import commune_contents, law, return_reasons
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.places import Place
from ocop.cycle.dossiers.queries import DossierQuerySet
from ocop.cycle.dossiers.reading import CriterionReading, Reading
from ocop.cycle.dossiers.states import DossierState
from ocop.kit import forms as kit


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

    def __init__(self, data: Any, *, places: dict[str, Place], first: str = "", begun: Any = (), **kwargs: Any) -> None:
        """`begun` are lines already written for the reader, who may change them; then no empty one follows."""
        self.places, self.first = places, first
        super().__init__(data, initial=list(begun) or None, **kwargs)
        if begun:
            self.extra = 0

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {"places": self.places, "first": self.first if index == 0 else ""}

    @staticmethod
    def with_one_more(data: QueryDict) -> QueryDict:
        """What was typed, with one more empty line."""
        more = data.copy()
        sent = data.get("loi-TOTAL_FORMS", "")
        lines = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else 0
        more["loi-TOTAL_FORMS"] = str(min(lines + 1, 40))
        return more

    def items(self) -> list[Any]:
        from ocop.cycle.dossiers.actions import FaultToMend

        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("field")]
        return [FaultToMend(each["field"], each["reason"], each["remedy"]) for each in filled]


class WantedByForm(kit.OcopForm):
    wanted_by = kit.DateField(label="Bổ sung trước ngày", required=False)


class SamplesForm(kit.OcopForm):
    samples_on = kit.DateField(label="Ngày nhận đủ sản phẩm mẫu")


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
