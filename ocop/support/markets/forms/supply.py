"""Which product is where, on which marketplace, under which contract; the forms a producer fills on a telephone too."""

from typing import Any

from django import forms

from ocop.kit import forms as kit
from ocop.kit.scope import Actor
from ocop.support.markets.finder import Finder
from ocop.support.markets.forms.base import EMPTY_CHOICE, Found, FoundLines, MarketForm, note_field
from ocop.support.markets.models import Outlet, Partner
from ocop.support.markets.queries import KEEPERS
from ocop.support.markets.states import PlacementBasis

STARS = [("", "Trang không ghi sao"), ("3", "3 sao"), ("4", "4 sao"), ("5", "5 sao")]


class OwnProducts(MarketForm):
    """A producer picks among its own products; an officer names one."""

    product = Found("product", label="Sản phẩm", help_text="Ghi tên hoặc mã sản phẩm.")

    def narrow(self) -> None:
        if offered := own_products(self.actor, self.fields["product"].finder):  # type: ignore[attr-defined]
            self.fields["product"].widget = forms.Select(choices=[EMPTY_CHOICE, *offered])
            self.fields["product"].help_text = ""


def own_products(actor: Actor, finder: Finder) -> list[tuple[str, str]]:
    """What a person who only speaks for producers may pick: how to write a product, and its name."""
    if actor.posts or not actor.is_producer:
        return []
    index = finder.index("product")
    return [(finder.label("product", each), each.name) for each in index.by_code.values()]


class PlacementForm(OwnProducts):
    place = Found("place", label="Nơi bán", help_text="Tên điểm bán hoặc hệ thống bán lẻ, ví dụ “Bách hóa Xanh”.")
    basis = forms.ChoiceField(
        label="Hình thức",
        choices=[EMPTY_CHOICE, *[each for each in PlacementBasis.choices if each[0] != PlacementBasis.CONTRACT]],
    )
    starts_on = kit.DateField(label="Từ ngày")
    ends_on = kit.DateField(label="Đến hết ngày", required=False)
    note = note_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._forward("starts_on", "ends_on")
        return cleaned

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        place = facts.pop("place")
        outlet = place if isinstance(place, Outlet) else None
        return {**facts, "outlet": outlet, "partner": place if isinstance(place, Partner) else None}


class ListingForm(OwnProducts):
    partner = Found("marketplace", label="Sàn", help_text="Ví dụ “Postmart”.")
    address = forms.URLField(label="Địa chỉ trang bán", required=False, max_length=500, assume_scheme="https")
    price = kit.MoneyField(label="Giá", required=False)
    claimed_stars = forms.TypedChoiceField(
        label="Sao ghi trên trang", choices=STARS, coerce=int, required=False, empty_value=None
    )
    starts_on = kit.DateField(label="Có trên sàn từ")
    checked_on = kit.DateField(label="Kiểm tra gần nhất", required=False)
    ends_on = kit.DateField(label="Ngày cuối còn trên sàn", required=False)
    note = note_field()

    def narrow(self) -> None:
        super().narrow()
        if own_products(self.actor, self.fields["product"].finder):  # type: ignore[attr-defined]
            del self.fields["checked_on"], self.fields["ends_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._forward("starts_on", "ends_on")
        self._forward("starts_on", "checked_on")
        return cleaned


class ContractForm(MarketForm):
    producer = Found("producer", label="Chủ thể")
    partner = Found("partner", label="Bên mua", help_text="Hệ thống bán lẻ hoặc nhà phân phối.")
    products = FoundLines("product", label="Sản phẩm")
    number = forms.CharField(label="Số hợp đồng", max_length=60, required=False)
    signed_on = kit.DateField(label="Ngày ký")
    starts_on = kit.DateField(label="Thực hiện từ")
    ends_on = kit.DateField(label="Đến hết ngày", required=False)
    volume = kit.DecimalTextField(label="Sản lượng", minimum=0, required=False)
    volume_unit = forms.CharField(label="Đơn vị tính", max_length=30, required=False, help_text="Ví dụ kg, hộp, chai.")
    value = kit.MoneyField(label="Giá trị", required=False)
    office = Found(
        "agency",
        label="Cơ quan phụ trách",
        required=False,
        help_text="Sở, ngành, đoàn thể theo dõi và đọc được hợp đồng này. Để trống thì Văn phòng Điều phối theo dõi.",
    )
    note = note_field()

    def narrow(self) -> None:
        if not self.actor.has_role(*KEEPERS):
            del self.fields["office"]
        if self.actor.posts or not self.actor.is_producer:
            return
        finder: Finder = self.fields["producer"].finder  # type: ignore[attr-defined]
        mine = list(finder.index("producer").by_code.values())
        options = [(finder.label("producer", each), each.name) for each in mine]
        self.fields["producer"].widget = forms.Select(choices=options)
        names = "; ".join(label for label, _ in own_products(self.actor, finder))
        self.fields["products"].help_text = f"Mỗi dòng một sản phẩm. Sản phẩm của anh/chị: {names}."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._forward("starts_on", "ends_on")
        if cleaned.get("volume") is not None and not cleaned.get("volume_unit"):
            self.add_error("volume_unit", "Ghi đơn vị tính của sản lượng, ví dụ kg.")
        producer = cleaned.get("producer")
        others = [each.name for each in cleaned.get("products") or () if producer and each.producer_id != producer.pk]
        if others:
            self.add_error("products", f"Không phải sản phẩm của {producer}: {', '.join(others)}.")
        return cleaned
