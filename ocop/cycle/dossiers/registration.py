"""The registration form of each decision as data: which fields, under which heading, in the form's own words.

26/2026: Mẫu số 01 (phiếu đăng ký) and Mẫu số 02, parts I, II and IV (báo cáo tự đánh giá). 1048/2019: Biểu 01/02 and
Biểu 04 as far as public sources print them; the official layout of Biểu 01 to 03 is not known.
"""

from dataclasses import dataclass

STORY = "story"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the producer types. `source` names a value of the producer or product to begin with."""

    key: str
    label: str
    hint: str = ""
    max_length: int = 200
    required: bool = True
    long: bool = False
    kind: str = "text"  # text, tel, email, number, choice
    choices: tuple[tuple[str, str], ...] = ()
    source: str = ""
    only_for: tuple[str, ...] = ()  # kinds of dossier; empty for all
    form: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the registration, as the producer meets it."""

    slug: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""


_SEX = (("nam", "Nam"), ("nu", "Nữ"))

_REPRESENTATIVE = (
    Field(
        "representative",
        "Họ và tên người đại diện pháp lý",
        max_length=150,
        source="representative",
        form="Mẫu số 01, mục 1",
    ),
    Field(
        "position",
        "Chức vụ",
        "Ví dụ: Giám đốc, chủ cơ sở, chủ hộ.",
        100,
        source="position",
        form="Mẫu số 01, mục 1",
    ),
    Field("sex", "Giới tính", kind="choice", choices=_SEX, form="Mẫu số 02, phần I, mục 5"),
    Field("ethnicity", "Dân tộc", "Ví dụ: Kinh, Khmer, Hoa.", 40, form="Mẫu số 02, phần I, mục 5"),
    Field(
        "home_address",
        "Địa chỉ thường trú",
        "Ghi theo giấy tờ: ấp, xã, tỉnh.",
        250,
        form="Mẫu số 02, phần I, mục 5",
    ),
)
_CONTACT = (
    Field(
        "unit_name",
        "Tên đơn vị đăng ký",
        "Ghi đúng như giấy đăng ký kinh doanh.",
        250,
        source="producer",
        form="Mẫu số 01, mục 1",
    ),
    Field("contact_address", "Địa chỉ liên hệ", max_length=250, source="address", form="Mẫu số 01, mục 1"),
    Field(
        "phone",
        "Điện thoại",
        "Số đang dùng để cán bộ gọi được.",
        15,
        kind="tel",
        source="phone",
        form="Mẫu số 01, mục 1",
    ),
    Field(
        "email",
        "Thư điện tử",
        "Không có thì để trống.",
        254,
        required=False,
        kind="email",
        source="email",
        form="Mẫu số 01, mục 1",
    ),
    Field(
        "founded",
        "Ngày thành lập hoặc đăng ký kinh doanh",
        "Ví dụ: 15/3/2018.",
        60,
        form="Mẫu số 02, phần I, mục 6",
    ),
    Field(
        "registration_number",
        "Số giấy đăng ký",
        "Chưa có thì để trống.",
        40,
        required=False,
        source="registration_number",
        form="Mẫu số 02, phần I, mục 6",
    ),
)

_PAGES_26: tuple[Page, ...] = (
    Page("don-vi", "Đơn vị đăng ký", _CONTACT, "Mẫu số 01, mục 1 và Mẫu số 02, phần I."),
    Page(
        "nguoi-dai-dien",
        "Người đại diện theo pháp luật",
        _REPRESENTATIVE,
        "Mẫu số 02 hỏi giới tính, dân tộc và địa chỉ. Chỉ cơ quan đọc hồ sơ thấy phần này.",
    ),
    Page(
        "san-pham",
        "Sản phẩm",
        (
            Field(
                "product_description",
                "Mô tả quy cách và tiêu chuẩn của sản phẩm",
                "Khối lượng, cách đóng gói, hạn dùng, tiêu chuẩn đã công bố.",
                2000,
                long=True,
                source="description",
                form="Mẫu số 02, phần I, mục 7",
            ),
            Field(
                "samples",
                "Số sản phẩm mẫu gửi kèm",
                "Gửi 05 sản phẩm mẫu. Sản phẩm du lịch thì ghi 0.",
                3,
                kind="number",
                form="Mẫu số 01, mục 5",
            ),
            Field(
                "changes",
                "Những thay đổi so với lần công nhận trước",
                "Nguyên liệu, công nghệ, bao bì, nhãn, thị trường, sản lượng, doanh thu.",
                4000,
                long=True,
                only_for=("upgrade", "renewal"),
                form="Mẫu số 02, phần III",
            ),
        ),
        "Mẫu số 01, mục 5 và Mẫu số 02, phần I, mục 7.",
    ),
    Page(
        "qua-trinh",
        "Quá trình và tổ chức",
        (
            Field(
                "history",
                "Lịch sử hình thành của chủ thể",
                "Bắt đầu từ năm nào, các mốc phát triển.",
                4000,
                long=True,
                form="Mẫu số 02, phần I, mục 8",
            ),
            Field(
                "organisation",
                "Cơ cấu tổ chức",
                "Ai phụ trách việc gì, có bao nhiêu lao động, bao nhiêu người trong xã.",
                4000,
                long=True,
                form="Mẫu số 02, phần I, mục 9",
            ),
        ),
        "Mẫu số 02, phần I, mục 8 và 9.",
    ),
    Page(
        "ket-qua",
        "Kết quả sản xuất, kinh doanh",
        (
            Field(
                "production",
                "Vùng nguyên liệu, công nghệ, chế biến, đóng gói",
                "Nguyên liệu lấy ở đâu, làm bằng máy gì, đóng gói thế nào.",
                4000,
                long=True,
                form="Mẫu số 02, phần II",
            ),
            Field(
                "quality_changes",
                "Thay đổi về chất lượng, bao bì, nhãn",
                "Trước đây thế nào, bây giờ thế nào.",
                4000,
                long=True,
                form="Mẫu số 02, phần II",
            ),
            Field(
                "market",
                "Thị trường phân phối",
                "Bán ở đâu, qua ai.",
                4000,
                long=True,
                form="Mẫu số 02, phần II",
            ),
            Field(
                "results",
                "Doanh thu, lợi nhuận",
                "Ghi hai năm gần nhất, đơn vị triệu đồng.",
                2000,
                long=True,
                form="Mẫu số 02, phần II",
            ),
        ),
        "Mẫu số 02, phần II: kết quả thực hiện phương án sản xuất, kinh doanh.",
    ),
    Page(
        "ke-hoach",
        "Kế hoạch sắp tới",
        (
            Field(
                "plan",
                "Kế hoạch sản xuất, kinh doanh",
                "Sắp tới anh/chị muốn làm thêm gì về sản phẩm, tổ chức, thị trường.",
                4000,
                long=True,
                form="Mẫu số 02, phần IV",
            ),
        ),
        "Mẫu số 02, phần IV.",
    ),
)

