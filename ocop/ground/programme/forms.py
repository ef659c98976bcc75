"""Forms of the programme's pages."""

from typing import Any

from django import forms

from ocop.ground.offices.models import Office
from ocop.ground.programme.actions import RoundPlan
from ocop.ground.programme.states import DocumentKind
from ocop.kit import forms as kit


class RoundForm(kit.OcopForm):
    """What a round says; the days come suggested by the law in force."""

    name = forms.CharField(label="Tên đợt", max_length=200)
    year = kit.YearField(label="Năm", minimum=2018, maximum=2100)
    ordinal = kit.IntegerTextField(label="Đợt thứ", minimum=1, maximum=12, width="2")
    opens_on = kit.DateField(label="Nhận hồ sơ từ ngày")
    proposal_due = kit.DateField(label="Nhận đề nghị đến hết ngày")
    meeting_due = kit.DateField(label="Hội đồng đánh giá xong trước ngày")
    is_trial = forms.BooleanField(
        label="Đợt thử",
        required=False,
        help_text="Phiếu chấm chưa được đối chiếu với bản ký. Mọi giấy tờ của đợt sẽ in dòng “đợt thử”.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, proposal, meeting = (data.get(name) for name in ("opens_on", "proposal_due", "meeting_due"))
        if opens and proposal and proposal < opens:
            self.add_error("proposal_due", "Hạn nhận đề nghị phải sau ngày bắt đầu nhận hồ sơ.")
        if proposal and meeting and meeting < proposal:
            self.add_error("meeting_due", "Hạn đánh giá phải sau hạn nhận đề nghị.")
        return data

    def plan(self) -> RoundPlan:
        return RoundPlan(**{name: self.cleaned_data[name] for name in RoundPlan.__dataclass_fields__})


class NewRoundForm(RoundForm):
    office = forms.ModelChoiceField(label="Cơ quan tổ chức", queryset=Office.objects.none(), to_field_name="public_id")

    field_order = ("office",)

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]


class ChangeRoundForm(RoundForm):
    """The year and the number of a round stay what they were."""

    why = forms.CharField(label="Lý do thay đổi", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("year", "ordinal"):
            self.fields[name].disabled = True


class StopIntakeForm(kit.OcopForm):
    """Why the intake ends; asked for only while the announced day has not passed."""

    why = forms.CharField(
        label="Lý do ngừng sớm",
        max_length=300,
        widget=kit.TextArea(3),
        help_text="Chủ thể đang soạn hồ sơ đọc được lý do này.",
    )

    def __init__(self, *args: Any, early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not early:
            del self.fields["why"]


class DocumentFilter(kit.OcopForm):
    """Filters of the legal library, kept in the address."""

    tim = forms.CharField(label="Số, trích yếu", max_length=80, required=False)
    loai = forms.ChoiceField(label="Loại văn bản", required=False, choices=[("", "Tất cả"), *DocumentKind.choices])
    con_hieu_luc = forms.BooleanField(label="Còn hiệu lực", required=False)
