"""What can be told of a PDF: its paper and its fonts."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from ocop.oversight.reporting.papers.layout.finding import Finding
from ocop.oversight.reporting.papers.word.opening import PaperError

# Fonts with the widths of Times New Roman are taken for it: Tinos and Liberation Serif are the same design.
FONTS = ("TimesNewRoman", "Tinos", "LiberationSerif")
_A4_POINTS, _OFF_BY = (595.28, 841.89), 3
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def findings_in_pdf(content: bytes) -> list[Finding]:
    """Pages that are no A4, fonts that are not embedded or not Times New Roman. Raises `PaperError`."""
    try:
        with pikepdf.open(io.BytesIO(content)) as book:
            found = [*_sizes(book), *_fonts(book)]
    except pikepdf.PasswordError as error:
        raise PaperError("Tệp PDF có mật khẩu. Hãy gỡ mật khẩu rồi gửi lại.") from error
    except (pikepdf.PdfError, ValueError, AttributeError, TypeError) as error:
        raise PaperError("Tệp PDF bị hỏng. Hãy mở lại bản gốc, lưu thành PDF rồi gửi.") from error
    return found


def _sizes(book: pikepdf.Pdf) -> Iterator[Finding]:
    for number, page in enumerate(book.pages, start=1):
        left, bottom, right, top = (float(each) for each in page.mediabox)
        sides = sorted((right - left, top - bottom))
        if any(abs(side - wanted) > _OFF_BY for side, wanted in zip(sides, _A4_POINTS, strict=True)):
            yield Finding("paper", f"Trang {number} không phải khổ A4. Hãy đặt khổ giấy A4 rồi xuất lại PDF.")


def _fonts(book: pikepdf.Pdf) -> Iterator[Finding]:
    for name, is_embedded in sorted({font for page in book.pages for font in fonts_of(page)}):
        if not is_embedded:
            yield Finding("embedded", f"Phông {name} chưa được nhúng. Hãy xuất lại PDF và chọn nhúng phông.")
        if not name.replace(" ", "").startswith(FONTS):
            yield Finding("font", f"Có chữ dùng phông {name}. Hãy đổi sang Times New Roman rồi xuất lại PDF.")


def fonts_of(page: Any) -> Iterator[tuple[str, bool]]:
    """Names of a page's fonts without the mark of a subset, and whether each is embedded."""
    for font in page.resources.get("/Font", {}).values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        describes = inner.get("/FontDescriptor", {})
        name = str(font.get("/BaseFont", "/không tên")).lstrip("/").split("+")[-1].split("-Identity")[0]
        yield name, any(each in describes for each in _FILES)
