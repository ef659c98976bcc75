"""A text as paragraphs with their place: under which heading they stand, which footnote they are, which list."""

import re
import unicodedata
from dataclasses import dataclass, replace

LONGEST = 4000  # letters
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(RAISED, "0123456789")
_RAISE = str.maketrans("0123456789", RAISED)
_NOTE = re.compile(rf"([{RAISED}]{{1,3}})\s*")
_ROMAN = re.compile(r"([IVXL]{1,6})[.)]\s+")
_ARABIC = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.\s+(?=\D)|(\d{1,2}(?:\.\d{1,2}){1,4})\s+(?=\D)")
_LETTER = re.compile(r"([a-zđ])[.)]\s+")
_MARK = re.compile(r"([-–+•*])\s+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without the number or mark before it.

    `where` is its place in words (I.5.2, chú thích 4, đoạn 3); `mark` the mark of a list it is an item of; `note` the
    number of the footnote it is.
    """

    text: str
    where: str
    mark: str = ""
    note: int | None = None


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs in their order; one that goes on after a page break is put together again.

    Footnotes keep their own place and do not interrupt the section they stand in.
    """
    found: list[Paragraph] = []
    place = _Place()
    text = re.sub(r"(?<=\S)\*|\*(?=\S)", "", unicodedata.normalize("NFC", text))  # *italics* of a converted paper
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for line in (_raised_marks(line) for line in lines if line):
        if note := _NOTE.match(line):
            number = int(note.group(1).translate(_LOWERED))
            found.append(Paragraph(line[note.end() :], f"chú thích {number}", note=number))
            continue
        line, is_headed = place.move(line)
        mark = _MARK.match(line)
        rest = line[mark.end() :] if mark else line
        last = next((at for at in range(len(found) - 1, -1, -1) if found[at].note is None), None)
        if last is not None and not mark and not is_headed and rest[:1].islower():
            before = found[last]
            found[last] = Paragraph(f"{before.text} {rest}", before.where, before.mark)
        elif rest:
            where = place.words or f"đoạn {sum(each.note is None for each in found) + 1}"
            found.append(Paragraph(rest, where, mark.group(1) if mark else ""))
    return [piece for each in found for piece in _pieces(each)]


def _pieces(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph nobody would call one, cut at its sentences so that it stays quick to read."""
    pieces, rest = [], paragraph.text
    while len(rest) > LONGEST:
        cut = max(rest.rfind(". ", 0, LONGEST), rest.rfind("; ", 0, LONGEST)) + 1 or rest.rfind(" ", 0, LONGEST) + 1
        pieces.append(rest[: cut or LONGEST])
        rest = rest[cut or LONGEST :]
    return [replace(paragraph, text=each.strip()) for each in (*pieces, rest) if each.strip()]


def _raised_marks(line: str) -> str:
    """Footnote marks pasted as [4] become ⁴."""
    return re.sub(r"\[(\d{1,3})\]", lambda mark: mark.group(1).translate(_RAISE), line)


class _Place:
    """The headings passed so far: I, then 5.2 under it, then a under that."""

    def __init__(self) -> None:
        self.roman = self.arabic = self.letter = ""

    @property
    def words(self) -> str:
        return ".".join(part for part in (self.roman, self.arabic, self.letter) if part)

    def move(self, line: str) -> tuple[str, bool]:
        """The line without its number, and whether it had one."""
        if match := _ROMAN.match(line):
            self.roman, self.arabic, self.letter = match.group(1), "", ""
        elif match := _ARABIC.match(line):
            self.arabic, self.letter = match.group(1) or match.group(2), ""
        elif match := _LETTER.match(line):
            self.letter = match.group(1)
        return (line[match.end() :], True) if match else (line, False)
