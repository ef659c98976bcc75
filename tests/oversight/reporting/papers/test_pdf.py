"""Reports as PDF: the same words, our fonts only, the same bytes for the same report."""

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf

from ocop.oversight.reporting.papers import pdf
from ocop.oversight.reporting.papers.document import Annex, Chart, Paragraph, Table, Text, words
from ocop.oversight.reporting.papers.layout.portable import fonts_of
from tests.oversight.reporting.papers.report import STARS, half_year


def text_of(content: bytes, folder: Path, page: int = 0, look: str = "-layout") -> str:
    path = folder / "bc.pdf"
    path.write_bytes(content)
    pages = ["-f", str(page), "-l", str(page)] if page else []
    told = subprocess.run(["pdftotext", look, *pages, str(path), "-"], capture_output=True, check=True, text=True)
    return told.stdout


def test_only_the_vendored_fonts_are_in_the_pdf_and_all_are_embedded() -> None:
    with pikepdf.open(io.BytesIO(pdf.make(half_year()))) as book:
        fonts = {each for page in book.pages for each in fonts_of(page)}
        names = {str(each.get("/BaseFont")) for each in book.objects if _is_font(each)}
    assert all(is_embedded for _, is_embedded in fonts)
    assert {name.split("+")[-1].split("-Identity")[0] for name in names} == {
        "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic",
    }  # fmt: skip


def test_a_letter_the_fonts_lack_brings_no_other_font_in() -> None:
    rows = ((Text("★ 3 sao 🌾"), *STARS.rows[0][1:]),)
    chart = Chart("Hình ★", replace(STARS, rows=rows, totals=()), values=(1, 2), kind="stack")
    report = replace(half_year(), blocks=(Paragraph(words("Hạng ★★★ và 中文.")), chart))
    with pikepdf.open(io.BytesIO(pdf.make(report))) as book:
        names = {str(each.get("/BaseFont")) for each in book.objects if _is_font(each)}
    assert {name.split("+")[-1].split("-")[0] for name in names} == {"Tinos"}


def _is_font(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf.make(half_year()) == pdf.make(half_year())


def test_the_pdf_says_what_the_report_says(tmp_path: Path) -> None:
    text = " ".join(text_of(pdf.make(half_year()), tmp_path, look="-raw").split())
    for told in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "VĂN PHÒNG ĐIỀU PHỐI",
        "Số: 05/BC-VPĐP",
        "Đồng Tháp, ngày 05 tháng 6 năm 2026",
        "toàn tỉnh có 99 sản phẩm của 63 chủ thể",
        "- Tổ chức 12 lớp tập huấn",
        "vùng nguyên liệu <chưa> ổn định & phân tán./.",
        "KT. CHÁNH VĂN PHÒNG",
        "Nguyễn Thị Minh Châu",
        "- Lưu: VT, OCOP.",
        "Phụ lục I",
        "BẢNG MÃ SỐ LIỆU",
        "75 trong 99 sản phẩm",
        "Gõ mã tại ocop.dongthap.gov.vn/so-lieu",
    ):
        assert told in text, told
    for figure in half_year().figures():
        assert figure.code in text, figure.key


def test_pages_are_numbered_from_the_second_and_each_annex_anew(tmp_path: Path) -> None:
    content = pdf.make(half_year())
    with pikepdf.open(io.BytesIO(content)) as book:
        count = len(book.pages)
        is_wide = [page.mediabox[2] > page.mediabox[3] for page in book.pages]
    numbers = []
    for page in range(1, count + 1):
        first = next(line for line in text_of(content, tmp_path, page).splitlines() if line.strip()).strip()
        numbers.append(first if re.fullmatch(r"\d+", first) else "")
    assert numbers == ["", "2", "", "", "2", "3"][:count]
    assert is_wide.index(True) == 2, "the wide annex lies on its side"
    assert is_wide.count(True) == 1


def test_a_chart_brings_its_table_unless_that_stands_in_the_report(tmp_path: Path) -> None:
    report = half_year()
    assert text_of(pdf.make(report), tmp_path).count("Bảng 1. Sản phẩm theo hạng sao") == 1
    chart = Chart("Hình 2", STARS, values=(1, 2), kind="line")
    alone = replace(report, blocks=(Paragraph(words("Xem hình.")), chart))
    text = text_of(pdf.make(alone), tmp_path)
    assert text.count("Bảng 1. Sản phẩm theo hạng sao") == 1
    assert "Hình 2 (sản phẩm)" in text


def test_a_long_table_repeats_its_headings_on_the_next_page(tmp_path: Path) -> None:
    long = replace(STARS, rows=STARS.rows[:1] * 60, totals=())
    report = replace(half_year(), annexes=(Annex("I", "Bảng dài", (long,)),))
    assert isinstance(long, Table)
    assert text_of(pdf.make(report), tmp_path).count("Hạng sao") == 3, "once in the text, twice in the annex"
