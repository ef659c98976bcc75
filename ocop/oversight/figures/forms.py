"""Questions as the address writes them, and what people type to keep one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import Tier
from ocop.ground.planning.measures import Measure
from ocop.ground.planning.promise_words import OPTION_LABELS
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.oversight.figures.questions import BY_OFFICE, BY_TIME, Question, splits_of

SPLIT_LABELS = {
    "xa": "Xã, phường hiện nay",
    "huyen": "Huyện, thành phố trước 7/2025",
    "xa-cu": "Xã, phường trước 7/2025",
    BY_OFFICE: "Cơ quan",
    BY_TIME: "Cuối mỗi quý",
}


def split_label(name: str) -> str:
    """What a figure is split by, in words."""
    return SPLIT_LABELS.get(name) or OPTION_LABELS.get(name, name).removeprefix("Chỉ tính ").capitalize()


def offices_asked() -> list[Office]:
    """The offices one may ask about, gone ones too: the province's first, then districts', then communes'."""
    tiers = (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE)
    found = Office.objects.filter(tier__in=tiers).order_by("sort_key", "pk")
    return sorted(found, key=lambda office: tiers.index(Tier(office.tier)))


class SearchForm(kit.OcopForm):
    q = forms.CharField(label="Tìm chỉ số", max_length=100, required=False)


class PublishedFilter(kit.OcopForm):
    q = forms.CharField(label="Mã hoặc tên con số", max_length=100, required=False)


# What a link may ask of an indicator that cannot tell it: refused, lest the whole province be taken for one part of it.
UNASKED = {
    "dia_ban": "Chỉ số này không tính riêng cho một địa bàn.",
    "co_quan": "Chỉ số này không tính riêng cho một cơ quan.",
}


class QuestionForm(kit.OcopForm):
    """One measure's question; every field may be left out."""

    ngay = kit.DateField(label="Tính đến ngày", required=False)
    tu = kit.DateField(label="Tính từ ngày", required=False)
    dia_ban = forms.ChoiceField(label="Địa bàn", required=False)
    co_quan = forms.ChoiceField(label="Việc của cơ quan", required=False)
    chia = forms.ChoiceField(label="Chia theo", required=False)

    def __init__(
        self,
        *args: Any,
        measure: Measure,
        today: date,
        places: Mapping[int, Unit],
        offices: Mapping[str, Office],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.today, self.places, self.offices = measure, today, places, offices
        if not measure.since_start:
            del self.fields["tu"]
        if measure.counted.place:
            named = [(str(unit.pk), unit.full_name) for unit in self._offered()]
            self.fields["dia_ban"].choices = [("", "Toàn tỉnh"), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["dia_ban"]
        if measure.tells_offices:
            standing = [(office.public_id, office.name) for office in self._offices_offered()]
            self.fields["co_quan"].choices = [("", "Mọi cơ quan"), *standing]  # type: ignore[attr-defined]
        else:
            del self.fields["co_quan"]
        splits = [(name, split_label(name)) for name in splits_of(measure)]
        self.fields["chia"].choices = [("", "Không chia"), *splits]  # type: ignore[attr-defined]
        for name, values in measure.options.items():
            label = OPTION_LABELS.get(name, name)
            choices = [("", "Tính tất cả"), *values().items()]
            self.fields[f"o_{name}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.order_fields(["ngay", "tu", "dia_ban", "co_quan", *(f"o_{name}" for name in measure.options), "chia"])

    def _offered(self) -> list[Unit]:
        """Today's communes and the old districts; an old commune only when a link asks for it."""
        asked = str(self.data.get("dia_ban", ""))
        offered = [unit for unit in self.places.values() if unit.tier == Tier.DISTRICT or unit.valid_to is None]
        return offered + [unit for key, unit in self.places.items() if str(key) == asked and unit not in offered]

    def _offices_offered(self) -> list[Office]:
        """Today's offices; one that is no more only when a link asks for it."""
        asked = str(self.data.get("co_quan", ""))
        return [office for key, office in self.offices.items() if key == asked or office.valid_to is None]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name, words in UNASKED.items():
            if name not in self.fields and self.data.get(name):
                self.add_error(None, f"{words} Bỏ phần “{name}” trong đường dẫn rồi xem lại.")
        on, since = said.get("ngay") or self.today, said.get("tu")
        if since and since > on:
            self.add_error("tu", "Ngày bắt đầu phải trước ngày tính. Sửa một trong hai ngày.")
        return said

    def question(self) -> Question:
        """What was asked; without a first day, what must have started counts from the first of January."""
        said = self.cleaned_data
        on = said.get("ngay") or self.today
        since = said.get("tu") or date(on.year, 1, 1)
        place, office = said.get("dia_ban"), said.get("co_quan")
        return Question(
            measure=self.measure,
            on=on,
            since=since if self.measure.since_start else None,
            options={name: said[f"o_{name}"] for name in self.measure.options if said[f"o_{name}"]},
            place=self.places[int(place)] if place else None,
            office=self.offices[office] if office else None,
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
