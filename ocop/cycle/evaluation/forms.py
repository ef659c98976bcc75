"""Forms of a council's pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from ocop.cycle.dossiers import law
from ocop.cycle.evaluation.actions import CouncilPlan
from ocop.cycle.evaluation.models import Council, Docket, Seat
from ocop.cycle.evaluation.policies import MAY_SIT
from ocop.cycle.evaluation.states import GateTest, Rounding, SeatRole
from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Appointment, Office
from ocop.ground.programme.models import Round
from ocop.kit import forms as kit

YES_NO = [("yes", "Có"), ("no", "Không")]


class CouncilForm(kit.OcopForm):
    """The decision that sets a council up and the working rules of its regulation, each as the paper says."""

    name = forms.CharField(label="Tên Hội đồng", max_length=250)
    decision_number = forms.CharField(label="Số quyết định thành lập", max_length=60, widget=kit.TextBox("20"))
    decided_on = kit.DateField(label="Ngày quyết định")
    rules_source = forms.CharField(
        label="Căn cứ quy chế",
        max_length=400,
        widget=kit.TextArea(2),
        help_text="Ghi số, ngày, điều khoản của quy chế Hội đồng. Các mục dưới đây chép đúng theo quy chế đó.",
    )
    quorum_percent = kit.IntegerTextField(
        label="Tỷ lệ thành viên có mặt tối thiểu", minimum=1, maximum=100, unit="%", width="3"
    )
    quorum_needs_chair = forms.ChoiceField(
        label="Phải có Chủ tịch Hội đồng mới được họp", choices=YES_NO, widget=kit.Radios(inline=True)
    )
    spread_limit = kit.IntegerTextField(
        label="Chênh lệch điểm tối đa giữa các thành viên",
        minimum=0,
        maximum=100,
        unit="điểm",
        width="3",
        help_text="Chênh lệch lớn hơn mức này thì phải thảo luận và chấm lại.",
    )
    rounding = forms.ChoiceField(label="Làm tròn điểm trung bình", choices=Rounding.choices, widget=kit.Radios())
    decimals = kit.IntegerTextField(label="Số chữ số thập phân in trên biên bản", minimum=0, maximum=4, width="2")
    gate_test = forms.ChoiceField(
        label="Xét điểm tối thiểu theo hạng sao", choices=GateTest.choices, widget=kit.Radios()
    )

    def plan(self) -> CouncilPlan:
        values = {name: self.cleaned_data[name] for name in CouncilPlan.__dataclass_fields__}
        return CouncilPlan(**{**values, "quorum_needs_chair": values["quorum_needs_chair"] == "yes"})

    @staticmethod
    def initial_of(council: Council) -> dict[str, Any]:
        values = {name: getattr(council, name) for name in CouncilPlan.__dataclass_fields__}
        return {**values, "quorum_needs_chair": "yes" if council.quorum_needs_chair else "no"}


class NewCouncilForm(CouncilForm):
    round = forms.ModelChoiceField(label="Đợt đánh giá", queryset=Round.objects.none(), to_field_name="public_id")
    office = forms.ModelChoiceField(
        label="Cơ quan thành lập", queryset=Office.objects.none(), to_field_name="public_id"
    )

    field_order = ("round", "office")

    def __init__(self, *args: Any, rounds: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]


def people_for_seats(on: date) -> list[User]:
    """The officers who hold a post on a day that may sit on a council, by given name."""
    users = Appointment.objects.effective(on).filter(role__in=MAY_SIT).values("user_id")
    return sorted(User.objects.filter(pk__in=users), key=lambda user: user.sort_key)


class SeatForm(kit.OcopForm):
    user = forms.ChoiceField(label="Họ và tên")
    role = forms.ChoiceField(label="Chức danh", choices=SeatRole.choices, widget=kit.Radios())
    represents = forms.CharField(label="Cơ quan", max_length=200, required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {user.public_id: user for user in people}
        choices = [("", "Chọn người")] + [(key, user.full_name) for key, user in self.by_id.items()]
        self.fields["user"].choices = choices  # type: ignore[attr-defined]

    def clean_user(self) -> User:
        return self.by_id[self.cleaned_data["user"]]


class SittingForm(kit.OcopForm):
    """The day of a meeting and who is there."""

    held_on = kit.DateField(label="Ngày họp")
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    present = forms.MultipleChoiceField(
        label="Thành viên có mặt",
        widget=kit.Checkboxes(),
        error_messages={"required": "Đánh dấu những người có mặt."},
    )

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {seat.public_id: seat for seat in seats}
        self.fields["present"].choices = [(key, str(seat)) for key, seat in self.by_id.items()]  # type: ignore[attr-defined]

    def clean_present(self) -> list[Seat]:
        return [self.by_id[key] for key in self.cleaned_data["present"]]


class CloseForm(kit.OcopForm):
    """What the council has established besides the marks: the knock-outs printed on the sheet."""

    findings = forms.MultipleChoiceField(
        label="Hội đồng xác định hồ sơ vi phạm điều kiện nào dưới đây",
        required=False,
        widget=kit.Checkboxes(),
        help_text="Để trống nếu không có. Đánh dấu một điều kiện thì hồ sơ không được xếp hạng, dù điểm cao.",
    )

    def __init__(self, *args: Any, docket: Docket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["findings"]
        field.optional_is_plain = True  # type: ignore[attr-defined]
        field.choices = [(each.id, each.text) for each in law.sheet_of(docket.dossier).knockouts]  # type: ignore[attr-defined]
        if not field.choices:  # type: ignore[attr-defined]
            del self.fields["findings"]


class ExcuseForm(kit.OcopForm):
    why = forms.CharField(
        label="Lý do không chấm",
        max_length=300,
        help_text="Ví dụ: người thân của chủ thể; rời phiên họp trước khi chấm hồ sơ này.",
    )


class ConcludeForm(kit.OcopForm):
    text = forms.CharField(label="Kết luận của Hội đồng", max_length=4000, required=False, widget=kit.TextArea(5))


class SealForm(kit.OcopForm):
    """What goes in with the sheet; while criteria are blank, the member says that these and no others count zero."""

    remark = forms.CharField(label="Nhận xét về sản phẩm", max_length=2000, required=False, widget=kit.TextArea(4))

    def __init__(self, *args: Any, blanks: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if codes := list(blanks):
            field = forms.MultipleChoiceField(
                label="Tiêu chí chưa chấm",
                choices=[(",".join(codes), f"Tôi tính 0 điểm cho {len(codes)} tiêu chí chưa chấm: {', '.join(codes)}")],
                widget=kit.Checkboxes(),
                error_messages={
                    "required": "Chấm tiếp các tiêu chí còn trống, hoặc đánh dấu tính 0 điểm.",
                    "invalid_choice": "Các tiêu chí còn trống đã đổi. Anh/chị xem lại danh sách rồi đánh dấu lại.",
                },
            )
            self.fields["zeros"] = field

    def clean_zeros(self) -> list[str]:
        return [code for line in self.cleaned_data["zeros"] for code in line.split(",")]


class ReopenForm(kit.OcopForm):
    why = forms.CharField(
        label="Lý do chấm lại",
        max_length=500,
        required=False,
        help_text="Bắt buộc khi hồ sơ đã có kết quả; ghi theo ý kiến của Hội đồng.",
    )
    prefill = forms.BooleanField(
        label="Chép điểm lần trước của từng người làm bản nháp",
        required=False,
        initial=True,
        help_text="Mỗi người chỉ thấy điểm của mình và sửa được trước khi nộp lại.",
    )
