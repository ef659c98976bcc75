"""What people type about producers, products and papers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from ocop.ground.producers.models import Product
from ocop.ground.producers.sets import ProductSet
from ocop.ground.producers.sheets.columns import CellProblem, Place, Setting, read_gtin, read_tax_code
from ocop.ground.producers.states import LegalForm, PaperKind, ProductState, PublicMark, SheetKind, Tag
from ocop.kit import forms as kit

NO_SETTING = Setting((), "")
EMPTY_CHOICE = ("", "Chọn…")
ALL_CHOICE = ("", "Tất cả")


class _Codes(kit.OcopForm):
    """Reads codes by the same rules as a cell of the sheet."""

    def _code(self, name: str, reader: Any) -> str:
        typed = str(self.cleaned_data.get(name) or "").strip()
        try:
            return reader(typed, NO_SETTING) if typed else ""
        except CellProblem as problem:
            raise forms.ValidationError(str(problem)) from None


class ContactForm(kit.OcopForm):
    """What a representative may change alone."""

    address = forms.CharField(label="Địa chỉ", max_length=250, required=False, help_text="Số nhà, ấp, khóm.")
    phone = kit.PhoneField(required=False, help_text="Số đang dùng để cán bộ gọi được.")
    email = forms.EmailField(label="Thư điện tử", required=False)
    introduction = forms.CharField(
        label="Giới thiệu",
        max_length=4000,
        required=False,
        widget=kit.TextArea(6),
        help_text="Vài câu về cơ sở: bắt đầu từ năm nào, làm gì, có bao nhiêu người.",
    )


class ProducerForm(ContactForm, _Codes):
    """The official facts, kept by officers. `places` are the communes the officer looks after."""

    name = forms.CharField(label="Tên chủ thể", max_length=250, help_text="Ghi như giấy đăng ký kinh doanh.")
    unit = forms.ChoiceField(label="Xã, phường")
    tax_code = forms.CharField(
        label="Mã số thuế", max_length=14, required=False, widget=kit.TextBox("20", inputmode="numeric")
    )
    field_order: tuple[str, ...] = ("name", "unit", "tax_code")

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.code: place for place in places}
        names = [(key, place.full_name) for key, place in self.places.items()]
        field = self.fields["unit"]
        field.choices = [EMPTY_CHOICE, *names]  # type: ignore[attr-defined]

    def clean_tax_code(self) -> str:
        return self._code("tax_code", read_tax_code)


class LegalFormForm(kit.OcopForm):
    """A legal form and the day it begins."""

    legal_form = forms.ChoiceField(label="Loại hình", choices=LegalForm.choices, widget=kit.Radios())
    since = kit.DateField(label="Từ ngày")
    registration_number = forms.CharField(
        label="Số đăng ký kinh doanh", max_length=40, required=False, widget=kit.TextBox("20")
    )


class RegisterForm(ProducerForm, LegalFormForm):
    """Everything needed to enter a producer."""

    field_order = (
        "name",
        "legal_form",
        "since",
        "registration_number",
        "tax_code",
        "unit",
        "address",
        "phone",
        "email",
        "introduction",
    )


class RepresentativeForm(kit.OcopForm):
    full_name = forms.CharField(label="Họ và tên", max_length=150)
    login = kit.PhoneField(label="Số điện thoại để đăng nhập", help_text="Số di động người này đang dùng.")
    position = forms.CharField(
        label="Chức vụ", max_length=100, required=False, help_text="Ví dụ: giám đốc, chủ cơ sở, tổ trưởng."
    )


class ProductForm(_Codes):
    """Name, description and barcode of a product."""

    name = forms.CharField(
        label="Tên sản phẩm", max_length=250, help_text="Ghi đủ tên như trên nhãn, ví dụ “Khô cá sặc rằn Bà Lan”."
    )
    description = forms.CharField(
        label="Mô tả",
        max_length=4000,
        required=False,
        widget=kit.TextArea(4),
        help_text="Làm từ gì, cách dùng, đóng gói thế nào.",
    )
    gtin = forms.CharField(
        label="Mã vạch (GTIN)",
        max_length=18,
        required=False,
        widget=kit.TextBox("20", inputmode="numeric"),
        help_text="Dãy số dưới mã vạch trên bao bì. Chưa có thì để trống.",
    )

    def clean_gtin(self) -> str:
        return self._code("gtin", read_gtin)


class PhotoForm(kit.OcopForm):
    photo = kit.PaperField(label="Ảnh sản phẩm", photo_only=True, help_text="Chụp rõ mặt trước của bao bì, đủ sáng.")


class NewProductForm(ProductForm):
    """What a producer says of a new product; the product set is asked on the next page."""

    photo = kit.PaperField(
        label="Ảnh sản phẩm",
        photo_only=True,
        required=False,
        help_text="Chụp rõ mặt trước của bao bì, đủ sáng. Có thể thêm sau.",
    )
    field_order = ("name", "description", "photo", "gtin")


class ProductionForm(kit.OcopForm):
    """Why a product is no longer made, or made again."""

    why = forms.CharField(label="Lý do", max_length=500, widget=kit.TextArea(3))


class StoryForm(kit.OcopForm):
    story = forms.CharField(
        label="Câu chuyện sản phẩm",
        max_length=8000,
        required=False,
        widget=kit.TextArea(12),
        help_text="Vì sao anh/chị làm sản phẩm này, nguyên liệu lấy ở đâu, có gì khác nơi khác.",
    )


class GroupForm(kit.OcopForm):
    """First step of choosing a product set: which of the six groups."""

    group = forms.ChoiceField(label="Sản phẩm thuộc nhóm nào?", widget=kit.Radios())

    def __init__(self, *args: Any, sets: Iterable[ProductSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, str] = {}
        names: dict[str, list[str]] = {}
        for one in sets:
            groups[one.group_code] = one.group_name
            names.setdefault(one.group_code, []).append(one.name)
        field = self.fields["group"]
        field.choices = list(groups.items())  # type: ignore[attr-defined]
        field.widget.hints = {code: "; ".join(of) + "." for code, of in names.items()}  # type: ignore[attr-defined]


class SetForm(kit.OcopForm):
    """Second step: which product set of the group, with everyday examples."""

    set_code = forms.ChoiceField(label="Sản phẩm thuộc bộ nào?", widget=kit.Radios())

    def __init__(self, *args: Any, sets: Iterable[ProductSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = list(sets)
        field = self.fields["set_code"]
        field.choices = [(one.code, f"{one.name} ({one.code})") for one in sets]  # type: ignore[attr-defined]
        field.widget.hints = {one.code: one.examples for one in sets}  # type: ignore[attr-defined]


class PaperForm(kit.OcopForm):
    """One paper of the wallet, as it is printed on the paper."""

    kind = forms.ChoiceField(label="Loại giấy tờ", choices=[EMPTY_CHOICE, *PaperKind.choices])
    product = forms.ChoiceField(
        label="Dùng cho sản phẩm nào", required=False, help_text="Để trống nếu giấy này dùng chung cho cả cơ sở."
    )
    title = forms.CharField(
        label="Tên giấy tờ", max_length=200, required=False, help_text="Để trống thì lấy tên của loại giấy tờ."
    )
    number = forms.CharField(
        label="Số", max_length=60, required=False, widget=kit.TextBox("20"), help_text="Chép đúng như trên giấy."
    )
    issuer = forms.CharField(label="Nơi cấp", max_length=200, required=False, help_text="Cơ quan đóng dấu trên giấy.")
    issued_on = kit.DateField(label="Ngày cấp", required=False)
    valid_until = kit.DateField(
        label="Có giá trị đến", required=False, help_text="Để trống nếu giấy không ghi ngày hết hạn."
    )
    file = kit.PaperField(
        label="Ảnh chụp hoặc tệp PDF",
        help_text="Chụp cả trang, phải đọc được số và ngày. Nhiều trang thì gộp thành một PDF.",
    )

    def __init__(self, *args: Any, products: Iterable[Product], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.products = {product.public_id: product for product in products}
        names = [(public_id, product.name) for public_id, product in self.products.items()]
        self.fields["product"].choices = [("", "Dùng chung"), *names]  # type: ignore[attr-defined]
        self.fields["issued_on"].not_after = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        issued, until = data.get("issued_on"), data.get("valid_until")
        if issued and until and until < issued:
            self.add_error("valid_until", "Ngày hết hạn ở trước ngày cấp. Anh/chị xem lại hai ngày trên giấy.")
        return data


class NewerPaperForm(PaperForm):
    """A newer paper in the place of one on file: kind and product stay."""

    field_order = ("title", "number", "issuer", "issued_on", "valid_until", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, products=(), **kwargs)
        del self.fields["kind"], self.fields["product"]


class ShowPaperForm(kit.OcopForm):
    """What buyers are told that a paper proves."""

    mark = forms.ChoiceField(
        label="Người mua thấy giấy này là",
        choices=[*PublicMark.choices, ("", "Không cho hiện")],
        required=False,
        widget=kit.Radios(),
    )


class SheetForm(kit.OcopForm):
    kind = forms.ChoiceField(label="Bảng này là", choices=SheetKind.choices, widget=kit.Radios())
    file = kit.UploadField(
        label="Tệp Excel hoặc CSV",
        accept=".xlsx,.csv",
        help_text="Bảng mẫu đã điền, hoặc bảng tải về từ danh sách rồi sửa.",
    )


class _Filter(forms.Form):
    q = forms.CharField(label="Tìm theo tên", required=False, max_length=100)
    dia_ban = forms.ChoiceField(label="Địa bàn", required=False)
    loai_hinh = forms.ChoiceField(label="Loại hình", required=False, choices=[ALL_CHOICE, *LegalForm.choices])

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dia_ban"].choices = [ALL_CHOICE, *units]  # type: ignore[attr-defined]


class ProducerFilter(_Filter):
    """Filters of the list of producers, kept in the address."""


class ProductFilter(_Filter):
    """Filters of the list of products, kept in the address."""

    bo = forms.ChoiceField(label="Nhóm, bộ sản phẩm", required=False)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[ALL_CHOICE, *ProductState.choices])
    nhan = forms.ChoiceField(
        label="Nhãn", required=False, choices=[ALL_CHOICE, *Tag.choices, ("cho", "Có nhãn chờ xác nhận")]
    )
    tai_nguyen = forms.CharField(label="Tài nguyên bản địa", required=False, max_length=100)

    def __init__(self, *args: Any, sets: Iterable[ProductSet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, str]] = []
        groups = set()
        for one in sets:
            if one.group_code not in groups:
                groups.add(one.group_code)
                choices.append((one.group_code, f"{one.group_code}. {one.group_name}"))
            choices.append((one.code, f"– {one.code} {one.name}"))
        field = self.fields["bo"]
        field.choices = [ALL_CHOICE, ("chua", "Chưa chọn bộ"), *choices]  # type: ignore[attr-defined]
