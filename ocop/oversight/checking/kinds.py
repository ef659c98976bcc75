"""The kinds of claims in words: what each asks of which numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from ocop.rules.consistency import Kind


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind as people choose it: what must hold, what its subject and its other numbers are.

    `others` are named one by one; with `is_list` the last name stands for as many as there are.
    """

    name: str
    rule: str
    subject: str
    others: tuple[str, ...] = ()
    is_list: bool = False


KINDS: Mapping[Kind, KindWords] = {
    Kind.TOTAL: KindWords("Tổng và các phần", "Tổng bằng các phần cộng lại.", "Tổng", ("Phần",), True),
    Kind.CARRIED: KindWords(
        "Kỳ này với kỳ trước",
        "Kỳ này bằng kỳ trước cộng tăng trừ giảm.",
        "Kỳ này",
        ("Kỳ trước", "Tăng trong kỳ", "Giảm trong kỳ"),
    ),
    Kind.SHARE: KindWords(
        "Tỷ lệ của một phần", "Tỷ lệ bằng phần chia toàn bộ, làm tròn như in.", "Tỷ lệ (%)", ("Phần", "Toàn bộ")
    ),
    Kind.SHARES: KindWords(
        "Các tỷ lệ của một toàn bộ",
        "Các tỷ lệ cùng là phần của một toàn bộ và đủ 100 %.",
        "Toàn bộ",
        ("Tỷ lệ (%)",),
        True,
    ),
    Kind.GROWTH: KindWords(
        "Tăng, giảm so với kỳ trước",
        "Tỷ lệ tăng bằng kỳ này chia kỳ trước, trừ 1; giảm thì ghi số âm.",
        "Tỷ lệ tăng (%)",
        ("Kỳ trước", "Kỳ này"),
    ),
    Kind.TIMES: KindWords(
        "Số lần so với chỉ tiêu",
        "Số lần bằng giá trị chia chỉ tiêu, và chỉ tiêu phải có.",
        "Số lần",
        ("Giá trị", "Chỉ tiêu"),
    ),
    Kind.SAME: KindWords(
        "Một nội dung ở nhiều chỗ", "Cùng một nội dung thì mọi chỗ cùng một số.", "Chỗ thứ nhất", ("Chỗ khác",), True
    ),
    Kind.AT_MOST: KindWords(
        "Phần không lớn hơn toàn bộ",
        "Phần không lớn hơn toàn bộ; số người không lớn hơn số lượt.",
        "Phần",
        ("Toàn bộ",),
        True,
    ),
    Kind.NOT_LESS: KindWords(
        "Số cộng dồn không giảm", "Số cộng dồn không ít hơn kỳ trước.", "Số nay", ("Số trước đó",), True
    ),
    Kind.GROWN: KindWords(
        "Số cộng dồn không vượt kỳ trước cộng số trong kỳ",
        "Số cộng dồn không nhiều hơn kỳ trước cộng số của kỳ này.",
        "Số nay",
        ("Số trước đó", "Số trong kỳ này"),
    ),
    Kind.REPEATED: KindWords(
        "Một số cho nhiều nội dung",
        "Hai nội dung khác nhau thường không mang cùng một số.",
        "Nội dung thứ nhất",
        ("Nội dung khác",),
        True,
    ),
    Kind.EVENTS: KindWords(
        "Số vật và số lượt",
        "Số vật không nhiều hơn số lượt; hai phép đếm không mang cùng một tên đơn vị.",
        "Số vật",
        ("Số lượt",),
    ),
    Kind.WEEKLY: KindWords(
        "Mỗi tuần một kỳ", "Đủ số kỳ từ ngày đầu đến ngày cuối, lệch nhiều nhất một.", "Số kỳ (có ngày đầu, ngày cuối)"
    ),
    Kind.YEARS: KindWords(
        "Số năm", "Số năm lệch không quá nửa năm so với ngày đầu và ngày cuối.", "Số năm (có ngày đầu, ngày cuối)"
    ),
    Kind.WITHIN: KindWords(
        "Ngày nằm trong kỳ",
        "Ngày của sự kiện nằm trong kỳ.",
        "Sự kiện (có ngày)",
        ("Kỳ (có ngày đầu, ngày cuối)",),
    ),
    Kind.NAMES: KindWords(
        "Đếm theo danh sách tên", "Con số bằng số tên khác nhau trong danh sách.", "Con số (có danh sách tên)"
    ),
    Kind.SHARED: KindWords(
        "Không tính một khoản hai lần",
        "Cùng một bên chi không đứng ở hai dòng.",
        "Dòng thứ nhất (có danh sách tên)",
        ("Dòng khác",),
        True,
    ),
    Kind.WORDS: KindWords(
        "Gọi cùng tên ở mọi chỗ",
        "Các loại được gọi cùng tên ở mọi chỗ.",
        "Chỗ thứ nhất (có danh sách tên)",
        ("Chỗ khác",),
        True,
    ),
}


def kind_called(name: str) -> Kind | None:
    """The kind of a name in an address or a cell; None for any other text."""
    try:
        return Kind(name)
    except ValueError:
        wanted = " ".join(name.split()).casefold()
        return next((kind for kind, words in KINDS.items() if words.name.casefold() == wanted), None)
