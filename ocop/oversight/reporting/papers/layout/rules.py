"""The rules of Decree 30/2020/NĐ-CP, Annex I, one function for each part of a paper."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from ocop.oversight.reporting.papers import wording
from ocop.oversight.reporting.papers.layout.finding import Finding
from ocop.oversight.reporting.papers.layout.looks import Line
from ocop.oversight.reporting.papers.layout.reading import Paper

FONT = "Times New Roman"
_MARGINS = {"top": ("trên", 20, 25), "bottom": ("dưới", 20, 25), "left": ("trái", 30, 35), "right": ("phải", 15, 20)}
_NUMBER = re.compile(r"Số: *(\d*) */ *[A-ZĐ][A-ZĐa-z0-9]*(-[A-ZĐ][A-ZĐa-z0-9]*)*")
_PLACE_DATE = re.compile(r".+, ngày ?(\d*) ?tháng ?(\d*) ?năm ?(\d{4})?")
_INDENTS, _OFF_BY = (567, 720), 12  # 1 cm and 1,27 cm in twips
_SIX_POINTS, _LONG_TEXT, _MOST, _ONE_PAGE = 120, 60, 5, 4000
_BLACK = ("", "auto", "000000")


def findings_in(paper: Paper) -> list[Finding]:
    """Everything found in a Word paper, in the order a reader meets it."""
    lines = [line for line in paper.lines if line.text]
    first = [line for line in lines if line.section == 0]
    found = [*_pages(paper), *_page_numbers(paper), *_letters(lines), *_letterhead(first)]
    body = _after_letterhead(first)
    return [*found, *_title(body), *_addressee(body), *_text(body), *_signature(first)]


def _pages(paper: Paper) -> Iterator[Finding]:
    for number, section in enumerate(paper.sections, start=1):
        sides = sorted((section.width, section.height))
        if abs(sides[0] - 210) > 1 or abs(sides[1] - 297) > 1:
            yield Finding("paper", f"Phần trang {number} có khổ {sides[0]:g} × {sides[1]:g} mm. Hãy chọn khổ giấy A4.")
        for side, (name, least, most) in _MARGINS.items():
            if not least - 0.1 <= section.margins[side] <= most + 0.1:
                told = f"Lề {name} của phần trang {number} là {section.margins[side]:g} mm"
                yield Finding("margins", f"{told}. Hãy đặt từ {least} đến {most} mm.")


def _page_numbers(paper: Paper) -> Iterator[Finding]:
    for number, section in enumerate(paper.sections):
        letters = sum(len(line.text) for line in paper.lines if line.section == number)
        if not section.numbers:
            if number == 0 or letters > _ONE_PAGE:
                told = f"Phần trang {number + 1} không có số trang ở lề trên"
                yield Finding("page_number", f"{told}. Hãy chèn số trang, canh giữa.")
            continue
        for line in section.header:
            is_upright = _is_sized(line, 13, 14) and not any(run.italic for run in line.seen)
            if line.seen and not (is_upright and line.align == "center"):
                told = f"Số trang của phần {number + 1} chưa canh giữa, cỡ 13–14, chữ đứng"
                yield Finding("page_number", f"{told}. Hãy sửa ở đầu trang.")
    if paper.sections and (not paper.sections[0].hides_first or paper.sections[0].numbers_first):
        yield Finding("page_number", "Trang thứ nhất hiện số trang. Hãy chọn “Trang đầu khác” và để trống.")


def _letters(lines: list[Line]) -> Iterator[Finding]:
    fonts: dict[str, str] = {}
    colours: dict[str, str] = {}
    for line in lines:
        for run in line.seen:
            if run.font != FONT:
                fonts.setdefault(run.font or "không nêu tên", run.text)
            if run.colour not in _BLACK:
                colours.setdefault(run.colour, run.text)
    for font, text in fonts.items():
        yield Finding("font", f"“{_short(text)}” dùng phông {font}. Hãy đổi sang {FONT}.")
    for text in colours.values():
        yield Finding("black", f"“{_short(text)}” không phải màu đen. Hãy đổi màu chữ sang đen.")


def _letterhead(lines: list[Line]) -> Iterator[Finding]:
    nation = _first(lines, lambda text: _same(text).replace("hoà", "hòa") == _same(wording.NATION))
    if nation is None:
        yield Finding("nation", f"Không có Quốc hiệu. Hãy ghi “{wording.NATION.upper()}” ở đầu trang, bên phải.")
    elif not (nation.text.isupper() and _is_sized(nation, 12, 13) and _is_bold(nation)):
        yield Finding("nation", "Quốc hiệu chưa in hoa, cỡ 12–13, đứng, đậm. Hãy sửa lại.")
    motto = _first(lines, lambda text: re.sub(r"[\s–—-]+", " ", _same(text)) == "độc lập tự do hạnh phúc")
    if motto is None:
        yield Finding("motto", f"Không có Tiêu ngữ. Hãy ghi “{wording.MOTTO}” dưới Quốc hiệu.")
    elif motto.text != wording.MOTTO or not (_is_sized(motto, 13, 14) and _is_bold(motto) and motto.align == "center"):
        yield Finding("motto", f"Tiêu ngữ chưa đúng “{wording.MOTTO}”, cỡ 13–14, đứng, đậm, canh giữa. Hãy sửa lại.")
    number = _first(lines, lambda text: text.startswith("Số:"))
    yield from _organ(lines, nation or motto or number)
    yield from _number(number)
    yield from _place_date(_first(lines, lambda text: _PLACE_DATE.fullmatch(text) is not None))


def _organ(lines: list[Line], behind: Line | None) -> Iterator[Finding]:
    """The names at the left stand before everything else of the letterhead."""
    names = lines[: lines.index(behind)] if behind is not None else lines[:1]
    issuing = [line for line in names if _is_bold(line)]
    if not issuing:
        yield Finding("organ", "Không thấy tên cơ quan ban hành in đậm ở đầu trang, bên trái. Hãy ghi tên cơ quan.")
    for line in names:
        if not (line.text.isupper() and _is_sized(line, 12, 13)):
            yield Finding("organ", f"“{_short(line.text)}” chưa in hoa, cỡ 12–13. Hãy sửa lại.")


def _number(line: Line | None) -> Iterator[Finding]:
    if line is None:
        yield Finding("number", "Không có dòng số, ký hiệu. Hãy ghi “Số: …/BC-…” dưới tên cơ quan.")
        return
    found = _NUMBER.fullmatch(line.text)
    if found is None:
        yield Finding("number", f"“{_short(line.text)}” chưa đúng dạng. Hãy ghi như “Số: 05/BC-UBND”.")
    elif len(found[1]) == 1:
        yield Finding("number", f"Số {found[1]} nhỏ hơn 10. Hãy ghi 0{found[1]}.")
    if not _is_sized(line, 13, 13) or any(run.italic for run in line.seen):
        yield Finding("number", "Số, ký hiệu chưa ở cỡ 13, chữ đứng. Hãy sửa lại.")


def _place_date(line: Line | None) -> Iterator[Finding]:
    if line is None:
        yield Finding("place_date", "Không có địa danh và thời gian. Hãy ghi “Đồng Tháp, ngày 05 tháng 6 năm 2026”.")
        return
    found = _PLACE_DATE.fullmatch(line.text)
    if found and (len(found[1]) == 1 or found[2] in ("1", "2")):
        yield Finding("place_date", f"“{_short(line.text)}” thiếu số 0. Hãy ghi ngày dưới 10 và tháng 1, 2 hai chữ số.")
    if not _is_sized(line, 13, 14) or not all(run.italic for run in line.seen):
        yield Finding("place_date", "Địa danh, thời gian chưa ở cỡ 13–14, chữ nghiêng. Hãy sửa lại.")


def _after_letterhead(lines: list[Line]) -> list[Line]:
    """What follows the first table, which is the letterhead, up to the table of the signature."""
    outside = [place for place, line in enumerate(lines) if line.table is None]
    return lines[outside[0] :] if outside else []


def _title(body: list[Line]) -> Iterator[Finding]:
    if not body or not (body[0].text.isupper() and _is_title(body[0])):
        yield Finding("title", "Tên loại văn bản chưa in hoa, cỡ 13–14, đậm, canh giữa. Hãy ghi “BÁO CÁO”.")
    if len(body) < 2 or body[1].text.isupper() or not _is_title(body[1]):
        yield Finding("title", "Trích yếu chưa in thường, cỡ 13–14, đậm, canh giữa dưới tên loại. Hãy sửa lại.")


def _is_title(line: Line) -> bool:
    return _is_sized(line, 13, 14) and _is_bold(line) and line.align == "center"


def _addressee(body: list[Line]) -> Iterator[Finding]:
    line = _first(body, lambda text: text.startswith("Kính gửi"))
    if line is not None and (not _is_sized(line, 13, 14) or any(run.italic for run in line.seen)):
        yield Finding("addressee", "“Kính gửi” chưa ở cỡ 13–14, chữ đứng. Hãy sửa lại.")


def _text(body: list[Line]) -> Iterator[Finding]:
    """The first few faulty paragraphs: long ones outside tables that are neither headings, captions nor notes."""
    faulty = [
        (line, faults)
        for line in body[2:]
        if line.table is None and len(line.text) >= _LONG_TEXT and not _is_apart(line) and (faults := _faults(line))
    ]
    for line, faults in faulty[:_MOST]:
        yield Finding("text", f"Đoạn “{_short(line.text)}”: {', '.join(faults)}. Hãy chọn kiểu “Body Text”.")
    if len(faulty) > _MOST:
        yield Finding("text", f"Còn {len(faulty) - _MOST} đoạn chưa đúng. Hãy chọn kiểu “Body Text”.")


def _is_apart(line: Line) -> bool:
    return all(run.bold for run in line.seen) or all(run.italic for run in line.seen)


def _faults(line: Line) -> list[str]:
    indent = any(abs(line.first - wanted) <= _OFF_BY for wanted in _INDENTS)
    told = {
        "cỡ chữ không phải 13–14": _is_sized(line, 13, 14),
        "chưa canh đều hai lề": line.align == "both",
        "chưa lùi đầu dòng 1 hoặc 1,27 cm": indent,
        "cách đoạn dưới 6 pt": line.space >= _SIX_POINTS,
        "cách dòng ngoài 1–1,5": line.line == 0 or 1 <= line.line <= 1.5,
    }
    return [fault for fault, is_right in told.items() if not is_right]


def _signature(lines: list[Line]) -> Iterator[Finding]:
    head = next((line for line in reversed(lines) if line.text.startswith("Nơi nhận")), None)
    if head is None:
        yield Finding("copies", "Không có “Nơi nhận”. Hãy ghi “Nơi nhận:” và danh sách ở cuối, bên trái.")
        return
    if not _is_sized(head, 12, 12) or not all(run.bold and run.italic for run in head.seen):
        yield Finding("copies", "“Nơi nhận:” chưa ở cỡ 12, nghiêng, đậm. Hãy sửa lại.")
    after = [line for line in lines[lines.index(head) + 1 :] if line.table == head.table]
    copies = [line for line in after if line.text.startswith("-")]
    if not copies:
        yield Finding("copies", "“Nơi nhận” chưa có danh sách. Hãy ghi từng nơi sau gạch đầu dòng.")
    elif not all(_is_sized(line, 11, 11) for line in copies):
        yield Finding("copies", "Danh sách nơi nhận chưa ở cỡ 11. Hãy sửa lại.")
    signer = [line for line in after if not line.text.startswith("-") and line.align == "center"]
    posts = [line for line in signer if line.text.isupper()]
    names = [line for line in signer if not line.text.isupper()]
    if not posts or not names:
        yield Finding("signature", "Thiếu chức vụ in hoa hoặc họ tên người ký. Hãy ghi đủ bên phải “Nơi nhận”.")
    if not all(_is_sized(line, 13, 14) and _is_bold(line) for line in signer):
        yield Finding("signature", "Chức vụ, họ tên người ký chưa ở cỡ 13–14, đứng, đậm. Hãy sửa lại.")


def _first(lines: list[Line], is_wanted: Callable[[str], bool]) -> Line | None:
    return next((line for line in lines if is_wanted(line.text)), None)


def _is_sized(line: Line, least: float, most: float) -> bool:
    return all(least <= run.size <= most for run in line.seen)


def _is_bold(line: Line) -> bool:
    return all(run.bold and not run.italic for run in line.seen)


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 50 else f"{text[:49]}…"
