"""Forms of objectives and targets, and the filters of the target pages, kept in the address."""

from typing import Any

from django import forms

from ocop.ground.planning.actions import TargetFacts
from ocop.ground.planning.measures import Measure
from ocop.ground.planning.models import Target
from ocop.ground.planning.promise_words import OPTION_LABELS
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm

BORDERS = (
    ("xa", "Xã, phường hiện nay"),
    ("huyen", "Huyện, thành phố trước 7/2025"),
    ("xa-cu", "Xã, phường trước 7/2025"),
)


class TargetsFilter(kit.OcopForm):
    """Which plan, on which day."""

    ke_hoach = forms.ChoiceField(label="Kế hoạch", required=False)
    ngay = kit.DateField(label="Tính đến ngày", required=False)

    def __init__(self, *args: Any, plans: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ke_hoach"].choices = plans  # type: ignore[attr-defined]


class TargetFilter(kit.OcopForm):
    """On which day, in which borders."""

    ngay = kit.DateField(label="Tính đến ngày", required=False)
    dia_gioi = forms.ChoiceField(label="Theo địa bàn", required=False, choices=BORDERS)


class RowsFilter(kit.OcopForm):
    """On which day, and whether the rows of the base are wanted."""

    ngay = kit.DateField(label="Tính đến ngày", required=False)
    phan = forms.ChoiceField(
        label="Phần của con số", required=False, choices=(("", "Đã đạt"), ("mau", "Toàn bộ (mẫu số)"))
    )


class ObjectiveForm(kit.OcopForm):
    text = forms.CharField(label="Mục tiêu", max_length=600, widget=kit.TextArea(rows=3))
    reference = forms.CharField(label="Mục trong kế hoạch", max_length=20, required=False)


class TargetForm(OnceForm):
    """A target under one measure, with a choice for each condition it knows; `asks_why` once it is in force."""

    name = forms.CharField(label="Chỉ tiêu", max_length=300, help_text="Chép lời của kế hoạch")
    reference = forms.CharField(label="Mục trong kế hoạch", max_length=20, required=False)
    definition = forms.CharField(label="Cách tính", max_length=1000, widget=kit.TextArea(rows=3))
    population = forms.CharField(
        label="Tính trên", max_length=300, required=False, help_text="Ví dụ: chủ thể có sản phẩm từ 3 sao"
    )
    figure = kit.DecimalTextField(label="Con số phải đạt", minimum=0)
    due_on = kit.DateField(label="Phải đạt đến ngày")
    baseline = kit.DecimalTextField(label="Mức ban đầu", minimum=0, required=False)
    baseline_on = kit.DateField(label="Ngày của mức ban đầu", required=False)
    baseline_note = forms.CharField(
        label="Nguồn của mức ban đầu", max_length=300, required=False, help_text="Văn bản, mục, trang"
    )
    why = forms.CharField(
        label="Lý do", max_length=1000, widget=kit.TextArea(rows=2), help_text="Ví dụ: số văn bản điều chỉnh kế hoạch"
    )

    def __init__(self, *args: Any, measure: Measure, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        unit = "%" if measure.base is not None else measure.unit
        for name in ("figure", "baseline"):
            self.fields[name].label = f"{self.fields[name].label} ({unit})"
        for name, values in measure.options.items():
            choices = [("", "Tính tất cả"), *values().items()]
            label = OPTION_LABELS.get(name, name)
            self.fields[f"o_{name}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        if not asks_why:
            del self.fields["why"]
        conditions = [f"o_{name}" for name in measure.options]
        self.order_fields(["name", "reference", "definition", "population", *conditions, "figure", "due_on"])

    def facts(self) -> TargetFacts:
        said = self.cleaned_data
        chosen = {name: said[f"o_{name}"] for name in self.measure.options if said[f"o_{name}"]}
        names = set(TargetFacts.__dataclass_fields__) - {"measure", "options"}
        return TargetFacts(measure=self.measure.key, options=chosen, **{name: said[name] for name in names})


def initial_of(target: Target) -> dict[str, Any]:
    """A target as its form shows it."""
    names = set(TargetFacts.__dataclass_fields__) - {"measure", "options"}
    return {name: getattr(target, name) for name in names} | {
        f"o_{key}": value for key, value in target.options.items()
    }
