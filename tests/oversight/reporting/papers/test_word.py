"""Reports in Word: figures in content controls, edited by people, refilled without losing a word."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from lxml import etree
from PIL import Image

from ocop.oversight.reporting.papers import word
from ocop.oversight.reporting.papers.document import Bound, Paragraph, Report, words
from ocop.oversight.reporting.papers.word import PaperError, refill, values_of
from tests.oversight.reporting.papers.report import PRODUCERS, bound, half_year

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def made() -> bytes:
    return word.make(half_year())


def text_of(content: bytes, part: str = "word/document.xml") -> str:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(part))
    return "\n".join("".join(each.itertext(f"{W}t")) for each in root.iter(f"{W}p"))


def edited(content: bytes, change: Callable[[Parts], None]) -> bytes:
    """The file after somebody changed its parts."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {info.filename: archive.read(info) for info in archive.infolist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, part in parts.items():
            kept.writestr(name, part)
    return out.getvalue()


def rewritten(content: bytes, before: str, after: str, part: str = "word/document.xml") -> bytes:
    def change(parts: Parts) -> None:
        assert before.encode() in parts[part]
        parts[part] = parts[part].replace(before.encode(), after.encode())

    return edited(content, change)


def controls(content: bytes, tag: str) -> list[etree._Element]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return [each for each in root.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag]


def now(report: Report, figure: Bound) -> Report:
    """The report with another value of one figure wherever it stands in its text."""
    blocks = [
        replace(block, parts=tuple(figure if part == PRODUCERS else part for part in block.parts))
        if isinstance(block, Paragraph)
        else block
        for block in report.blocks
    ]
    return replace(report, blocks=tuple(blocks))


def test_a_figure_is_a_control_named_by_its_key_that_nobody_types_over(made: bytes) -> None:
    (control,) = controls(made, "chu_the")
    marks = control.find(f"{W}sdtPr")
    assert marks.find(f"{W}alias").get(f"{W}val") == f"{PRODUCERS.code} Chủ thể có sản phẩm được công nhận còn hiệu lực"
    assert marks.find(f"{W}lock").get(f"{W}val") == "contentLocked"
    assert "".join(control.itertext(f"{W}t")) == "63"
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml"))
    numbers = [each.get(f"{W}val") for each in root.iter(f"{W}id")]
    assert len(numbers) == len(set(numbers))


def test_every_figure_of_the_tables_is_a_control_too_and_the_annex_lists_it_with_its_code(made: bytes) -> None:
    report = half_year()
    for figure in report.figures():
        assert controls(made, figure.key), figure.key
        assert "".join(controls(made, f"{figure.key}|c")[0].itertext(f"{W}t")) == figure.code
    assert "BẢNG MÃ SỐ LIỆU" in text_of(made)
    assert "75 trong 99 sản phẩm" in text_of(made), "a share stands with its base"


