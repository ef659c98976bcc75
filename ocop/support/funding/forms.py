"""What people type about policies, supports and credit."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Product
from ocop.ground.programme.models import LegalDocument
from ocop.kit import forms as kit
from ocop.kit.once import OnceForm
from ocop.support.funding.models import CreditProgramme, Policy
from ocop.support.funding.purposes import purpose_choices
from ocop.support.funding.states import CreditState, SupportState

EMPTY = ("", "Chọn…")
NONE = ("", "Không")


def _named(rows: Iterable[Any], key: str = "public_id") -> dict[str, Any]:
    return {str(getattr(row, key)): row for row in rows}


def _choices(empty: tuple[str, str], rows: dict[str, Any]) -> list[tuple[str, str]]:
    return [empty, *((key, str(row)) for key, row in rows.items())]


class PolicyFilter(kit.OcopForm):
    q = forms.CharField(label="Tên, mã chính sách", required=False, max_length=100)
    muc_dich = forms.ChoiceField(label="Mục đích", choices=[("", "Mọi mục đích"), *purpose_choices()], required=False)
    con_han = forms.ChoiceField(
        label="Thời gian", choices=[("", "Mọi chính sách"), ("co", "Đang áp dụng")], required=False
    )


class SupportFilter(kit.OcopForm):
    q = forms.CharField(label="Chủ thể, nội dung", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Mọi trạng thái"), *SupportState.choices], required=False
    )
    muc_dich = forms.ChoiceField(label="Mục đích", choices=[("", "Mọi mục đích"), *purpose_choices()], required=False)
    nam = kit.YearField(label="Năm bắt đầu", required=False)


class NameFilter(kit.OcopForm):
    q = forms.CharField(label="Tên chủ thể", required=False, max_length=100)


class CreditFilter(kit.OcopForm):
    q = forms.CharField(label="Chủ thể", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Mọi trạng thái"), *CreditState.choices], required=False
    )


class PolicyForm(kit.OcopForm):
    """A policy of the catalogue."""

    code = forms.CharField(label="Mã ngắn", max_length=40, help_text="Dùng trong bảng Excel, ví dụ: NĐ57, KC-2026.")
    name = forms.CharField(label="Tên chính sách", max_length=300)
    document = forms.ChoiceField(label="Văn bản", required=False)
    reference = forms.CharField(label="Điều, khoản", max_length=200, required=False)
    helps = forms.CharField(label="Hỗ trợ ai", max_length=500)
    purposes = forms.MultipleChoiceField(label="Hỗ trợ việc gì", choices=purpose_choices(), widget=kit.Checkboxes())
    conditions = forms.CharField(label="Điều kiện", max_length=2000, required=False, widget=kit.TextArea(4))
    ceiling = kit.MoneyField(label="Mức cao nhất một lần", required=False, help_text="Để trống nếu văn bản không in.")
    office = forms.ChoiceField(label="Cơ quan quản lý, chi")
    starts_on = kit.DateField(label="Áp dụng từ")
    ends_on = kit.DateField(label="Đến ngày", required=False)

    def __init__(
        self, *args: Any, offices: Iterable[Office], documents: Iterable[LegalDocument], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offices, self.documents = _named(offices), _named(documents)
        self.fields["office"].choices = _choices(EMPTY, self.offices)  # type: ignore[attr-defined]
        self.fields["document"].choices = _choices(NONE, self.documents)  # type: ignore[attr-defined]

    def clean_office(self) -> Office:
        return self.offices[self.cleaned_data["office"]]

    def clean_document(self) -> LegalDocument | None:
        return self.documents.get(self.cleaned_data["document"])


class SupportForm(OnceForm):
    """A proposal for one producer."""

    policy = forms.ChoiceField(label="Theo chính sách", required=False)
    other_budget = forms.CharField(
        label="Hoặc từ ngân sách khác",
        max_length=200,
        required=False,
        help_text="Khi không theo chính sách nào ở trên.",
    )
    office = forms.ChoiceField(
        label="Cơ quan hỗ trợ",
        required=False,
        help_text="Chỉ chọn khi từ ngân sách khác; chính sách đã có cơ quan chi.",
    )
    product = forms.ChoiceField(label="Cho sản phẩm", required=False)
    purpose = forms.ChoiceField(label="Mục đích", choices=[EMPTY, *purpose_choices()])
    detail = forms.CharField(label="Nội dung", max_length=300)
    starts_on = kit.DateField(label="Từ ngày")
    ends_on = kit.DateField(label="Đến ngày")
    amount = kit.MoneyField(label="Số tiền", minimum=1)

    def __init__(
        self,
        *args: Any,
        policies: Iterable[Policy],
        offices: Iterable[Office],
        products: Iterable[Product],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {"policy": _named(policies), "office": _named(offices), "product": _named(products)}
        for name, rows in self.rows.items():
            self.fields[name].choices = _choices(NONE, rows)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, rows in self.rows.items():
            data[name] = rows.get(data.get(name, ""))
        if not data["policy"] and not str(data.get("other_budget") or "").strip():
            self.add_error("policy", "Chọn chính sách, hoặc ghi tên ngân sách khác.")
        elif data["policy"] and str(data.get("other_budget") or "").strip():
            self.add_error("other_budget", "Đã chọn chính sách thì để trống ô ngân sách khác.")
        elif not data["policy"] and not data["office"]:
            self.add_error("office", "Chọn cơ quan hỗ trợ.")
        return data


class OverrideForm(kit.OcopForm):
    """Why a proposal is approved though something overlaps it."""

    override = forms.CharField(label="Lý do vẫn duyệt", max_length=500, widget=kit.TextArea(3))


class ApproveForm(kit.OcopForm):
    """Nothing to say."""


class ReasonForm(kit.OcopForm):
    why = forms.CharField(label="Lý do", max_length=500, widget=kit.TextArea(3))


class EndForm(kit.OcopForm):
    note = forms.CharField(label="Kết quả", max_length=500, required=False, widget=kit.TextArea(3))


class PayForm(OnceForm):
    """Money paid for a support of a line of a plan."""

    line = forms.ChoiceField(label="Chi từ dòng dự toán")
    paid_on = kit.DateField(label="Ngày chi")
    amount = kit.MoneyField(label="Số tiền", minimum=1)

    def __init__(self, *args: Any, lines: Iterable[Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = _named(lines)
        labels = [(key, f"{line.name} ({line.plan.name})") for key, line in self.lines.items()]
        self.fields["line"].choices = [EMPTY, *labels]  # type: ignore[attr-defined]
        self.fields["paid_on"].not_after = today  # type: ignore[attr-defined]

    def clean_line(self) -> Any:
        return self.lines[self.cleaned_data["line"]]


class WishForm(OnceForm):
    """That a producer wants a loan; made for a telephone."""

    amount = kit.MoneyField(label="Muốn vay bao nhiêu", minimum=1)
    purpose = forms.CharField(label="Vay để làm gì", max_length=300)
    programme = forms.ChoiceField(label="Chương trình tín dụng", required=False)
    bank = forms.CharField(label="Ngân hàng", max_length=200, required=False)
    obstacle = forms.CharField(
        label="Đang vướng gì",
        max_length=1000,
        required=False,
        widget=kit.TextArea(3),
        help_text="Ví dụ: thiếu tài sản bảo đảm, chưa biết thủ tục.",
    )

    def __init__(self, *args: Any, programmes: Iterable[CreditProgramme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = _named(programmes)
        self.fields["programme"].choices = _choices(("", "Chưa biết"), self.programmes)  # type: ignore[attr-defined]

    def clean_programme(self) -> CreditProgramme | None:
        return self.programmes.get(self.cleaned_data["programme"])


class MoveCreditForm(kit.OcopForm):
    obstacle = forms.CharField(label="Vướng mắc", max_length=1000, required=False, widget=kit.TextArea(3))
    obstacle_url = forms.CharField(
        label="Trang vướng mắc",
        max_length=300,
        required=False,
        help_text="Chép phần địa chỉ của trang vướng mắc đã nêu, bắt đầu bằng /ke-hoach/.",
    )


class LoanForm(OnceForm):
    bank = forms.CharField(label="Ngân hàng", max_length=200)
    programme = forms.ChoiceField(label="Chương trình tín dụng", required=False)
    amount = kit.MoneyField(label="Số tiền vay", minimum=1)
    starts_on = kit.DateField(label="Ngày giải ngân")
    ends_on = kit.DateField(label="Ngày đáo hạn", required=False)
    chain = forms.CharField(
        label="Chuỗi giá trị", max_length=200, required=False, help_text="Ví dụ: sen, xoài, lúa gạo."
    )

    def __init__(self, *args: Any, programmes: Iterable[CreditProgramme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = _named(programmes)
        self.fields["programme"].choices = _choices(NONE, self.programmes)  # type: ignore[attr-defined]

    def clean_programme(self) -> CreditProgramme | None:
        return self.programmes.get(self.cleaned_data["programme"])


class EntrustForm(kit.OcopForm):
    """Which agency has a record of credit in its charge."""

    office = forms.ModelChoiceField(
        label="Cơ quan phụ trách",
        queryset=Office.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Văn phòng Điều phối nông thôn mới",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.agencies().in_force(on).order_by("sort_key")
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        self.fields["office"].optional_is_plain = True  # type: ignore[attr-defined]


class CreditProgrammeForm(kit.OcopForm):
    name = forms.CharField(label="Tên chương trình", max_length=300)
    bank = forms.CharField(label="Tổ chức tín dụng", max_length=200, required=False)
    terms = forms.CharField(label="Điều kiện, lãi suất", max_length=2000, required=False, widget=kit.TextArea(4))
    starts_on = kit.DateField(label="Từ ngày")
    ends_on = kit.DateField(label="Đến ngày", required=False)
