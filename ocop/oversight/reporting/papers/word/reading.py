"""What an edited Word file says: whose it is, which figures it holds, its prose with the figures in their places.

Everything that is printed is read: the text, text boxes, headers, footers, footnotes and endnotes, whatever controls
people put around it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from ocop.oversight.reporting.papers.word.body import is_of_annex
from ocop.oversight.reporting.papers.word.identity import Identity, identity_in
from ocop.oversight.reporting.papers.word.opening import parsed, parts_of, printed_parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMULA_WORDS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# The same once more, for programs that do not know the first way to say it.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
_CHANGES = {f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line, or a figure in its control (`tag`)."""

    text: str
    tag: str = ""


Line = tuple[Piece, ...]
Row = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """`codes` are those its controls are named by; `lines` its paragraphs outside tables, in their order; `rows` those
    of its tables, a line for each cell; `changes` and `comments` how many tracked changes and comments are left in it.
    """

    identity: Identity | None
    codes: frozenset[str]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    changes: int = 0
    comments: int = 0

    @property
    def prose(self) -> str:
        """The lines as text."""
        return "\n".join(map(text_of, self.lines))

    @property
    def every_line(self) -> tuple[Line, ...]:
        """The lines, those of cells too."""
        return (*self.lines, *(cell for row in self.rows for cell in row if cell))

    def says(self, words: str) -> bool:
        """Whether some words stand anywhere in the paper, in small or large letters."""
        wanted = _plainly(words)
        return any(wanted in _plainly(text_of(line)) for line in self.every_line)


def text_of(line: Line) -> str:
    """A line as it is read."""
    return "".join(piece.text for piece in line)


def _plainly(words: str) -> str:
    return " ".join(words.split()).casefold()


def read(content: bytes, figures: Collection[str] | None = None) -> Inside:
    """Read a .docx as it was given. `figures` are the tags that hold figures, None for all: what stands in any other
    control was typed. Raises `PaperError` for a file that cannot be taken.
    """
    parts = parts_of(content)
    roots = [root for _, root in printed_parts(parts)]
    return Inside(
        identity=identity_in(parts),
        codes=frozenset(code for root in roots for code in _codes_in(root)),
        lines=tuple(line for root in roots for line in _lines(root, figures)),
        rows=tuple(row for root in roots for row in _rows(root, figures)),
        changes=sum(_is_change(each) for root in roots for each in root.iter(f"{_W}*")),
        comments=sum(_comments_in(part) for name, part in parts.items() if name.lower().endswith(".xml")),
    )


def _is_change(element: etree._Element) -> bool:
    """Whether an element is a tracked change: of words, of paragraphs, of rows, or of how they look."""
    return element.tag in _CHANGES or element.tag.endswith("Change")


def _comments_in(part: bytes) -> int:
    root = parsed(part)
    return sum(1 for _ in root.iter(f"{_W}comment")) if root.tag == f"{_W}comments" else 0


def _codes_in(root: etree._Element) -> Iterator[str]:
    """The codes Word shows over the figures of the text."""
    for properties in root.iter(f"{_W}sdtPr"):
        name, tag = properties.find(f"{_W}alias"), properties.find(f"{_W}tag")
        if name is not None and tag is not None and not is_of_annex(tag.get(f"{_W}val", "")):
            yield from _CODE.findall(name.get(f"{_W}val", ""))


def _lines(root: etree._Element, figures: Collection[str] | None) -> Iterator[Line]:
    """Paragraphs that stand in no table and hold something."""
    for paragraph in root.iter(f"{_W}p"):
        if next(paragraph.iterancestors(f"{_W}tc", _FALLBACK), None) is None and (line := _line(paragraph, figures)):
            yield line


def _rows(root: etree._Element, figures: Collection[str] | None) -> Iterator[Row]:
    for row in root.iter(f"{_W}tr"):
        if next(row.iterancestors(_FALLBACK), None) is None:
            cells = (each for each in row.iter(f"{_W}tc") if next(each.iterancestors(f"{_W}tr")) is row)
            yield tuple(_cell(each, figures) for each in cells)


def _cell(cell: etree._Element, figures: Collection[str] | None) -> Line:
    found: list[Piece] = []
    for paragraph in cell.iter(f"{_W}p"):
        line = _line(paragraph, figures) if next(paragraph.iterancestors(_FALLBACK), None) is None else ()
        found += [Piece(" "), *line] if found and line else line
    return tuple(found)


def _line(paragraph: etree._Element, figures: Collection[str] | None) -> Line:
    line = tuple(piece for piece in _pieces(paragraph, figures) if piece.text)
    if line and not any(piece.tag for piece in line):
        around = (_tag_of(each, figures) for each in paragraph.iterancestors(f"{_W}sdt"))
        if tag := next(filter(None, around), ""):
            return (Piece(text_of(line), tag),)
    return line


def _pieces(inside: etree._Element, figures: Collection[str] | None) -> Iterator[Piece]:
    """What a paragraph holds; a paragraph within it, of a text box, is a line of its own."""
    for each in inside:
        if each.tag == f"{_W}sdt" and (tag := _tag_of(each, figures)):
            yield Piece(_words_in(each), tag)
        elif each.tag in (f"{_W}t", _FORMULA_WORDS):
            yield Piece(each.text or "")
        elif each.tag in (f"{_W}tab", f"{_W}br"):
            yield Piece(" ")
        elif each.tag not in (f"{_W}p", _FALLBACK):
            yield from _pieces(each, figures)


def _tag_of(control: etree._Element, figures: Collection[str] | None) -> str:
    """The tag of a control that holds a figure; none for one that people put around their own words."""
    mark = control.find(f"{_W}sdtPr/{_W}tag")
    tag = mark.get(f"{_W}val", "") if mark is not None else ""
    is_figure = figures is None or tag in figures
    return tag if is_figure and control.find(f".//{_W}sdt") is None else ""


def _words_in(inside: etree._Element) -> str:
    return "".join(words.text or "" for words in inside.iter(f"{_W}t"))
