"""Questions as the address writes them, and what people type to keep one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from ocop.ground.offices.models import Unit
from ocop.ground.offices.states import Tier
from ocop.ground.planning.measures import Measure
from ocop.ground.planning.progress import BORDERS_OF_2020
from ocop.ground.planning.promise_words import OPTION_LABELS
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.oversight.figures.questions import BY_TIME, Question, splits_of

SPLIT_LABELS = {
    "xa": "Xã, phường hiện nay",
    "huyen": "Huyện, thành phố trước 7/2025",
    "xa-cu": "Xã, phường trước 7/2025",
    BY_TIME: "Cuối mỗi quý",
}


def split_label(name: str) -> str:
    """What a figure is split by, in words."""
    return SPLIT_LABELS.get(name) or OPTION_LABELS.get(name, name).removeprefix("Chỉ tính ").capitalize()


def places_on(day: date) -> list[Unit]:
    """The places one may ask about: today's communes, and the districts and communes of the borders of 2020."""
    communes = Unit.objects.in_force(day).at(Tier.COMMUNE).order_by("sort_key")
    before = Unit.objects.in_force(BORDERS_OF_2020).filter(tier__in=(Tier.DISTRICT, Tier.COMMUNE))
    return [*communes, *before.order_by("-tier", "sort_key")]


class SearchForm(kit.OcopForm):
    q = forms.CharField(label="Tìm chỉ số", max_length=100, required=False)


class PublishedFilter(kit.OcopForm):
    q = forms.CharField(label="Mã hoặc tên con số", max_length=100, required=False)


class QuestionForm(kit.OcopForm):
    """One measure's question; every field may be left out."""

    ngay = kit.DateField(label="Tính đến ngày", required=False)
    tu = kit.DateField(label="Tính từ ngày", required=False)
    dia_ban = forms.ChoiceField(label="Địa bàn", required=False)
    chia = forms.ChoiceField(label="Chia theo", required=False)

    def __init__(self, *args: Any, measure: Measure, today: date, places: Mapping[int, Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.today, self.places = measure, today, places
        if not measure.since_start:
            del self.fields["tu"]
        if measure.counted.place:
            named = [(str(unit.pk), unit.full_name) for unit in self._offered()]
            self.fields["dia_ban"].choices = [("", "Toàn tỉnh"), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["dia_ban"]
        splits = [(name, split_label(name)) for name in splits_of(measure)]
        self.fields["chia"].choices = [("", "Không chia"), *splits]  # type: ignore[attr-defined]
        for name, values in measure.options.items():
            label = OPTION_LABELS.get(name, name)
            choices = [("", "Tính tất cả"), *values().items()]
            self.fields[f"o_{name}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.order_fields(["ngay", "tu", "dia_ban", *(f"o_{name}" for name in measure.options), "chia"])

    def _offered(self) -> list[Unit]:
        """Today's communes and the old districts; an old commune only when a link asks for it."""
        asked = str(self.data.get("dia_ban", ""))
        offered = [unit for unit in self.places.values() if unit.tier == Tier.DISTRICT or unit.valid_to is None]
        return offered + [unit for key, unit in self.places.items() if str(key) == asked and unit not in offered]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        on, since = said.get("ngay") or self.today, said.get("tu")
        if since and since > on:
            self.add_error("tu", "Ngày bắt đầu phải trước ngày tính. Sửa một trong hai ngày.")
        return said

    def question(self) -> Question:
        """What was asked; without a first day, what must have started counts from the first of January."""
        said = self.cleaned_data
        on = said.get("ngay") or self.today
        since = said.get("tu") or date(on.year, 1, 1)
        place = said.get("dia_ban")
        return Question(
            measure=self.measure,
            on=on,
            since=since if self.measure.since_start else None,
            options={name: said[f"o_{name}"] for name in self.measure.options if said[f"o_{name}"]},
            place=self.places[int(place)] if place else None,
            split=said.get("chia") or "",
        )


class PublishForm(OnceForm):
    """What a published figure is used for."""

    why = forms.CharField(
        label="Dùng vào việc gì",
        max_length=300,
        required=False,
        help_text="Ví dụ: báo cáo Ủy ban nhân dân tỉnh 6 tháng đầu năm",
    )


class KeepForm(kit.OcopForm):
    name = forms.CharField(label="Tên câu hỏi", max_length=120)
