"""Forms of activities, participants, lists, sign-in and advice."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from ocop.ground.budget.models import BudgetLine
from ocop.ground.offices.models import Office, Unit
from ocop.ground.planning.models import Task
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.support.activities.kinds import Kind, Part
from ocop.support.activities.states import GROUPS, ActivityState, AdviceField, PersonGroup, Who
from ocop.support.activities.values import NONE_CHOSEN, form_field

ALL_CHOICE = ("", "Tất cả")


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class TaskChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.numbered)


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.get_source_display()}; {obj.plan.name})"


class ActivityForm(OnceForm):
    """An activity of one kind: what every activity says, then what this kind asks (`d_…`)."""

    title = forms.CharField(label="Tên hoạt động", max_length=300)
    organiser = forms.ModelChoiceField(Office.objects.none(), label="Cơ quan tổ chức", empty_label=None)
    starts_on = kit.DateField(label="Từ ngày")
    ends_on = kit.DateField(label="Đến ngày", required=False, help_text="Để trống nếu chỉ một ngày")
    unit = UnitChoice(
        Unit.objects.none(), label="Xã, phường nơi tổ chức", required=False, empty_label="Ngoài tỉnh hoặc toàn tỉnh"
    )
    venue = forms.CharField(label="Địa điểm", max_length=200, required=False)
    task = TaskChoice(Task.objects.none(), label="Thuộc nhiệm vụ của kế hoạch", required=False, empty_label="Không")

    def __init__(self, *args: Any, kind: Kind, organisers: Any, units: Any, tasks: Any, **kwargs: Any) -> None:
        self.base_fields = self.base_fields | {f"d_{one.id}": form_field(one) for one in kind.fields}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, rows in (("organiser", organisers), ("unit", units), ("task", tasks)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def declared(self) -> list[forms.BoundField]:
        """The fields of the kind, in the order of its file."""
        return [self[f"d_{one.id}"] for one in self.kind.fields]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on") or cleaned.get("starts_on")
        if start and end and end < start:
            self.add_error("ends_on", "Ngày kết thúc không được trước ngày bắt đầu.")
        cleaned["ends_on"] = end
        return cleaned


class ResultForm(kit.OcopForm):
    """The figures of a kind (`o_…`) and a summary."""

    summary = forms.CharField(label="Tóm tắt kết quả", max_length=4000, required=False, widget=kit.TextArea(rows=4))

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        figures = {
            f"o_{one.id}": kit.DecimalTextField(
                label=f"{one.label} ({one.unit})", required=False, minimum=0, maximum=10**13
            )
            for one in kind.outputs
        }
        self.base_fields = figures | self.base_fields  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.kind = kind

    @property
    def figures(self) -> dict[str, Any]:
        found = {one.id: self.cleaned_data.get(f"o_{one.id}") for one in self.kind.outputs}
        return {name: value for name, value in found.items() if value is not None}


class ReasonForm(kit.OcopForm):
    why = forms.CharField(label="Lý do hủy", max_length=500, widget=kit.TextArea(rows=3))


class PayForm(OnceForm):
    """Money paid for an activity under a line of a running plan."""

    line = LineChoice(BudgetLine.objects.none(), label="Dòng dự toán", empty_label="Chọn dòng dự toán")
    paid_on = kit.DateField(label="Ngày chi")
    amount = kit.MoneyField(label="Số tiền", minimum=1)
    purpose = forms.CharField(label="Nội dung chi", max_length=300)
    payee_name = forms.CharField(label="Nơi nhận", max_length=200)

    def __init__(self, *args: Any, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = lines  # type: ignore[attr-defined]


class ParticipantForm(kit.OcopForm):
    """One participant keyed in: a person with what is known of them, or a name of the register."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    group = forms.ChoiceField(label="Thành phần", choices=[NONE_CHOSEN, *PersonGroup.choices])
    birth_year = kit.YearField(label="Năm sinh", required=False)
    phone = kit.PhoneField(required=False)
    workplace = forms.CharField(
        label="Cơ quan hoặc chủ thể", max_length=200, required=False, help_text="Ghi đúng tên hoặc mã đã đăng ký"
    )
    unit = UnitChoice(Unit.objects.none(), label="Xã, phường", required=False, empty_label="Chưa ghi")
    name = forms.CharField(label="Tên hoặc mã", max_length=250)
    role = forms.ChoiceField(label="Vai trò")
    same_as = forms.ChoiceField(label="Trong sổ đã có người giống vậy", required=False, widget=kit.Radios())

    PERSON = ("full_name", "group", "birth_year", "phone", "workplace", "unit", "same_as")

    def __init__(self, *args: Any, part: Part, units: Any, suggestions: Iterable[Any] = (), **kwargs: Any) -> None:
        self.base_fields = self.base_fields | {f"d_{one.id}": form_field(one) for one in part.fields}  # type: ignore[misc]
        super().__init__(*args, **kwargs)
        self.part = part
        for name in ("name",) if part.who == Who.PERSON else self.PERSON:
            del self.fields[name]
        self.fields["role"].choices = list(part.roles.items())  # type: ignore[attr-defined]
        if part.who != Who.PERSON:
            return
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.suggest(suggestions)

    def suggest(self, suggestions: Iterable[Any]) -> None:
        """Ask whether the person is one of these."""
        offered = [(one.token, f"Là {one.name} ({one.because})") for one in suggestions]
        if offered:
            choices = [*offered, ("new", "Là người khác, ghi mới")]
            self.fields["same_as"].choices = choices  # type: ignore[attr-defined]
            self.fields["same_as"].required = True
        else:
            self.fields.pop("same_as", None)


