"""What anybody types: the idea first, then who they are and what of it may be shown."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ocop.cycle.ideas.actions import IdeaWords
from ocop.cycle.ideas.places import communes_called
from ocop.cycle.ideas.states import AuthorKind, IdeaState, IdeaTag
from ocop.ground.accounts.tokens import new_token
from ocop.ground.producers.models import Producer
from ocop.kit import forms as kit
from ocop.kit.scope import Actor


class IdeaForm(kit.OcopForm):
    """The idea and its place. `website` is a box no person sees: what fills it in is a program."""

    CARRIED = ("title", "text", "place", "unit", "tags")

    title = forms.CharField(label=_("Tên ý tưởng"), max_length=120, help_text=_("Ví dụ: trà lá sen túi lọc"))
    text = forms.CharField(
        label=_("Ý tưởng là gì"),
        max_length=3000,
        widget=kit.TextArea(rows=6),
        help_text=_("Làm từ gì, ai dùng, khác gì sản phẩm đã có. Không ghi số điện thoại, địa chỉ nhà ở đây."),
    )
    place = forms.CharField(
        label=_("Xã, phường có thể làm"),
        max_length=80,
        widget=kit.TextBox(list="cac-xa", autocomplete="off"),
        help_text=_("Tên cũ hay mới, có dấu hay không đều được."),
    )
    unit = forms.CharField(label=_("Anh/chị muốn nói nơi nào?"), required=False, widget=kit.Radios())
    tags = forms.MultipleChoiceField(
        label=_("Ý tưởng này thuộc loại nào?"), choices=IdeaTag.choices, required=False, widget=kit.Checkboxes()
    )
    website = forms.CharField(
        label=_("Để trống ô này"),
        required=False,
        widget=kit.TextBox(autocomplete="off", tabindex="-1"),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A database is asked before the box is checked: what no keyboard types, PostgreSQL refuses inside a query.
        typed = str(self.data.get("place", "")).replace("\0", "")[:80]
        self.places = communes_called(typed, on) if self.is_bound else []
        radios: Any = self.fields["unit"].widget
        radios.choices = [(unit.key, unit.full_name) for unit in self.places]
        self.fields["unit"].optional_is_plain = True  # type: ignore[attr-defined]

    @property
    def asks_which_place(self) -> bool:
        return len(self.places) > 1

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(gettext("Ô này phải để trống. Xóa hết chữ trong ô rồi gửi lại."), code="trap")
        return ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "place" not in data:
            return data
        chosen = [unit for unit in self.places if unit.key == data.get("unit")] or self.places
        if not chosen:
            words = gettext("Không thấy xã, phường này trong tỉnh. Kiểm tra lại chữ, hoặc gõ tên trước khi sáp nhập.")
            self.add_error("place", words)
        elif len(chosen) > 1:
            self.add_error("unit", gettext("Có mấy nơi tên gần giống. Chọn một nơi."))
        else:
            data["unit"] = chosen[0]
        return data


class AuthorForm(kit.OcopForm):
    """Who offers it and what may be shown; `secret` makes the link they follow, and lets two presses send once."""

    CARRIED = ("author_kind", "author_name", "phone", "email", "shows_name", "may_list", "producer", "secret")

    picture = kit.PaperField(
        label=_("Ảnh"),
        required=False,
        photo_only=True,
        help_text=_("Ảnh sản phẩm làm thử, nguyên liệu. Tránh chụp rõ mặt người. Vị trí chụp bị xóa khỏi ảnh."),
    )
    author_kind = forms.ChoiceField(label=_("Anh/chị là"), choices=AuthorKind.choices, widget=kit.Radios())
    producer = forms.ChoiceField(label=_("Gửi cho chủ thể"), required=False)
    author_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, required=False, widget=kit.TextBox(autocomplete="name")
    )
    phone = kit.PhoneField(label=_("Số điện thoại"), required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, widget=kit.TextBox(inputmode="email", autocomplete="email")
    )
    may_list = forms.BooleanField(label=_("Cho mọi người xem ý tưởng và ảnh ở trang công khai"), required=False)
    shows_name = forms.BooleanField(label=_("Cho hiện cả tên tôi"), required=False)
    secret = forms.RegexField(r"^[0-9A-Za-z_-]{43}\Z", widget=forms.HiddenInput, initial=new_token)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("may_list", "shows_name"):
            self.fields[name].optional_is_plain = True  # type: ignore[attr-defined]
        rows = Producer.objects.represented_by(actor).order_by("sort_key", "pk")
        self.by_id = {each.public_id: each for each in (rows if actor.is_producer else ())}
        own: list[Any] = [(key, producer.name) for key, producer in self.by_id.items()]
        alone = ("", _("Tôi gửi riêng, không cho chủ thể nào"))
        choice: Any = self.fields["producer"]
        choice.choices = [*own, alone]
        if not own:
            del self.fields["producer"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "secret" in self.errors:
            # No person can mend it: the page comes back with another, and one more press sends.
            self.show_instead({"secret": new_token()})
            words = gettext("Liên kết theo dõi của trang này bị hỏng nên đã được tạo lại. Bấm “Gửi ý tưởng” lần nữa.")
            self.errors["secret"] = self.error_class([words])
        return data

    def words(self, idea: IdeaForm) -> IdeaWords:
        """Both forms as the action takes them."""
        typed, said = idea.cleaned_data, self.cleaned_data
        person = ("author_kind", "author_name", "phone", "email")
        facts = {name: said[name] for name in (*person, "shows_name", "may_list")}
        return IdeaWords(
            title=" ".join(typed["title"].split()),
            text=typed["text"].strip(),
            unit=typed["unit"],
            tags=typed["tags"],
            producer=self.by_id.get(said.get("producer", "")),
            **facts,
        )


class FindForm(kit.OcopForm):
    """Filters of the public list, kept in the address."""

    tim = forms.CharField(label=_("Tên ý tưởng"), max_length=80, required=False)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[("", _("Tất cả")), *[choice for choice in IdeaState.choices if choice[0] != IdeaState.MERGED]],
    )
    nhan = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Tất cả")), *IdeaTag.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("trang_thai", "nhan"):
            self.fields[name].widget.attrs["class"] = "govuk-select"
        self.fields["tim"].optional_is_plain = True  # type: ignore[attr-defined]
