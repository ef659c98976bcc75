"""Forms of the programme's pages."""

from typing import Any

from django import forms

from ocop.ground.offices.models import Office
from ocop.ground.programme.actions import DocumentFacts, RoundPlan
from ocop.ground.programme.models import LegalDocument
from ocop.ground.programme.states import DocumentKind
from ocop.kit import forms as kit


class RoundForm(kit.OcopForm):
    """What a round says; the days come suggested by the law in force."""

    name = forms.CharField(label="Tên đợt", max_length=200)
    year = kit.YearField(label="Năm", minimum=2018, maximum=2100)
    ordinal = kit.IntegerTextField(label="Đợt thứ", minimum=1, maximum=12, width="2")
    opens_on = kit.DateField(label="Nhận hồ sơ từ ngày")
    proposal_due = kit.DateField(label="Nhận đề nghị đến hết ngày")
    meeting_due = kit.DateField(label="Hội đồng đánh giá xong trước ngày")
    is_trial = forms.BooleanField(
        label="Đợt thử",
        required=False,
        help_text="Phiếu chấm chưa được đối chiếu với bản ký. Mọi giấy tờ của đợt sẽ in dòng “đợt thử”.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, proposal, meeting = (data.get(name) for name in ("opens_on", "proposal_due", "meeting_due"))
        if opens and proposal and proposal < opens:
            self.add_error("proposal_due", "Hạn nhận đề nghị phải sau ngày bắt đầu nhận hồ sơ.")
        if proposal and meeting and meeting < proposal:
            self.add_error("meeting_due", "Hạn đánh giá phải sau hạn nhận đề nghị.")
        return data

    def plan(self) -> RoundPlan:
        return RoundPlan(**{name: self.cleaned_data[name] for name in RoundPlan.__dataclass_fields__})


class NewRoundForm(RoundForm):
    office = forms.ModelChoiceField(label="Cơ quan tổ chức", queryset=Office.objects.none(), to_field_name="public_id")

    field_order = ("office",)

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]


class ChangeRoundForm(RoundForm):
    """The year and the number of a round stay what they were."""

    why = forms.CharField(label="Lý do thay đổi", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("year", "ordinal"):
            self.fields[name].disabled = True


class StopIntakeForm(kit.OcopForm):
    """Why the intake ends; asked for only while the announced day has not passed."""

    why = forms.CharField(
        label="Lý do ngừng sớm",
        max_length=300,
        widget=kit.TextArea(3),
        help_text="Chủ thể đang soạn hồ sơ đọc được lý do này.",
    )

    def __init__(self, *args: Any, early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not early:
            del self.fields["why"]


class DocumentFilter(kit.OcopForm):
    """Filters of the legal library, kept in the address."""

    tim = forms.CharField(label="Số, trích yếu", max_length=80, required=False)
    loai = forms.ChoiceField(label="Loại văn bản", required=False, choices=[("", "Tất cả"), *DocumentKind.choices])
    con_hieu_luc = forms.BooleanField(label="Còn hiệu lực", required=False)
    nhac_ocop = forms.BooleanField(label="Nghị quyết, chương trình có nhắc OCOP", required=False)


class _Documents(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}: {obj.title}"


class DocumentForm(kit.OcopForm):
    """What is printed on a document, and the signed paper itself."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=DocumentKind.choices)
    number = forms.CharField(label="Số, ký hiệu", max_length=60, help_text="Chép đúng như trên văn bản")
    title = forms.CharField(label="Trích yếu", max_length=400, widget=kit.TextArea(rows=3))
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200)
    issued_on = kit.DateField(label="Ngày ban hành")
    in_force_from = kit.DateField(label="Có hiệu lực từ ngày", required=False)
    in_force_to = kit.DateField(label="Hết hiệu lực sau ngày", required=False)
    mentions_ocop = forms.BooleanField(
        label="Nghị quyết hoặc chương trình công tác có nhắc OCOP",
        required=False,
        help_text="Đánh dấu khi cấp ủy, chính quyền đưa Chương trình OCOP vào văn bản này.",
    )
    mention = forms.CharField(label="Nhắc OCOP ở mục nào", max_length=300, required=False)
    source_url = forms.URLField(
        label="Địa chỉ công khai",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Địa chỉ phải bắt đầu bằng https:// và chép đủ từ trình duyệt."},
    )
    note = forms.CharField(label="Ghi chú", max_length=1000, required=False, widget=kit.TextArea(rows=3))
    amends = _Documents(
        label="Sửa đổi, bổ sung những văn bản nào",
        queryset=LegalDocument.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=kit.Checkboxes(),
    )
    file = kit.PaperField(label="Bản quét có chữ ký", required=False)

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amends"].queryset = documents  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("mentions_ocop") and not data.get("mention"):
            self.add_error("mention", "Ghi rõ văn bản nhắc đến OCOP ở mục nào.")
        start, end = data.get("in_force_from"), data.get("in_force_to")
        if start and end and end < start:
            self.add_error("in_force_to", "Ngày hết hiệu lực phải sau ngày có hiệu lực.")
        return data

    def facts(self) -> DocumentFacts:
        return DocumentFacts(**{name: self.cleaned_data[name] for name in DocumentFacts.__dataclass_fields__})


class _Offices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class SendForm(kit.OcopForm):
    """Who gets a document; offices with tasks in running plans are ticked already."""

    offices = _Offices(
        label="Nơi nhận", queryset=Office.objects.none(), to_field_name="public_id", widget=kit.Checkboxes()
    )
    communes = forms.BooleanField(
        label="Gửi thêm tất cả Ủy ban nhân dân cấp xã",
        required=False,
        help_text="Mỗi xã, phường nhận một bản và xác nhận riêng.",
    )

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offices"].queryset = offices  # type: ignore[attr-defined]
        self.fields["offices"].required = False
        self.fields["offices"].optional_is_plain = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("offices") and not data.get("communes"):
            self.add_error("offices", "Chọn ít nhất một nơi nhận.")
        return data
