"""What is typed about how a product is sold, and how the list for marketplaces is narrowed."""

from collections.abc import Iterable
from typing import Any

from django import forms

from ocop.kit import forms as kit
from ocop.public.retail.actions import CONTACT

MOST_UNITS = 100_000_000
EVERY = ("", "Tất cả")


def _count(label: str, **said: Any) -> kit.IntegerTextField:
    return kit.IntegerTextField(label=label, required=False, minimum=1, maximum=MOST_UNITS, **said)


class GoodsForm(kit.OcopForm):
    """The goods; what is left empty is not said anywhere."""

    unit = forms.CharField(
        label="Bán theo",
        max_length=30,
        required=False,
        help_text="Ví dụ: hộp, túi, chai. Các số bên dưới đếm theo đơn vị này.",
    )
    packing = forms.CharField(
        label="Quy cách đóng gói", max_length=200, required=False, help_text="Ví dụ: Hộp giấy 500 g, thùng 20 hộp."
    )
    gross_weight = _count("Khối lượng cả bao bì (gam)", help_text="Cân một đơn vị bán. Sàn cần số này để tính cước.")
    per_case = _count("Số đơn vị mỗi thùng")
    storage = forms.CharField(
        label="Bảo quản", max_length=300, required=False, help_text="Ví dụ: Nơi khô mát; mở rồi thì để ngăn mát."
    )
    shelf_life = forms.CharField(
        label="Hạn sử dụng", max_length=100, required=False, help_text="Ví dụ: 6 tháng kể từ ngày sản xuất."
    )
    per_month = _count("Cung ứng được mỗi tháng", help_text="Số đơn vị bán giao đều được, không phải lúc nhiều nhất.")
    season = forms.CharField(
        label="Mùa vụ",
        max_length=120,
        required=False,
        help_text="Ví dụ: có hàng từ tháng 9 đến tháng 12. Quanh năm thì để trống.",
    )
    least_order = _count("Đặt ít nhất")
    price = kit.MoneyField(
        label="Giá bán lẻ", required=False, minimum=1, maximum=10_000_000_000, help_text="Giá một đơn vị, đã có thuế."
    )
    price_is_shown = forms.BooleanField(
        label="Cho mọi người thấy giá",
        required=False,
        help_text="Không chọn thì giá chỉ có trong gói, danh sách cho sàn do chủ thể hoặc cán bộ tải để gửi riêng; "
        "không vào nguồn hàng Google, Facebook.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.optional_is_plain = True  # type: ignore[attr-defined]  # the page says once that any may stay empty


class OfferForm(GoodsForm):
    """With the contact, for a representative: writing it is agreeing that buyers read it."""

    contact_name = forms.CharField(
        label="Người bán hàng",
        max_length=120,
        required=False,
        help_text="Tên hoặc bộ phận. Cả ba ô liên hệ đều hiện công khai; để trống cả ba thì không hiện.",
    )
    contact_phone = kit.PhoneField(label="Điện thoại bán hàng", required=False)
    contact_email = forms.EmailField(label="Thư điện tử bán hàng", required=False)
    agrees = forms.BooleanField(
        label="Tôi đồng ý cho mọi người thấy liên hệ này",
        required=False,
        help_text="Bỏ lúc nào cũng được: xóa trống các ô trên.",
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        typed = [name for name in CONTACT if said.get(name)]
        if typed and not said.pop("agrees", False):
            self.add_error("agrees", "Anh/chị đánh dấu đồng ý, hoặc xóa trống các ô liên hệ.")
        if typed == ["contact_name"] and not self.errors.keys() & set(CONTACT):
            self.add_error("contact_phone", "Anh/chị ghi điện thoại hoặc thư điện tử, chỉ có tên thì không gọi được.")
        return said


class NoContactForm(GoodsForm):
    """For an officer, where a contact stands: it may be taken away at the producer's wish."""

    drop_contact = forms.BooleanField(
        label="Bỏ liên hệ bán hàng đang hiện",
        required=False,
        help_text="Khi chủ thể nhờ. Chỉ người đại diện ghi lại được.",
    )


class ListFilter(kit.OcopForm):
    """Filters of the list, kept in the address, and the marketplace the columns are for."""

    q = forms.CharField(label="Tìm theo tên", required=False, max_length=100)
    dia_ban = forms.ChoiceField(label="Địa bàn", required=False)
    sao = forms.ChoiceField(label="Sao", required=False, choices=[EVERY, ("con", "Còn hiệu lực"), ("het", "Không còn")])
    du = forms.ChoiceField(label="Thông tin", required=False, choices=[EVERY, ("du", "Đã đủ"), ("thieu", "Còn thiếu")])
    danh_sach = forms.ChoiceField(label="Danh sách đưa lên sàn", required=False)
    mau = forms.ChoiceField(label="Mẫu cột", required=False)

    def __init__(
        self,
        *args: Any,
        units: Iterable[tuple[str, str]],
        lists: Iterable[tuple[str, str]],
        profiles: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = [EVERY, *lists]
        if len(kept) > 1:
            self.fields["danh_sach"].choices = kept  # type: ignore[attr-defined]
        else:
            del self.fields["danh_sach"]
        self.fields["dia_ban"].choices = [EVERY, *units]  # type: ignore[attr-defined]
        self.fields["mau"].choices = list(profiles)  # type: ignore[attr-defined]
