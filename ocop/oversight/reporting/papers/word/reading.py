"""What an edited Word file says: whose it is, which figures it holds, its prose with the figures in their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ocop.oversight.reporting.papers.word.body import is_of_annex
from ocop.oversight.reporting.papers.word.identity import Identity, identity_in
from ocop.oversight.reporting.papers.word.opening import parsed, parts_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line, or a figure in its control (`tag`)."""

    text: str
    tag: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """`codes` are those its controls are named by; `lines` its paragraphs outside tables, in their order."""

    identity: Identity | None
    codes: frozenset[str]
    lines: tuple[Line, ...]
    tables: str

    @property
    def prose(self) -> str:
        """The lines as text."""
        return "\n".join("".join(piece.text for piece in line) for line in self.lines)

    def says(self, words: str) -> bool:
        """Whether some words stand anywhere in the paper."""
        return words in self.prose or words in self.tables


def read(content: bytes) -> Inside:
    """Read a .docx as it was given. Raises `PaperError` for a file that cannot be taken."""
    parts = parts_of(content)
    body = parsed(parts["word/document.xml"]).find(f"{_W}body")
    if body is None:
        return Inside(identity_in(parts), frozenset(), (), "")
    return Inside(
        identity=identity_in(parts),
        codes=frozenset(_codes_in(body)),
        lines=tuple(filter(None, (_line(each) for each in body.iterfind(f"{_W}p")))),
        tables="\n".join(_words_in(each) for table in body.iterfind(f"{_W}tbl") for each in table.iter(f"{_W}p")),
    )


def _codes_in(body: etree._Element) -> Iterator[str]:
    """The codes Word shows over the figures of the text."""
    for properties in body.iter(f"{_W}sdtPr"):
        name, tag = properties.find(f"{_W}alias"), properties.find(f"{_W}tag")
        if name is not None and tag is not None and not is_of_annex(tag.get(f"{_W}val", "")):
            yield from _CODE.findall(name.get(f"{_W}val", ""))


def _line(paragraph: etree._Element) -> Line:
    return tuple(piece for piece in _pieces(paragraph) if piece.text)


def _pieces(inside: etree._Element) -> Iterator[Piece]:
    for each in inside:
        if each.tag == f"{_W}sdt" and (tag := each.find(f"{_W}sdtPr/{_W}tag")) is not None:
            yield Piece(_words_in(each), tag.get(f"{_W}val", ""))
        elif each.tag == f"{_W}t":
            yield Piece(each.text or "")
        elif each.tag in (f"{_W}tab", f"{_W}br"):
            yield Piece(" ")
        else:
            yield from _pieces(each)


def _words_in(inside: etree._Element) -> str:
    return "".join(words.text or "" for words in inside.iter(f"{_W}t"))
