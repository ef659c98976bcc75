"""What an announcer reads at a village's loudspeaker: nothing to stumble over."""

import pytest

from ocop.kit.text.aloud import read_aloud, seconds_to_read, unsure_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ngày 24/11/2026 họp.", "Ngày hai mươi tư tháng mười một năm hai nghìn không trăm hai mươi sáu họp."),
        ("Từ tháng 7/2025", "Từ tháng bảy năm hai nghìn không trăm hai mươi lăm"),
        ("Giá 1.250.000 đồng/kg", "Giá một triệu hai trăm năm mươi nghìn đồng một ki-lô-gam"),
        ("Tăng 12,5%", "Tăng mười hai phẩy năm phần trăm"),
        ("Chỉ 0,05 %", "Chỉ không phẩy không năm phần trăm"),
        ("Trồng 3 ha, cách 5 m", "Trồng ba héc-ta, cách năm mét"),
        ("Mở lúc 7h30 và 14:05", "Mở lúc bảy giờ ba mươi và mười bốn giờ năm"),
        ("Đến 17h nghỉ", "Đến mười bảy giờ nghỉ"),
        ("Gọi 0912 345 678.", "Gọi không chín một hai ba bốn năm sáu bảy tám."),
        ("Giai đoạn 2021-2025", "Giai đoạn hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm"),
        ("UBND TP. Cao Lãnh", "Ủy ban nhân dân thành phố Cao Lãnh"),
        ("Theo 124/KH-UBND", "Theo một trăm hai mươi tư kế hoạch Ủy ban nhân dân"),
        ("Đạt ★★★★", "Đạt bốn sao"),
        ("Sản phẩm của HTX. Mời bà con.", "Sản phẩm của hợp tác xã. Mời bà con."),
        ("Xem https://ocop.example/bai-viet/1 nhé", "Xem nhé"),
        ("khỏe m và ha hả", "Khỏe m và ha hả"),
    ],
)
def test_numbers_days_units_and_offices_are_read_in_words(written: str, read: str) -> None:
    assert read_aloud(written) == read


def test_what_the_program_cannot_read_is_told_to_the_announcer() -> None:
    said = read_aloud("VNPT và UBND cùng ĐTV, lại VNPT.")
    assert unsure_of(said) == ["VNPT", "ĐTV"]


def test_a_minute_has_150_words_and_time_goes_up_to_ten_seconds() -> None:
    assert seconds_to_read("một " * 150) == 60
    assert seconds_to_read("một " * 151) == 70
    assert seconds_to_read("") == 0
