"""The numbers of a Vietnamese text with their words, unit, year and place; what is no count is left out.

Days, years, numbers of papers and star ranks are not counts. "30/32 chủ thể" is two numbers, the first over the second.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ocop.rules.consistency.claims import Printed
from ocop.rules.consistency.paragraphs import RAISED, Paragraph

PERCENT = "%"
MOST_WORDS_BEFORE = 1500  # letters looked at on either side of a number, so that one endless line stays quick to read
# Units told by their first words; each with how it is named everywhere.
UNITS = {
    "sản phẩm": "sản phẩm", "lượt sản phẩm": "lượt sản phẩm", "chủ thể": "chủ thể", "doanh nghiệp": "doanh nghiệp",
    "hợp tác xã": "hợp tác xã", "htx": "hợp tác xã", "tổ hợp tác": "tổ hợp tác", "tht": "tổ hợp tác",
    "cơ sở": "cơ sở", "hộ": "hộ", "đơn vị": "đơn vị", "lượt người": "lượt người", "người": "người",
    "cán bộ": "cán bộ", "học viên": "học viên", "lượt": "lượt", "lớp": "lớp", "gian hàng": "gian hàng",
    "hội chợ": "hội chợ", "hội nghị": "hội nghị", "xã": "xã", "huyện": "huyện", "kỳ": "kỳ", "điểm": "điểm",
    "hội quán": "hội quán", "làng nghề": "làng nghề", "nam": "nam", "nữ": "nữ", "lần": "lần", "năm": "năm",
}  # fmt: skip
# What may be counted as part of what.
PARTS_OF = {
    "chủ thể": {"doanh nghiệp", "hợp tác xã", "tổ hợp tác", "cơ sở", "hộ"},
    "người": {"nam", "nữ", "cán bộ", "học viên"},
    "cán bộ": {"nam", "nữ"},
    "học viên": {"nam", "nữ"},
}
_YEAR = r"(?:19|20)\d\d"
_NO_COUNTS = re.compile(
    r"(?i:\d{1,2}/\d{1,2}/\d{4}|ngày\s+\d{1,2}(?:/\d{1,2})?|tháng\s+\d{1,2}(?:/\d{4})?|quý\s+[IVX\d]+(?:/\d{4})?"
    r"|(?:biểu|phụ lục|điều|khoản|mục|phần|chương|bảng|hình|trang)\s+(?:số\s+)?\d+(?:\.\d+)*"
    r"|\d{1,2}\s*[-–]\s*\d{1,2}\s+sao|\d{1,2}\s+sao|\d+(?:,\d+)?\s*[-–]\s*\d+(?:,\d+)?\s*%)"
    rf"|(?:\d{{1,2}}|[IVX]+)/{_YEAR}(?!/)"
    r"|\d+[a-z]?/(?:\d{4}/)?[A-ZĐ][\w-]*"
    rf"|(?<![\d.,]){_YEAR}(?:\s*[-–]\s*{_YEAR})?(?![\d%]|[.,]\d)"
)
_NUMBER = re.compile(r"(?<![\w.,/])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?:/(\d+))?(?![\w/]|[.,]\d)")
_MONEY = re.compile(r"\s*((?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*đồng|triệu|tỷ|tỉ)\b", re.IGNORECASE)
_WORD = re.compile(r"\s*([^\W\d]+)", re.UNICODE)
_PHRASE_END = re.compile(
    rf"[,;:()–“”{RAISED}]|\.(?=\s|$)|\s-\s|\bvà(?=\s+\d)|\b(?:trong đó|bao gồm|gồm|cụ thể|chiếm|tăng|giảm)\b"
    rf"|\s(?=(?!{_YEAR}\b)\d+[^\s\d]*\s+(?!sao))",
    re.IGNORECASE,
)
_YEARS = re.compile(rf"(so với\s+)?(?:năm|giai đoạn)\s+({_YEAR}(?:\s*[-–]\s*{_YEAR})?)", re.IGNORECASE)
_LOOSE = {"với", "hơn", "trên", "khoảng", "gần", "của", "có", "từ", "tại", "cho", "đã", "chiếm", "đạt", "so"}
_ROUGH = re.compile(r"\b(?:hơn|trên|khoảng|gần|ít nhất|tối thiểu|dưới|chừng)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A number where it stands: paragraph, first and last character, year spoken of, the words after it.

    `is_rough` for "hơn 300"; `over` is the number it is printed over.
    """

    number: Printed
    paragraph: int
    start: int
    end: int
    year: str = ""
    phrase: str = ""
    is_rough: bool = False
    over: str = ""

    @property
    def id(self) -> str:
        return self.number.id

    @property
    def unit(self) -> str:
        return self.number.unit

    @property
    def value(self) -> Decimal:
        return self.number.value or Decimal(0)

    @property
    def is_share(self) -> bool:
        return self.unit == PERCENT


