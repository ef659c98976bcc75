"""The sheet of a retailers' pack: one product on paper, set by typst with the kit's fonts only."""

import base64
import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image

from ocop.cycle.certification.codes import printed
from ocop.cycle.certification.papers.certificate import FONTS, qr_svg
from ocop.kit.barcodes import bars_of, bars_svg
from ocop.kit.text.dates import format_date
from ocop.public.portal.catalogue import pictures
from ocop.public.retail.facts import Facts, goods_lines, paper_words

HERE = Path(__file__).parent
_PHOTO = 1000
_KEPT = 64


def sheet_of(facts: Facts, on: date) -> Callable[[], bytes]:
    """What sets the product on one sheet of PDF, in the language of the page at hand; it asks no database then."""
    photo = facts.product.photo
    path = photo.path if photo is not None and photo.is_image else ""
    said = json.dumps(sheet_words(facts, on), ensure_ascii=False)
    return lambda: _set(said, path)


@lru_cache(maxsize=_KEPT)
def _set(said: str, photo: str) -> bytes:
    """The same words with the same photo are set once."""
    words = json.loads(said) | {"photo": _drawn(photo) if photo else ""}
    pdf = typst.compile(
        HERE / "sheet.typ",
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(words, ensure_ascii=False)},
        format="pdf",
    )
    return bytes(pdf)


def sheet_words(facts: Facts, on: date) -> dict[str, Any]:
    """Every word and drawing of the sheet but its photo, as plain values."""
    product, bars = facts.product, bars_of(facts.gtin) if facts.gtin else None
    day = format_date(on)
    return {
        "lang": "en" if get_language() == "en" else "vi",
        "kind": _("Sản phẩm OCOP tỉnh %(province)s") % {"province": settings.OCOP_PROVINCE_NAME},
        "name": product.name,
        "producer": f"{product.producer.name}, {product.producer.unit.full_name}",
        "star": facts.star,
        "stands": facts.star_stands,
        "warning": _("Dữ liệu mẫu") if product.is_sample else "",
        "square": qr_svg(facts.link),
        "square_words": _("Quét để xem sao còn hiệu lực hay không"),
        "description": product.description,
        "lines": [*_official(facts), *goods_lines(facts)],
        "papers_title": _("Giấy chứng nhận"),
        "papers": [paper_words(paper) for paper in facts.papers],
        "bars": bars_svg(bars) if bars else "",
        "no_bars": "" if facts.gtin else _("Sản phẩm chưa có mã vạch (GTIN)."),
        "foot": _("Lập ngày %(day)s. Sao có thể hết hạn hoặc bị thu hồi sau ngày này: xem %(address)s")
        % {"day": day, "address": facts.page},
    }


def _official(facts: Facts) -> list[tuple[str, str]]:
    product, certificate = facts.product, facts.certificate
    origin = product.resource
    if origin and product.resource_unit:
        origin = f"{origin} ({product.resource_unit.full_name})"
    lines = (
        (_("Nhóm sản phẩm"), _(facts.group) if facts.group else ""),
        (_("Quyết định công nhận"), facts.decision),
        (_("Mã kiểm tra"), printed(certificate.code) if certificate else ""),
        (_("Nguyên liệu địa phương"), origin),
        (_("Mã vạch (GTIN)"), facts.gtin),
    )
    return [(name, words) for name, words in lines if words]


def _drawn(path: str) -> str:
    """The photo inside a drawing, since that is how a picture is handed to the setter; "" where it cannot be read."""
    image = pictures.opened(path)
    if image is None:
        return ""
    image.thumbnail((_PHOTO, _PHOTO), Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "JPEG", quality=82)
    inside = base64.b64encode(out.getvalue()).decode()
    width, height = image.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image href="data:image/jpeg;base64,{inside}" width="{width}" height="{height}"/></svg>'
    )
