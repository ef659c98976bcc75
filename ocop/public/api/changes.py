"""What changed in the API, the newest first: version, day, what programs must know."""

CHANGES: tuple[tuple[str, str, str], ...] = (
    (
        "1.2",
        "27/11/2026",
        "Thêm dịch vụ EPCIS 2.0 ở /epcis/v2/: chương trình của chủ thể gửi và đọc việc đã làm với lô, bằng khóa của "
        "chủ thể ấy. Địa chỉ và trường của phiên bản 1.1 giữ nguyên.",
    ),
    (
        "1.1",
        "26/11/2026",
        "Thêm danh mục sản phẩm, sổ công nhận, kiểm tra giấy chứng nhận và tem; khóa cho đối tác; tin báo có chữ ký. "
        "Địa chỉ và trường của phiên bản 1.0 giữ nguyên.",
    ),
    ("1.0", "20/11/2026", "Chỉ số công khai, bốn dạng cho máy đọc."),
)
