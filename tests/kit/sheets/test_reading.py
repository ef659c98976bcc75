"""Tables people send: Excel, CSV in any spelling, pasted cells; too large or damaged is refused in words."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.ground.intake import forms as intake
from ocop.ground.producers import forms as producers
from ocop.kit.sheets import Limits, SheetError, Table, read_pasted, read_table
from ocop.kit.sheets.reading import cell_text
from ocop.kit.sheets.unpacking import checked_workbook


def book(*rows: list[Any], top: int = 0, sheets: tuple[str, ...] = ("Sản phẩm",)) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as made:
        for name in sheets:
            page = made.add_worksheet(name)
            for number, row in enumerate(rows, start=top):
                page.write_row(number, 0, row)
    return out.getvalue()


def read(content: bytes, name: str = "san-pham.xlsx", **options: Any) -> Table:
    return read_table(SimpleUploadedFile(name, content), **options)


def refusal(content: bytes, name: str = "san-pham.xlsx", **options: Any) -> str:
    with pytest.raises(SheetError) as refused:
        read(content, name, **options)
    return str(refused.value)


def with_sheet(xml: str) -> bytes:
    """A workbook whose first sheet is replaced by XML written by hand."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(["Tên"]))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, xml.encode() if part.filename.endswith("sheet1.xml") else content)
    return out.getvalue()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def test_a_workbook_is_read_as_its_sender_sees_it() -> None:
    table = read(
        book(
            ["Tên sản phẩm", "Điện thoại", "Giá", "Ngày công bố", "Còn làm"],
            ["Khô cá lóc", "0912345678", 85.5, date(2026, 3, 5), True],
            ["Mắm cá linh", "0987654321", 120000, datetime.combine(date(2026, 3, 5), time(14, 5)), False],
        )
    )
    assert table.headers == ("Tên sản phẩm", "Điện thoại", "Giá", "Ngày công bố", "Còn làm")
    assert table.rows[0] == ("Khô cá lóc", "0912345678", "85,5", "05/03/2026", "Có")
    assert table.rows[1][2:] == ("120000", "05/03/2026 14:05", "Không")


def test_rows_keep_the_numbers_excel_shows_though_titles_and_empty_rows_stand_between() -> None:
    table = read(book(["DANH SÁCH SẢN PHẨM OCOP"], [], ["Tên", "Xã"], ["A", "B"], [], ["C", "D"], top=2))
    assert table.headers == ("Tên", "Xã")
    assert list(zip(table.numbers, table.rows, strict=True)) == [(6, ("A", "B")), (8, ("C", "D"))]


def test_a_column_is_found_whatever_its_marks_case_and_spaces() -> None:
    table = read(book(["TÊN SẢN PHẨM", "Chủ thể"], ["a", "b"]))
    assert table.column("Tên sản  phẩm") == 0
    assert table.column("Người đại diện", "chu the") == 1
    assert table.column("Giá") is None


def test_a_sheet_is_found_by_its_name_and_a_missing_one_names_those_there_are() -> None:
    content = book(["Tên", "Xã"], ["A", "B"], sheets=("Hướng dẫn", "Sản phẩm"))
    assert read(content, sheet="san pham").rows == (("A", "B"),)
    assert "Hướng dẫn, Sản phẩm" in refusal(content, sheet="Chủ thể")


@pytest.mark.parametrize(
    "content",
    [
        "Tên;Giá\nBánh, kẹo;1,5\n".encode(),
        "Tên;Giá\nBánh, kẹo;1,5\n".encode("utf-8-sig"),
        "Tên;Giá\r\nBánh, kẹo;1,5\r\n".encode("utf-16"),
        "Tên\tGiá\nBánh, kẹo\t1,5".encode("utf-16"),
        'Tên,Giá\n"Bánh, kẹo","1,5"\n'.encode(),
        "sep=;\nTên;Giá\nBánh, kẹo;1,5".encode(),
    ],
    ids=["semicolon", "utf-8 with its mark", "utf-16", "tab", "comma", "sep line"],
)
def test_csv_is_read_in_whatever_spelling_it_comes(content: bytes) -> None:
    table = read(content, "bang.csv")
    assert table.headers == ("Tên", "Giá")
    assert table.rows == (("Bánh, kẹo", "1,5"),)