def find_numbers(paragraphs: Sequence[Paragraph]) -> list[Found]:
    """Every number that may be a count, a sum, a share or a multiple, in the order of the text."""
    found: list[Found] = []
    for at, paragraph in enumerate(paragraphs):
        for match in _NUMBER.finditer(_without_others(paragraph.text)):
            one = _read(paragraph, at, match.span(1), match.end(), f"s{len(found) + 1}")
            if one.is_share and not one.phrase and found and found[-1].paragraph == at:
                of = f"tỷ lệ {found[-1].number.label.removeprefix('tỷ lệ ')}"
                one = replace(one, number=replace(one.number, label=of))
            found.append(one)
            if match.group(2):
                whole = _read(paragraph, at, match.span(2), match.end(), f"s{len(found) + 1}")
                label = f"tổng số {whole.number.label}"
                found[-1] = replace(one, over=whole.id)
                found.append(replace(whole, number=replace(whole.number, label=label)))
    return found


def _without_others(text: str) -> str:
    """The text with the digits of what is no count blotted out, as long as before; "30/32 chủ thể" stays."""
    return _NO_COUNTS.sub(lambda match: re.sub(r"\d", "x", match.group()), text)


def _read(paragraph: Paragraph, at: int, span: tuple[int, int], words_from: int, key: str) -> Found:
    text, (start, end) = paragraph.text, span
    before, after = text[max(0, start - MOST_WORDS_BEFORE) : start], text[words_from : words_from + MOST_WORDS_BEFORE]
    unit, unit_end = _unit(after)
    phrase = _phrase(after[unit_end:] if unit == PERCENT else after)
    value = Decimal(text[start:end].replace(".", "").replace(",", "."))
    if unit == PERCENT and re.search(r"\bgiảm\s*$", before, re.IGNORECASE):
        value = -value
    year = _year(before)
    printed = Printed(key, _label(before, phrase, unit, year), value, unit, paragraph.where)
    stop = words_from + unit_end if unit == PERCENT else end
    # "khoảng 938,702 tỷ đồng" is printed to the million: exact enough to add up.
    is_rough = bool(_ROUGH.search(before)) and "," not in text[start:end]
    return Found(printed, at, start, stop, year, phrase, is_rough)


def _unit(after: str) -> tuple[str, int]:
    """The unit of a number by the words after it, and where they end: a known one, or their first two words."""
    if share := re.match(r"\s?%", after):
        return PERCENT, share.end()
    if money := _MONEY.match(after):
        return " ".join(money.group(1).lower().replace("tỉ", "tỷ").replace("ngàn", "nghìn").split()), money.end()
    lower = " ".join(after[:40].lower().split())
    for words in sorted(UNITS, key=len, reverse=True):
        if re.match(rf"{words}\b", lower):
            return UNITS[words], 0
    return " ".join(_phrase(after).lower().split()[:2]), 0


def _phrase(after: str) -> str:
    """The words a number counts, up to the next mark or number; at most twelve. Over a comma where one word stands."""
    stop = _PHRASE_END.search(after)
    words = (after[: stop.start()] if stop else after).split()
    if stop and stop.group() == "," and 0 < len(words) < 3:
        more = _PHRASE_END.search(after, stop.end())
        added = after[stop.end() : more.start() if more else None].split()
        if added and not any(letter.isdigit() for word in added for letter in word):
            words += [",", *added]
    while words and words[-1].lower() in _LOOSE:
        words.pop()
    return " ".join(words[:12]).replace(" ,", ",")


def _bare(before: str) -> str:
    """A line without its closed brackets."""
    while (bare := re.sub(r"\s*\([^()]*\)", "", before)) != before:
        before = bare
    return before


def _year(before: str) -> str:
    """The year or years last spoken of, but for those in closed brackets and those only compared with."""
    named = [years for compared, years in _YEARS.findall(_bare(before)) if not compared]
    return re.sub(r"\s*[-–]\s*", "-", named[-1]) if named else ""


def _label(before: str, phrase: str, unit: str, year: str) -> str:
    """Words that tell a number from the others: what it counts, or what stands before it, and its year."""
    if unit == PERCENT:
        grown = re.search(r"\b(tăng|giảm)\s*$", before, re.IGNORECASE)
        words = f"{grown.group(1).lower()} {phrase}" if grown and phrase else phrase
        words = words or _before(before)
    elif len(phrase.split()) <= len(unit.split()):
        words = ", ".join(each for each in (phrase, _before(before)) if each)
    else:
        words = phrase
    words = words.strip(" ,")[:160] or "không rõ nội dung"
    return words if not year or year in words else f"{words} (năm {year})"


def _before(before: str) -> str:
    """The words that lead to a number: the line up to its colon, or since the last mark; at most sixteen."""
    bare = _bare(before).rstrip(" ,")
    is_title = bare.endswith((":", " là"))
    marks = r"[;(]\s*|\.\s+" if is_title else r"[;,:(]\s*|\.\s+"
    start = max((match.end() for match in re.finditer(marks, bare.rstrip(":"))), default=0)
    words = [
        each for each in re.sub(rf"[{RAISED}:]", "", bare[start:]).split()
        if each.lower() not in _LOOSE and each.lower() not in {"là", "và"}
    ]  # fmt: skip
    return " ".join(words[:16] if is_title else words[-16:])


def fits(whole: str, part: str) -> bool:
    """Whether numbers of one unit may be parts of a number of another."""
    return whole == part or part in PARTS_OF.get(whole, ())
