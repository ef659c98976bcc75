"""PDF files from outside: their pages copied into a new file of nothing but pages and web links."""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

MAX_PAGES = 600

# What a page may keep; everything else (actions, articles, private data, thumbnails) stays behind.
_KEPT_ON_PAGE = {
    "/Type",
    "/Parent",
    "/Resources",
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Contents",
    "/Rotate",
    "/Group",
    "/UserUnit",
    "/Annots",
}


class PdfProblem(ValueError):
    """The PDF cannot be taken; the message continues a Vietnamese sentence begun with the file's name."""


def clean_pdf(file: BytesIO, max_pages: int = MAX_PAGES) -> tuple[bytes, int]:
    """A new PDF with the same pages, and their number.

    Filled forms and stamps become part of the page. A digital signature does not survive: its picture stays,
    its proof does not. Raises `PdfProblem` for damaged and locked files and for more than `max_pages` pages.
    """
    try:
        with pikepdf.open(file) as source, Pdf.new() as target:
            _check(source, max_pages)
            _flatten(source)
            for page in source.pages:
                _strip(source, page)
            target.pages.extend(source.pages)
            out = BytesIO()
            target.save(out, deterministic_id=True, compress_streams=True)
            return out.getvalue(), len(target.pages)
    except pikepdf.PasswordError as error:
        raise PdfProblem("có mật khẩu. Hãy gỡ mật khẩu (mở tệp, in ra PDF mới) rồi gửi lại.") from error
    except PdfProblem:
        raise
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, AttributeError) as error:
        raise PdfProblem(
            "không phải là PDF thật hoặc đã hỏng. Hãy mở lại bản gốc, lưu hoặc quét thành PDF rồi gửi."
        ) from error


def _check(source: Pdf, max_pages: int) -> None:
    if len(source.pages) > max_pages:
        raise PdfProblem(
            f"có {len(source.pages)} trang, nhiều hơn {max_pages} trang. Hãy tách thành nhiều tệp rồi gửi."
        )
    if not source.pages:
        raise PdfProblem("không có trang nào. Hãy quét hoặc lưu lại thành PDF rồi gửi.")
    if source.Root.get("/NeedsRendering", False):
        raise PdfProblem("là biểu mẫu động. Hãy mở tệp, chọn In → Lưu thành PDF rồi gửi tệp mới.")


def _flatten(source: Pdf) -> None:
    """Make what forms and stamps show part of the page, before forms and notes are dropped."""
    if "/AcroForm" in source.Root:
        form = source.Root.AcroForm
        if isinstance(form, Dictionary) and "/XFA" in form:
            del form["/XFA"]
        source.generate_appearance_streams()
    source.flatten_annotations("screen")


def _strip(source: Pdf, page: Page) -> None:
    for key in set(page.obj.keys()) - _KEPT_ON_PAGE:
        del page.obj[key]
    links = [_link(each) for each in page.obj.get("/Annots", []) if _is_web_link(each)]
    if links:
        page.obj["/Annots"] = Array([source.make_indirect(each) for each in links])
    elif "/Annots" in page.obj:
        del page.obj["/Annots"]


def _is_web_link(note: pikepdf.Object) -> bool:
    if not isinstance(note, Dictionary) or note.get("/Subtype") != Name.Link or "/Rect" not in note:
        return False
    action = note.get("/A")
    if not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return False
    return str(action.get("/URI", "")).startswith(("http://", "https://"))


def _link(note: pikepdf.Object) -> Dictionary:
    """A link made anew, so that nothing hangs on it (a chained action, a way back to another page)."""
    action = Dictionary(Type=Name.Action, S=Name.URI, URI=note.A.URI)
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array(list(note.Rect)), Border=Array([0, 0, 0]), A=action
    )