def test_the_library_opens_the_file_and_its_headings_are_named_styles(made: bytes) -> None:
    paper = docx.Document(io.BytesIO(made))
    headings = [each.text for each in paper.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["I. KẾT QUẢ THỰC HIỆN", "II. KHÓ KHĂN, KIẾN NGHỊ"]
    assert paper.core_properties.title.startswith("Báo cáo Kết quả thực hiện")
    assert any("<chưa> ổn định & phân tán" in each.text for each in paper.paragraphs), "signs of XML are words here"
    assert any(each.text.endswith("phân tán./.") for each in paper.paragraphs)
    assert not list(paper.element.body.iter(f"{W}rFonts")), "fonts come from styles, not from marks on words"
    assert b"Tinos" in zipfile.ZipFile(io.BytesIO(made)).read("word/fontTable.xml")


def test_the_chart_stands_as_a_picture_with_words_for_who_cannot_see_it(made: bytes) -> None:
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert len([name for name in names if name.endswith(".png")]) == 1
    assert "Cao nhất: 2020, 41" in zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()


def test_new_figures_go_into_the_file_and_edited_words_stay(made: bytes) -> None:
    mine = rewritten(made, "Các địa phương tiếp tục rà soát", "Riêng Tháp Mười đã rà soát xong; các nơi khác rà soát")
    after = now(half_year(), replace(PRODUCERS, value_text="65", number=65, code="NEWC-ODE2"))
    filled, told = refill(mine, values_of(after))
    text = text_of(filled)
    assert "99 sản phẩm của 65 chủ thể" in text
    assert "Riêng Tháp Mười đã rà soát xong" in text
    assert [(each.key, each.before, each.after) for each in told.changed] == [
        ("chu_the", "63", "65"),
    ]
    assert "65 chủ thể" in text
    assert "NEWC-ODE2" in text, "the annex of codes follows"
    assert PRODUCERS.code not in text
    assert (told.missing, told.unknown) == ((), ())
    (control,) = controls(filled, "chu_the")
    assert control.find(f"{W}sdtPr/{W}alias").get(f"{W}val").startswith("NEWC-ODE2 Chủ thể")
    assert refill(filled, values_of(after)) == (filled, replace(told, changed=())), "a second time changes nothing"


def test_a_figure_deleted_with_its_sentence_is_reported_and_one_no_longer_known_is_left(made: bytes) -> None:
    def delete(parts: Parts) -> None:
        root = etree.fromstring(parts["word/document.xml"])
        (control,) = [
            each for each in root.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == "chu_the"
        ]
        control.getparent().remove(control)
        parts["word/document.xml"] = etree.tostring(root)

    values = values_of(half_year())
    del values["lop"]
    _, told = refill(edited(made, delete), values)
    assert told.missing == ("chu_the",)
    assert told.unknown == ("lop",)


def test_a_figure_word_has_broken_into_pieces_is_filled_once(made: bytes) -> None:
    whole = '<w:t xml:space="preserve">75,76%</w:t></w:r>'
    pieces = '<w:t>75</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>,76%</w:t></w:r>'
    broken = rewritten(made, whole, pieces)
    _, nothing = refill(broken, values_of(half_year()))
    assert nothing.changed == ()
    filled, _ = refill(broken, {**values_of(half_year()), "ty_le_thuc_pham": "80%"})
    assert "chủ thể được công nhận; 80% sản phẩm" in text_of(filled)


def test_parts_nobody_fills_are_the_same_bytes(made: bytes) -> None:
    filled, _ = refill(made, {**values_of(half_year()), "chu_the": "70"})
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (made, filled))
    assert before.namelist() == after.namelist()
    assert [n for n in before.namelist() if before.read(n) != after.read(n)] == ["word/document.xml"]


def _bomb(parts: Parts) -> None:
    parts["word/media/lon.png"] = b"0" * (90 * 1024 * 1024)


def _macro(parts: Parts) -> None:
    parts["word/vbaProject.bin"] = b"x"


def _macro_type(parts: Parts) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert plain in parts["[Content_Types].xml"]
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, macro)


def _relation(kind: str, address: str) -> Callable[[Parts], None]:
    added = (
        f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{address}" TargetMode="External"/></Relationships>'
    ).encode()

    def change(parts: Parts) -> None:
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", added)

    return change


def _field(parts: Parts) -> None:
    added = b"<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText></w:r></w:p></w:body>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", added)


