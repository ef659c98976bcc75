"""Numbers as Vietnamese papers write them: 1.234,56, sums in đồng, amounts in words.

Marks, sums and counts are int or Decimal; a float never enters here.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

_VIETNAMESE = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
_SPACED = re.compile(r"[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+(,\d+)?")
_POINT_AS_COMMA = re.compile(r"[+-]?\d+\.\d+")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 10**9
_YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)


class NumberError(ValueError):
    """The text is not one clear number; the message is a Vietnamese sentence that says how to write it."""


def format_number(value: int | Decimal, places: int | None = None) -> str:
    """The number with points between thousands and a comma before decimals: `1.234,56`.

    `places` fixes the decimals, rounding half up; without it an int has none and a Decimal keeps what it has
    but for zeros at the end.
    """
    number = Decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{number:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.strip("-0,.") == "":
        text = text.lstrip("-")
    return text.translate(str.maketrans(",.", ".,"))


def year_in(text: str) -> int | None:
    """A year from 1900 to 2199 in its four digits, None for whatever else stands there."""
    return int(text) if _YEAR.fullmatch(text) else None


def parse_number(text: str) -> Decimal:
    """Read `1.234,56`, `1234,56` or `85,5`, also with spaces between thousands.

    Raises `NumberError` for what could mean two numbers (`1,234.56`) or none. `1.234` is one thousand two
    hundred and thirty-four, as written here; `85.5` is refused with the spelling that is meant.
    """
    bare = text.strip().replace("\u2212", "-")
    if _SPACED.fullmatch(bare):
        bare = re.sub(r"\s", "", bare)
    if not bare:
        raise NumberError("Hãy nhập một số, ví dụ 85,5.")
    if _VIETNAMESE.fullmatch(bare) and bare.isascii():
        return Decimal(bare.replace(".", "").replace(",", "."))
    if _POINT_AS_COMMA.fullmatch(bare):
        raise NumberError(f"Hãy dùng dấu phẩy cho phần thập phân: {bare.replace('.', ',')}.")
    if "," in bare and "." in bare and set(bare) <= set("+-0123456789.,"):
        raise NumberError(
            f"“{bare}” có thể hiểu theo nhiều cách. Hãy dùng dấu chấm cho hàng nghìn và dấu phẩy cho"
            " phần thập phân, ví dụ 1.234,56."
        )
    raise NumberError(f"“{bare}” không phải là số. Hãy chỉ nhập chữ số, ví dụ 85,5 hoặc 1.250.000.")


def format_money(dong: int) -> str:
    """A sum in đồng: `1.250.000 đồng`."""
    return f"{format_number(dong)} đồng"


def format_billion(dong: int, places: int = 1) -> str:
    """A large sum in billions, as plans print it: `12,5 tỷ đồng`."""
    return f"{format_number(Decimal(dong) / _BILLION, places)} tỷ đồng"


def in_words(number: int) -> str:
    """A whole number in words: `một triệu hai trăm năm mươi nghìn`; "lẻ", "mốt", "tư" and "lăm" where due."""
    if number < 0:
        return f"âm {in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    return " ".join(_with_billions(number, leading=True))


def _with_billions(number: int, *, leading: bool) -> list[str]:
    """Words of a number above zero; "tỷ" repeats for a billion billions."""
    billions, rest = divmod(number, _BILLION)
    words: list[str] = []
    if billions:
        words += [*_with_billions(billions, leading=leading), "tỷ"]
    return words + _below_billion(rest, leading=leading and not billions)


def _below_billion(number: int, *, leading: bool) -> list[str]:
    words: list[str] = []
    for scale in (2, 1, 0):
        group = number // 1000**scale % 1000
        if group:
            words += _group(group, leading=leading and not words)
            words += [_SCALES[scale]] if scale else []
    return words


def _group(number: int, *, leading: bool) -> list[str]:
    """Words of one group of three digits; a group that is not the first names its empty hundreds."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [] if leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        if ones:
            words += ["lẻ", _DIGITS[ones]] if words else [_DIGITS[ones]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones:
        words.append(_last_digit(ones, tens))
    return words


def _last_digit(ones: int, tens: int) -> str:
    if ones == 5:
        return "lăm"
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    return _DIGITS[ones]
