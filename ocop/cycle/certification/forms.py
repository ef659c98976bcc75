"""Forms of certification: a decision, a letter to the ministry, its answer, a change of standing."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from ocop.cycle.certification.law import MINISTRY_TOTAL
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.states import RecognitionState, Standing, WithdrawalGround
from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Product
from ocop.kit import forms as kit


class OfficeChoice(forms.ModelChoiceField):
    """One of some offices, by public id; the only one is chosen already."""

    def label_from_instance(self, obj: Office) -> str:
        return obj.name


class NationalFilter(kit.OcopForm):
    """Which of the results brought in are looked at."""

    q = forms.CharField(label="Tên sản phẩm, chủ thể", max_length=100, required=False)

    def narrowed(self, rows: QuerySet[Recognition]) -> QuerySet[Recognition]:
        """The rows whose product or producer is called so."""
        words = self.cleaned_data.get("q") if self.is_valid() else ""
        return rows.filter(product__in=Product.objects.search(words)) if words else rows


class DecisionForm(kit.OcopForm):
    """The signed paper and the dossiers it names."""

    number = forms.CharField(
        label="Số quyết định", max_length=60, help_text="Ví dụ 1580/QĐ-UBND-HC", widget=kit.TextBox("20")
    )
    signed_on = kit.DateField(label="Ngày ký")
    office = OfficeChoice(
        label="Cơ quan ký", queryset=Office.objects.none(), to_field_name="public_id", empty_label=None
    )
    signer = forms.CharField(label="Họ và tên người ký", max_length=150)
    dossiers = forms.MultipleChoiceField(
        label="Hồ sơ trong quyết định", error_messages={"required": "Chọn ít nhất một hồ sơ."}
    )

    def __init__(self, *args: Any, offices: QuerySet[Office], choosable: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        self.fields["dossiers"].choices = [(public_id, public_id) for public_id in choosable]  # type: ignore[attr-defined]
        self.fields["dossiers"].error_messages["invalid_choice"] = (
            "Có hồ sơ không còn chờ quyết định. Anh/chị xem lại danh sách rồi chọn lại."
        )


class ReferralForm(kit.OcopForm):
    to_office = OfficeChoice(
        label="Gửi tới", queryset=Office.objects.none(), to_field_name="public_id", empty_label=None
    )
    letter_number = forms.CharField(label="Số văn bản trình", max_length=60, widget=kit.TextBox("20"))
    sent_on = kit.DateField(label="Ngày gửi")

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_office"].queryset = offices  # type: ignore[attr-defined]


class AnswerForm(kit.OcopForm):
    """The ministry's answer; the decision's number is asked for only when it recognised."""

    RECOGNISED, BELOW = "recognised", "below"

    result = forms.ChoiceField(
        label="Kết quả của Trung ương",
        choices=[(RECOGNISED, "Công nhận 5 sao"), (BELOW, "Dưới 90 điểm, trả về tỉnh")],
        widget=kit.Radios(
            hints={BELOW: "Tỉnh có thể dùng kết quả này để công nhận 3 hoặc 4 sao (Điều 7.6 QĐ 26/2026)."}
        ),
    )
    total = kit.DecimalTextField(label="Điểm Trung ương", minimum=0, maximum=100, places=3, unit="điểm", width="5")
    on = kit.DateField(label="Ngày ký quyết định hoặc văn bản trả lời")
    number = forms.CharField(
        label="Số quyết định công nhận",
        max_length=60,
        required=False,
        help_text="Chỉ nhập khi công nhận 5 sao",
        widget=kit.TextBox("20"),
    )
    signer = forms.CharField(label="Họ và tên người ký", max_length=150, required=False)
    note = forms.CharField(label="Ghi chú", max_length=2000, required=False, widget=kit.TextArea(3))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        recognised, total = data.get("result") == self.RECOGNISED, data.get("total")
        if recognised and not data.get("number"):
            self.add_error("number", "Nhập số quyết định công nhận 5 sao.")
        if isinstance(total, Decimal) and recognised != (total >= MINISTRY_TOTAL):
            self.add_error("total", _mismatch(recognised))
        if data.get("result") == self.BELOW and not data.get("note"):
            self.add_error("note", "Nhập nhận xét của Trung ương để tỉnh và chủ thể biết.")
        return data


def _mismatch(recognised: bool) -> str:
    """What does not fit between the marked result and the points, and the two ways to mend it."""
    if recognised:
        return "Điểm dưới 90 thì không công nhận 5 sao được. Sửa điểm, hoặc chọn “Dưới 90 điểm, trả về tỉnh”."
    return "Điểm từ 90 trở lên thì không phải “Dưới 90 điểm”. Sửa điểm, hoặc chọn “Công nhận 5 sao”."


class RefusalForm(kit.OcopForm):
    why = forms.CharField(
        label="Lý do",
        max_length=2000,
        widget=kit.TextArea(4),
        help_text="Chủ thể đọc được lý do này. Nêu điểm đạt được và điều còn thiếu.",
    )


class StandingForm(kit.OcopForm):
    """Suspend, lift or withdraw; the ground is asked for a withdrawal only."""

    to_state = forms.ChoiceField(label="Việc cần ghi", widget=kit.Radios())
    ground = forms.ChoiceField(
        label="Căn cứ thu hồi",
        choices=[("", "Chọn căn cứ"), *WithdrawalGround.choices],
        required=False,
        help_text="Điều 8 QĐ 26/2026. Chỉ chọn khi thu hồi.",
    )
    decision_number = forms.CharField(label="Số quyết định", max_length=60, widget=kit.TextBox("20"))
    effective_on = kit.DateField(label="Có hiệu lực từ ngày")
    reason = forms.CharField(
        label="Lý do", max_length=2000, widget=kit.TextArea(4), help_text="Chủ thể đọc được lý do này."
    )

    _ACTS = {
        RecognitionState.GRANTED: [(RecognitionState.SUSPENDED, "Tạm dừng"), (RecognitionState.WITHDRAWN, "Thu hồi")],
        RecognitionState.SUSPENDED: [
            (RecognitionState.GRANTED, "Cho dùng lại"),
            (RecognitionState.WITHDRAWN, "Thu hồi"),
        ],
    }

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = self._ACTS.get(RecognitionState(state), [])
        self.fields["to_state"].choices = [(str(value), label) for value, label in acts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("to_state") == RecognitionState.WITHDRAWN and not data.get("ground"):
            self.add_error("ground", "Chọn căn cứ thu hồi.")
        return data


class ScanForm(kit.OcopForm):
    file = kit.PaperField(label="Bản quét quyết định đã ký (PDF hoặc ảnh)")


class RegisterFilter(kit.OcopForm):
    """Filters of the register, kept in the address."""

    tim = forms.CharField(label="Sản phẩm hoặc chủ thể", required=False)
    sao = forms.ChoiceField(
        label="Hạng sao", required=False, choices=[("", "Tất cả"), *[(str(n), f"{n} sao") for n in (3, 4, 5)]]
    )
    hieu_luc = forms.ChoiceField(
        label="Hiệu lực",
        required=False,
        choices=[("", "Tất cả"), *[c for c in Standing.choices if c[0] != Standing.UNKNOWN]],
    )
    het_han = forms.ChoiceField(
        label="Sắp hết hạn",
        required=False,
        choices=[("", "Không lọc"), *[(str(days), f"Trong {days} ngày") for days in (30, 120, 180)]],
    )
