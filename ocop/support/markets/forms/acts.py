"""Small forms of one act on one record."""

from typing import Any

from django import forms

from ocop.kit import forms as kit
from ocop.kit.scope import Actor
from ocop.support.markets.finder import Finder
from ocop.support.markets.forms.base import EMPTY_CHOICE, Found, MarketForm
from ocop.support.markets.forms.supply import STARS
from ocop.support.markets.states import ChainStage, ItemState


class ActForm(MarketForm):
    """Base of forms about a record that exists: no id is handed out."""

    def __init__(self, *args: Any, record: Any, actor: Actor, finder: Finder | None = None, **kwargs: Any) -> None:
        self.record = record
        super().__init__(*args, actor=actor, finder=finder, **kwargs)
        del self.fields["code"]


class NothingForm(ActForm):
    """An act that asks nothing more."""


class ReasonForm(ActForm):
    why = forms.CharField(label="Lý do", max_length=300)


class EndForm(ActForm):
    on = kit.DateField(label="Ngày cuối thực hiện")
    why = forms.CharField(label="Lý do chấm dứt", max_length=300)


class RenewForm(ActForm):
    number = forms.CharField(label="Số hợp đồng mới", max_length=60, required=False)
    signed_on = kit.DateField(label="Ngày ký")
    starts_on = kit.DateField(label="Thực hiện từ")
    ends_on = kit.DateField(label="Đến hết ngày", required=False)
    volume = kit.DecimalTextField(label="Sản lượng", minimum=0, required=False)
    value = kit.MoneyField(label="Giá trị", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._forward("starts_on", "ends_on")
        return cleaned


class CheckForm(ActForm):
    """What the page of the marketplace says today."""

    still = forms.ChoiceField(
        label="Trang bán còn không?",
        choices=[("con", "Còn bán"), ("het", "Không còn trên sàn")],
        widget=kit.Radios(inline=True),
    )
    price = kit.MoneyField(label="Giá trên trang", required=False)
    claimed_stars = forms.TypedChoiceField(
        label="Sao ghi trên trang", choices=STARS, coerce=int, required=False, empty_value=None
    )


class AnswerForm(ActForm):
    producer = Found("producer", label="Trả lời thay mặt chủ thể")
    text = forms.CharField(
        label="Trả lời", max_length=1000, widget=kit.TextArea(4), help_text="Có hàng gì, bao nhiêu, khi nào giao được."
    )

    def narrow(self) -> None:
        finder: Finder = self.fields["producer"].finder  # type: ignore[attr-defined]
        mine = [each for each in finder.index("producer").by_code.values() if each.pk in self.actor.producer_ids]
        options = [(finder.label("producer", each), each.name) for each in mine]
        self.fields["producer"].widget = forms.Select(choices=options)


class CloseForm(ActForm):
    outcome = forms.ChoiceField(
        label="Kết quả",
        choices=[("won", "Đã mua bán được"), ("closed", "Không mua bán được")],
        widget=kit.Radios(),
    )
    why = forms.CharField(label="Với ai, hoặc vì sao không được", max_length=300)


class LargeForm(ActForm):
    since = kit.DateField(label="Là điểm du lịch lớn từ ngày")
    why = forms.CharField(label="Lý do, văn bản", max_length=300)


class NoLongerLargeForm(ActForm):
    on = kit.DateField(label="Ngày cuối trong danh sách")
    why = forms.CharField(label="Lý do đưa ra", max_length=300)


class LinkForm(ActForm):
    stage = forms.ChoiceField(label="Khâu", choices=[EMPTY_CHOICE, *ChainStage.choices])
    producer = Found("producer", label="Chủ thể", required=False)
    partner = Found("partner", label="Hoặc đối tác", required=False)
    does = forms.CharField(label="Làm gì", max_length=200, help_text="Ví dụ “cung cấp hạt sen tươi”.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        named = [each for each in (cleaned.get("producer"), cleaned.get("partner")) if each]
        if len(named) != 1 and not {"producer", "partner"} & set(self.errors):
            self.add_error("producer", "Ghi một chủ thể, hoặc một đối tác.")
        return cleaned


class ItemsForm(ActForm):
    """What the marketplace answered, one product or several at once."""

    items = forms.MultipleChoiceField(label="Sản phẩm", widget=kit.Checkboxes())
    outcome = forms.ChoiceField(
        label="Sàn trả lời",
        choices=[(ItemState.ACCEPTED, "Đã nhận lên sàn"), (ItemState.REFUSED, "Không nhận")],
        widget=kit.Radios(inline=True),
    )
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def narrow(self) -> None:
        sent = self.record.items.filter(state=ItemState.SENT).select_related("product__producer")
        choices = [(str(each.pk), f"{each.product.name} ({each.product.producer.name})") for each in sent]
        self.fields["items"].choices = choices  # type: ignore[attr-defined]
