"""The English copy of a certificate: for information, marked so, never in the place of the paper."""

import json
from typing import TYPE_CHECKING

import typst
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ocop.cycle.certification.codes import printed
from ocop.cycle.certification.papers.certificate import FONTS, HERE, qr_svg
from ocop.kit.text.dates import format_date

if TYPE_CHECKING:
    from ocop.cycle.certification.models import Certificate


def translated_pdf(certificate: "Certificate") -> bytes:
    """What the certificate prints, with its names as they are printed, as an A4 page in English."""
    face, decision = certificate.face, certificate.recognition.decision
    with translation.override("en"):
        url = settings.SITE_URL.rstrip("/") + reverse("portal:verdict", args=[certificate.code])
    named = ("issuer", "stars", "product", "producer", "place", "product_code", "signer", "valid_from", "valid_until")
    words = {name: face[name] for name in named} | {
        "title": f"Certificate {printed(certificate.code)} (translation)",
        "code": printed(certificate.code),
        "decision_number": decision.number if decision else "",
        "decision_on": format_date(decision.signed_on) if decision else "",
        "url": url,
        "qr": qr_svg(url),
    }
    pdf = typst.compile(
        HERE / "translation.typ",
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"face": json.dumps(words, ensure_ascii=False)},
        format="pdf",
    )
    return bytes(pdf)
