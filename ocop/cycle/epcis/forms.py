"""What people type about what was done to a lot."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms

from ocop.cycle.epcis.actions import Said
from ocop.cycle.epcis.models import Partner
from ocop.cycle.epcis.steps import STEPS, Input, StepKind
from ocop.cycle.epcis.trace import Lot
from ocop.cycle.traceability.models import LOT_LENGTH
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer
from ocop.kit import forms as kit
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.once import OnceForm
from ocop.kit.text.fold import squash
from ocop.rules.epcis import UNITS

MOST = 10_000_000
_NAMESAKES = 5
_WEIGHED = [(code, words) for code, words in UNITS.items() if code]


class _UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class StepForm(OnceForm):
    """When, where, how much, a picture; and what the kind of step asks besides."""

    on = kit.DateField(label="Ngày làm")
    hour = forms.TimeField(
        label="Giờ",
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"],
        help_text="Ví dụ 14:30. Không nhớ thì để trống.",
        error_messages={"invalid": "Ghi giờ như 14:30, hoặc để trống."},
    )
    photo = kit.PaperField(label="Ảnh chụp", photo_only=True, required=False)

    def __init__(
        self,
        *args: Any,
        kind: StepKind,
        partners: Any,
        lots: Iterable[Lot],
        producer: Producer,
        communes: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.lots = kind, list(lots)
        asked: dict[str, forms.Field] = {}
        if "material" in kind.asks:
            asked |= _material_fields(kind)
        self.namesakes: list[Producer] = []
        if "partner" in kind.asks:
            asked |= _partner_fields(kind, partners)
            self.namesakes = _namesakes(str(self.data.get("new_partner", "")), partners, producer)
            asked |= _namesake_field(self.namesakes)
        if "inputs" in kind.asks:
            asked |= {input_name(lot): _input_field(lot) for lot in self.lots}
        whole = not kind.asks & {"unit"}
        asked["quantity"] = (
            kit.IntegerTextField(label=kind.how_much, minimum=1, maximum=MOST, width="10")
            if whole
            else kit.DecimalTextField(label=kind.how_much, minimum=Decimal("0.001"), maximum=MOST, places=3)
        )
        if not whole:
            asked["unit"] = forms.ChoiceField(label="Tính bằng", choices=_WEIGHED, widget=kit.Radios(inline=True))
            asked["unit"].initial = "KGM"
        asked["place"] = _UnitChoice(
            label="Làm ở đâu",
            queryset=communes,
            to_field_name="code",
            required=False,
            empty_label=f"Tại cơ sở ({producer.unit.full_name})",
        )
        # One of these has to be filled, so none of them says that it may be left out.
        for name in asked.keys() & {"partner", "new_partner", *map(input_name, self.lots)}:
            asked[name].optional_is_plain = True  # type: ignore[attr-defined]
        self.fields.update(asked)
        self.order_fields([*(name for name in asked if name != "place"), "on", "hour", "place", "photo", "key"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "partner" in self.kind.asks and not self.errors and not data.get("partner") and not data.get("new_partner"):
            self.add_error("new_partner", "Chọn một nơi đã ghi, hoặc ghi tên nơi mới.")
        if "inputs" in self.kind.asks and not self.errors and not self.inputs:
            box = input_name(self.lots[0]) if self.lots else None
            self.add_error(box, "Ghi đã dùng bao nhiêu của ít nhất một nguyên liệu.")
        if self.kind.slug == "nhan" and not self.errors and not data.get("material"):
            self.add_error("material", "Ghi tên nguyên liệu đã nhận.")
        return data

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What was used of which lot; lots left empty were not used."""
        used = ((lot, self.cleaned_data.get(input_name(lot))) for lot in self.lots)
        return tuple(Input(lot.uri, quantity, lot.unit) for lot, quantity in used if quantity)

    def said(self, now: datetime) -> Said:
        """All of it; without an hour the middle of the day, or this moment for today."""
        data = self.cleaned_data
        return Said(
            at=_moment(data["on"], data.get("hour"), now),
            quantity=Decimal(data["quantity"]),
            unit=data.get("unit", ""),
            place=data.get("place"),
            material=data.get("material", "").strip(),
            material_lot=data.get("material_lot", "").strip(),
            partner=data.get("partner"),
            new_partner=data.get("new_partner", "").strip(),
            party=next((each for each in self.namesakes if each.public_id == data.get("namesake")), None),
            contact=data.get("contact", "").strip(),
            inputs=self.inputs if "inputs" in self.kind.asks else (),
            photo=data.get("photo"),
        )


def input_name(lot: Lot) -> str:
    """The name of a lot's box: its own, however the list of lots grows between looking and sending."""
    return f"input_{sha256(lot.uri.encode()).hexdigest()[:12]}"


