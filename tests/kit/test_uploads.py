"""Files from outside: what is taken, what is refused and with which words, and what is left behind."""

import contextlib
from io import BytesIO
from typing import Any
from zlib import crc32

import pikepdf
import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from ocop.kit.uploads import MEGABYTE, CleanFile, UploadError, clean_upload

LIMIT = 25 * MEGABYTE


def take(content: bytes, name: str = "giay-phep.pdf") -> CleanFile:
    return clean_upload(SimpleUploadedFile(name, content), max_bytes=LIMIT)


def refusal(content: bytes, name: str = "giay-phep.pdf") -> str:
    with pytest.raises(UploadError) as refused:
        take(content, name)
    return str(refused.value)


def pdf(pages: int = 1, edit: Any = None, **save: Any) -> bytes:
    out = BytesIO()
    with Pdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        if edit:
            edit(made)
        made.save(out, **save)
    return out.getvalue()


def image(form: str = "JPEG", size: tuple[int, int] = (80, 40), mode: str = "RGB", **save: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red" if mode != "1" else 1).save(out, form, **save)
    return out.getvalue()


def opened(file: CleanFile) -> Image.Image:
    return Image.open(BytesIO(file.content))


class HugeFile:
    """An upload of 200 MB as the server announces it; reading it would be the mistake."""

    name = "phim-quay-xuong.pdf"
    size = 200 * MEGABYTE

    def read(self, size: int = -1, /) -> bytes:
        raise AssertionError("a file over the limit was read")


class FileThatLies:
    """Announces a small size and sends more."""

    name = "giay-phep.pdf"
    size = 10

    def read(self, size: int = -1, /) -> bytes:
        return b"%PDF-" + b"x" * (size - 5)


def test_a_file_of_200_megabytes_is_refused_unread_and_the_sentence_names_the_remedy() -> None:
    with pytest.raises(UploadError, match=r"lớn hơn 25 MB\. Hãy chụp hoặc quét ở độ phân giải thấp hơn"):
        clean_upload(HugeFile(), max_bytes=LIMIT)


def test_a_file_larger_than_it_announced_is_refused() -> None:
    with pytest.raises(UploadError, match="lớn hơn 1 MB"):
        clean_upload(FileThatLies(), max_bytes=MEGABYTE)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.pdf", "không có nội dung"),
        (b"  \n\x00", "a.pdf", "không có nội dung"),
        (b"This is not a PDF at all", "giay.pdf", "không phải là PDF thật"),
        (b"%PDF-1.7\nrubbish", "giay.pdf", "không phải là PDF thật"),
        (b"<script>alert(1)</script>", "anh.jpg", "không phải là ảnh thật"),
        (b"\xff\xd8\xff rubbish", "anh.jpg", "bị hỏng"),
        (b"hello", "ghi-chu.txt", "không phải là PDF hay ảnh"),
        (b"PK\x03\x04....[Content_Types].xml word/document.xml", "a.docx", "lưu thành PDF"),
        (b"\xd0\xcf\x11\xe0....", "a.doc", "lưu thành PDF"),
        (b"PK\x03\x04....anh.jpg", "a.zip", "giải nén"),
        (b"\x00\x00\x00\x18ftypmp42....", "a.mp4", "là phim"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name_with_a_remedy(content: bytes, name: str, words: str) -> None:
    said = refusal(content, name)
    assert said.startswith(f"Tệp “{name}”")
    assert words in said
    assert "Hãy " in said


def test_a_pdf_of_300_pages_is_taken() -> None:
    clean = take(pdf(300))
    assert (clean.content_type, clean.extension, clean.pages) == ("application/pdf", "pdf", 300)


def test_a_pdf_of_601_pages_is_refused() -> None:
    assert "có 601 trang, nhiều hơn 600 trang. Hãy tách" in refusal(pdf(601))


def test_a_pdf_with_a_password_is_refused_with_the_remedy() -> None:
    locked = pdf(encryption=pikepdf.Encryption(owner="chu", user="khach"))
    assert "có mật khẩu. Hãy gỡ mật khẩu" in refusal(locked)


def test_a_pdf_that_only_restricts_printing_is_taken() -> None:
    assert take(pdf(encryption=pikepdf.Encryption(owner="chu", user=""))).pages == 1


def poisoned(made: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
    launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    web = Dictionary(S=Name.URI, URI=String("https://dongthap.gov.vn"), Next=script)
    rect = Array([0, 0, 10, 10])
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("<xdp/>"))
    made.attachments["virus.exe"] = b"MZ..."
    page = made.pages[0].obj
    page.AA = Dictionary(O=script)
    page.Annots = Array(
        [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=launch),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=script),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, A=web),
            Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=rect),
        ]
    )


