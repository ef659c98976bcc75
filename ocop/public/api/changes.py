"""What changed in the API, the newest first: version, day, what programs must know."""

from django.utils.translation import gettext_noop as _

CHANGES: tuple[tuple[str, str, str], ...] = (
    (
        "1.2",
        "27/11/2026",
        _(
            "Thêm hồ sơ bán lẻ: sản phẩm bán thế nào, cung ứng bao nhiêu, liên hệ ai. Thêm dịch vụ EPCIS 2.0 ở "
            "/epcis/v2/: chương trình của chủ thể gửi và đọc việc đã làm với lô. Hỏi với Accept-Language: en thì lời báo lỗi, "
            "tên chỉ số, tên tình trạng bằng tiếng Anh. Địa chỉ và trường của phiên bản 1.1 giữ nguyên."
        ),
    ),
    (
        "1.1",
        "26/11/2026",
        _(
            "Thêm danh mục sản phẩm, sổ công nhận, kiểm tra giấy chứng nhận và tem; khóa cho đối tác; tin báo có chữ "
            "ký. Địa chỉ và trường của phiên bản 1.0 giữ nguyên."
        ),
    ),
    ("1.0", "20/11/2026", _("Chỉ số công khai, bốn dạng cho máy đọc.")),
)
