"""A Word file read as a reader sees it: its lines in order, its runs of pages with their headers."""

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from ocop.oversight.reporting.papers.layout.looks import Line, Looks, W, is_on, measure
from ocop.oversight.reporting.papers.word.opening import PaperError, parsed, parts_of

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Section:
    """A run of pages: sizes and margins in mm, and its page header on the first page and on the others.

    `numbers` and `numbers_first` say whether the page's number stands in them.
    """

    width: float
    height: float
    margins: dict[str, float]
    hides_first: bool
    header: tuple[Line, ...]
    numbers: bool
    numbers_first: bool


class Paper:
    """The lines and sections of one .docx."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._root = parsed(parts["word/document.xml"])
        self._looks = Looks(parsed(parts["word/styles.xml"])) if "word/styles.xml" in parts else Looks(None)

    @classmethod
    def read(cls, content: bytes) -> "Paper":
        """Raises `PaperError` for a file that is no safe .docx."""
        paper = cls(parts_of(content))
        if paper._body is None:
            raise PaperError("Tệp Word không có nội dung. Hãy mở bằng Word, lưu lại thành .docx rồi gửi.")
        return paper

    @cached_property
    def _body(self) -> "etree._Element | None":
        return self._root.find(f"{W}body")

    @cached_property
    def lines(self) -> list[Line]:
        """Every paragraph of the text in reading order, those of tables too."""
        found: list[Line] = []
        section = table = 0
        for block in self._body if self._body is not None else ():
            is_table = block.tag == f"{W}tbl"
            number = table if is_table else None
            found.extend(self._looks.line(each, number, section) for each in block.iter(f"{W}p"))
            table += is_table
            section += block.find(f"{W}pPr/{W}sectPr") is not None
        return found

    @cached_property
    def sections(self) -> list[Section]:
        """Runs of pages in order; one that names no header has that of the one before."""
        found: list[Section] = []
        headers: dict[str, str] = {}
        for each in self._root.iter(f"{W}sectPr"):
            for reference in each.findall(f"{W}headerReference"):
                headers[reference.get(f"{W}type", "default")] = self._targets.get(reference.get(f"{_R}id", ""), "")
            found.append(self._section(each, headers))
        return found

    def _section(self, each: etree._Element, headers: dict[str, str]) -> Section:
        size, margins = each.find(f"{W}pgSz"), each.find(f"{W}pgMar")
        normal, first = self._header(headers.get("default", "")), self._header(headers.get("first", ""))
        return Section(
            _mm(size, "w"),
            _mm(size, "h"),
            {side: _mm(margins, side) for side in ("top", "bottom", "left", "right")},
            is_on(each.find(f"{W}titlePg")),
            normal[0],
            normal[1],
            first[1],
        )

    def _header(self, name: str) -> tuple[tuple[Line, ...], bool]:
        """Lines of a header, and whether the page's number stands in it."""
        if name not in self._parts:
            return (), False
        root = parsed(self._parts[name])
        told = [each.text or "" for each in root.iter(f"{W}instrText")]
        told += [each.get(f"{W}instr", "") for each in root.iter(f"{W}fldSimple")]
        lines = tuple(self._looks.line(each, None, 0) for each in root.iter(f"{W}p"))
        return lines, any("PAGE" in word.split() for word in told)

    @cached_property
    def _targets(self) -> dict[str, str]:
        """Parts by the key the text knows them by."""
        relations = self._parts.get("word/_rels/document.xml.rels")
        if relations is None:
            return {}
        return {
            each.get("Id", ""): f"word/{each.get('Target', '')}".replace("word//word/", "word/")
            for each in parsed(relations).iter("{*}Relationship")
        }


def _mm(element: "etree._Element | None", name: str) -> float:
    """A length of twips in mm; 0 where none is given."""
    return round(measure(element.get(f"{W}{name}")) * 25.4 / 1440, 1) if element is not None else 0