def test_csv_of_the_old_windows_code_page_is_read() -> None:
    content = "Tên;Xa\u0303\nKhô cá;Tràm Chim".encode("cp1258")
    table = read(content.replace(b"Tr\xe0m", b"Tra\xccm"), "bang.csv")
    assert (table.headers, table.rows) == (("Tên", "Xã"), (("Khô cá", "Tràm Chim"),))


def test_cells_pasted_from_excel_are_a_table() -> None:
    table = read_pasted('Tên\tXã\r\nKhô cá lóc\tTràm Chim\r\n"Mắm\nba lớp"\t\r\n')
    assert table.rows == (("Khô cá lóc", "Tràm Chim"), ("Mắm ba lớp", ""))


def test_a_cell_outside_the_headed_columns_is_named_by_its_row() -> None:
    assert "Dòng 3 có ô nằm ngoài" in refusal(book(["Tên", "Xã"], ["A", "B"], ["C", "D", "ghi chú"]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không có nội dung"),
        (b"PK\x03\x04 rubbish", "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".xls"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "không phải là Excel hay CSV"),
        (b"\n\n ,\n", "lưu lại thành .xlsx"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_text_without_rows_is_refused_in_words() -> None:
    assert "không có dòng nào" in refusal(b"\n\n ,\n", "san-pham.csv")


def test_a_workbook_packed_in_an_unknown_way_is_refused_in_words() -> None:
    content = bytearray(book(["Tên", "Xã"]))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = content.index(mark)
        content[start + place : start + place + 2] = (97).to_bytes(2, "little")
    assert "bị hỏng" in refusal(bytes(content))


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    bomb = with_sheet(SHEET.format("<!--" + " " * 70 * 1024 * 1024 + "-->"))
    assert len(bomb) < 200_000
    assert "sau khi mở ra lớn hơn 60 MB" in refusal(bomb)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "hơn 5000 dòng"),
        ('<row r="1048576"><c><v>1</v></c></row>', "hơn 5000 dòng"),
        ("<row r = '1'><c t='n' r = 'XFD1'><v>1</v></c></row>", "hơn 60 cột"),
    ],
)
def test_a_filled_cell_in_the_far_corner_is_refused_before_memory_is_taken(cells: str, words: str) -> None:
    assert words in refusal(with_sheet(SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row>' + cells)))


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def renamed(content: bytes, *, old: str = "sheet1.xml", new: str = "sheet1.dat", **more: bytes) -> bytes:
    """The same workbook with a part under another name wherever it is spoken of, and further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in archive.infolist():
            written = archive.read(part).replace(old.encode(), new.encode())
            made.writestr(part.filename.replace(old, new), written)
        for name, extra in more.items():
            made.writestr(name, extra)
    return out.getvalue()


def test_a_sheet_is_known_by_what_it_holds_whatever_its_part_is_called() -> None:
    assert read(renamed(book(["Tên", "Xã"], ["A", "B"]))).rows == (("A", "B"),)
    far = renamed(with_sheet(SHEET.format(FAR)))
    assert len(far) < 10_000
    assert "hơn 5000 dòng" in refusal(far)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ('<row r="1"><c r="xfd1"><v>1</v></c></row>', "hơn 60 cột"),
        ('<row r="1"><c s=">" r="XFD1"><v>1</v></c></row>', "hơn 60 cột"),
        ('<row r="1"><c r="XFD1" s="/>"><v>1</v></c></row>', "hơn 60 cột"),
        ('<row r="1">' + "<c><v>1</v></c>" * 300 + "</row>", "hơn 60 cột"),
        ('<row r="1"><c r="XFD00001048576"><v>1</v></c></row>', "bị hỏng"),
        ('<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>', "bị hỏng"),
        ('<row r="1"><c r="A1"><v>1</v></c>', "bị hỏng"),
    ],
)
def test_a_far_cell_is_found_however_it_is_written(cells: str, words: str) -> None:
    assert words in refusal(with_sheet(SHEET.format(cells)))


def test_names_inside_a_sheet_are_not_declared_by_it() -> None:
    hidden = SHEET.format("&far;").replace("<worksheet", f"<!DOCTYPE worksheet [<!ENTITY far '{FAR}'>]><worksheet", 1)
    assert "bị hỏng" in refusal(with_sheet(hidden))


@pytest.mark.parametrize("zeros", ["", "0" * 30])
def test_a_list_of_texts_that_announces_more_than_it_has_is_refused_before_memory_is_taken(zeros: str) -> None:
    texts = book(["Tên", "Xã"], ["A", "B"])
    assert "bị hỏng" in refusal(renamed(texts, old='uniqueCount="4"', new=f'uniqueCount="{zeros}4294967295"'))


def open_document(rows: int, columns: int) -> bytes:
    """A sheet of LibreOffice with one cell said again and again."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">'
    body = f'<table:table-row table:number-rows-repeated="{rows}">{cell}<text:p>a</text:p></table:table-cell>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}office:1.0" xmlns:table="{names}table:1.0"'
            f' xmlns:text="{names}text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{body}'
            "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def test_other_sorts_of_workbooks_are_refused_with_how_to_save_them() -> None:
    sheet = open_document(300_000, 60)
    assert len(sheet) < 1_000
    assert "lưu lại thành .xlsx hoặc CSV" in refusal(sheet, "bang.ods")
    workbook = book(["Tên", "Xã"], ["A", "B"])
    assert ".ods" in refusal(renamed(workbook, **{"content.xml": b"<a/>"}))
    assert ".xlsb" in refusal(renamed(workbook, **{"xl/Workbook.bin": b""}))
    assert "không phải là sổ Excel" in refusal(renamed(workbook, old="workbook.xml", new="book.xml"))
    assert "lưu lại thành .xlsx hoặc CSV" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1", "bang.xls")
    printer = {"xl/printerSettings/printerSettings1.bin": b"\x00", "xl/vbaProject.bin": b"\x00"}
    assert read(renamed(workbook, **printer)).rows == (("A", "B"),), "Excel keeps these beside every printed sheet"


def test_no_form_offers_files_that_are_not_read() -> None:
    for form in (producers.SheetForm, intake.SheetForm):
        assert form.base_fields["file"].widget.attrs["accept"] == ".xlsx,.csv"


def test_empty_cells_that_are_only_coloured_do_no_harm() -> None:
    cells = '<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    assert read(with_sheet(SHEET.format(cells))).headers == ("7",)


def test_too_many_rows_columns_and_letters_are_refused_not_cut() -> None:
    few = Limits(max_rows=3, max_columns=2, max_cell=10)
    assert "hơn 3 dòng" in refusal(book(["a", "b"], *[["1", "2"]] * 4), limits=few)
    assert "hơn 2 cột" in refusal(book(["a", "b", "c"]), limits=few)
    assert "Dòng 2 có ô dài hơn 10 chữ" in refusal(book(["a", "b"], ["x" * 11, ""]), limits=few)
    assert len(read(book(["a", "b"], *[["1", "2"]] * 3), limits=few).rows) == 3


def test_reading_that_takes_too_long_is_given_up() -> None:
    assert "đọc lâu quá" in refusal(book(["a", "b"], ["1", "2"]), limits=Limits(max_seconds=-1))


def test_a_sheet_of_countless_empty_cells_is_given_up_before_it_is_opened() -> None:
    with pytest.raises(SheetError, match="đọc lâu quá"):
        checked_workbook(with_sheet(SHEET.format("<row>" + "<c/>" * 20_000 + "</row>")), Limits(max_seconds=-1))


def test_a_file_over_the_limit_is_refused_by_its_announced_size() -> None:
    class Huge:
        name, size = "a.xlsx", 200 * 1024 * 1024

        def read(self, size: int = -1, /) -> bytes:
            raise AssertionError("a file over the limit was read")

    with pytest.raises(SheetError, match="lớn hơn 10 MB"):
        read_table(Huge())


@pytest.mark.parametrize(("value", "text"), [(12.0, "12"), (0.1 + 0.2, "0,3"), (1e15, "1000000000000000"), (None, "")])
def test_numbers_come_without_the_noise_of_their_binary_form(value: object, text: str) -> None:
    assert cell_text(value) == text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever is pasted is a table or is refused in words."""
    try:
        table = read_pasted(text)
    except SheetError:
        return
    assert all(len(row) == len(table.headers) for row in table.rows)
