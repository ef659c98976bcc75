"""Forms of proposals for money."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ocop.ground.budget.models import BudgetLine
from ocop.ground.budget.states import ProposalAnswer, ProposalState
from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.kit import forms as kit


class ProposalFilter(forms.Form):
    """Filters of the list, kept in the address."""

    nam = forms.ChoiceField(label="Năm", required=False)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Tất cả"), *ProposalState.choices])

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [("", "Tất cả"), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]


class _OfficeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ProposalForm(kit.OcopForm):
    """Who asks whom, for which year of which plan, and why."""

    plan = forms.ModelChoiceField(
        Plan.objects.none(), label="Kế hoạch", empty_label="Chọn kế hoạch", to_field_name="public_id"
    )
    year = kit.YearField(label="Năm ngân sách")
    office = _OfficeChoice(
        queryset=Office.objects.none(), label="Cơ quan đề nghị", empty_label=None, to_field_name="public_id"
    )
    to = _OfficeChoice(queryset=Office.objects.none(), label="Kính gửi", empty_label=None, to_field_name="public_id")
    reason = forms.CharField(label="Lý do đề nghị", max_length=4000, widget=kit.TextArea(rows=6))

    def __init__(self, *args: Any, plans: Any, offices: Any, committees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("plan", plans), ("office", offices), ("to", committees)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class _LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.get_source_display()})"


class AskForm(kit.OcopForm):
    """What is asked of one line."""

    line = _LineChoice(
        BudgetLine.objects.none(), label="Dòng dự toán", empty_label="Chọn dòng dự toán", to_field_name="public_id"
    )
    asked = kit.MoneyField(
        label="Số tiền đề nghị", minimum=1, required=False, help_text="Để trống thì lấy phần còn thiếu của dòng"
    )
    note = forms.CharField(label="Dùng vào việc", max_length=300, required=False)

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = lines  # type: ignore[attr-defined]


class SendForm(kit.OcopForm):
    number = forms.CharField(label="Số tờ trình", max_length=60)
    sent_on = kit.DateField(label="Ngày trình")


class ReplyForm(kit.OcopForm):
    """What the committee answered."""

    answer = forms.ChoiceField(label="Kết quả", choices=ProposalAnswer.choices, widget=kit.Radios())
    granted = kit.MoneyField(label="Số tiền được bố trí", required=False)
    number = forms.CharField(label="Số văn bản trả lời", max_length=60, required=False)
    on = kit.DateField(label="Ngày trả lời")
    text = forms.CharField(label="Nội dung trả lời", max_length=4000, required=False, widget=kit.TextArea(rows=4))
