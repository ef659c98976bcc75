"""Forms of reward rounds, nominations, reviews and decisions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.kit import forms as kit
from ocop.kit.scope import Actor
from ocop.support.rewards.models import Criterion, Nomination
from ocop.support.rewards.policies import nominable, offices_to_run
from ocop.support.rewards.queries import WORKERS
from ocop.support.rewards.states import CriterionKind, NominationState, NomineeKind, RewardForm, RoundKind

ALL = ("", "Tất cả")
CHOOSE = ("", "Không có trong quyết định này")


def _choice(label: str, queryset: Any, help_text: str = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, queryset=queryset, to_field_name="public_id", empty_label="Chọn…", help_text=help_text
    )


class RoundForm(kit.OcopForm):
    """What a round says."""

    kind = forms.ChoiceField(label="Loại đợt", choices=RoundKind.choices)
    name = forms.CharField(label="Tên đợt", max_length=200)
    covers_from = kit.DateField(label="Xét thành tích từ ngày")
    covers_to = kit.DateField(label="Xét thành tích đến ngày")
    opens_on = kit.DateField(label="Nhận đề nghị từ ngày")
    closes_on = kit.DateField(label="Nhận đề nghị đến hết ngày")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for first, last in (("covers_from", "covers_to"), ("opens_on", "closes_on")):
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, "Ngày này phải từ ngày ở ô trên trở đi.")
        return data


class NewRoundForm(RoundForm):
    """With the office that runs the round."""

    field_order = ("office",)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"] = _choice("Cơ quan tổ chức", offices_to_run(actor))
        self.order_fields(self.field_order)


class CriterionForm(kit.OcopForm):
    text = forms.CharField(label="Tiêu chí", max_length=300)
    kind = forms.ChoiceField(label="Cách xét", choices=CriterionKind.choices, widget=kit.Radios())
    weight = kit.IntegerTextField(label="Điểm tối đa", minimum=1, maximum=100, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") == CriterionKind.WEIGHT and not data.get("weight"):
            self.add_error("weight", "Nhập điểm tối đa của tiêu chí chấm điểm.")
        if data.get("kind") == CriterionKind.YES_NO:
            data["weight"] = None
        return data


class NominationFilter(kit.OcopForm):
    """Filters of the nominations of a round, kept in the address."""

    doi_tuong = forms.ChoiceField(label="Đối tượng", required=False, choices=[ALL, *NomineeKind.choices])
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[ALL, *NominationState.choices])


class NominationForm(kit.OcopForm):
    """What is said of a nominee."""

    achievement = forms.CharField(label="Thành tích", max_length=4000, widget=kit.TextArea(6))
    proposed_form = forms.ChoiceField(label="Hình thức đề nghị", choices=RewardForm.choices)


class NewNominationForm(NominationForm):
    """With the office that puts the nominee forward; an office or a person is named here too."""

    field_order = ("office", "person_name", "workplace", "nominated_by", "achievement", "proposed_form")

    def __init__(self, *args: Any, actor: Actor, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Office.objects.filter(pk__in=actor.office_ids(*WORKERS))
        self.fields["nominated_by"] = _choice("Cơ quan đề nghị", mine)
        if mine.count() == 1:
            self.fields["nominated_by"].initial = mine.get().public_id
        if kind == NomineeKind.OFFICE:
            self.fields["office"] = _choice("Cơ quan, đơn vị được đề nghị", nominable(actor, mine))
        if kind == NomineeKind.PERSON:
            self.fields["person_name"] = forms.CharField(label="Họ và tên", max_length=150)
            self.fields["workplace"] = forms.CharField(label="Chức vụ, nơi làm việc", max_length=200)
        self.order_fields(self.field_order)


class ReviewForm(kit.OcopForm):
    """One field a criterion, then the remark and the recommendation."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {f"c{each.pk}": each for each in criteria}
        for key, criterion in self.criteria.items():
            self.fields[key] = _answer_field(criterion)
        self.fields["remark"] = forms.CharField(label="Nhận xét", max_length=2000, widget=kit.TextArea(4))
        self.fields["recommends"] = forms.TypedChoiceField(
            label="Đề nghị khen thưởng?",
            choices=[("1", "Đề nghị khen thưởng"), ("0", "Chưa đề nghị")],
            coerce=lambda value: value == "1",
            widget=kit.Radios(),
        )
        for name, field in self.fields.items():
            field.error_messages["required"] = kit.ask_for(field, str(field.label or name))

    def marks(self) -> dict[Criterion, int | bool]:
        return {criterion: self.cleaned_data[key] for key, criterion in self.criteria.items()}


def _answer_field(criterion: Criterion) -> forms.Field:
    if criterion.kind == CriterionKind.WEIGHT:
        return kit.IntegerTextField(
            label=criterion.text, minimum=0, maximum=criterion.weight, help_text=f"Từ 0 đến {criterion.weight} điểm"
        )
    return forms.TypedChoiceField(
        label=criterion.text,
        choices=[("1", "Đạt"), ("0", "Không đạt")],
        coerce=lambda value: value == "1",
        widget=kit.Radios(inline=True),
    )


class DecisionForm(kit.OcopForm):
    """Number and day of the signed paper, and a form of reward for each nomination it names."""

    number = forms.CharField(label="Số quyết định", max_length=60)
    signed_on = kit.DateField(label="Ngày ký")
    file = kit.PaperField(label="Bản quét quyết định", required=False)

    field_order = ("number", "signed_on", "office")

    def __init__(self, *args: Any, nominations: Iterable[Nomination], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"] = _choice("Cơ quan ký", Office.objects.in_force(on).committees_of(Tier.PROVINCE))
        only = Office.objects.in_force(on).committees_of(Tier.PROVINCE).first()
        self.fields["office"].initial = only.public_id if only else None
        self.nominations = {f"n{each.public_id}": each for each in nominations}
        for key, nomination in self.nominations.items():
            self.fields[key] = forms.ChoiceField(
                label=nomination.nominee, required=False, choices=[CHOOSE, *RewardForm.choices]
            )
        self.order_fields(self.field_order)

    def awards(self) -> dict[Nomination, str]:
        chosen = {nomination: self.cleaned_data.get(key) for key, nomination in self.nominations.items()}
        return {nomination: form for nomination, form in chosen.items() if form}


class ScanForm(kit.OcopForm):
    file = kit.PaperField(label="Bản quét quyết định đã ký")
