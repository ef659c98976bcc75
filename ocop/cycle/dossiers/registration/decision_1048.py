"""1048/2019: Biểu 01/02 and Biểu 04 as far as public sources print them.

The official layout of Biểu 01 to 03 is not known; the words are those of the sources that digitised them.
"""

from ocop.cycle.dossiers.registration.shape import Field, Page

PAGES: tuple[Page, ...] = (
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
                minimum=1,
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
