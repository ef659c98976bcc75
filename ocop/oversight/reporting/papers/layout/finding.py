"""What a paper is checked for, each with the place of the Decree that asks for it."""

from dataclasses import dataclass

_GENERAL = "Nghị định 30/2020/NĐ-CP, Điều 9 và Phụ lục I, Phần I, Mục I"
_PARTS = "Nghị định 30/2020/NĐ-CP, Điều 8 và Phụ lục I, Phần I, Mục II"

# Each thing looked at: what the Decree asks, in words, and where it asks it.
CHECKED: dict[str, tuple[str, str]] = {
    "paper": ("Khổ giấy A4 (210 mm × 297 mm)", f"{_GENERAL}, khoản 1 và 2"),
    "margins": ("Lề trên, dưới 20–25 mm; trái 30–35 mm; phải 15–20 mm", f"{_GENERAL}, khoản 3"),
    "font": ("Phông chữ Times New Roman", f"{_GENERAL}, khoản 4"),
    "black": ("Chữ màu đen", f"{_GENERAL}, khoản 4"),
    "page_number": (
        "Số trang ở giữa lề trên, cỡ 13–14, chữ đứng, không hiện ở trang thứ nhất",
        f"{_GENERAL}, khoản 7",
    ),
    "nation": ("Quốc hiệu in hoa, cỡ 12–13, đứng, đậm", f"{_PARTS}, khoản 1 điểm a"),
    "motto": ("Tiêu ngữ in thường, cỡ 13–14, đứng, đậm, canh giữa", f"{_PARTS}, khoản 1 điểm b"),
    "organ": ("Tên cơ quan ban hành in hoa, cỡ 12–13, đứng, đậm", f"{_PARTS}, khoản 2"),
    "number": ("Số, ký hiệu cỡ 13, đứng; số nhỏ hơn 10 có số 0 ở trước", f"{_PARTS}, khoản 3"),
    "place_date": ("Địa danh, thời gian cỡ 13–14, nghiêng; ngày nhỏ hơn 10, tháng 1, 2 có số 0", f"{_PARTS}, khoản 4"),
    "title": ("Tên loại in hoa, trích yếu in thường; cỡ 13–14, đứng, đậm, canh giữa", f"{_PARTS}, khoản 5"),
    "addressee": ("“Kính gửi” cỡ 13–14, đứng", f"{_PARTS}, khoản 9"),
    "text": (
        "Nội dung cỡ 13–14, đứng, canh đều hai lề; lùi đầu dòng 1 hoặc 1,27 cm; cách đoạn từ 6 pt; dòng đơn đến 1,5",
        f"{_PARTS}, khoản 6",
    ),
    "signature": ("Quyền hạn, chức vụ in hoa; họ tên in thường; cỡ 13–14, đứng, đậm", f"{_PARTS}, khoản 7"),
    "copies": ("“Nơi nhận:” cỡ 12, nghiêng, đậm; danh sách cỡ 11, đứng, gạch đầu dòng", f"{_PARTS}, khoản 9"),
    "embedded": ("PDF chỉ dùng phông Times New Roman hoặc phông cùng bề rộng, đã nhúng", f"{_GENERAL}, khoản 4"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: what was looked at, what stands there and the remedy, and the article."""

    rule: str
    told: str

    @property
    def wanted(self) -> str:
        return CHECKED[self.rule][0]

    @property
    def article(self) -> str:
        return CHECKED[self.rule][1]
