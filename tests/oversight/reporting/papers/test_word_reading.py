"""What is read of a Word file: words wherever they are printed, figures only where ours stand; nothing breaks it."""

import io
import random
import zipfile
from collections.abc import Callable

import pytest

from ocop.oversight.reporting.papers import word
from ocop.oversight.reporting.papers.word import PaperError, read, refill, text_of, values_of
from tests.oversight.reporting.edits import Parts, changed, with_part
from tests.oversight.reporting.papers.report import half_year
from tests.oversight.reporting.word import with_words

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TYPED = "Tỉnh có 15 lớp tập huấn."
SAID = f"<w:p><w:r><w:t>{TYPED}</w:t></w:r></w:p>"
TAGGED = '<w:sdt><w:sdtPr><w:tag w:val="cua-toi"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
BOX = f"<w:p><w:r><w:pict><w:txbxContent>{SAID}</w:txbxContent></w:pict></w:r></w:p>"


@pytest.fixture(scope="module")
def made() -> bytes:
    return word.make(half_year())


@pytest.mark.parametrize(
    "typed",
    [
        SAID,
        f"<w:sdt><w:sdtContent>{SAID}</w:sdtContent></w:sdt>",
        TAGGED.format(SAID),
        f"<w:p>{TAGGED.format(f'<w:r><w:t>{TYPED}</w:t></w:r>')}</w:p>",
        "<w:p><w:hyperlink><w:r><w:t>Tỉnh có 15</w:t></w:r></w:hyperlink><w:r><w:t> lớp tập huấn.</w:t></w:r></w:p>",
        f"<w:tbl><w:tr><w:tc>{SAID}</w:tc></w:tr></w:tbl>",
        f"<w:tbl>{TAGGED.format(f'<w:tr><w:tc>{SAID}</w:tc></w:tr>')}</w:tbl>",
        BOX,
        f'<mc:AlternateContent xmlns:mc="{COMPATIBLE}"><mc:Choice>{SAID}</mc:Choice><mc:Fallback>{SAID}</mc:Fallback>'
        "</mc:AlternateContent>",
    ],
)
def test_words_of_the_text_are_read_once_wherever_they_stand(typed: str, made: bytes) -> None:
    inside = read(with_words(made, "<w:body>", f"<w:body>{typed}"), values_of(half_year()))
    found = [line for line in inside.every_line if text_of(line) == TYPED]
    assert len(found) == 1
    assert not any(piece.tag for piece in found[0])


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word/header7.xml", f"<w:hdr {NAMES}>{SAID}</w:hdr>"),
        ("word/ten-la.xml", f"<w:ftr {NAMES}>{SAID}</w:ftr>"),
        ("word/footnotes.xml", f"<w:footnotes {NAMES}><w:footnote>{SAID}</w:footnote></w:footnotes>"),
        ("word/endnotes.xml", f"<w:endnotes {NAMES}><w:endnote>{SAID}</w:endnote></w:endnotes>"),
    ],
)
def test_headers_footers_and_notes_are_read_whatever_their_part_is_called(name: str, part: str, made: bytes) -> None:
    assert read(with_part(made, name, part)).says(TYPED)


def test_a_figure_of_ours_is_known_inside_a_control_people_put_around_its_paragraph(made: bytes) -> None:
    start = '<w:p><w:pPr><w:pStyle w:val="BodyText"/>'
    text = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    paragraph = next(f"{start}{each}" for each in text.split(start) if 'w:val="chu_the"' in each)
    paragraph = paragraph[: paragraph.index("</w:p>") + len("</w:p>")]
    inside = read(with_words(made, paragraph, TAGGED.format(paragraph)), values_of(half_year()))
    (line,) = [line for line in inside.lines if any(piece.tag == "chu_the" for piece in line)]
    assert len([piece for piece in line if piece.tag]) == 3