def _broken_field(parts: Parts) -> None:
    pieces = (
        b"<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r></w:p></w:body>"
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", pieces)


def _doctype(parts: Parts) -> None:
    parts["word/document.xml"] = re.sub(
        rb"<w:document", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document', parts["word/document.xml"], count=1
    )


def _no_document(parts: Parts) -> None:
    del parts["word/document.xml"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_bomb, "sau khi mở ra lớn hơn 80 MB"),
        (_macro, "có macro hoặc tệp nhúng"),
        (_macro_type, "có macro hoặc tệp nhúng"),
        (_relation("attachedTemplate", "http://ac.example/mau.dotm"), "ngắt mọi liên kết"),
        (_relation("image", "http://ac.example/anh.png"), "ngắt mọi liên kết"),
        (_relation("hyperlink", "file://may-chu/tep"), "ngắt mọi liên kết"),
        (_field, "ngắt mọi liên kết"),
        (_broken_field, "ngắt mọi liên kết"),
        (_relation("aFChunk", "chen.html"), "ngắt mọi liên kết"),
        (_doctype, "bị hỏng"),
        (_no_document, "không phải là văn bản Word"),
    ],
)
def test_a_hostile_file_is_refused_with_the_remedy(made: bytes, change: Callable[[Parts], None], told: str) -> None:
    with pytest.raises(PaperError, match=told):
        refill(edited(made, change), {})


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "không phải là văn bản Word"),
        (b"xin chao", "không phải là văn bản Word"),
        (b"PK\x03\x04 cut short", "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "gỡ mật khẩu"),
        (b"PK" + b"\0" * (21 * 1024 * 1024), "lớn hơn 20 MB"),
    ],
)
def test_what_is_no_word_file_is_refused_with_the_remedy(content: bytes, told: str) -> None:
    with pytest.raises(PaperError, match=told):
        refill(content, {})


def test_an_address_to_click_is_no_danger(made: bytes) -> None:
    refill(edited(made, _relation("hyperlink", "mailto:vpdp@dongthap.gov.vn")), values_of(half_year()))
    field = "<w:p><w:r><w:instrText> HYPERLINK https://a.example/link </w:instrText></w:r></w:p></w:body>"
    refill(rewritten(made, "</w:body>", field), values_of(half_year()))


def test_a_file_whose_controls_lost_their_names_says_so(made: bytes) -> None:
    def lose(parts: Parts) -> None:
        parts["word/document.xml"] = re.sub(rb'<w:tag w:val="[^"]*"/>', b"", parts["word/document.xml"])

    with pytest.raises(PaperError, match="đã mất tên"):
        refill(edited(made, lose), values_of(half_year()))


def test_one_recipient_stands_on_one_line_and_no_day_leaves_room_for_the_pen() -> None:
    report = half_year()
    heading = replace(report.heading, on=None, number="/BC-VPĐP")
    content = word.make(replace(report, heading=heading, recipients=("Ủy ban nhân dân Tỉnh",)))
    assert "Kính gửi: Ủy ban nhân dân Tỉnh." in text_of(content)
    assert re.search(r"Đồng Tháp, ngày +tháng +năm", text_of(content))


def test_letters_that_no_xml_may_hold_are_left_out() -> None:
    report = half_year()
    content = word.make(replace(report, blocks=(Paragraph(words("Đoạn dán từ nơi khác\x0b\x00\x1f còn nguyên")),)))
    assert "Đoạn dán từ nơi khác còn nguyên" in text_of(content)


def test_a_chart_is_drawn_anew_when_its_figures_changed(made: bytes) -> None:
    report = half_year()
    (chart,) = report.charts()
    (before,) = _pictures(made)
    same, _ = refill(made, values_of(report), report.charts())
    assert _pictures(same) == [before], "nothing changed, nothing drawn"
    rows = (*chart.table.rows, (words("2022")[0], bound("x3", 4), bound("x4", 60), bound("x", 64)))
    other = replace(chart, table=replace(chart.table, rows=rows, totals=()))
    filled, _ = refill(made, {**values_of(report), "chu_the": "70"}, [other])
    after = _shown(filled)
    assert after != before
    assert "Cao nhất: 2022, 64" in zipfile.ZipFile(io.BytesIO(filled)).read("word/document.xml").decode()
    shape = docx.Document(io.BytesIO(filled)).inline_shapes[0]
    width, height = Image.open(io.BytesIO(after)).size
    assert abs(shape.height / shape.width - height / width) < 0.01, "one bar more makes it higher, not squeezed"


def _pictures(content: bytes) -> list[bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return [archive.read(name) for name in archive.namelist() if name.endswith(".png")]


def _shown(content: bytes) -> bytes:
    """The picture that the first drawing of the text leads to."""
    paper = docx.Document(io.BytesIO(content))
    key = paper.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.blip.embed
    return bytes(paper.part.related_parts[key].blob)
