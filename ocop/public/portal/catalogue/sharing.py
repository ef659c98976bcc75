"""How a page looks when its link is sent on, and what it tells search engines.

Zalo and Facebook keep a preview for months: whatever it says of a star names the day the star ends.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ocop.cycle.certification.states import STANDS, Standing
from ocop.ground.producers.models import Producer, Product
from ocop.kit.text.dates import format_date
from ocop.kit.ui.preview import Preview, whole

_SCHEMA = "https://schema.org"
Stood = Any  # a Recognition with its `standing` on a day


def star_stands(recognition: Stood) -> bool:
    """Whether the star of a recognition (with `standing`) may be shown: real, and standing on the day."""
    return recognition.standing in STANDS and not recognition.is_trial and not recognition.is_reconstructed


def star_words(each: Stood) -> str:
    """What is said of a star in one line of text, never more than is known: until when, or that it is no more."""
    if each.is_trial:
        return _("Bản thử, không có giá trị")
    if each.is_reconstructed:
        return _("Bản ghi dựng lại từ số liệu")
    facts = {"stars": each.stars, "year": each.year, "day": format_date(each.valid_until)}
    if each.dates_are_estimated and each.standing in (Standing.VALID, Standing.EXPIRED):
        known = _("%(stars)d sao OCOP năm %(year)d, theo nguồn công khai") % facts
        said = _(each.standing_words)
        return f"{known}; {said[:1].lower()}{said[1:]}"
    words = {
        Standing.VALID: _("%(stars)d sao OCOP, có giá trị đến hết ngày %(day)s"),
        Standing.GRACE: _("%(stars)d sao OCOP, hết hạn ngày %(day)s, đang đánh giá lại"),
        Standing.EXPIRED: _("Sao OCOP đã hết hạn ngày %(day)s"),
        Standing.SUSPENDED: _("Sao OCOP đang tạm dừng"),
        Standing.WITHDRAWN: _("Sao OCOP đã bị thu hồi"),
        Standing.SUPERSEDED: _("Đã thay bằng lần công nhận mới"),
    }
    return words.get(Standing(each.standing), "") % facts


def of_product(product: Product, current: Stood) -> Preview:
    """The preview of a product's page; its picture is the drawn card."""
    picture = f"{whole(reverse('portal:share_card', args=[product.public_id]))}?v={card_version(product, current)}"
    producer = f"{product.producer.name}, {product.producer.unit.full_name}"
    words = f"{star_words(current)}. {producer}."
    return Preview(product.name, words, _page_of(product), picture, f"{product.name}: {star_words(current)}")


def card_version(product: Product, current: Stood) -> str:
    """Changes whenever the card would: its words, its star or its photo."""
    parts = [product.name, product.producer.name, product.producer.unit.full_name, star_words(current)]
    parts.append(product.photo.sha256 if product.photo else "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def product_data(product: Product, current: Stood, code: str) -> SafeString:
    """The product for search engines, by schema.org. A star that is not sure to stand is never called active."""
    data: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "Product",
        "name": product.name,
        "url": _page_of(product),
        "manufacturer": _organisation(product.producer),
        "countryOfOrigin": {"@type": "Country", "name": "Việt Nam"},
    }
    if product.description:
        data["description"] = product.description
    if product.photo and product.photo.is_image:
        data["image"] = whole(reverse("portal:photo", args=[product.public_id]))
    if product.gtin:
        data["gtin"] = product.gtin
    if certification := _certification(current, code):
        data["hasCertification"] = certification
    return as_data(data)


def organisation_data(producer: Producer, url: str) -> SafeString:
    return as_data({"@context": _SCHEMA, **_organisation(producer), "url": url})


def as_data(data: dict[str, Any]) -> SafeString:
    """JSON for a data block of a page; what would end the block is written by its number."""
    text = json.dumps(data, ensure_ascii=False)
    escaped = text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
    return mark_safe(escaped)  # noqa: S308  # nosec


def _certification(current: Stood, code: str) -> dict[str, Any] | None:
    """The recognition as a certification; none for what is no real recognition or known only by its year."""
    if current.is_trial or current.is_reconstructed or current.dates_are_estimated:
        return None
    state = "CertificationActive" if star_stands(current) else "CertificationInactive"
    data: dict[str, Any] = {
        "@type": "Certification",
        "name": f"OCOP {current.stars} sao",
        "certificationStatus": f"{_SCHEMA}/{state}",
        "validFrom": current.valid_from.isoformat(),
        "expires": current.valid_until.isoformat(),
    }
    if current.decision:
        data["issuedBy"] = {"@type": "Organization", "name": current.decision.office.name}
        data["certificationIdentification"] = current.decision.number
    if code:
        data["url"] = whole(reverse("portal:verdict", args=[code]))
    return data


def _organisation(producer: Producer) -> dict[str, Any]:
    """Public facts of a producer only: neither street nor telephone."""
    address = {
        "@type": "PostalAddress",
        "addressLocality": producer.unit.full_name,
        "addressRegion": settings.OCOP_PROVINCE_NAME,
        "addressCountry": "VN",
    }
    return {"@type": "Organization", "name": producer.name, "address": address}


def _page_of(product: Product) -> str:
    return whole(reverse("portal:product", args=[product.public_id]))
