"""What is typed about a partner's key and the addresses it is called back at."""

from datetime import timedelta
from typing import Any

from django import forms

from ocop.ground.producers.models import Producer
from ocop.kit import clock
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.public.partners.actions import needs_producer
from ocop.public.partners.calling import NotReached, parts_of
from ocop.public.partners.states import Scope, Subject

MOST_PER_MINUTE = 6000
USUAL_LIFE = timedelta(days=365)


class KeyForm(kit.OcopForm):
    """A new key: whose, for what, how often, until when."""

    name = forms.CharField(
        label="Tên đối tác, chương trình",
        max_length=120,
        help_text="Để biết khóa của ai, ví dụ: Siêu thị Co.opmart Cao Lãnh, phần mềm kho.",
    )
    scopes = forms.MultipleChoiceField(label="Khóa này được", choices=Scope.choices, widget=kit.Checkboxes())
    per_minute = kit.IntegerTextField(
        label="Số lần hỏi mỗi phút", minimum=1, maximum=MOST_PER_MINUTE, width="5", initial=300
    )
    expires_on = kit.DateField(label="Dùng đến hết ngày", initial=lambda: clock.today() + USUAL_LIFE)
    producer = forms.CharField(
        label="Mã chủ thể",
        max_length=12,
        required=False,
        help_text="Ghi khi chương trình là của một chủ thể, hoặc đọc, gửi việc đã làm với lô: mã 12 chữ ở cuối địa chỉ "
        "trang của chủ thể.",
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if needs_producer(said.get("scopes", ())) and not said.get("producer") and "producer" not in self.errors:
            self.add_error("producer", "Đọc, gửi việc đã làm với lô là thay một chủ thể. Ghi mã chủ thể ấy.")
        return said

    def clean_producer(self) -> Any:
        code = self.cleaned_data["producer"].strip()
        if not code:
            return None
        found = Producer.objects.filter(public_id=code).first()
        if found is None:
            raise forms.ValidationError("Không có chủ thể mang mã này. Mở trang chủ thể, chép mã ở cuối địa chỉ.")
        return found


class KeyFilter(kit.OcopForm):
    """Filter of the list, kept in the address."""

    q = forms.CharField(label="Đối tác", max_length=80, required=False)


class RevokeForm(kit.OcopForm):
    why = forms.CharField(label="Lý do thu hồi", max_length=300, widget=kit.TextArea(2))


class HookForm(OnceForm):
    """An address that is told."""

    url = forms.CharField(
        label="Địa chỉ nhận",
        max_length=300,
        help_text="Bắt đầu bằng https://. Máy của đối tác phải trả lời trong 10 giây.",
        widget=kit.TextBox(autocomplete="off", spellcheck="false", inputmode="url"),
    )
    subjects = forms.MultipleChoiceField(
        label="Báo khi",
        choices=[choice for choice in Subject.choices if choice[0] != Subject.PING],
        widget=kit.Checkboxes(),
    )

    field_order = ("url", "subjects", "key")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            parts_of(url)
        except NotReached as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return url
