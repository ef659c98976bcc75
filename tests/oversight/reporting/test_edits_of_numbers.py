"""Numbers people typed in prose and in tables beside those of the report, without a database."""

from ocop.oversight.reporting.edits.tables import typed_in_tables
from ocop.oversight.reporting.edits.told import fewer
from ocop.oversight.reporting.edits.turns import said_otherwise
from ocop.oversight.reporting.papers.document import Bound
from ocop.oversight.reporting.papers.word import Inside, Line, Row
from ocop.oversight.reporting.papers.word.reading import Piece

CLASSES = Bound("lop", "12", "K7QM-3RTX", "lớp", name="Lớp tập huấn, trong kỳ", number=12)
FIGURES = {"lop": CLASSES}
SENTENCE: Line = (Piece("Đã mở "), Piece("12", "lop"), Piece(" lớp tập huấn cho cán bộ."))


def row(*cells: str | Piece) -> Row:
    return tuple((each if isinstance(each, Piece) else Piece(each),) for each in cells)


OURS = (row("1", "Lớp tập huấn", "lớp", Piece("12", "lop")),)


def test_another_number_in_the_words_of_a_figure_is_told_and_the_same_is_not() -> None:
    def told(words: str) -> list[str]:
        return list(said_otherwise([(Piece(words),)], [SENTENCE], FIGURES))

    assert told("Cả năm mở 15 lớp tập huấn cho cán bộ xã.") == [
        "Lời văn gõ tay “15 lớp tập huấn cho”, khác con số đã chốt “Lớp tập huấn, trong kỳ” (12, mã K7QM-3RTX)."
    ]
    assert told("Cả năm mở 12 lớp tập huấn cho cán bộ xã.") == []


def test_a_line_of_very_many_numbers_is_read_as_fast_as_many_lines() -> None:
    """Forty thousand numbers in one line: looked at again and again from its beginning it would take an hour."""
    line: Line = (Piece("Có 15 lớp tập huấn cho cán bộ, " * 40_000),)
    assert len(set(said_otherwise([line], [SENTENCE], FIGURES))) == 1


def test_rows_typed_by_hand_are_told_by_what_they_differ_from() -> None:
    typed = [
        row("TT", "Nội dung", "Đơn vị", "Số"),
        row("1", "Lớp tập huấn", "lớp", "15"),
        row("2", "LỚP TẬP HUẤN", "lớp", "12"),
        row("3", "Vườn chanh", "cây", "1.250", "62,5 % (5/8)"),
        row("7", "9"),
        row("Ngày", "20/11/2026"),
        *OURS,
    ]
    assert list(typed_in_tables(typed, OURS, FIGURES)) == [
        "Bảng gõ tay, dòng “Lớp tập huấn” ghi “15”, khác con số đã chốt “Lớp tập huấn, trong kỳ” (12, mã K7QM-3RTX).",
        "Bảng gõ tay, dòng “Vườn chanh” ghi “1.250”; “62,5 % (5/8)”: không có con số nào đã chốt để đối chiếu. "
        "Anh/chị tự kiểm.",
        "Bảng gõ tay, một dòng không có tên ghi “7”; “9”: không có con số nào đã chốt để đối chiếu. Anh/chị tự kiểm.",
    ]


SHARE = Bound("tl", "62,5 % (5/8)", "K7QM-3RTY", "%", name="Tỷ lệ có sàn", number=62)
OF_A_SHARE: Line = (Piece("Đạt "), Piece("62,5 % (5/8)", "tl"), Piece(" sản phẩm có trên sàn."))


def test_numbers_are_read_however_hands_type_them() -> None:
    def told(words: str) -> list[str]:
        return list(said_otherwise([(Piece(words),)], [OF_A_SHARE], {"tl": SHARE}))

    for typed in ("70 %", "70,5 % (7/10)", "62.9 %", "1 300"):
        assert told(f"Cả năm {typed} sản phẩm có trên sàn."), typed
    for same in ("62,5 %", "62.5 %", "62,5 % (5/8)"):
        assert told(f"Cả năm {same} sản phẩm có trên sàn.") == [], same


def test_a_figure_in_fewer_places_of_the_prose_is_told_though_a_table_still_has_it() -> None:
    ours = Inside(None, frozenset(), (SENTENCE, SENTENCE), OURS)
    assert list(fewer(Inside(None, frozenset(), (SENTENCE, (Piece("Đã mở 7777"),)), OURS), ours, FIGURES)) == [
        "Con số “Lớp tập huấn, trong kỳ” (12, mã K7QM-3RTX) đứng ở 2 chỗ trong lời văn, tệp còn 1: "
        "chỗ kia bị xóa, hoặc bị gõ tay thành số khác mà máy không thấy."
    ]
    assert list(fewer(Inside(None, frozenset(), (), OURS), ours, FIGURES))
    assert list(fewer(ours, ours, FIGURES)) == []
    assert list(fewer(Inside(None, frozenset(), (), ()), ours, FIGURES)) == []  # told as deleted
