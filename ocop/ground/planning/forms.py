"""Forms of the pages of plans, assignments and obstacles."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ocop.ground.offices.models import Office
from ocop.ground.planning.actions import AssignmentWish, ObstacleWords, PlanFacts, TaskFacts
from ocop.ground.planning.models import Plan, Task
from ocop.ground.planning.states import AssignmentState, ObstacleField, ObstacleState, PlanKind, PriorityKind, Rhythm
from ocop.kit import forms as kit


class OfficeChoice(forms.ModelChoiceField):
    """An office picked from a list, named by its public id in what the browser sends."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"queryset": Office.objects.none(), "to_field_name": "public_id", **kwargs})

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class OfficesChoice(forms.ModelMultipleChoiceField):
    """Several offices, as boxes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"queryset": Office.objects.none(), "to_field_name": "public_id", "widget": kit.Checkboxes(), **kwargs}
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class TasksChoice(forms.ModelMultipleChoiceField):
    """Several tasks of one plan, as boxes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"queryset": Task.objects.none(), "to_field_name": "public_id", "widget": kit.Checkboxes(), **kwargs}
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.numbered)


class PlanForm(kit.OcopForm):
    name = forms.CharField(label="Tên kế hoạch", max_length=300)
    kind = forms.ChoiceField(label="Loại kế hoạch", choices=PlanKind.choices, widget=kit.Radios(inline=True))
    starts_on = kit.DateField(label="Thực hiện từ ngày")
    ends_on = kit.DateField(label="Thực hiện đến ngày")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "Ngày kết thúc kế hoạch phải sau ngày bắt đầu.")
        return data

    def facts(self) -> PlanFacts:
        return PlanFacts(**{name: self.cleaned_data[name] for name in ("name", "kind", "starts_on", "ends_on")})


class NewPlanForm(PlanForm):
    office = OfficeChoice(label="Cơ quan lập kế hoạch")
    parent = forms.ModelChoiceField(
        label="Theo kế hoạch",
        queryset=Plan.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Không theo kế hoạch nào",
    )

    field_order = ("office", "parent")

    def __init__(self, *args: Any, offices: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]


class IssueForm(kit.OcopForm):
    number = forms.CharField(label="Số, ký hiệu", max_length=60, help_text="Chép đúng như trên văn bản")
    issued_on = kit.DateField(label="Ngày ban hành")


class TaskForm(kit.OcopForm):
    title = forms.CharField(label="Nhiệm vụ", max_length=300, help_text="Bắt đầu bằng động từ, một việc một dòng")
    reference = forms.CharField(label="Mục trong kế hoạch", max_length=20, required=False)
    agency = forms.CharField(label="Giao cho cơ quan nào, theo lời kế hoạch", max_length=200, required=False)
    detail = forms.CharField(label="Nội dung", max_length=2000, required=False, widget=kit.TextArea(rows=4))
    rhythm = forms.ChoiceField(label="Nhịp thực hiện", choices=Rhythm.choices, widget=kit.Radios(inline=True))
    partners = OfficesChoice(label="Cơ quan phối hợp", required=False)

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partners"].queryset = offices  # type: ignore[attr-defined]

    def facts(self) -> TaskFacts:
        return TaskFacts(**{name: self.cleaned_data[name] for name in TaskFacts.__dataclass_fields__})


class PriorityForm(kit.OcopForm):
    kind = forms.ChoiceField(label="Loại ưu tiên", choices=PriorityKind.choices, widget=kit.Radios())
    text = forms.CharField(label="Ưu tiên điều gì", max_length=400)


