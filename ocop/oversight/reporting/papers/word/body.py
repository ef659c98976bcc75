"""The body of a report in Word: letterhead, text, signature, annexes, one section of pages after another."""

from collections.abc import Sequence

from ocop.kit.text.lengths import length_mm
from ocop.oversight.reporting.papers import wording
from ocop.oversight.reporting.papers.document import (
    Annex,
    Block,
    Chart,
    Heading,
    List,
    Note,
    Paragraph,
    Report,
    Table,
    Text,
)
from ocop.oversight.reporting.papers.word.marks import (
    Controls,
    cell,
    grid,
    paragraph,
    row,
    rule,
    run,
    shares,
    table_of_figures,
)
from ocop.oversight.reporting.papers.word.styles import MM

# A4 in twips; the margins in mm stand within those of Decree 30/2020/NĐ-CP, Annex I.
SHORT, LONG = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT, NUMBER_AT = 20, 20, 30, 15, 10
ROOM, WIDE_ROOM = round(SHORT - (LEFT + RIGHT) * MM), round(LONG - (LEFT + RIGHT) * MM)


def code_tags(key: str) -> tuple[str, str, str, str]:
    """Tags of a figure's value, base, day and code in the annex of codes."""
    return f"{key}|v", f"{key}|b", f"{key}|d", f"{key}|c"


def is_of_annex(tag: str) -> bool:
    """Whether a tag is of the annex of codes; no figure's key has the stroke in it."""
    return "|" in tag


