"""Signs in plain words: what was seen, what an officer may do next. Counts alone never say that a thing is a fake."""

from collections.abc import Mapping
from typing import Any

from ocop.kit.text.numbers import format_number
from ocop.rules.copies import Signal
from ocop.rules.places import PROVINCES

SHORT: dict[str, str] = {
    Signal.CLIENTS: "Nhiều người quét một tem",
    Signal.TRAVEL: "Quét ở hai nơi xa nhau quá nhanh",
    Signal.EARLY: "Quét trước khi kích hoạt",
    Signal.LOST: "Tem báo mất, hỏng vẫn bị quét",
    Signal.ENDED: "Quét sau khi hết hạn, thu hồi",
    Signal.MISMATCH: "Địa chỉ trên tem không khớp",
    Signal.PIN: "Số cào dùng lại",
    Signal.REPORTED: "Người mua phản ánh",
    Signal.NEIGHBOURS: "Một nguồn quét cả cuộn tem",
    Signal.OUTSIDE: "Quét ở nơi không bán",
    Signal.RATIO: "Số lượt quét nhiều khác thường",
}

_LONG: dict[str, str] = {
    Signal.CLIENTS: "Trong {days} ngày có {clients} người khác nhau quét cùng một tem, nhiều hơn thường thấy.",
    Signal.TRAVEL: "Hai người quét ở {from} và {to}, cách nhau {km} km, chỉ trong {minutes} phút. "
    "Dấu hiệu yếu: điện thoại có thể bị định vị nhầm tỉnh.",
    Signal.EARLY: "{clients} người quét khi tem chưa kích hoạt: tem có thể đã lộ trước khi dán.",
    Signal.LOST: "Tem đã báo mất hoặc hỏng mà vẫn bị quét {scans} lần: có người đang dùng tem đó.",
    Signal.ENDED: "Có {scans} lượt quét sau khi hàng hết hạn, bị thu hồi hoặc sao bị thu hồi: hàng có thể còn bày bán.",
    Signal.MISMATCH: "{scans} lượt quét có mã vạch hoặc số lô trên tem khác với dải tem đã cấp.",
    Signal.PIN: "Số dưới lớp cào bị nhập lại {scans} lần.",
    Signal.REPORTED: "Người mua gửi {reports} phản ánh.",
    Signal.NEIGHBOURS: "{bursts} lần có một nguồn quét {stamps} tem liền nhau trong mười phút: có thể đang gom mã.",
    Signal.OUTSIDE: "{outside} trên {placed} lượt quét biết tỉnh nằm ngoài nơi chủ thể khai có bán.",
    Signal.RATIO: "{scans} lượt quét trên {active} tem đã kích hoạt, nhiều hơn hẳn mức thường thấy.",
}

_NEXT: dict[str, str] = {
    Signal.CLIENTS: "Hỏi chủ thể có bày mẫu ở hội chợ, quầy hàng không. Không có: tìm nơi bán ở các tỉnh nêu dưới.",
    Signal.EARLY: "Hỏi chủ thể, nhà in ai giữ cuộn tem. Tem lộ thì báo mất để tem hết giá trị.",
    Signal.LOST: "Chuyển quản lý thị trường kèm các tỉnh nơi tem bị quét.",
    Signal.ENDED: "Nhắc chủ thể và nơi bán thu hàng về. Còn bày bán thì chuyển quản lý thị trường.",
    Signal.MISMATCH: "Đối chiếu tem thật của chủ thể với ảnh người mua gửi.",
    Signal.PIN: "Hỏi chủ thể; tem bị cào lại thường là tem đã dùng.",
    Signal.REPORTED: "Đọc phản ánh, gọi lại cho người mua nếu họ để liên hệ.",
    Signal.NEIGHBOURS: "Hỏi chủ thể, nơi bán có kiểm hàng hôm đó không. Không có: theo dõi dải tem này.",
    Signal.OUTSIDE: "Hỏi chủ thể có bán thêm ở đâu; có thì khai lại nơi bán.",
    Signal.RATIO: "Xem các tem bị quét nhiều nhất của dải, hỏi chủ thể số hàng đã bán.",
}


def in_words(signals: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Each sign's short name and its sentence, in their order of weight as declared."""
    return [(SHORT[name], _LONG[name].format_map(_shown(signals[name]))) for name in _LONG if name in signals]


def briefly(signals: Mapping[str, Any]) -> str:
    """The signs in one line of a list."""
    return "; ".join(SHORT[name] for name in _LONG if name in signals)


def next_steps(signals: Mapping[str, Any]) -> list[str]:
    """What an officer may do about these signs."""
    return [_NEXT[name] for name in _NEXT if name in signals]


def _shown(figures: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: format_number(value) if isinstance(value, int) else PROVINCES[value].name
        for name, value in figures.items()
    }