def test_a_whole_paragraph_in_the_control_of_a_figure_is_that_figure(made: bytes) -> None:
    block = TAGGED.replace("cua-toi", "chu_the").format("<w:p><w:r><w:t>63</w:t></w:r></w:p>")
    inside = read(with_words(made, "<w:body>", f"<w:body>{block}"), values_of(half_year()))
    assert [(piece.text, piece.tag) for piece in inside.lines[0]] == [("63", "chu_the")]


@pytest.mark.parametrize(
    ("typed", "many"),
    [
        ('<w:p><w:ins w:id="1"><w:r><w:t>a</w:t></w:r></w:ins></w:p>', 1),
        ('<w:p><w:del w:id="2"><w:r><w:delText>b</w:delText></w:r></w:del><w:moveTo w:id="5"/></w:p>', 2),
        ('<w:p><w:pPr><w:rPr><w:ins w:id="3"/></w:rPr></w:pPr></w:p>', 1),
        ('<w:p><w:r><w:rPr><w:rPrChange w:id="4"/></w:rPr></w:r></w:p>', 1),
        ("<w:p/>", 0),
    ],
)
def test_tracked_changes_are_counted(typed: str, many: int, made: bytes) -> None:
    assert read(with_words(made, "<w:body>", f"<w:body>{typed}")).changes == many


def _deep(parts: Parts) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", b"<w:p>" * 5000 + b"</w:body>")


def _strict(parts: Parts) -> None:
    ours, strict = b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"http://" + ours, b"http://" + strict)


def _no_body(parts: Parts) -> None:
    parts["word/document.xml"] = f"<w:document {NAMES}/>".encode()


def _laughs(parts: Parts) -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    parts["word/comments.xml"] = f'<!DOCTYPE x [<!ENTITY a0 "ha">{grown}]><x>&a9;</x>'.encode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_deep, "bị hỏng"),
        (_strict, "Strict Open XML"),
        (_no_body, "không phải là văn bản Word"),
        (_laughs, "bị hỏng"),
    ],
)
def test_a_broken_file_is_refused_with_the_remedy(change: Callable[[Parts], None], told: str, made: bytes) -> None:
    with pytest.raises(PaperError, match=told):
        read(changed(made, change))


def test_a_file_with_bytes_changed_anywhere_is_read_or_refused_and_never_breaks(made: bytes) -> None:
    chance, values = random.Random(7), values_of(half_year())
    for _ in range(120):
        content = bytearray(made)
        for _ in range(chance.randint(1, 6)):
            content[chance.choice((chance.randrange(len(content)), len(content) - chance.randint(1, 900)))] ^= (
                1 << chance.randrange(8)
            )
        try:
            read(bytes(content), values)
            refill(bytes(content), values, half_year().charts(), version="x")
        except PaperError:
            continue


def test_a_file_with_marks_left_out_is_read_or_refused_and_never_breaks(made: bytes) -> None:
    """Attributes and elements that Word always writes and a hostile file leaves out or makes absurd."""
    chance, values = random.Random(11), {**values_of(half_year()), "chu_the": "70"}
    names = ("word/document.xml", "word/_rels/document.xml.rels", "docProps/custom.xml", "[Content_Types].xml")

    def spoil(parts: Parts) -> None:
        name = chance.choice([each for each in names if each in parts])
        text = parts[name].decode()
        places = [place for place, letter in enumerate(text) if letter == '"']
        start = chance.randrange(0, len(places) - 1)
        parts[name] = (
            text[: places[start] + 1] + chance.choice(("", "-1", "x", "9" * 30)) + text[places[start + 1] :]
        ).encode()

    def without(name: str) -> Callable[[Parts], None]:
        return lambda parts: parts.pop(name) and None

    every_part = zipfile.ZipFile(io.BytesIO(made)).namelist()
    for change in [spoil] * 60 + [without(name) for name in every_part]:
        try:
            content = changed(made, change)
            read(content, values)
            refill(content, values, half_year().charts(), version="x")
        except PaperError:
            continue
