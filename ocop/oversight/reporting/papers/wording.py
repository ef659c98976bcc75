"""The fixed words of an official report, said once for Word, PDF and Excel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocop.kit.text.dates import date_in_words, format_date
from ocop.oversight.reporting.papers.document import Block, Bound, List, Paragraph, Part, Report, Text, plain
from ocop.oversight.reporting.papers.shares import share_and_base

NATION = "Cộng hòa xã hội chủ nghĩa Việt Nam"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
CODES = "Bảng mã số liệu"
CODE_HEADINGS = ("Số", "Số liệu", "Giá trị", "Trên cơ sở", "Ngày tính", "Mã")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
CODE_WIDTHS = (6, 32, 15, 20, 16, 22)
NO_CODE = "nhập tay"


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One figure in the annex of codes, as words."""

    number: str
    name: str
    value: str
    base: str
    on: str
    code: str


def code_lines(figures: Sequence[Bound]) -> list[CodeLine]:
    """Every figure with what it counts, its value, base, day and code; the base of a share has a column of its own."""
    return [
        CodeLine(
            str(place),
            each.name or each.key,
            f"{each.value_text} {each.unit}" if each.value_text[-1:].isdigit() else share_and_base(each.value_text)[0],
            each.base_text or "–",
            format_date(each.on) if each.on else "–",
            each.code or each.made_of or NO_CODE,
        )
        for place, each in enumerate(figures, start=1)
    ]


def codes_told(report: Report) -> str:
    """How a reader opens the records behind a figure."""
    where = f"tại {report.open_at}" if report.open_at else "trên hệ thống"
    return f"Gõ mã {where} để mở danh sách bản ghi đã đếm và cách tính của từng số liệu."


def attached_to(report: Report) -> str:
    """The line under an annex's title: which paper it comes with."""
    head = report.heading
    day = date_in_words(head.on) if head.on else "ngày       tháng       năm"
    return f"(Kèm theo {report.kind.capitalize()} số {head.number} {day} của {one_line(head.organ)})"


def codes_number(report: Report) -> str:
    """The number of the annex of codes: the one after the report's own annexes, none where it stands alone."""
    return _ROMAN[len(report.annexes)] if report.annexes else ""


def one_line(name: str) -> str:
    """A name that the letterhead breaks in two, in one line."""
    return " ".join(name.split())


def copies_told(copies: Sequence[str]) -> list[str]:
    """Lines of "Nơi nhận": a dash before each, a semicolon after each but the last, which ends in a full stop."""
    bare = [line.strip().lstrip("-").rstrip(";.").strip() for line in copies]
    return [f"- {line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, start=1)]


def ended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The text with "./." behind its last sentence, as official papers end."""
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph):
        return (*blocks[:-1], replace(last, parts=_closed(last.parts)))
    if isinstance(last, List):
        return (*blocks[:-1], replace(last, items=(*last.items[:-1], _closed(last.items[-1]))))
    return tuple(blocks)


def _closed(parts: Sequence[Part]) -> tuple[Part, ...]:
    text = plain(parts).rstrip()
    if text.endswith("./."):
        return tuple(parts)
    return (*parts, Text("/." if text.endswith(".") else "./."))