def _moment(on: date, hour: time | None, now: datetime) -> datetime:
    if hour is None and on == now.astimezone(HO_CHI_MINH).date():
        return now.astimezone(HO_CHI_MINH)
    return datetime.combine(on, hour or time(12), HO_CHI_MINH)


def _material_fields(kind: StepKind) -> dict[str, forms.Field]:
    own = kind.slug == "thu-hoach"
    help_text = "Để trống nếu thu hoạch ra chính lô hàng này." if own else "Ví dụ: hạt sen tươi, muối hạt."
    return {
        "material": forms.CharField(label="Nguyên liệu", max_length=120, required=not own, help_text=help_text),
        "material_lot": forms.CharField(label="Số lô của nguyên liệu", max_length=LOT_LENGTH, required=False),
    }


def _partner_fields(kind: StepKind, partners: Any) -> dict[str, forms.Field]:
    whom = "Nhận của ai" if kind.step == "receiving" else "Giao cho ai"
    fields: dict[str, forms.Field] = {}
    if partners.exists():
        fields["partner"] = forms.ModelChoiceField(
            label=whom, queryset=partners, to_field_name="public_id", required=False, empty_label="Nơi mới, ghi ở dưới"
        )
    fields["new_partner"] = forms.CharField(
        label=f"{whom} (nơi mới)" if fields else whom,
        max_length=150,
        required=False,
        help_text="Tên cửa hàng, cơ sở hoặc người. Chỉ anh/chị và cơ quan quản lý thấy tên này.",
    )
    fields["contact"] = forms.CharField(
        label="Điện thoại hoặc địa chỉ của nơi mới",
        max_length=150,
        required=False,
        help_text="Để gọi ngay khi phải thu hồi hàng.",
    )
    return fields


def _namesakes(typed: str, partners: Any, producer: Producer) -> list[Producer]:
    """Producers of the programme whose name is written like a new partner's, whatever its marks and spaces."""
    name = typed.strip()
    if "\0" in name or not squash(name) or partners.filter(name=name).exists():
        return []
    rows = Producer.objects.filter(squashed=squash(name)).exclude(pk=producer.pk).select_related("unit")
    return list(rows.order_by("sort_key", "pk")[:_NAMESAKES])


def _namesake_field(namesakes: list[Producer]) -> dict[str, forms.Field]:
    """The question whether the partner is one of them: names alike are not the same people."""
    if not namesakes:
        return {}
    choices = [(each.public_id, f"{each.name}, {each.unit.full_name}") for each in namesakes]
    return {
        "namesake": forms.ChoiceField(
            label="Nơi này có phải chủ thể OCOP dưới đây không?",
            choices=[*choices, ("khac", "Không, nơi khác có tên giống vậy")],
            widget=kit.Radios(),
            help_text="Nếu phải, chủ thể ấy thấy lô anh/chị giao và dùng được làm nguyên liệu.",
            error_messages={"required": "Tên này giống tên một chủ thể OCOP. Cho biết có phải nơi ấy không."},
        )
    }


def _input_field(lot: Lot) -> forms.Field:
    words = UNITS.get(lot.unit, lot.unit)
    whose = f", của {lot.owner.name}" if lot.batch is not None and lot.owner is not None else ""
    return kit.DecimalTextField(
        label=f"{lot.name}{whose}: đã dùng bao nhiêu {words}",
        minimum=0,
        maximum=MOST,
        places=3,
        required=False,
        help_text="Không dùng thì để trống.",
    )


class WrongForm(kit.OcopForm):
    """What is wrong about a line."""

    what = forms.ChoiceField(
        label="Dòng này sai thế nào",
        choices=[("data", "Có làm nhưng ghi sai: tôi ghi lại cho đúng"), ("never", "Việc này không xảy ra")],
        widget=kit.Radios(),
    )
    why = forms.CharField(label="Kể ngắn gọn", max_length=300, required=False, widget=kit.TextArea(2))


class EventFilter(kit.OcopForm):
    """Filters of the list of events, kept in the address."""

    q = forms.CharField(label="Chủ thể, sản phẩm hoặc số lô", max_length=80, required=False)
    step = forms.ChoiceField(
        label="Việc", choices=[("", "Tất cả"), *((kind.slug, kind.title) for kind in STEPS)], required=False
    )
    since = kit.DateField(label="Từ ngày", required=False)
    until = kit.DateField(label="Đến hết ngày", required=False)


def communes_on(on: date) -> Any:
    """The communes in force on a day, by name."""
    units: Any = Unit.objects.in_force(on)
    return units.filter(tier="commune").order_by("sort_key")


def partners_of(producer_id: int) -> Any:
    return Partner.objects.filter(producer=producer_id)