class ListForm(kit.OcopForm):
    """A list of participants: a file, or cells copied from Excel and pasted."""

    file = kit.UploadField(label="Tệp Excel hoặc CSV", required=False, accept=".xlsx,.csv", max_bytes=10 * 1024 * 1024)
    pasted = forms.CharField(
        label="Hoặc dán các ô đã chép từ Excel",
        required=False,
        max_length=500_000,
        widget=kit.TextArea(rows=6),
        help_text="Chép cả hàng tiêu đề cột",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.optional_is_plain = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("pasted", "").strip():
            self.add_error("file", "Chọn tệp danh sách, hoặc dán các ô vào khung bên dưới.")
        return cleaned


class SignInForm(kit.OcopForm):
    """What a person types at the door: enough to be on the list, no more."""

    full_name = forms.CharField(label="Họ và tên", max_length=120, widget=kit.TextBox(autocomplete="name"))
    phone = kit.PhoneField()
    group = forms.ChoiceField(label="Anh/chị là", choices=PersonGroup.choices, widget=kit.Radios())
    workplace = forms.CharField(label="Cơ quan hoặc cơ sở", max_length=200, required=False)
    unit = UnitChoice(Unit.objects.none(), label="Xã, phường", required=False, empty_label="Chọn xã, phường")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("workplace") and not cleaned.get("unit"):
            self.add_error("workplace", "Nhập cơ quan, cơ sở hoặc chọn xã, phường của anh/chị.")
        return cleaned


class ActivityFilter(forms.Form):
    """Filters of the list, kept in the address."""

    q = forms.CharField(label="Tìm theo tên", required=False, max_length=100)
    nhom = forms.ChoiceField(label="Nhóm", required=False, choices=[ALL_CHOICE, *GROUPS.items()])
    loai = forms.ChoiceField(label="Loại", required=False)
    nam = forms.ChoiceField(label="Năm", required=False)
    dia_ban = forms.ChoiceField(label="Địa bàn", required=False)
    co_quan = forms.ChoiceField(label="Cơ quan tổ chức", required=False)
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[ALL_CHOICE, *ActivityState.choices, ("qua-ngay", "Qua ngày, chưa ghi kết quả")],
    )
    cua_toi = forms.ChoiceField(
        label="Cơ quan tôi",
        required=False,
        choices=[ALL_CHOICE, ("to-chuc", "Tổ chức"), ("tham-gia", "Được mời, được hướng dẫn")],
    )

    def __init__(
        self, *args: Any, kinds: Iterable[Kind], years: Iterable[int], units: Any, offices: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loai"].choices = [ALL_CHOICE, *((one.id, one.name) for one in kinds)]  # type: ignore[attr-defined]
        self.fields["nam"].choices = [ALL_CHOICE, *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["dia_ban"].choices = [ALL_CHOICE, *units]  # type: ignore[attr-defined]
        self.fields["co_quan"].choices = [ALL_CHOICE, *offices]  # type: ignore[attr-defined]


class AdviceFilter(forms.Form):
    q = forms.CharField(label="Tìm trong câu hỏi", required=False, max_length=100)
    linh_vuc = forms.ChoiceField(label="Lĩnh vực", required=False, choices=[ALL_CHOICE, *AdviceField.choices])
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[
            ALL_CHOICE,
            ("open", "Chờ trả lời"),
            ("answered", "Đã có câu trả lời"),
            ("chua-giao", "Chưa giao cơ quan trả lời"),
            ("cua-toi", "Của tôi hoặc giao cho tôi"),
        ],
    )


class AskForm(OnceForm):
    """A question to the consulting team."""

    title = forms.CharField(label="Câu hỏi", max_length=200, help_text="Một câu ngắn, ví dụ: Nhãn phải ghi những gì?")
    question = forms.CharField(
        label="Nội dung",
        max_length=4000,
        widget=kit.TextArea(rows=6),
        help_text="Không ghi số điện thoại, số giấy tờ cá nhân",
    )
    field = forms.ChoiceField(label="Lĩnh vực", choices=[NONE_CHOSEN, *AdviceField.choices])
    criterion = forms.ChoiceField(label="Nhóm tiêu chí", required=False)
    asker = forms.ChoiceField(label="Hỏi thay cho")
    is_private = forms.BooleanField(label="Không cho người khác xem câu hỏi và trả lời", required=False)

    def __init__(
        self, *args: Any, askers: list[tuple[str, str]], criteria: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asker"].choices = askers  # type: ignore[attr-defined]
        self.fields["criterion"].choices = [("", "Không riêng tiêu chí nào"), *criteria]  # type: ignore[attr-defined]


class AnswerForm(kit.OcopForm):
    text = forms.CharField(label="Trả lời", max_length=8000, widget=kit.TextArea(rows=8))


class GiveForm(kit.OcopForm):
    office = forms.ModelChoiceField(Office.objects.none(), label="Cơ quan trả lời", empty_label="Chọn cơ quan")

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]


class SeatForm(GiveForm):
    """An office's seat in the consulting team."""

    field = forms.ChoiceField(label="Lĩnh vực", choices=[NONE_CHOSEN, *AdviceField.choices])
    criterion = forms.ChoiceField(label="Nhóm tiêu chí", required=False)

    def __init__(self, *args: Any, criteria: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = [("", "Cả lĩnh vực"), *criteria]  # type: ignore[attr-defined]


def years_between(first: date | None, last: date | None) -> list[int]:
    """The years a list touches, newest first."""
    return list(range(last.year, first.year - 1, -1)) if first and last else []
