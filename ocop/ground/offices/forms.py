"""Filters and forms about offices and the people in them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from ocop.ground.accounts.queries import LoginError, normalise_login
from ocop.ground.offices import placing, policies
from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import Capacity, OfficeKind, Role, Tier
from ocop.kit import forms as kit
from ocop.kit.scope import Actor


def _choices(empty: str, enum: Any) -> list[tuple[str, str]]:
    return [("", empty), *enum.choices]


class OfficeFilter(kit.OcopForm):
    q = forms.CharField(label="Tên cơ quan", required=False, max_length=100)
    cap = forms.ChoiceField(label="Cấp", choices=_choices("Mọi cấp", Tier), required=False)
    loai = forms.ChoiceField(label="Loại", choices=_choices("Mọi loại", OfficeKind), required=False)
    ngay = kit.DateField(label="Tại ngày", required=False, help_text="Ví dụ 27/3/2026")


class OfficerFilter(kit.OcopForm):
    q = forms.CharField(label="Họ và tên", required=False, max_length=100)
    vai_tro = forms.ChoiceField(label="Vai trò", choices=_choices("Mọi vai trò", Role), required=False)
    chuyen_trach = forms.ChoiceField(
        label="Chuyên trách",
        choices=[("", "Tất cả"), *Capacity.choices, ("chua-ghi", "Chưa ghi")],
        required=False,
    )
    hai_lop = forms.ChoiceField(
        label="Xác thực hai lớp", choices=[("", "Tất cả"), ("chua", "Chưa bật")], required=False
    )
    ngay = kit.DateField(label="Tại ngày", required=False, help_text="Ví dụ 27/3/2026")


class UnitFilter(kit.OcopForm):
    q = forms.CharField(label="Tên địa bàn", required=False, max_length=100)
    cap = forms.ChoiceField(label="Cấp", choices=_choices("Mọi cấp", Tier), required=False)
    ngay = kit.DateField(label="Tại ngày", required=False, help_text="Ví dụ 27/3/2026")


class PlacingFilter(kit.OcopForm):
    """Which records of split communes are looked at."""

    xa = forms.ChoiceField(label="Xã bị tách", required=False)
    viec = forms.ChoiceField(label="Bản ghi", choices=[("", "Chưa phân định"), ("roi", "Đã phân định")], required=False)
    loai = forms.ChoiceField(label="Loại bản ghi", required=False)

    def __init__(
        self, *args: Any, communes: Sequence[Unit], shown: Unit | None, waiting: Mapping[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(unit.code, f"{unit.full_name} ({waiting.get(unit.pk, 0)} chờ)") for unit in communes]
        self.fields["xa"].choices = named  # type: ignore[attr-defined]
        self.fields["xa"].initial = shown.code if shown else ""
        kinds = [(kind.key, kind.noun) for kind in placing.kinds()]
        self.fields["loai"].choices = [("", "Mọi loại"), *kinds]  # type: ignore[attr-defined]


class PlacingForm(kit.OcopForm):
    """Chosen records of a split commune, and today's commune they lie in (none takes the word back)."""

    UNDO = "bo"

    chon = forms.MultipleChoiceField(label="Bản ghi", required=False)
    tat_ca = forms.BooleanField(label="Chọn cả các bản ghi ở trang khác của danh sách này", required=False)
    ve = forms.ChoiceField(
        label="Nay thuộc",
        widget=kit.Radios(),
        error_messages={"required": "Chọn xã, phường hiện nay ở mục “Nay thuộc”."},
    )

    def __init__(self, *args: Any, choices: Sequence[Unit], placed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {unit.code: unit for unit in choices}
        undo = [(self.UNDO, "Chưa biết, bỏ phân định")] if placed else []
        named = [(code, unit.full_name) for code, unit in self.places.items()]
        self.fields["ve"].choices = [*named, *undo]  # type: ignore[attr-defined]
        self.fields["chon"].valid_value = lambda value: True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("chon") and not said.get("tat_ca"):
            self.add_error("chon", "Đánh dấu ít nhất một bản ghi trong danh sách.")
        return said

    def place(self) -> Unit | None:
        """Today's commune that was chosen; None takes the word back."""
        return self.places.get(self.cleaned_data["ve"])


class AppointForm(kit.OcopForm):
    """Who, which role, from which day; a person without an account gets one."""

    login = forms.CharField(
        label="Số điện thoại hoặc thư điện tử",
        max_length=254,
        help_text="Người đã có tài khoản sẽ được tìm theo số này; người chưa có sẽ được tạo tài khoản mới.",
    )
    full_name = forms.CharField(
        label="Họ và tên",
        max_length=150,
        required=False,
        help_text="Chỉ cần khi người này chưa có tài khoản.",
    )
    role = forms.ChoiceField(label="Vai trò", widget=kit.Radios())
    title = forms.CharField(label="Chức danh", max_length=120, required=False)
    capacity = forms.ChoiceField(
        label="Làm OCOP chuyên trách hay kiêm nhiệm",
        choices=[("", "Chưa ghi"), *Capacity.choices],
        required=False,
        widget=kit.Radios(),
    )
    decision_number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    valid_from = kit.DateField(label="Ngày bắt đầu")
    valid_to = kit.DateField(label="Ngày kết thúc", required=False)

    def __init__(self, *args: Any, actor: Actor, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            choice for choice in Role.choices if policies.may_give_role(actor, office, choice[0])
        ]

    def clean_login(self) -> str:
        try:
            return normalise_login(self.cleaned_data["login"])
        except LoginError as wrong:
            raise forms.ValidationError(str(wrong), code="invalid") from wrong

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, end = values.get("valid_from"), values.get("valid_to")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            self.add_error("valid_to", "Ngày kết thúc không được trước ngày bắt đầu.")
        return values


class EndForm(kit.OcopForm):
    valid_to = kit.DateField(label="Ngày làm việc cuối cùng ở vai trò này")
    why = forms.CharField(label="Lý do", max_length=300, required=False, widget=kit.TextArea(rows=3))


class _OfficeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class CommitteeForm(kit.OcopForm):
    """What the decision that sets up a committee says."""

    name = forms.CharField(label="Tên ban, tổ", max_length=200)
    office = _OfficeChoice(label="Trực thuộc", queryset=Office.objects.none(), to_field_name="public_id")
    adviser = _OfficeChoice(
        label="Cơ quan giúp việc, tham mưu",
        queryset=Office.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Chưa ghi",
    )
    decision_number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    valid_from = kit.DateField(label="Từ ngày")

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("office", "adviser"):
            self.fields[name].queryset = offices  # type: ignore[attr-defined]


class MemberForm(kit.OcopForm):
    """A member of a committee and what they are charged with."""

    office = _OfficeChoice(
        label="Cơ quan",
        queryset=Office.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Không ghi cơ quan",
    )
    full_name = forms.CharField(label="Họ và tên", max_length=150, required=False)
    position = forms.CharField(
        label="Nhiệm vụ trong ban", max_length=100, help_text="Ví dụ: Phó Trưởng ban, phụ trách Chương trình OCOP"
    )
    valid_from = kit.DateField(label="Từ ngày")

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("office") and not values.get("full_name"):
            self.add_error("full_name", "Ghi họ và tên hoặc chọn cơ quan của thành viên.")
        return values


class EndMemberForm(kit.OcopForm):
    valid_to = kit.DateField(label="Ngày cuối cùng là thành viên")


class StandingForm(kit.OcopForm):
    """The office reports of the programme are for, and the one they go through."""

    office = _OfficeChoice(
        label="Cơ quan thường trực",
        queryset=Office.objects.none(),
        to_field_name="public_id",
        empty_label="Chọn cơ quan",
    )
    through = _OfficeChoice(
        label="Nhận báo cáo qua", queryset=Office.objects.none(), to_field_name="public_id", empty_label="Chọn cơ quan"
    )
    reference = forms.CharField(label="Căn cứ", max_length=200, help_text="Số, ngày của văn bản giao việc")
    valid_from = kit.DateField(label="Từ ngày")

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("office", "through"):
            self.fields[name].queryset = offices  # type: ignore[attr-defined]
