"""The program's look at a paper: ours pass, and every planted fault is found and named with its article."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from ocop.oversight.reporting.papers import layout, pdf, word
from ocop.oversight.reporting.papers.layout.finding import CHECKED
from ocop.oversight.reporting.papers.word import PaperError
from tests.oversight.reporting.papers.report import half_year, province
from tests.oversight.reporting.papers.test_word import Parts, edited

TEXT, STYLES = "word/document.xml", "word/styles.xml"
BODY_STYLE = 'w:styleId="BodyText"'


@pytest.fixture(scope="module")
def made() -> bytes:
    return word.make(half_year())


def planted(made: bytes, part: str, before: str, after: str, *, behind: str = "") -> bytes:
    """The file with one thing replaced, the first behind some words; a fault that is not planted is no test."""

    def change(parts: Parts) -> None:
        text = parts[part].decode()
        start = text.index(behind)
        assert before in text[start:], (before, behind)
        parts[part] = (text[:start] + text[start:].replace(before, after, 1)).encode()

    return edited(made, change)


def test_our_own_papers_pass(made: bytes) -> None:
    assert layout.check(made) == []
    assert layout.check(pdf.make(half_year())) == []
    assert layout.check(word.make(province(100))) == []


FAULTS = [
    ("margins", TEXT, 'w:left="1701"', 'w:left="1134"', "", "Lề trái của phần trang 1 là 20 mm"),
    ("margins", TEXT, 'w:top="1134"', 'w:top="1701"', "", "Hãy đặt từ 20 đến 25 mm"),
    ("paper", TEXT, 'w:w="11906" w:h="16838"', 'w:w="8391" w:h="11906"', "", "148 × 210 mm"),
    ("font", STYLES, 'w:ascii="Times New Roman"', 'w:ascii="Arial"', "", "dùng phông Arial"),
    ("font", TEXT, "<w:r><w:t", '<w:r><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr><w:t', "Body", "chủ đề"),
    ("black", TEXT, "<w:r><w:t", '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t', "BodyText", "không phải màu đen"),
    ("nation", TEXT, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "", "Không có Quốc hiệu"),
    ("nation", TEXT, "CỘNG HÒA XÃ HỘI", "Cộng hòa xã hội", "", "Quốc hiệu chưa in hoa"),
    ("nation", STYLES, 'w:val="24"', 'w:val="28"', "QuocHieu", "cỡ 12–13"),
    ("motto", TEXT, "Độc lập - Tự do - Hạnh phúc", "Độc lập", "", "Không có Tiêu ngữ"),
    ("motto", TEXT, "Độc lập - Tự do", "Độc lập – Tự do", "", "Tiêu ngữ chưa đúng"),
    ("organ", STYLES, '<w:b w:val="1"/>', '<w:b w:val="0"/>', "CoQuanBanHanh", "tên cơ quan ban hành in đậm"),
    ("organ", TEXT, "VĂN PHÒNG ĐIỀU PHỐI", "Văn phòng Điều phối", "", "chưa in hoa, cỡ 12–13"),
    ("number", TEXT, "Số: 05/BC-VPĐP", "Số: 5/BC-VPĐP", "", "Hãy ghi 05"),
    ("number", TEXT, "Số: 05/BC-VPĐP", "Số 05", "", "Không có dòng số"),
    ("number", STYLES, 'w:val="26"', 'w:val="28"', "SoKyHieu", "cỡ 13"),
    ("place_date", TEXT, "ngày 05 tháng 6 năm 2026", "ngày 5 tháng 6 năm 2026", "", "thiếu số 0"),
    ("place_date", TEXT, ", ngày 05 tháng 6 năm 2026", "", "", "Không có địa danh"),
    ("place_date", STYLES, '<w:i w:val="1"/>', '<w:i w:val="0"/>', "DiaDanhNgayThang", "chữ nghiêng"),
    ("title", TEXT, "BÁO CÁO", "Báo cáo", "TenLoai", "Tên loại"),
    ("title", STYLES, 'w:val="center"', 'w:val="left"', 'w:styleId="TrichYeu"', "Trích yếu"),
    ("addressee", STYLES, 'w:val="28"', 'w:val="24"', 'w:styleId="KinhGui"', "Kính gửi"),
    ("text", STYLES, 'w:val="both"', 'w:val="left"', BODY_STYLE, "chưa canh đều hai lề"),
    ("text", STYLES, 'w:firstLine="720"', 'w:firstLine="0"', BODY_STYLE, "chưa lùi đầu dòng"),
    ("text", STYLES, 'w:before="120"', 'w:before="60"', BODY_STYLE, "cách đoạn dưới 6 pt"),
    ("text", STYLES, 'w:line="264"', 'w:line="480"', BODY_STYLE, "cách dòng ngoài 1–1,5"),
    ("text", STYLES, 'w:val="28"', 'w:val="24"', BODY_STYLE, "cỡ chữ không phải 13–14"),
    ("signature", TEXT, "Nguyễn Thị Minh Châu", "", "", "họ tên người ký"),
    ("signature", STYLES, 'w:val="28"', 'w:val="24"', "HoTenKy", "Chức vụ, họ tên"),
    ("copies", TEXT, "Nơi nhận:", "Kính báo:", "", "Không có “Nơi nhận”"),
    ("copies", STYLES, 'w:val="24"', 'w:val="28"', 'w:styleId="NoiNhan"', "cỡ 12, nghiêng, đậm"),
    ("copies", STYLES, 'w:val="22"', 'w:val="26"', "NoiNhanDanhSach", "cỡ 11"),
    ("page_number", "word/header1.xml", " PAGE ", " DATE ", "", "không có số trang"),
    ("page_number", STYLES, 'w:val="center"', 'w:val="right"', 'w:styleId="SoTrang"', "chưa canh giữa"),
    ("page_number", TEXT, "<w:titlePg/>", "", "", "Trang thứ nhất hiện số trang"),
]


@pytest.mark.parametrize(
    ("rule", "part", "before", "after", "behind", "told"),
    FAULTS,
    ids=[f"{each[0]}-{n}" for n, each in enumerate(FAULTS)],
)
def test_a_planted_fault_is_found_alone(
    made: bytes, rule: str, part: str, before: str, after: str, behind: str, told: str
) -> None:
    found = layout.check(planted(made, part, before, after, behind=behind))
    assert {each.rule for each in found} == {rule}, found
    assert told in " ".join(each.told for each in found)
    for each in found:
        assert "Hãy " in each.told, "every finding names its remedy"
        assert each.article.startswith("Nghị định 30/2020/NĐ-CP")
        assert each.wanted


def test_every_rule_has_its_planted_fault() -> None:
    assert {each[0] for each in FAULTS} | {"embedded"} == set(CHECKED)


def test_measures_that_are_none_are_faults_and_no_crash(made: bytes) -> None:
    content = planted(made, TEXT, 'w:left="1701"', 'w:left="rộng"')
    assert [each.rule for each in layout.check(content)] == ["margins"]


def test_many_faulty_paragraphs_are_summed_up() -> None:
    content = planted(word.make(province(100)), STYLES, 'w:val="both"', 'w:val="left"', behind=BODY_STYLE)
    told = [each.told for each in layout.check(content)]
    assert len(told) == 6
    assert told[-1].startswith("Còn ")


def _small(book: pikepdf.Pdf) -> None:
    book.pages[0].mediabox = pikepdf.Array([0, 0, 420, 595])


def _bare_font(book: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    book.pages[0].resources.Font["/Khac"] = font


@pytest.mark.parametrize(("change", "rules"), [(_small, {"paper"}), (_bare_font, {"font", "embedded"})])
def test_faults_of_a_pdf_are_found(change: Callable[[pikepdf.Pdf], None], rules: set[str]) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf.make(half_year()))) as book:
        change(book)
        book.save(out)
    assert {each.rule for each in layout.check(out.getvalue())} == rules


@pytest.mark.parametrize("content", [b"", b"xin chao", b"%PDF-1.7 hong"])
def test_what_is_neither_is_refused_with_the_remedy(content: bytes) -> None:
    with pytest.raises(PaperError, match="Hãy"):
        layout.check(content)
