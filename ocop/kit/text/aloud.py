"""Vietnamese text as it is read aloud: numbers, dates, units and the abbreviations of offices in full words."""

import re
import unicodedata
from collections.abc import Callable

from ocop.kit.text.numbers import in_words

# Words of a calm reading at a loudspeaker in one minute.
PER_MINUTE = 150

ABBREVIATIONS = {
    "OCOP": "ô-cốp",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "HTX": "hợp tác xã",
    "THT": "tổ hợp tác",
    "TP": "thành phố",
    "TX": "thị xã",
    "TT": "thị trấn",
    "NTM": "nông thôn mới",
    "VPĐP": "Văn phòng Điều phối",
    "CT": "chương trình",
    "KH": "kế hoạch",
    "QĐ": "quyết định",
    "NĐ": "nghị định",
    "NQ": "nghị quyết",
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "CSSX": "cơ sở sản xuất",
    "SXKD": "sản xuất kinh doanh",
    "ATTP": "an toàn thực phẩm",
    "TMĐT": "thương mại điện tử",
    "VietGAP": "Việt Gáp",
    "NN&MT": "Nông nghiệp và Môi trường",
    "NN&PTNT": "Nông nghiệp và Phát triển nông thôn",
    "VHTT&DL": "Văn hóa, Thể thao và Du lịch",
    "KH&CN": "Khoa học và Công nghệ",
}
UNITS = {
    "%": "phần trăm",
    "kg": "ki-lô-gam",
    "g": "gam",
    "km": "ki-lô-mét",
    "m2": "mét vuông",
    "m²": "mét vuông",
    "m3": "mét khối",
    "m³": "mét khối",
    "m": "mét",
    "ha": "héc-ta",
    "l": "lít",
    "ml": "mi-li-lít",
    "đ": "đồng",
    "°C": "độ xê",
}
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_SHORT = "|".join(re.escape(short) for short in sorted(ABBREVIATIONS, key=len, reverse=True))
_CAPITALS = r"[A-ZĐÂĂÊÔƠƯ]"


def read_aloud(text: str) -> str:
    """The text with everything a reader would stumble over written out."""
    said = unicodedata.normalize("NFC", text)
    for pattern, words in _RULES:
        said = pattern.sub(words, said)
    said = re.sub(r" +([,.;:!?])", r"\1", " ".join(said.split()))
    return re.sub(r"(?:^|(?<=[.!?] ))\w", lambda first: first[0].upper(), said)


def unsure_of(said: str) -> list[str]:
    """Abbreviations left in a text, for a person to write out; each once, in order."""
    return list(dict.fromkeys(re.findall(rf"(?<!\w){_CAPITALS}[A-ZĐÂĂÊÔƠƯ&]+(?!\w)", said)))


def seconds_to_read(said: str) -> int:
    """How long a calm reading takes, up to the next ten seconds."""
    exact = -(-len(said.split()) * 60 // PER_MINUTE)
    return -(-exact // 10) * 10


def _number(text: str) -> str:
    whole, _, part = text.replace(".", "").partition(",")
    words = in_words(int(whole))
    if not part:
        return words
    # A part of one or two digits is a number of its own; zeros and longer parts are read digit by digit.
    short = len(part) < 3 and not part.startswith("0")
    return f"{words} phẩy {in_words(int(part)) if short else _digits(part)}"


def _digits(text: str) -> str:
    return " ".join(in_words(int(digit)) for digit in text if digit.isdigit())


def _date(found: re.Match[str]) -> str:
    day, month, year = (int(part) for part in found.groups())
    return f"ngày {in_words(day)} tháng {in_words(month)} năm {in_words(year)}"


def _month(found: re.Match[str]) -> str:
    return f"tháng {in_words(int(found[1]))} năm {in_words(int(found[2]))}"


def _hour(found: re.Match[str]) -> str:
    minutes = int(found[2] or 0)
    return f"{in_words(int(found[1]))} giờ" + (f" {in_words(minutes)}" if minutes else "")


Words = str | Callable[[re.Match[str]], str]
_RULES: tuple[tuple[re.Pattern[str], Words], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"https?://\S+", ""),
        (r"(?:[Nn]gày\s+)?(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)", _date),
        (r"(?:[Tt]háng\s+)?(?<![\d/])(\d{1,2})/(\d{4})(?![\d/])", _month),
        (r"(?<![\d:])(\d{1,2})(?::|h)(\d{2})(?!\d)", _hour),
        (r"(?<![\d:])(\d{1,2})h()(?!\w)", _hour),
        # A telephone number is read digit by digit.
        (r"(?<!\d)(?:0\d(?:[ .]?\d){8,9}|1[89]00(?:[ .]?\d){4,6})(?!\d)", lambda found: _digits(found[0])),
        # The number of a paper: 124/KH-UBND.
        (rf"(?<=\d)/(?={_CAPITALS})", " "),
        (rf"(?<={_CAPITALS})-(?={_CAPITALS})", " "),
        (rf"({_NUMBER})\s*[-–]\s*(?={_NUMBER})", lambda found: f"{found[1]} đến "),
        (rf"({_NUMBER})\s*({_UNIT})(?!\w)", lambda found: f"{_number(found[1])} {UNITS[found[2]]}"),
        (rf"/({_UNIT})(?!\w)", lambda found: f" một {UNITS[found[1]]}"),
        (rf"(?<!\w)(?:{_SHORT})(?!\w)\.?(?=\s+\w|\W|$)", lambda found: _in_full(found[0])),
        (_NUMBER, lambda found: f" {_number(found[0])} "),
        (r"★+", lambda found: f" {in_words(len(found[0]))} sao "),
        (r"\s&\s", " và "),
        (r"[“”\"*_#|]", ""),
    )
)


def _in_full(found: str) -> str:
    """An abbreviation in words; the full stop of "TP." belongs to it, that of a sentence stays."""
    bare = found.rstrip(".")
    return ABBREVIATIONS[bare] + ("" if bare in ("TP", "TX", "TT") else found[len(bare) :])