class Body:
    """Writes one report; `headers` are the references of the page number's headers, `pictures` the runs that hold the
    drawings of its charts, in their order.
    """

    def __init__(self, report: Report, headers: str, pictures: Sequence[str]) -> None:
        self.report, self.headers, self._pictures = report, headers, iter(pictures)
        self.controls = Controls()

    def xml(self) -> str:
        """Everything between the tags of w:body."""
        parts = [self._letterhead(), self._title(), *map(self._block, wording.ended(self.report.blocks))]
        parts += [self._signature(), self._section_end(self.headers)]
        for annex in self.report.annexes:
            parts += [self._annex(annex), self._section_end("", is_wide=annex.is_wide)]
        parts += [self._codes(), _section("", is_wide=False)]
        return "".join(parts)

    def _letterhead(self) -> str:
        head, left, right = self.report.heading, round(69 * MM), ROOM - round(69 * MM)
        organ = "".join(paragraph("CoQuanChuQuan", run(line.upper())) for line in head.parent.split("\n") if line)
        organ += "".join(paragraph("CoQuanBanHanh", run(line.upper())) for line in head.organ.split("\n"))
        length = length_mm(head.organ.split("\n")[-1].upper(), 12, bold=True) * MM
        organ += rule(round(min(length, left) * 0.42), left - 170)
        nation = paragraph("QuocHieu", run(wording.NATION.upper())) + paragraph("TieuNgu", run(wording.MOTTO))
        nation += rule(round(length_mm(wording.MOTTO, 13, bold=True) * MM), right - 170)
        number = paragraph("SoKyHieu", run(f"Số: {head.number}"))
        place = paragraph("DiaDanhNgayThang", run(head.place_and_date))
        return grid(
            (left, right),
            row(cell(left, organ) + cell(right, nation)) + row(cell(left, number) + cell(right, place)),
        )

    def _title(self) -> str:
        report = self.report
        length = length_mm(report.subject, 14, bold=True) * MM
        title = paragraph("TenLoai", run(report.kind.upper())) + paragraph("TrichYeu", run(report.subject))
        title += rule(round(min(length, ROOM) * 0.42), ROOM)
        if len(report.recipients) == 1:
            return title + paragraph("KinhGui", run(f"Kính gửi: {report.recipients[0]}."))
        lines = wording.copies_told(report.recipients)
        listed = "".join(paragraph("KinhGuiDanhSach", run(line)) for line in lines)
        return title + (paragraph("KinhGui", run("Kính gửi:")) + listed if lines else "")

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return paragraph(f"Heading{block.level}", run(f"{block.number} {block.text}".strip()))
            case Paragraph():
                return paragraph("BodyText", self.controls.parts(block.parts))
            case List():
                items = ((Text("- "), *item) for item in block.items)
                return "".join(paragraph("GachDauDong", self.controls.parts(item)) for item in items)
            case Note():
                return paragraph("GhiChu", run(f"Ghi chú: {block.text}"))
            case Chart():
                return self._chart(block)
            case Table():
                return self._table(block, ROOM)

    def _table(self, table: Table, room: int) -> str:
        told = paragraph("TenBang", run(table.title)) if table.title else ""
        told += paragraph("DonViTinh", run(f"Đơn vị tính: {table.unit}")) if table.unit else ""
        below = [f"Ghi chú: {table.note}"] * bool(table.note) + [f"Nguồn: {table.source}"] * bool(table.source)
        return (
            told
            + table_of_figures(table, room, self.controls)
            + "".join(paragraph("Nguon", run(line)) for line in below or [""])
        )

    def _chart(self, chart: Chart) -> str:
        picture = paragraph("HinhVe", next(self._pictures))
        title = f"{chart.title} ({chart.table.unit})" if chart.table.unit else chart.title
        shown = "" if self.report.stands_alone(chart.table) else self._table(chart.table, ROOM)
        return picture + paragraph("TenHinh", run(title)) + shown

    def _signature(self) -> str:
        sign, left, right = self.report.signature, *shares((1, 1), ROOM)
        copies = paragraph("NoiNhan", run("Nơi nhận:"))
        copies += "".join(paragraph("NoiNhanDanhSach", run(line)) for line in wording.copies_told(self.report.copies))
        signer = "".join(paragraph("ChucVuKy", run(line.upper())) for line in (sign.authority, sign.title) if line)
        signer += paragraph("HoTenKy", run(sign.name))
        return paragraph("DuongKe", "", '<w:spacing w:before="240"/>') + grid(
            (left, right), row(cell(left, copies) + cell(right, signer))
        )

    def _annex(self, annex: Annex) -> str:
        head = paragraph("PhuLuc", run(f"Phụ lục {annex.number}".strip())) + paragraph(
            "PhuLucTen", run(annex.title.upper())
        )
        head += paragraph("PhuLucKemTheo", run(wording.attached_to(self.report)))
        room = WIDE_ROOM if annex.is_wide else ROOM
        return head + "".join(
            self._table(block, room) if isinstance(block, Table) else self._block(block) for block in annex.blocks
        )

    def _codes(self) -> str:
        """The annex that lists every figure with its code."""
        number = f"Phụ lục {wording.codes_number(self.report)}".strip()
        head = paragraph("PhuLuc", run(number)) + paragraph("PhuLucTen", run(wording.CODES.upper()))
        head += paragraph("PhuLucKemTheo", run(wording.attached_to(self.report)))
        head += paragraph("BodyText", run(wording.codes_told(self.report)))
        widths = shares(wording.CODE_WIDTHS, ROOM)
        heads = zip(widths, wording.CODE_HEADINGS, strict=True)
        rows = row(
            "".join(cell(width, paragraph("BangDau", run(text)), middle=True) for width, text in heads), heads=True
        )
        figures = self.report.figures()
        for figure, line in zip(figures, wording.code_lines(figures), strict=True):
            texts = (line.value, line.base, line.on, line.code)
            held = [
                self.controls.control(tag, f"{heading}: {line.name}", text)
                for tag, heading, text in zip(code_tags(figure.key), wording.CODE_HEADINGS[2:], texts, strict=True)
            ]
            cells = zip(widths, (run(line.number), run(line.name), *held), strict=True)
            rows += row("".join(cell(width, paragraph("BangChu", inside)) for width, inside in cells))
        return head + grid(widths, rows, style="BangSoLieu")

    def _section_end(self, headers: str, *, is_wide: bool = False) -> str:
        return paragraph("DuongKe", "", _section(headers, is_wide=is_wide))


def _section(headers: str, *, is_wide: bool) -> str:
    """How a run of pages is laid out; each begins a page and counts from 1, hiding its first number."""
    size = f'w:w="{LONG}" w:h="{SHORT}" w:orient="landscape"' if is_wide else f'w:w="{SHORT}" w:h="{LONG}"'
    margins = " ".join(
        f'w:{side}="{round(mm * MM)}"'
        for side, mm in {
            "top": TOP,
            "right": RIGHT,
            "bottom": BOTTOM,
            "left": LEFT,
            "header": NUMBER_AT,
            "footer": NUMBER_AT,
            "gutter": 0,
        }.items()
    )
    return (
        f'<w:sectPr>{headers}<w:type w:val="nextPage"/><w:pgSz {size}/><w:pgMar {margins}/>'
        '<w:pgNumType w:start="1"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def values_of_codes(report: Report) -> dict[str, str]:
    """What the controls of the annex of codes hold, by tag."""
    figures = report.figures()
    values: dict[str, str] = {}
    for figure, line in zip(figures, wording.code_lines(figures), strict=True):
        values |= zip(code_tags(figure.key), (line.value, line.base, line.on, line.code), strict=True)
    return values