class AssignForm(kit.OcopForm):
    """Which tasks go to which offices; looked at before it is done."""

    tasks = TasksChoice(label="Nhiệm vụ")
    offices = OfficesChoice(label="Giao cho cơ quan", required=False)
    all_communes = forms.BooleanField(label="Giao cho tất cả Ủy ban nhân dân cấp xã", required=False)
    communes = OfficesChoice(label="Giao cho từng xã, phường", required=False)
    year = kit.YearField(label="Năm")
    due_on = kit.DateField(label="Hạn")

    def __init__(self, *args: Any, tasks: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near, communes = offices, offices.none()
        if offices.exclude(tier="commune").exists():
            near, communes = offices.exclude(tier="commune"), offices.filter(tier="commune")
        for name, rows in (("tasks", tasks), ("offices", near), ("communes", communes)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if not communes:
            del self.fields["communes"], self.fields["all_communes"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self._offices(data):
            self.add_error("offices", "Chọn ít nhất một cơ quan để giao.")
        return data

    def _offices(self, data: dict[str, Any]) -> list[Office]:
        """The offices chosen one by one, and every commune when all were asked for."""
        communes = data.get("communes") or ()
        if data.get("all_communes"):
            communes = self.fields["communes"].queryset  # type: ignore[attr-defined]
        return list(dict.fromkeys([*(data.get("offices") or ()), *communes]))

    def wish(self) -> AssignmentWish:
        data = self.cleaned_data
        return AssignmentWish(
            tasks=list(data["tasks"]), offices=self._offices(data), year=data["year"], due_on=data["due_on"]
        )


class DueForm(kit.OcopForm):
    due_on = kit.DateField(label="Hạn mới")
    why = forms.CharField(label="Lý do đổi hạn", max_length=1000, widget=kit.TextArea(rows=3))


class ReasonForm(kit.OcopForm):
    why = forms.CharField(label="Lý do", max_length=1000, widget=kit.TextArea(rows=4))


class ReportForm(kit.OcopForm):
    result = forms.CharField(
        label="Kết quả đã làm được",
        max_length=4000,
        widget=kit.TextArea(rows=8),
        help_text="Ghi việc đã làm, con số và nơi làm. Minh chứng thêm ở trang của việc.",
    )


class PaperForm(kit.OcopForm):
    label = forms.CharField(label="Tên tài liệu", max_length=300, required=False)
    file = kit.PaperField(label="Ảnh chụp hoặc tệp PDF")


class RemoveProofForm(kit.OcopForm):
    why = forms.CharField(label="Vì sao bỏ", max_length=300, required=False)


class AnswerForm(kit.OcopForm):
    text = forms.CharField(label="Nội dung", max_length=4000, widget=kit.TextArea(rows=6))


class AskOtherForm(kit.OcopForm):
    asked = OfficeChoice(label="Chuyển câu hỏi cho")
    why = forms.CharField(label="Lý do", max_length=300, required=False)

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].queryset = offices  # type: ignore[attr-defined]


class ObstacleForm(kit.OcopForm):
    office = OfficeChoice(label="Cơ quan nêu")
    title = forms.CharField(label="Vướng mắc là gì", max_length=200, help_text="Một câu ngắn, để người sau dễ tìm")
    field = forms.ChoiceField(label="Lĩnh vực", choices=ObstacleField.choices, widget=kit.Radios())
    detail = forms.CharField(label="Kể rõ hơn", max_length=4000, widget=kit.TextArea(rows=5))
    proposal = forms.CharField(label="Đề xuất cách gỡ", max_length=2000, required=False, widget=kit.TextArea(rows=3))
    asked = OfficeChoice(label="Hỏi cơ quan nào")
    task = forms.ModelChoiceField(
        label="Thuộc nhiệm vụ nào",
        queryset=Task.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Không gắn với nhiệm vụ nào",
    )

    def __init__(self, *args: Any, own: Any, offices: Any, tasks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("office", own), ("asked", offices), ("task", tasks)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def words(self) -> ObstacleWords:
        return ObstacleWords(**{name: self.cleaned_data[name] for name in ObstacleWords.__dataclass_fields__})


def _all(words: str, choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", words), *choices]


class PlanFilter(kit.OcopForm):
    q = forms.CharField(label="Tên kế hoạch", required=False, max_length=100)
    loai = forms.ChoiceField(label="Loại", required=False, choices=_all("Mọi loại", PlanKind.choices))


class _WorkFilter(kit.OcopForm):
    """Filters shared by the board and the list behind it; `plans` and `offices` are choices by public id."""

    ke_hoach = forms.ChoiceField(label="Kế hoạch", required=False)
    nam = forms.CharField(label="Năm", required=False, max_length=4, widget=kit.TextBox("4", inputmode="numeric"))
    co_quan = forms.ChoiceField(label="Cơ quan", required=False)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False)

    def __init__(
        self, *args: Any, plans: Sequence[tuple[str, str]], offices: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        states = [*AssignmentState.choices, ("late", "Quá hạn")]
        for name, words, choices in (
            ("ke_hoach", "Mọi kế hoạch đang chạy", plans),
            ("co_quan", "Mọi cơ quan", offices),
            ("trang_thai", "Mọi trạng thái", states),
        ):
            self.fields[name].choices = _all(words, choices)  # type: ignore[attr-defined]

    def clean_nam(self) -> str:
        year: str = self.cleaned_data["nam"].strip()
        if year and not (year.isascii() and year.isdigit() and len(year) == 4):
            raise forms.ValidationError("Năm gồm bốn chữ số, ví dụ 2026.")
        return year


class BoardFilter(_WorkFilter):
    pass


class WorkFilter(_WorkFilter):
    q = forms.CharField(label="Nhiệm vụ", required=False, max_length=100)

    field_order = ("q",)


class ObstacleFilter(kit.OcopForm):
    q = forms.CharField(label="Vướng mắc", required=False, max_length=100)
    linh_vuc = forms.ChoiceField(label="Lĩnh vực", required=False, choices=_all("Mọi lĩnh vực", ObstacleField.choices))
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=_all("Mọi trạng thái", ObstacleState.choices)
    )
