"""What people type about a producer's year, and the filters of the pages of figures."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ocop.kit import forms as kit
from ocop.support.contribution.actions import MOST_MONEY, MOST_PEOPLE, YearFacts, problem_of
from ocop.support.contribution.states import Source

BORDERS = [("", "Xã, phường hiện nay"), ("huyen", "Huyện cũ (đến 30/6/2025)"), ("xa-cu", "Xã cũ (đến 30/6/2025)")]


class YearForm(kit.OcopForm):
    """One year as the producer's books tell it; only the number of workers must be known."""

    workers = kit.IntegerTextField(
        label="Số lao động",
        minimum=1,
        maximum=MOST_PEOPLE,
        help_text="Người làm thường xuyên trong năm, kể cả người trong nhà. Chỉ có chủ hộ thì ghi 1.",
    )
    women = kit.IntegerTextField(label="Trong đó là nữ", minimum=0, maximum=MOST_PEOPLE, required=False)
    local_workers = kit.IntegerTextField(
        label="Trong đó là người trong xã, phường", minimum=0, maximum=MOST_PEOPLE, required=False
    )
    monthly_pay = kit.MoneyField(
        label="Thu nhập bình quân một người, một tháng",
        maximum=MOST_MONEY,
        required=False,
        help_text="Tiền công, tiền lương chia đều.",
    )
    turnover = kit.MoneyField(
        label="Doanh thu cả năm",
        maximum=MOST_MONEY,
        required=False,
        help_text="Bán được bao nhiêu tiền, chưa trừ chi phí.",
    )
    investment = kit.MoneyField(
        label="Đầu tư máy móc, nhà xưởng trong năm",
        maximum=MOST_MONEY,
        required=False,
        help_text="Không đầu tư thì ghi 0. Không nhớ thì để trống.",
    )
    source = forms.ChoiceField(label="Nguồn số liệu", choices=Source.choices, widget=kit.Radios())
    note = forms.CharField(label="Ghi chú", max_length=500, required=False, widget=kit.TextArea(2))
    why = forms.CharField(
        label="Lý do sửa",
        max_length=300,
        help_text="Số cũ vẫn được giữ cùng lý do này.",
        error_messages={"required": "Ghi lý do sửa số đã khai."},
    )

    def __init__(self, *args: Any, year: int, last: int, by_officer: bool, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.last = year, last
        if not by_officer:
            del self.fields["source"]
        if not is_correction:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "workers" in data and not self.errors and (problem := problem_of(self.facts(), self.year, self.last)):
            self.add_error(problem[0] if problem[0] in self.fields else None, problem[1])
        return data

    def facts(self) -> YearFacts:
        """What was typed; a producer's own word unless an officer says otherwise."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "why"}
        return YearFacts(**{"source": Source.DECLARED, **data})


class ResultFilter(kit.OcopForm):
    q = forms.CharField(label="Tên chủ thể", required=False, max_length=100)
    nam = kit.YearField(label="Năm", required=False)
    nguon = forms.ChoiceField(label="Nguồn số liệu", required=False, choices=[("", "Mọi nguồn"), *Source.choices])


class YearFilter(kit.OcopForm):
    nam = forms.ChoiceField(label="Số liệu năm", required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]


class PlaceFilter(YearFilter):
    q = forms.CharField(label="Tên địa bàn", required=False, max_length=100)
    dia_gioi = forms.ChoiceField(label="Địa giới", required=False, choices=BORDERS)
    field_order = ("q", "nam", "dia_gioi")


class ResourceFilter(kit.OcopForm):
    q = forms.CharField(label="Tên tài nguyên", required=False, max_length=100)
    xa = forms.ChoiceField(label="Xã, phường", required=False)

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["xa"].choices = [("", "Mọi xã, phường"), *units]  # type: ignore[attr-defined]