def test_scripts_actions_attachments_and_forms_of_a_pdf_stay_behind() -> None:
    clean = take(pdf(edit=poisoned))
    out = BytesIO()
    with Pdf.open(BytesIO(clean.content)) as read:
        assert set(read.Root.keys()) == {"/Type", "/Pages"}
        assert len(read.attachments) == 0
        assert "/AA" not in read.pages[0].obj
        (link,) = list(read.pages[0].obj.Annots)
        assert str(link.A.URI) == "https://dongthap.gov.vn"
        assert "/Next" not in link.A
        read.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    for trace in (b"JavaScript", b"Launch", b"cmd.exe", b"virus", b"XFA", b"app.alert", b"OpenAction"):
        assert trace not in out.getvalue()


def test_the_same_pdf_gives_the_same_bytes() -> None:
    content = pdf(2)
    assert take(content).sha256 == take(content).sha256


def test_a_photo_loses_the_place_where_it_was_taken_and_everything_else_it_carried() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Samsung"
    exif.get_ifd(0x8825)[2] = (10.0, 27.0, 30.0)
    raw = image(size=(400, 300), exif=exif, comment=b"Nha ong Ba, ap 3")
    assert b"Samsung" in raw
    assert b"ap 3" in raw
    clean = take(raw, "anh.jpg")
    with opened(clean) as read:
        assert dict(read.getexif()) == {}
        assert set(read.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
    assert b"Samsung" not in clean.content
    assert b"ap 3" not in clean.content


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    clean = take(image(size=(400, 300), exif=exif), "anh.jpg")
    assert (clean.width, clean.height) == (300, 400)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_large_photo_is_made_smaller(form: str) -> None:
    clean = take(image(form, size=(4800, 1200)), "anh.jpg")
    assert (clean.width, clean.height) == (2400, 600)


@pytest.mark.parametrize(
    ("content", "content_type", "extension"),
    [
        (image("JPEG"), "image/jpeg", "jpg"),
        (image("JPEG", mode="CMYK"), "image/jpeg", "jpg"),
        (image("JPEG", mode="L"), "image/jpeg", "jpg"),
        (image("PNG", mode="RGBA"), "image/png", "png"),
        (image("PNG", mode="P"), "image/png", "png"),
        (image("PNG", mode="1"), "image/png", "png"),
        (image("GIF"), "image/png", "png"),
        (image("WEBP", mode="RGBA"), "image/jpeg", "jpg"),
    ],
    ids=["jpeg", "jpeg-cmyk", "jpeg-grey", "png-clear", "png-palette", "png-bits", "gif", "webp-clear"],
)
def test_every_kind_of_photo_comes_out_as_one_every_browser_shows(
    content: bytes, content_type: str, extension: str
) -> None:
    clean = take(content, "anh")
    assert (clean.content_type, clean.extension) == (content_type, extension)
    assert (clean.width, clean.height) == (80, 40)


def test_a_photo_from_an_iphone_becomes_a_jpeg() -> None:
    out = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (120, 64), "green")).save(out)
    clean = take(out.getvalue(), "IMG_0001.HEIC")
    assert (clean.content_type, clean.width, clean.height) == ("image/jpeg", 120, 64)


def test_a_photo_under_the_name_of_a_pdf_is_taken_as_the_photo_it_is() -> None:
    assert take(image("PNG"), "giay.pdf").content_type == "image/png"


@pytest.mark.parametrize("size", [(9000, 9000), (30000, 30000)])
def test_a_small_file_that_would_unpack_to_a_huge_picture_is_refused(size: tuple[int, int]) -> None:
    header = image("PNG", size=(1, 1), mode="1")
    width, height = (each.to_bytes(4, "big") for each in size)
    chunk = b"IHDR" + width + height + header[24:29]
    bomb = header[:12] + chunk + crc32(chunk).to_bytes(4, "big") + header[33:]
    assert "có quá nhiều điểm ảnh" in refusal(bomb, "anh.png")


def test_a_photo_cut_off_halfway_is_refused() -> None:
    whole = image(size=(600, 600), quality=95)
    assert "bị hỏng" in refusal(whole[: len(whole) // 2], "anh.jpg")


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b""]),
)
def test_no_bytes_break_it(rest: bytes, start: bytes) -> None:
    """Whatever is sent is taken or refused in words; nothing else is raised."""
    with contextlib.suppress(UploadError):
        assert take(start + rest, "a.pdf").content
