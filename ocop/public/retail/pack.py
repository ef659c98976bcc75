"""A retailers' pack: everything a shop asks for about a product, as files of one archive."""

import io
import json
from dataclasses import dataclass
from datetime import date

import segno
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from ocop.cycle.certification.papers.certificate import certificate_pdf, qr_svg
from ocop.cycle.certification.papers.translation import translated_pdf
from ocop.ground.registry.models import Document
from ocop.kit.barcodes import bars_of, bars_png, bars_svg
from ocop.kit.languages import is_english
from ocop.kit.sheets.writing import Column as SheetColumn
from ocop.kit.sheets.writing import write_table
from ocop.kit.text.dates import format_date
from ocop.kit.text.slug import slugify_vi
from ocop.kit.zips import Entry, made, stored
from ocop.public.retail.facts import Facts, paper_words
from ocop.public.retail.profiles import GENERIC
from ocop.public.retail.sheet import sheet_of
from ocop.public.retail.telling import told

# What a pack may carry of filed pictures and papers, in bytes; what does not fit is named in its first file instead.
MOST_BYTES = 80 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a pack and what it is, in the language of the page; `left_out` says why it is not there after all."""

    entry: Entry
    words: str
    left_out: str = ""


def name_of(facts: Facts) -> str:
    """A file name people can read: words of the product's name without marks."""
    return slugify_vi(facts.product.name, 60) or facts.product.public_id


def parts_of(facts: Facts, on: date) -> list[Part]:
    """The files of one product's pack, in the order they are read. Files of papers only where the facts have scans.

    All is read and put into words here; what is drawn and set is drawn and set when its turn comes.
    """
    headings = [SheetColumn(column.heading, kind=column.kind) for column in GENERIC.columns]
    row = [column.value(facts) for column in GENERIC.columns]
    data = json.dumps(told(facts, on), ensure_ascii=False, indent=2).encode()
    return [
        Part(made("to-gioi-thieu.pdf", sheet_of(facts, on)), _("Tờ giới thiệu, có thông tin sản phẩm và sao")),
        *_certificate(facts),
        *_filed(facts),
        *_bars(facts),
        *_square(facts),
        Part(
            made("san-pham.xlsx", lambda: write_table(headings, [row], sheet="Sản phẩm")),
            _("Một dòng Excel để chép vào danh mục hàng"),
        ),
        Part(made("san-pham.json", lambda: data), _("Cùng thông tin cho phần mềm đọc")),
    ]


def entries_of(facts: Facts, on: date, folder: str = "") -> list[Entry]:
    """The pack as files of an archive, what is in it told first."""
    parts = parts_of(facts, on)
    base = f"{folder}{name_of(facts)}/"
    first = _read_first(facts, parts, on)
    files = [Entry(base + part.entry.name, part.entry.pieces) for part in parts if not part.left_out]
    return [made(f"{base}doc-truoc.txt", lambda: first), *files]


def entries_of_all(found: list[Facts], on: date, folder: str) -> list[Entry]:
    """The packs of several products, a folder each, under one folder; two of the same name keep apart."""
    seen: set[str] = set()
    entries: list[Entry] = []
    for facts in found:
        name = name_of(facts)
        inner = f"{folder}/{facts.product.public_id}/" if name in seen else f"{folder}/"
        seen.add(name)
        entries += entries_of(facts, on, inner)
    return entries


def _certificate(facts: Facts) -> list[Part]:
    certificate = facts.certificate
    if certificate is None:
        return []
    words = _("Giấy chứng nhận OCOP, có mã để kiểm tra")
    parts = [Part(made("giay-chung-nhan-ocop.pdf", lambda: certificate_pdf(certificate)), words)]
    if is_english():
        words = _("Bản dịch giấy chứng nhận, để tham khảo")
        parts.append(Part(made("giay-chung-nhan-ocop-en.pdf", lambda: translated_pdf(certificate)), words))
    return parts


def _filed(facts: Facts) -> list[Part]:
    """The picture as it was filed, and the papers buyers may know of that the reader may open, while they fit."""
    wanted: list[tuple[str, Document, str]] = []
    photo = facts.product.photo
    if photo is not None and photo.is_image:
        wanted.append((f"anh/{name_of(facts)}.{photo.extension}", photo, _("Ảnh sản phẩm, cỡ lớn nhất đã nộp")))
    for number, paper in enumerate(facts.scans, start=1):
        name = f"giay-to/{number:02}-{slugify_vi(paper.get_public_mark_display())}.{paper.document.extension}"
        wanted.append((name, paper.document, paper_words(paper)))
    room, parts = MOST_BYTES, []
    for name, document, words in wanted:
        if not (left_out := _left_out(document, room)):
            room -= document.size
        parts.append(Part(stored(name, document.path), words, left_out))
    return parts


def _left_out(document: Document, room: int) -> str:
    """Why a filed document does not go into a pack with so many bytes left, "" where it does."""
    if document.size > room:
        return _("tệp quá lớn, xem bản giấy")
    # Found out before the first byte is sent: an archive that breaks off tells nobody what was wrong.
    return "" if default_storage.exists(document.path) else _("kho không còn tệp này, hỏi chủ thể")


def _bars(facts: Facts) -> list[Part]:
    bars = bars_of(facts.gtin) if facts.gtin else None
    if bars is None:
        return []
    return [
        Part(made("ma-vach/ma-vach.svg", lambda: bars_svg(bars).encode()), _("Mã vạch để in, phóng to không vỡ")),
        Part(made("ma-vach/ma-vach.png", lambda: bars_png(bars)), _("Mã vạch để chèn vào văn bản")),
    ]


def bars_words(facts: Facts) -> str:
    """What is said where a pack has no bars, "" where it has: nobody is scolded for having none."""
    if not facts.gtin:
        return _("Chưa có mã vạch (GTIN). Siêu thị thường cần mã này; chủ thể đăng ký với GS1 Việt Nam.")
    if bars_of(facts.gtin) is None:
        return _("Mã GTIN 14 số là mã thùng hàng, quầy thu ngân không quét mã này.")
    return ""


def _square(facts: Facts) -> list[Part]:
    link = facts.link  # asked now: when the files are drawn, the page and its language are over
    return [
        Part(made("ma-vuong/ma-vuong.svg", lambda: qr_svg(link).encode()), _("Mã vuông dẫn đến trang sản phẩm")),
        Part(made("ma-vuong/ma-vuong.png", lambda: _square_png(link)), _("Mã vuông để chèn vào văn bản")),
    ]


def _square_png(link: str) -> bytes:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", border=4, scale=12)
    return out.getvalue()


def _read_first(facts: Facts, parts: list[Part], on: date) -> bytes:
    """The first file: which product, how its star stands, what each file is, and what is not there and why."""
    lines = [
        facts.product.name,
        f"{facts.product.producer.name}, {facts.product.producer.unit.full_name}",
        "",
        facts.star,
    ]
    if facts.product.is_sample:
        lines.append(_("Dữ liệu mẫu"))
    if not facts.star_stands:
        lines.append(_("Không in, không quảng cáo sao OCOP cho sản phẩm này. Gói không có giấy chứng nhận."))
    lines += [_("Số liệu ngày %(day)s.") % {"day": format_date(on)}]
    lines += [_("Trước khi bán, xem sao còn hiệu lực không: %(address)s") % {"address": facts.page}, ""]
    lines += [f"- {part.entry.name}: {part.left_out or part.words}" for part in parts]
    if words := bars_words(facts):
        lines += ["", words]
    # A mark at the beginning, so that Notepad reads Vietnamese.
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()
