"""Papers opened by a real office program, where one is installed: without repair, and with nothing lost."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ocop.oversight.reporting.papers import book, word
from tests.oversight.reporting.papers.report import half_year

OFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")]


def as_text(content: bytes, name: str, folder: Path) -> str:
    """The words of a paper as LibreOffice prints it into a PDF."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    printed = (folder / name).with_suffix(".pdf")
    told = subprocess.run(["pdftotext", "-raw", str(printed), "-"], capture_output=True, check=True, text=True).stdout
    return " ".join(told.split())


def test_word_opens_in_an_office_with_its_figures(tmp_path: Path) -> None:
    text = as_text(word.make(half_year()), "bc.docx", tmp_path)
    assert "99 sản phẩm của 63 chủ thể được công nhận" in text
    assert "BẢNG MÃ SỐ LIỆU" in text


def test_excel_opens_in_an_office_with_its_sums(tmp_path: Path) -> None:
    text = as_text(book.make(half_year()), "bc.xlsx", tmp_path)
    assert "Cộng 65 34 99" in text
    assert "Err:" not in text
    assert "#NAME" not in text
