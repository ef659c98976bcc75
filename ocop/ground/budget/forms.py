"""What people type about the money of a plan."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from ocop.ground.budget.models import BudgetLine
from ocop.ground.budget.states import ContributionKind, Programme, Source
from ocop.ground.offices.models import Office, Unit
from ocop.ground.planning.models import Task
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm

EMPTY = ("", "Chọn…")
PARTS = 8
ROWS = 5


class FigureFilter(kit.OcopForm):
    """Which year and which source the figures are of."""

    nam = forms.ChoiceField(label="Năm ngân sách", required=False)
    nguon = forms.ChoiceField(label="Nguồn vốn", choices=[("", "Mọi nguồn"), *Source.choices], required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Cả giai đoạn"), *((str(year), str(year)) for year in years)]
        self.fields["nam"].choices = choices  # type: ignore[attr-defined]


class MoneyFilter(kit.OcopForm):
    """Rows of a list of money: of which line, year and source."""

    q = forms.CharField(label="Nội dung, nơi nhận", required=False, max_length=100)
    nam = kit.YearField(label="Năm", required=False)
    nguon = forms.ChoiceField(label="Nguồn vốn", choices=[("", "Mọi nguồn"), *Source.choices], required=False)
    dong = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    huy = forms.ChoiceField(
        label="Khoản đã hủy", choices=[("", "Không hiện"), ("co", "Chỉ khoản đã hủy")], required=False
    )


class LineForm(kit.OcopForm):
    """A new line, or a part of one."""

    name = forms.CharField(label="Nội dung", max_length=300)
    parent = forms.ChoiceField(label="Thuộc dòng", required=False, help_text="Để trống nếu là dòng lớn nhất.")
    source = forms.ChoiceField(
        label="Nguồn vốn",
        choices=[("", "Theo dòng cấp trên"), *Source.choices],
        required=False,
        help_text="Chỉ chọn cho dòng lớn nhất; phần lấy nguồn của dòng cấp trên.",
    )
    programme = forms.ChoiceField(
        label="Chương trình lồng ghép", choices=[("", "Không"), *Programme.choices], required=False
    )
    amount = kit.MoneyField(
        label="Nhu cầu cả giai đoạn", required=False, help_text="Để trống nếu kế hoạch không in số riêng."
    )
    reference = forms.CharField(label="Mục trong kế hoạch", max_length=20, required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args: Any, lines: Iterable[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {line.public_id: line for line in lines}
        choices = [("", "Không thuộc dòng nào"), *((key, line.name) for key, line in self.lines.items())]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]

    def clean_parent(self) -> BudgetLine | None:
        return self.lines.get(self.cleaned_data["parent"])


class SplitForm(kit.OcopForm):
    """The parts of a line, a name and a sum each; parts that stand already are named."""

    def __init__(self, *args: Any, standing: Iterable[BudgetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = list(standing)
        for part in self.standing:
            self.fields[f"sum_{part.pk}"] = kit.MoneyField(label=part.name, required=False)
        for number in range(1, PARTS + 1):
            self.fields[f"name_{number}"] = forms.CharField(label=f"Phần {number}", max_length=300, required=False)
            self.fields[f"amount_{number}"] = kit.MoneyField(label=f"Số tiền của phần {number}", required=False)

    def known(self) -> dict[int, int | None]:
        """Sums for the parts that stand already."""
        return {part.pk: self.cleaned_data[f"sum_{part.pk}"] for part in self.standing}

    def rows(self) -> list[tuple[str, int | None]]:
        """The new parts in order."""
        data = self.cleaned_data
        pairs = [(data[f"name_{number}"].strip(), data[f"amount_{number}"]) for number in range(1, PARTS + 1)]
        return [pair for pair in pairs if pair[0]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, PARTS + 1):
            if data.get(f"amount_{number}") is not None and not str(data.get(f"name_{number}") or "").strip():
                self.add_error(f"name_{number}", f"Nhập tên của phần {number}.")
        return data


class ShareForm(kit.OcopForm):
    """Two to four payers of a line, in per cent."""

    def __init__(self, *args: Any, offices: Iterable[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.public_id: office for office in offices}
        choices = [EMPTY, *((key, str(office)) for key, office in self.offices.items())]
        for number in range(1, 5):
            self.fields[f"payer_{number}"] = forms.ChoiceField(
                label=f"Cơ quan chi {number}", choices=choices, required=number < 3
            )
            self.fields[f"percent_{number}"] = kit.DecimalTextField(
                label=f"Tỷ lệ của cơ quan chi {number}", minimum=0, maximum=100, unit="%", required=number < 3
            )

    def shares(self) -> dict[Office, Decimal]:
        """Payers with their per cents; a payer named twice has both added."""
        found: dict[Office, Decimal] = {}
        for number in range(1, 5):
            payer, percent = self.cleaned_data[f"payer_{number}"], self.cleaned_data[f"percent_{number}"]
            if payer and percent:
                found[self.offices[payer]] = found.get(self.offices[payer], Decimal(0)) + Decimal(percent)
        return found


class TaskForm(kit.OcopForm):
    """Which tasks of the plan a line pays for."""

    tasks = forms.MultipleChoiceField(label="Nhiệm vụ được chi từ dòng này", required=False, widget=kit.Checkboxes())

    def __init__(self, *args: Any, tasks: Iterable[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {task.public_id: task for task in tasks}
        self.fields["tasks"].choices = [  # type: ignore[attr-defined]
            (key, f"{task.reference} {task.title}") for key, task in self.by_key.items()
        ]

    def chosen(self) -> list[Task]:
        return [self.by_key[key] for key in self.cleaned_data["tasks"]]


class AllocateForm(OnceForm):
    """What one decision sets aside: its number and day, then up to five lines."""

    year = kit.YearField(label="Năm ngân sách")
    decision_number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decided_on = kit.DateField(label="Ngày quyết định")

    def __init__(
        self, *args: Any, lines: Iterable[BudgetLine], payers: Iterable[Office], payees: Iterable[Office], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {line.public_id: line for line in lines}
        self.payers = {office.public_id: office for office in payers}
        self.payees = {office.public_id: office for office in payees}
        named = [
            ("line", "Dòng dự toán", [EMPTY, *((key, line.name) for key, line in self.lines.items())]),
            ("payer", "Cơ quan cấp", [EMPTY, *((key, str(office)) for key, office in self.payers.items())]),
            ("payee", "Cơ quan được giao", [EMPTY, *((key, str(office)) for key, office in self.payees.items())]),
        ]
        for number in range(1, ROWS + 1):
            for name, label, choices in named:
                self.fields[f"{name}_{number}"] = forms.ChoiceField(
                    label=f"{label} (dòng {number})", choices=choices, required=False
                )
            self.fields[f"amount_{number}"] = kit.MoneyField(label=f"Số tiền (dòng {number})", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        filled = 0
        for number in range(1, ROWS + 1):
            names = [f"{name}_{number}" for name in ("line", "payer", "payee", "amount")]
            given = [name for name in names if data.get(name)]
            filled += bool(given)
            for name in names if given else ():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, kit.ask_for(self.fields[name], str(self.fields[name].label)))
        if not filled:
            self.add_error("line_1", "Chọn dòng dự toán (dòng 1).")
        return data

    def rows(self) -> list[dict[str, Any]]:
        """The filled lines as records."""
        data = self.cleaned_data
        return [
            {
                "line": self.lines[data[f"line_{number}"]],
                "payer": self.payers[data[f"payer_{number}"]],
                "payee": self.payees[data[f"payee_{number}"]],
                "amount": data[f"amount_{number}"],
            }
            for number in range(1, ROWS + 1)
            if data.get(f"line_{number}")
        ]


class PaymentForm(OnceForm):
    """Money paid of a line, to an office or a name."""

    payer = forms.ChoiceField(label="Cơ quan chi")
    paid_on = kit.DateField(label="Ngày chi")
    amount = kit.MoneyField(label="Số tiền")
    purpose = forms.CharField(label="Chi cho việc gì", max_length=300)
    payee_office = forms.ChoiceField(label="Cơ quan nhận", required=False)
    payee_name = forms.CharField(
        label="Hoặc tên nơi nhận",
        max_length=200,
        required=False,
        help_text="Khi nơi nhận không phải là cơ quan ở trên.",
    )
    file = kit.PaperField(label="Chứng từ (ảnh hoặc PDF)", required=False)

    def __init__(
        self, *args: Any, payers: Iterable[Office], payees: Iterable[Office], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.payers = {office.public_id: office for office in payers}
        self.payees = {office.public_id: office for office in payees}
        for name, offices, empty in (("payer", self.payers, EMPTY), ("payee_office", self.payees, ("", "Không"))):
            choices = [empty, *((key, str(office)) for key, office in offices.items())]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["paid_on"].not_after = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("payee_office") and not str(data.get("payee_name") or "").strip():
            self.add_error("payee_name", "Chọn cơ quan nhận hoặc nhập tên nơi nhận.")
        return data


class ReasonForm(kit.OcopForm):
    """Why something is cancelled."""

    why = forms.CharField(label="Lý do", max_length=500, widget=kit.TextArea(3))


class ContributionFilter(kit.OcopForm):
    q = forms.CharField(label="Người đóng góp, nội dung", required=False, max_length=100)
    hinh_thuc = forms.ChoiceField(
        label="Hình thức", choices=[("", "Mọi hình thức"), *ContributionKind.choices], required=False
    )
    nam = kit.YearField(label="Năm", required=False)


class ContributionForm(OnceForm):
    """What a community gave."""

    giver = forms.CharField(
        label="Người, nhóm đóng góp", max_length=200, help_text="Ví dụ: bà con ấp 3, Hợp tác xã Đồng Sen."
    )
    unit = forms.ChoiceField(label="Địa bàn")
    kind = forms.ChoiceField(label="Hình thức", choices=ContributionKind.choices, widget=kit.Radios())
    what = forms.CharField(label="Đóng góp gì", max_length=300)
    quantity = kit.DecimalTextField(label="Số lượng", minimum=0, required=False)
    measured_in = forms.CharField(
        label="Đơn vị tính", max_length=40, required=False, help_text="Ví dụ: ngày công, m², tấn."
    )
    value = kit.MoneyField(
        label="Quy ra tiền", required=False, help_text="Để trống nếu chưa định giá. Đóng góp bằng tiền thì phải ghi."
    )
    given_on = kit.DateField(label="Ngày đóng góp")
    legal_basis = forms.CharField(
        label="Căn cứ pháp lý",
        max_length=300,
        help_text="Văn bản hoặc thỏa thuận cho phép huy động, sử dụng; ví dụ: biên bản họp dân ngày 2/3/2026.",
    )
    plan = forms.ChoiceField(label="Thuộc kế hoạch")
    file = kit.PaperField(label="Giấy tờ kèm theo (ảnh hoặc PDF)", required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], plans: Iterable[Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {f"{unit.code}-{unit.valid_from.year}": unit for unit in units}
        self.plans = {plan.public_id: plan for plan in plans}
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            EMPTY,
            *((key, unit.full_name) for key, unit in self.units.items()),
        ]
        self.fields["plan"].choices = [(key, str(plan)) for key, plan in self.plans.items()]  # type: ignore[attr-defined]
        self.fields["given_on"].not_after = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == ContributionKind.MONEY and data.get("value") is None and "value" not in self.errors:
            self.add_error("value", "Nhập số tiền đóng góp.")
        return data
