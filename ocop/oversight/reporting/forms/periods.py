"""What people type of periods and of what offices owe for them."""

from datetime import date
from typing import Any

from django import forms

from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.kit import forms as kit
from ocop.kit.scope import Answer
from ocop.kit.text.dates import format_date
from ocop.oversight.reporting.actions import ChangedMeanwhile, PeriodChange, PeriodFacts
from ocop.oversight.reporting.catalogue import templates
from ocop.oversight.reporting.models import Period
from ocop.oversight.reporting.states import PeriodKind


class PeriodFilter(kit.OcopForm):
    q = forms.CharField(label="Tên kỳ", max_length=100, required=False)
    loai = forms.ChoiceField(label="Loại kỳ", choices=[("", "Tất cả"), *PeriodKind.choices], required=False)


class ReturnFilter(kit.OcopForm):
    q = forms.CharField(label="Tên cơ quan", max_length=100, required=False)
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("chua", "Chưa gửi"),
            ("cho", "Chờ kiểm tra"),
            ("tra", "Trả lại"),
            ("nhan", "Đã nhận"),
            ("mien", "Được miễn"),
        ],
    )


class PeriodForm(kit.OcopForm):
    """A period to open; the offices that owe a return follow from the day it is due."""

    plan = forms.ModelChoiceField(label="Theo kế hoạch", queryset=Plan.objects.none(), to_field_name="public_id")
    kind = forms.ChoiceField(label="Loại kỳ", choices=PeriodKind.choices, widget=kit.Radios())
    template = forms.ChoiceField(
        label="Danh sách phải gửi",
        required=False,
        help_text="Chỉ chọn khi loại kỳ là danh sách hằng năm",
    )
    name = forms.CharField(label="Tên kỳ", max_length=200, help_text="Ví dụ: 6 tháng đầu năm 2026")
    since = kit.DateField(label="Số liệu từ ngày")
    until = kit.DateField(label="Số liệu đến hết ngày")
    due_on = kit.DateField(
        label="Ngày cuối phải gửi",
        help_text="Kế hoạch 124 đòi trước ngày 15/6 và trước ngày 15/12, nên là 14/6 và 14/12",
    )
    reminds = forms.BooleanField(label="Nhắc cơ quan trước và sau hạn", required=False, initial=True)

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        lists = [(each.key, each.title) for each in templates().values() if each.is_list]
        self.fields["template"].choices = [("", "Không phải danh sách"), *lists]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        is_list = said.get("kind") == PeriodKind.LIST
        if "kind" in said and is_list != bool(said.get("template")):
            why = "Chọn danh sách các cơ quan phải gửi." if is_list else "Loại kỳ này không kèm danh sách. Bỏ chọn."
            self.add_error("template", why)
        since, until = said.get("since"), said.get("until")
        if since and until and since > until:
            self.add_error("since", "Ngày đầu phải trước ngày cuối của kỳ. Sửa một trong hai ngày.")
        return said

    def facts(self) -> PeriodFacts:
        return PeriodFacts(**{name: self.cleaned_data[name] for name in PeriodFacts.__dataclass_fields__})


class PeriodChangeForm(kit.OcopForm):
    """What may still change of an open period; days that stand are shown and say why.

    The page sends with each box what it showed, so that a box left alone keeps what somebody else wrote meanwhile.
    """

    name = forms.CharField(label="Tên kỳ", max_length=200)
    since = kit.DateField(label="Số liệu từ ngày")
    until = kit.DateField(label="Số liệu đến hết ngày")
    due_on = kit.DateField(
        label="Ngày cuối phải gửi", help_text="Cơ quan đã gửi giữ ngày cũ; cơ quan chưa gửi được báo ngày mới"
    )
    reminds = forms.BooleanField(label="Nhắc cơ quan trước và sau hạn", required=False)

    def __init__(self, *args: Any, may_change_days: Answer, initial: dict[str, Any], **kwargs: Any) -> None:
        self.boxes = list(PeriodChange.__dataclass_fields__)
        shown = {_shown(name): initial[name] for name in self.boxes}
        super().__init__(*args, initial={**initial, **shown}, **kwargs)
        for name in self.boxes:
            self.fields[_shown(name)] = type(self.fields[name])(required=False, widget=forms.HiddenInput())
        if not may_change_days:
            for name in ("since", "until"):
                # A day typed while it could still change is refused in words, not left out.
                self.fields[name].disabled = name not in self.data
                self.fields[name].help_text = may_change_days.reason

    def change(self) -> PeriodChange:
        return PeriodChange(**{name: self.cleaned_data[name] for name in self.boxes})

    def seen(self) -> PeriodChange:
        """What the boxes held when the page was opened."""
        sent = {name: _shown(name) in self.data for name in self.boxes}
        return PeriodChange(
            **{name: self.cleaned_data[_shown(name)] if sent[name] else self.initial[name] for name in self.boxes}
        )

    def show_again(self, wrong: ChangedMeanwhile) -> None:
        """Show what stands now: in boxes left alone as their value, at boxes both changed as an error beside mine."""
        mine, seen = self.change(), self.seen()
        now = {name: self.fields[name].prepare_value(getattr(wrong.now, name)) for name in self.boxes}
        left_alone = {name: now[name] for name in self.boxes if getattr(mine, name) == getattr(seen, name)}
        self.show_instead({_shown(name): value for name, value in now.items()} | left_alone)
        for name in wrong.clashing:
            self.add_error(
                name,
                f"{wrong.who} vừa đổi ô này thành {_said(getattr(wrong.now, name))}. Muốn lấy giá trị của anh/chị thì "
                "lưu lần nữa.",
            )

    def kept_of_others(self, now: Period) -> str:
        """The boxes left alone that somebody else changed meanwhile, in words; empty where there is none."""
        mine, seen = self.change(), self.seen()
        return "; ".join(
            f"{str(self.fields[name].label).lower()}: {_said(getattr(now, name))}"
            for name in self.boxes
            if getattr(mine, name) == getattr(seen, name) != getattr(now, name)
        )


def _shown(name: str) -> str:
    """The hidden field with what a box showed."""
    return f"thay_{name}"


def _said(value: str | date | bool) -> str:
    """A value of a period as a sentence says it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    return format_date(value) if isinstance(value, date) else f"“{value}”"


class AddOfficeForm(kit.OcopForm):
    office = forms.ModelChoiceField(label="Cơ quan", queryset=Office.objects.none(), to_field_name="public_id")
    template = forms.ChoiceField(label="Mẫu báo cáo")

    def __init__(self, *args: Any, offices: Any, of_list: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        owed = [
            (each.key, each.title)
            for each in templates().values()
            if not each.is_consolidated and (each.key == of_list if of_list else not each.is_list)
        ]
        self.fields["template"].choices = owed  # type: ignore[attr-defined]


class WhyForm(kit.OcopForm):
    why = forms.CharField(label="Lý do", max_length=2000, widget=kit.TextArea(rows=5))


class ShortWhyForm(kit.OcopForm):
    why = forms.CharField(label="Lý do", max_length=400, widget=kit.TextArea(rows=3))
