"""The four contents the commune assesses (Điều 7 khoản 2 điểm a QĐ 26/2026), as Mẫu số 03 part II prints them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Content:
    """`criteria` are the criteria of the sheet that say the same thing, to show beside it."""

    key: str
    number: int
    title: str
    prompt: str
    criteria: tuple[str, ...]


CONTENTS: tuple[Content, ...] = (
    Content(
        "material",
        1,
        "Sử dụng nguyên liệu địa phương",
        "Nêu rõ mô tả của chủ thể và đánh giá tình hình sử dụng nguyên liệu thực tế trên địa bàn xã.",
        ("A.1.1",),
    ),
    Content(
        "labour",
        2,
        "Sử dụng lao động địa phương",
        "Nêu rõ mô tả của chủ thể và đánh giá tình hình sử dụng lao động địa phương thực tế trên địa bàn xã.",
        ("A.3.3",),
    ),
    Content(
        "idea",
        3,
        "Nguồn gốc ý tưởng sản phẩm",
        "Nhận xét nguồn gốc sản phẩm (truyền thống, sản phẩm mới) dựa trên thực tế của địa phương.",
        ("A.2.1",),
    ),
    Content(
        "identity",
        4,
        "Bản sắc, trí tuệ địa phương",
        "Đánh giá giá trị văn hóa, tri thức bản địa (giống, nguyên liệu, điều kiện sản xuất), kinh nghiệm và phương "
        "thức sản xuất đặc trưng tạo nên sự khác biệt của sản phẩm.",
        ("B.5.3",),
    ),
)

BY_KEY = {content.key: content for content in CONTENTS}
