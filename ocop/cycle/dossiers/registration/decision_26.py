"""26/2026: Mẫu số 01 (phiếu đăng ký) and Mẫu số 02, parts I, II and IV (báo cáo tự đánh giá)."""

from ocop.cycle.dossiers.registration.shape import Field, Page

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
    Field("sex", "Giới tính", kind="choice", choices=_SEX, form="Mẫu số 02, phần I, mục 5", private=True),
    Field("ethnicity", "Dân tộc", "Ví dụ: Kinh, Khmer, Hoa.", 40, form="Mẫu số 02, phần I, mục 5", private=True),
    Field(
        "home_address",
        "Địa chỉ thường trú",
        "Ghi theo giấy tờ: ấp, xã, tỉnh.",
        250,
        form="Mẫu số 02, phần I, mục 5",
        private=True,
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
        "Ghi như trên giấy, ví dụ 15/3/2018. Chỉ nhớ năm thì ghi năm.",
        30,
        kind="day",
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

PAGES: tuple[Page, ...] = (
    Page("don-vi", "Đơn vị đăng ký", _CONTACT, "Mẫu số 01, mục 1 và Mẫu số 02, phần I."),
    Page(
        "nguoi-dai-dien",
        "Người đại diện theo pháp luật",
        _REPRESENTATIVE,
        "Mẫu số 02 hỏi giới tính, dân tộc và địa chỉ. Chỉ cơ quan kiểm tra hồ sơ thấy ba mục đó.",
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
                minimum=1,
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
