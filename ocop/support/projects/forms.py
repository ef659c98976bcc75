"""Forms of projects and of the design centre."""

from datetime import date
from typing import Any

from django import forms

from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.ground.producers.models import Producer
from ocop.ground.programme.models import LegalDocument
from ocop.kit import forms as kit
from ocop.kit.scope import Actor
from ocop.support.projects.policies import WORKERS
from ocop.support.projects.states import (
    FIRST_HOUR,
    LAST_HOUR,
    PartnerRole,
    ProjectKind,
    ProjectState,
    StepKind,
)

ALL = ("", "Tất cả")


class ProjectFilter(kit.OcopForm):
    """Filters of the list of projects, kept in the address."""

    q = forms.CharField(label="Tên dự án", max_length=80, required=False)
    loai = forms.ChoiceField(label="Loại", required=False, choices=[ALL, *ProjectKind.choices])
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[ALL, *ProjectState.choices])


def _offices(on: date) -> Any:
    return Office.objects.in_force(on)


def _choice(label: str, queryset: Any, *, required: bool = True, help_text: str = "") -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label,
        queryset=queryset,
        to_field_name="public_id",
        required=required,
        empty_label="Chọn…" if required else "Không có",
        help_text=help_text,
    )


class ProjectForm(kit.OcopForm):
    """What a project says; `office` is limited to those the person may make its owner."""

    name = forms.CharField(label="Tên dự án", max_length=250)
    kind = forms.ChoiceField(label="Loại", choices=ProjectKind.choices)
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    reference = forms.CharField(label="Mục của kế hoạch", max_length=100, required=False)
    note = forms.CharField(label="Ghi chú", max_length=2000, required=False, widget=kit.TextArea(3))

    field_order = ("name", "kind", "office", "place", "plan", "framework", "reference", "note")

    def __init__(self, *args: Any, actor: Actor, owner: Office | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = _offices(actor.on)
        if not actor.has_role("province_officer"):
            offices = offices.filter(pk__in=actor.office_ids(*WORKERS))
        if owner is not None:
            offices = offices | Office.objects.filter(pk=owner.pk)
        self.fields["office"] = _choice("Cơ quan chủ trì", offices)
        self.fields["plan"] = _choice("Theo kế hoạch", Plan.objects.visible_to(actor), required=False)
        self.fields["framework"] = _choice("Quyết định khung", LegalDocument.objects.all(), required=False)
        for field in ("office", "plan", "framework"):
            self.fields[field].error_messages["required"] = kit.ask_for(self.fields[field], "cơ quan chủ trì")
        self.order_fields(self.field_order)


class NewProjectForm(ProjectForm):
    code = forms.SlugField(
        label="Mã dự án",
        max_length=40,
        help_text="Chữ thường không dấu, gạch nối. Ghi đúng mã dự án của dòng kinh phí để trang hiện tiền theo nguồn.",
        error_messages={"invalid": "Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối."},
    )


class MoveForm(kit.OcopForm):
    """The day of a move and why."""

    on = kit.DateField(label="Ngày")
    why = forms.CharField(label="Lý do, căn cứ", max_length=500, required=False)


class PartnerForm(kit.OcopForm):
    role = forms.ChoiceField(label="Vai trò", choices=PartnerRole.choices)
    name = forms.CharField(
        label="Tên đơn vị ngoài", max_length=200, required=False, help_text="Để trống khi chọn cơ quan ở trên."
    )
    contract_number = forms.CharField(label="Số hợp đồng", max_length=60, required=False)
    deliverable = forms.CharField(label="Sản phẩm bàn giao", max_length=300, required=False)

    field_order = ("role", "office", "name", "contract_number", "deliverable")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"] = _choice("Cơ quan", _offices(actor.on), required=False)
        self.order_fields(self.field_order)


class StepForm(kit.OcopForm):
    kind = forms.ChoiceField(label="Loại bước", choices=StepKind.choices)
    title = forms.CharField(label="Nội dung", max_length=300)
    planned_on = kit.DateField(label="Hạn", required=False)
    remark = forms.CharField(label="Ghi chú", max_length=1000, required=False, widget=kit.TextArea(3))
    reference = forms.CharField(label="Mục của kế hoạch", max_length=100, required=False)

    field_order = ("kind", "title", "office", "planned_on", "remark", "reference")

    def __init__(self, *args: Any, actor: Actor, owner: Office | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = _offices(actor.on)
        if owner is not None:
            offices = offices | Office.objects.filter(pk=owner.pk)
        self.fields["office"] = _choice("Cơ quan phụ trách", offices, required=False)
        self.order_fields(self.field_order)


class CiteForm(kit.OcopForm):
    """A text of the library that a step rests on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legal"] = _choice("Văn bản trong thư viện", LegalDocument.objects.all())


class ResultForm(kit.OcopForm):
    name = forms.CharField(label="Kết quả", max_length=200, help_text="Ví dụ: Số sản phẩm từ sen được phát triển.")
    figure = kit.DecimalTextField(label="Con số", minimum=0)
    unit = forms.CharField(label="Đơn vị tính", max_length=40)
    on = kit.DateField(label="Tính đến ngày")
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)
    file = kit.PaperField(label="Giấy tờ chứng minh", required=False)


class WhyForm(kit.OcopForm):
    why = forms.CharField(label="Lý do", max_length=300)


class ServiceForm(kit.OcopForm):
    name = forms.CharField(label="Dịch vụ", max_length=200)
    description = forms.CharField(label="Nội dung", max_length=600, required=False, widget=kit.TextArea(3))


class SpaceForm(kit.OcopForm):
    name = forms.CharField(label="Tên không gian", max_length=200)
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    capacity = kit.IntegerTextField(label="Sức chứa (người)", minimum=1, maximum=2000, required=False)
    shared_with = forms.CharField(
        label="Kết hợp với",
        max_length=200,
        required=False,
        initial="Không gian hỗ trợ cộng đồng khởi nghiệp và đổi mới sáng tạo của Tỉnh",
    )


class BookingForm(kit.OcopForm):
    """A wish for a space; `holder` is one of the person's own producers or offices."""

    on = kit.DateField(label="Ngày")
    from_hour = forms.TypedChoiceField(
        label="Từ giờ", coerce=int, choices=[(hour, f"{hour}:00") for hour in range(FIRST_HOUR, LAST_HOUR)]
    )
    to_hour = forms.TypedChoiceField(
        label="Đến giờ", coerce=int, choices=[(hour, f"{hour}:00") for hour in range(FIRST_HOUR + 1, LAST_HOUR + 1)]
    )
    holder = forms.ChoiceField(label="Đặt cho")
    purpose = forms.CharField(label="Mục đích", max_length=200)
    people = kit.IntegerTextField(label="Số người", minimum=1, maximum=2000, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        producers = list(Producer.objects.filter(pk__in=actor.producer_ids))
        offices = list(Office.objects.filter(pk__in=actor.office_ids(*WORKERS)))
        self.holders: dict[str, Producer | Office] = {}
        self.holders |= {each.public_id: each for each in producers}
        self.holders |= {each.public_id: each for each in offices}
        self.fields["holder"].choices = [(key, str(each)) for key, each in self.holders.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("from_hour") and data.get("to_hour") and data["to_hour"] <= data["from_hour"]:
            self.add_error("to_hour", "Giờ kết thúc phải sau giờ bắt đầu.")
        return data
