"""Addresses behind a button, opened as a page; files that are not what they seem."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.cycle.dossiers.forms.writing import EvidenceForm
from ocop.kit.sheets import SheetError
from ocop.kit.sheets.reading import read_table
from ocop.kit.uploads import UploadError, clean_upload
from tests.world import World


def test_a_button_address_opened_as_a_page_says_so_and_leads_back(world: World, sign_in) -> None:
    response = sign_in(world.chi_lan).get("/ho-so/zzzzzzzzzzzz/nop/")
    page = response.content.decode()
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Trang này không mở trực tiếp được" in page
    assert "việc cần làm" in page


def packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as box:
        for name in names:
            box.writestr(name, "x" * 5000)
    return made.getvalue()


def test_a_word_file_is_asked_to_be_saved_as_pdf() -> None:
    content = packed("docProps/app.xml", "docProps/thumbnail.jpeg", "word/document.xml")
    with pytest.raises(UploadError, match="Hãy lưu thành PDF"):
        clean_upload(SimpleUploadedFile("Giải trình.docx", content), max_bytes=10**6)
    with pytest.raises(UploadError, match="Hãy giải nén"):
        clean_upload(SimpleUploadedFile("anh.zip", packed("a.jpg")), max_bytes=10**6)


@pytest.mark.parametrize("content", [b"hong roi, khong phai Excel", b"PK\x03\x04 cut short"])
def test_a_broken_workbook_is_named_as_broken(content: bytes) -> None:
    with pytest.raises(SheetError, match=r"lưu lại thành \.xlsx"):
        read_table(SimpleUploadedFile("chu-the.xlsx", content))


def test_a_missing_photo_is_asked_for_in_plain_words() -> None:
    assert EvidenceForm.base_fields["file"].error_messages["required"].startswith("Chụp ảnh giấy tờ")