_PAGES_1048: tuple[Page, ...] = (
    Page(
        "don-vi",
        "Tổ chức, hộ đăng ký",
        (
            Field(
                "unit_name",
                "Tên đơn vị đăng ký",
                "Ghi đúng như giấy đăng ký kinh doanh.",
                250,
                source="producer",
            ),
            Field("representative", "Họ và tên người đại diện", max_length=150, source="representative"),
            Field("position", "Chức vụ", max_length=100, source="position"),
            Field("contact_address", "Địa chỉ liên hệ", max_length=250, source="address"),
            Field("phone", "Điện thoại", max_length=15, kind="tel", source="phone"),
            Field("email", "Thư điện tử", max_length=254, required=False, kind="email", source="email"),
        ),
        "Biểu 01 hoặc 02 và Biểu 04.",
    ),
    Page(
        "san-pham",
        "Sản phẩm",
        (
            Field(
                "product_description",
                "Giá trị cốt lõi, bao gói, nhãn hiệu",
                max_length=2000,
                long=True,
                source="description",
            ),
            Field("quality_goal", "Mục tiêu chất lượng", max_length=2000, long=True),
            Field("market", "Phạm vi thị trường và khách hàng", max_length=2000, long=True),
            Field("competitors", "Đối thủ và điểm khác biệt", max_length=2000, long=True, required=False),
            Field("volume", "Sản lượng và giá bán dự kiến", max_length=1000, long=True),
            Field(
                "samples",
                "Số sản phẩm mẫu gửi kèm",
                "Gửi 05 đơn vị sản phẩm. Dịch vụ thì ghi 0.",
                3,
                kind="number",
            ),
            Field(
                "changes",
                "Những thay đổi so với lần công nhận trước",
                max_length=4000,
                long=True,
                only_for=("upgrade", "renewal"),
            ),
        ),
        "Biểu 01 (sản phẩm mới) hoặc Biểu 02 (sản phẩm đã có).",
    ),
    Page(
        "to-chuc",
        "Giới thiệu tổ chức",
        (
            Field("organisation", "Bộ máy và loại hình tổ chức", max_length=4000, long=True),
            Field("labour", "Lao động và lao động tại địa phương", max_length=2000, long=True),
            Field("accounting", "Kế toán", max_length=1000, long=True, required=False),
            Field("environment", "Kế hoạch bảo vệ môi trường", max_length=2000, long=True, required=False),
        ),
        "Biểu 04.",
    ),
)

_STORY_FIELD = Field(
    STORY,
    "Câu chuyện sản phẩm",
    "Kể như nói với khách: ai làm ra, làm từ bao giờ, có gì khác, vì sao gắn với quê mình.",
    8000,
    long=True,
    source="story",
)

_PAGES = {"26-2026": _PAGES_26, "1048-2019": _PAGES_1048}


def pages_for(criteria_id: str, kind: str) -> tuple[Page, ...]:
    """The registration pages a dossier of this law and kind has; laws without a known form use that of 26/2026."""
    pages = _PAGES.get(criteria_id, _PAGES_26)
    return tuple(
        Page(
            page.slug,
            page.title,
            tuple(f for f in page.fields if not f.only_for or kind in f.only_for),
            page.intro,
        )
        for page in pages
    )


def fields_for(criteria_id: str, kind: str) -> dict[str, Field]:
    """Every field of the registration by key, the story last."""
    fields = {field.key: field for page in pages_for(criteria_id, kind) for field in page.fields}
    fields[STORY] = _STORY_FIELD
    return fields


def story_field() -> Field:
    return _STORY_FIELD
